#include "app/project/schemachanges.h"

#include <QTest>

using namespace stillroom;

namespace
{

ObjectId column(const char *table, const char *name)
{
    return {
        ObjectKind::Column, QStringLiteral("public"), QString::fromLatin1(table), QString::fromUtf8(name)};
}

SchemaObject typed(const ObjectId &id, const char *type)
{
    SchemaObject object{id};
    object.set(Property::Type, QString::fromLatin1(type));
    return object;
}

RehearsedStatement ran(const char *sql, qint64 rows = -1)
{
    RehearsedStatement statement;
    statement.sql = QString::fromLatin1(sql);
    statement.rows = rows;
    return statement;
}

RehearsedStep step(const char *revision)
{
    RehearsedStep step;
    step.revision = RevisionId(QString::fromLatin1(revision));
    return step;
}

/// One column that comes, is filled and gets another type, and one that comes and goes again.
Rehearsal threeSteps()
{
    const ObjectId mail = column("people", "mail");
    const ObjectId passing = column("people", "passing");
    Rehearsal rehearsal;
    RehearsedStep add = step("a1");
    add.message = QStringLiteral("Add mail");
    add.statements = {ran("ALTER TABLE people ADD COLUMN mail varchar(20)"),
        ran("ALTER TABLE people ADD COLUMN passing int")};
    add.backStatements
        = {ran("ALTER TABLE people DROP COLUMN passing"), ran("ALTER TABLE people DROP COLUMN mail")};
    add.changes = {{ChangeAction::Add, {}, typed(mail, "character varying(20)")},
        {ChangeAction::Add, {}, typed(passing, "integer")}};
    RehearsedStep fill = step("b2");
    fill.statements = {ran("UPDATE people SET mail = 'x'", 40), ran("UPDATE other SET mail = 'x'", 7)};
    RehearsedStep widen = step("c3");
    widen.statements = {
        ran("ALTER TABLE people ALTER COLUMN mail TYPE text"), ran("ALTER TABLE people DROP COLUMN passing")};
    widen.backStatements = {ran("ALTER TABLE people ADD COLUMN passing int"),
        ran("ALTER TABLE people ALTER COLUMN mail TYPE varchar(20)")};
    widen.changes = {{ChangeAction::Alter, typed(mail, "character varying(20)"), typed(mail, "text")},
        {ChangeAction::Drop, typed(passing, "integer"), {}}};
    rehearsal.steps = {add, fill, widen};
    rehearsal.before = std::make_shared<const Schema>();
    rehearsal.after = std::make_shared<const Schema>(std::vector<SchemaObject>{typed(mail, "text")});
    return rehearsal;
}

} // namespace

/// What several revisions together make of one object, and which statements have to do with it.
class TestSchemaChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAStatementMentions_data();
    void namesAStatementMentions();
    void oneObjectOverAllSteps();
    void statementsOfASelection();
};

void TestSchemaChanges::namesAStatementMentions_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<ObjectId>("object");
    QTest::addColumn<bool>("concerned");
    const ObjectId mail = column("people", "mail");
    const auto row = [](const char *sql, const ObjectId &object, bool concerned) {
        QTest::newRow(sql) << QString::fromUtf8(sql) << object << concerned;
    };
    row("ALTER TABLE people ADD COLUMN mail text", mail, true);
    row("ALTER TABLE \"people\" ADD COLUMN \"mail\" text", mail, true);
    row("alter table PEOPLE add column MAIL text", mail, true);
    row("ALTER TABLE other ADD COLUMN mail text", mail, false);
    row("ALTER TABLE people ADD COLUMN email text", mail, false);
    row("UPDATE people SET name = 'mail'", mail, false);
    row("UPDATE people SET name = 1 -- mail", mail, false);
    row("UPDATE people SET name = /* mail */ 1", mail, false);
    row("ALTER TABLE people ADD COLUMN \"Mail\" text", mail, false);
    row("ALTER TABLE people ADD COLUMN \"Mail\" text", column("people", "Mail"), true);
    row("ALTER TABLE people ADD COLUMN \"a \"\"b\" text", column("people", "a \"b"), true);
    row("DROP INDEX ix_mail",
        {ObjectKind::Index, QStringLiteral("public"), QStringLiteral("people"), QStringLiteral("ix_mail")},
        true);
    row("DROP FUNCTION one(integer)",
        {ObjectKind::Function, QStringLiteral("public"), {}, QStringLiteral("one(integer)")}, true);
}

void TestSchemaChanges::namesAStatementMentions()
{
    QFETCH(QString, sql);
    QFETCH(ObjectId, object);
    QFETCH(bool, concerned);
    QCOMPARE(concerns(sql, object), concerned);
}

/// Every revision has its part in the order it runs; what comes and goes again is not a change.
void TestSchemaChanges::oneObjectOverAllSteps()
{
    const std::vector<ObjectChange> objects = objectChanges(threeSteps(), {});
    QCOMPARE(objects.size(), size_t(1));
    const ObjectChange &mail = objects.front();
    QCOMPARE(mail.whole.action, ChangeAction::Add);
    QCOMPARE(mail.whole.after->value(Property::Type), QStringLiteral("text"));
    QCOMPARE(mail.causes.size(), size_t(3));
    QCOMPARE(mail.causes[0].revision.text(), QStringLiteral("a1"));
    QCOMPARE(mail.causes[0].change->action, ChangeAction::Add);
    QCOMPARE(mail.causes[1].revision.text(), QStringLiteral("b2"));
    QVERIFY(!mail.causes[1].change);
    QCOMPARE(mail.causes[1].rows, 40);
    QCOMPARE(mail.causes[2].change->action, ChangeAction::Alter);
}

void TestSchemaChanges::statementsOfASelection()
{
    const Rehearsal rehearsal = threeSteps();
    const ObjectId mail = column("people", "mail");
    QCOMPARE(sqlText(statementsOn(rehearsal.steps, {mail}, Direction::Upgrade)),
        QStringLiteral("-- a1  Add mail\nALTER TABLE people ADD COLUMN mail varchar(20);\n\n"
                       "-- b2  \nUPDATE people SET mail = 'x';\n\n"
                       "-- c3  \nALTER TABLE people ALTER COLUMN mail TYPE text;\n"));
    // The way back begins with the newest.
    QCOMPARE(sqlText(statementsOn(rehearsal.steps, {mail}, Direction::Downgrade)),
        QStringLiteral("-- c3  \nALTER TABLE people ALTER COLUMN mail TYPE varchar(20);\n\n"
                       "-- a1  Add mail\nALTER TABLE people DROP COLUMN mail;\n"));
    const auto all = statementsOn(rehearsal.steps, {}, Direction::Upgrade);
    QCOMPARE(all.size(), size_t(3));
    QCOMPARE(all[1].statements.size(), size_t(2));
}

QTEST_GUILESS_MAIN(TestSchemaChanges)
#include "tst_schemachanges.moc"
