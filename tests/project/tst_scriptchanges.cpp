#include "app/project/schemachanges.h"
#include "app/project/schemacomparison.h"
#include "app/project/scriptchanges.h"
#include "migrations/schema/objecttext.h"

#include <QTest>

using namespace stillroom;

namespace
{

SchemaObject object(ObjectKind kind, const char *table, const char *name)
{
    return {{kind, QStringLiteral("public"), QString::fromLatin1(table), QString::fromLatin1(name)}};
}

Schema live()
{
    SchemaObject id = object(ObjectKind::Column, "people", "id");
    id.position = 1;
    id.set(Property::Type, QStringLiteral("integer"));
    SchemaObject born = object(ObjectKind::Column, "people", "born");
    born.position = 2;
    born.set(Property::Type, QStringLiteral("date"));
    SchemaObject stage = object(ObjectKind::Enum, "", "stage");
    stage.set(Property::Values, QStringLiteral("'new'"));
    return Schema({object(ObjectKind::Table, "", "people"), id, born, object(ObjectKind::Table, "", "places"),
        object(ObjectKind::Index, "people", "ix_born"), stage});
}

Plan planOf(const QStringList &statements)
{
    Plan plan;
    int number = 0;
    for (const QString &sql : statements) {
        PlanStep &step = plan.steps.emplace_back();
        step.revision = RevisionId(QStringLiteral("r%1").arg(++number));
        for (const QString &part : sql.split(QStringLiteral(";;"), Qt::SkipEmptyParts)) {
            PlannedStatement planned;
            planned.statement.sql = part;
            step.statements.push_back(planned);
        }
    }
    return plan;
}

QString lines(const Rehearsal &read)
{
    QStringList all;
    for (const ObjectChange &change : objectChanges(read, {}))
        all << changeLine(change.whole);
    all.sort();
    return all.join(u'\n');
}

} // namespace

/// What statements say of a schema, without a server.
class TestScriptChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data();
    void changes();
    void causesByRevision();
    void whatIsNotInTheTextIsSaid();
    void onlyWhereNothingRan();
};

void TestScriptChanges::changes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *sql, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(sql) << QString::fromLatin1(expected);
    };
    row("add column", "ALTER TABLE people ADD COLUMN mail TEXT NOT NULL",
        "add column people.mail: text not null");
    row("quoted", "ALTER TABLE \"public\".\"people\" ADD COLUMN \"Mail\" TEXT",
        "add column people.Mail: text");
    row("drop column", "ALTER TABLE people DROP COLUMN born", "drop column people.born: date");
    row("rename column", "ALTER TABLE people RENAME COLUMN born TO birthday",
        "rename column people.birthday: from born");
    row("not null", "ALTER TABLE people ALTER COLUMN born SET NOT NULL",
        "alter column people.born: not null");
    row("type", "ALTER TABLE people ALTER COLUMN id TYPE BIGINT",
        "alter column people.id: type: integer to bigint");
    row("index", "CREATE UNIQUE INDEX ix_id ON people (id)", "add index people.ix_id");
    row("drop index", "DROP INDEX ix_born", "drop index people.ix_born");
    row("constraint", "ALTER TABLE people ADD CONSTRAINT uq_id UNIQUE (id)", "add constraint people.uq_id");
    row("table", "CREATE TABLE pets (id INTEGER NOT NULL, name TEXT)", "add table pets");
    row("drop table", "DROP TABLE places", "drop table places");
    row("enum", "ALTER TYPE stage ADD VALUE 'offer'", "alter enum stage");
    row("there and back", "ALTER TABLE people ADD COLUMN x INT;;ALTER TABLE people DROP COLUMN x", "");
    row("rows only", "UPDATE people SET born = NULL", "");
}

void TestScriptChanges::changes()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    const Rehearsal read = changesFromScripts(planOf({sql}), live(), {});
    QVERIFY(read.fromScripts);
    const QString got = lines(read);
    QVERIFY2(expected.isEmpty() ? got.isEmpty() : got.startsWith(expected) && got.count(u'\n') == 0,
        qPrintable(got));
    QVERIFY(read.notes.isEmpty());
}

void TestScriptChanges::causesByRevision()
{
    const Rehearsal read
        = changesFromScripts(planOf({QStringLiteral("ALTER TABLE people ADD COLUMN mail TEXT"),
                                 QStringLiteral("ALTER TABLE people ALTER COLUMN mail SET NOT NULL")}),
            live(), {});
    const std::vector<ObjectChange> objects = objectChanges(read, {});
    QCOMPARE(objects.size(), size_t(1));
    QCOMPARE(objects[0].causes.size(), size_t(2));
    QCOMPARE(objects[0].causes[1].revision.text(), QStringLiteral("r2"));
}

void TestScriptChanges::whatIsNotInTheTextIsSaid()
{
    Plan plan
        = planOf({QStringLiteral("DO $$ BEGIN END $$"), QStringLiteral("ALTER TABLE people ADD UNIQUE (id)"),
            QStringLiteral("CREATE INDEX ix ON people (id)"), {}});
    plan.steps[3].engine = Engine::ProjectPython;
    const Rehearsal read = changesFromScripts(plan, live(), {});
    QCOMPARE(read.notes.size(), 1);
    QVERIFY2(read.notes.front().endsWith(QLatin1String(": r1, r2, r4")), qPrintable(read.notes.front()));
}

void TestScriptChanges::onlyWhereNothingRan()
{
    const Plan plan = planOf({QStringLiteral("DROP TABLE places")});
    Rehearsal failed;
    failed.outcome = RehearsalOutcome::Failed;
    failed.error = Error{ErrorKind::Unreadable, QStringLiteral("PostgreSQL's programs are not installed")};
    const Rehearsal read = orFromScripts(failed, plan, live(), {});
    QVERIFY(read.fromScripts);
    QCOMPARE(read.error->message, failed.error->message);
    QCOMPARE(read.steps.size(), size_t(1));
    failed.before = std::make_shared<const Schema>(live()); // it came that far: what it saw counts
    QVERIFY(!orFromScripts(failed, plan, live(), {}).fromScripts);
    QVERIFY(!orFromScripts(Rehearsal(), plan, live(), {}).fromScripts);
}

QTEST_GUILESS_MAIN(TestScriptChanges)
#include "tst_scriptchanges.moc"
