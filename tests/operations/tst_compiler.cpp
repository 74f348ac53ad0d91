#include "tests/operations/printed.h"

#include <QObject>
#include <QTest>

using namespace stillroom;

class CompilerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsATable();
    void writesSerialsOnlyForAutoincrement_data();
    void writesSerialsOnlyForAutoincrement();
    void quotesNames();
    void createsEachEnumOnce();
    void putsTheAutoincrementColumnFirst();
    void leavesDeferredForeignKeysOut();
    void addsAColumnWithAllThatBelongsToIt();
    void altersAColumnInOrder();
    void altersIdentities();
    void refusesWhatAlembicRefuses();
    void writesEveryIndexOption();
    void writesConstraints();
    void cutsConventionalNames();
    void followsTheGeneration();
    void keepsPlaceAndAutocommit();
};

void CompilerTest::createsATable()
{
    CreateTable create;
    create.table = {QStringLiteral("user"), QStringLiteral("App")};
    Column name = column(QStringLiteral("name"), varchar(80));
    name.nullable = false;
    name.serverDefault = StringDefault{QStringLiteral("it's")};
    name.comment = QStringLiteral("full name");
    Column group = column(QStringLiteral("group_id"), SqlType{TypeKind::Integer});
    group.foreignKeys = {InlineForeignKey{QStringLiteral("App.group.id")}};
    group.foreignKeys.front().reference.onDelete = QStringLiteral("SET NULL");
    Column mail = column(QStringLiteral("Mail"), SqlType{TypeKind::Text});
    mail.unique = true;
    mail.checks = {InlineCheck{Expression{TextExpression{QStringLiteral("\"Mail\" <> ''")}}}};
    mail.index = false;
    Column slug = column(QStringLiteral("slug"), varchar(0));
    slug.index = true;
    slug.unique = true;
    create.columns = {key(QStringLiteral("id"), TypeKind::Integer), name, group, mail, slug};
    CheckConstraint check;
    check.options.name = QStringLiteral("named");
    check.condition = Expression{TextExpression{QStringLiteral("name LIKE 'a%'")}};
    create.constraints = {check};
    create.comment = QStringLiteral("people");
    QCOMPARE(printed(create),
        QStringLiteral("CREATE TABLE \"App\".\"user\" (\n"
                       "    id SERIAL NOT NULL, \n"
                       "    name VARCHAR(80) DEFAULT 'it''s' NOT NULL, \n"
                       "    group_id INTEGER, \n"
                       "    \"Mail\" TEXT CHECK (\"Mail\" <> ''), \n"
                       "    slug VARCHAR, \n"
                       "    PRIMARY KEY (id), \n"
                       "    CONSTRAINT named CHECK (name LIKE 'a%%'), \n"
                       "    FOREIGN KEY(group_id) REFERENCES \"App\".\"group\" (id) ON DELETE SET NULL, \n"
                       "    UNIQUE (\"Mail\")\n"
                       ");\n"
                       "CREATE UNIQUE INDEX \"ix_App_user_slug\" ON \"App\".\"user\" (slug);\n"
                       "COMMENT ON TABLE \"App\".\"user\" IS 'people';\n"
                       "COMMENT ON COLUMN \"App\".\"user\".name IS 'full name';"));
}

void CompilerTest::writesSerialsOnlyForAutoincrement_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("autoincrement");
    QTest::addColumn<bool>("refers");
    QTest::addColumn<QString>("type");
    const int yes = int(Autoincrement::Yes);
    const int no = int(Autoincrement::No);
    const int automatic = int(Autoincrement::Auto);
    const int ignore = int(Autoincrement::IgnoreForeignKey);
    QTest::newRow("integer") << int(TypeKind::Integer) << automatic << false << QStringLiteral("SERIAL");
    QTest::newRow("big") << int(TypeKind::BigInteger) << automatic << false << QStringLiteral("BIGSERIAL");
    QTest::newRow("small") << int(TypeKind::SmallInt) << yes << false << QStringLiteral("SMALLSERIAL");
    QTest::newRow("numeric too") << int(TypeKind::Numeric) << automatic << false << QStringLiteral("SERIAL");
    QTest::newRow("text never") << int(TypeKind::Text) << automatic << false << QStringLiteral("TEXT");
    QTest::newRow("off") << int(TypeKind::Integer) << no << false << QStringLiteral("INTEGER");
    QTest::newRow("foreign key") << int(TypeKind::Integer) << automatic << true << QStringLiteral("INTEGER");
    QTest::newRow("foreign key ignored")
        << int(TypeKind::Integer) << ignore << true << QStringLiteral("SERIAL");
}

void CompilerTest::writesSerialsOnlyForAutoincrement()
{
    QFETCH(int, kind);
    QFETCH(int, autoincrement);
    QFETCH(bool, refers);
    QFETCH(QString, type);
    CreateTable create;
    create.table.name = QStringLiteral("t");
    Column id = column(QStringLiteral("id"), SqlType{TypeKind(kind)});
    id.nullable = false;
    id.autoincrement = Autoincrement(autoincrement);
    create.columns = {id};
    create.constraints = {PrimaryKey{{}, {QStringLiteral("id")}}};
    QString foreignKey;
    if (refers) {
        create.constraints.push_back(ForeignKey{{}, {QStringLiteral("id")}, {QStringLiteral("other.id")}});
        foreignKey = QStringLiteral(", \n    FOREIGN KEY(id) REFERENCES other (id)");
    }
    QCOMPARE(printed(create),
        QStringLiteral("CREATE TABLE t (\n    id %1 NOT NULL, \n    PRIMARY KEY (id)%2\n);")
            .arg(type, foreignKey));
}

void CompilerTest::quotesNames()
{
    QCOMPARE(printed(DropTable{{QStringLiteral("order")}}), QStringLiteral("DROP TABLE \"order\";"));
    QCOMPARE(printed(DropTable{{QStringLiteral("a\"b%")}}), QStringLiteral("DROP TABLE \"a\"\"b%%\";"));
    QCOMPARE(printed(DropTable{{QStringLiteral("t"), QStringLiteral("a.b")}}),
        QStringLiteral("DROP TABLE \"a.b\".t;"));
    QCOMPARE(printed(RenameTable{{QStringLiteral("t"), QStringLiteral("a.B")}, QStringLiteral("1st")}),
        QStringLiteral("ALTER TABLE a.\"B\".t RENAME TO \"1st\";"));
}

void CompilerTest::createsEachEnumOnce()
{
    const SqlType mood = enumType(QStringLiteral("mood"), {QStringLiteral("sad"), QStringLiteral("it's")});
    SqlType own = mood;
    own.kind = TypeKind::PgEnum;
    own.createType = false;
    CreateTable create;
    create.table.name = QStringLiteral("a");
    create.columns = {column(QStringLiteral("m"), mood), column(QStringLiteral("n"), mood),
        column(QStringLiteral("o"), own)};
    Compiler compiler;
    const auto first = compiler.compile(Operation{create});
    QVERIFY(first);
    QCOMPARE(first->size(), size_t(2));
    QCOMPARE(first->front().sql, QStringLiteral("CREATE TYPE mood AS ENUM ('sad', 'it''s')"));
    QCOMPARE(
        first->back().sql, QStringLiteral("CREATE TABLE a (\n    m mood, \n    n mood, \n    o mood\n)"));
    create.table.name = QStringLiteral("b");
    const auto second = compiler.compile(Operation{create});
    QVERIFY(second);
    QCOMPARE(second->size(), size_t(1));
    const auto explicitly = compiler.compile(Operation{CreateType{mood}});
    QVERIFY(explicitly);
    QCOMPARE(explicitly->front().guard->kind, ExistenceGuard::Kind::TypeMissing);
    QCOMPARE(explicitly->front().guard->name, QStringLiteral("mood"));
    QCOMPARE(printed(DropType{mood}), QStringLiteral("DROP TYPE mood;"));
}

void CompilerTest::putsTheAutoincrementColumnFirst()
{
    CreateTable create;
    create.table.name = QStringLiteral("t");
    create.columns
        = {key(QStringLiteral("a"), TypeKind::Integer), key(QStringLiteral("b"), TypeKind::Integer)};
    create.columns.back().autoincrement = Autoincrement::Yes;
    QCOMPARE(printed(create),
        QStringLiteral("CREATE TABLE t (\n    a INTEGER NOT NULL, \n    b SERIAL NOT NULL, \n    PRIMARY KEY "
                       "(b, a)\n);"));
}

void CompilerTest::leavesDeferredForeignKeysOut()
{
    CreateTable create;
    create.table.name = QStringLiteral("t");
    create.columns = {column(QStringLiteral("a"), SqlType{TypeKind::Integer})};
    ForeignKey later{{}, {QStringLiteral("a")}, {QStringLiteral("o.id")}};
    later.reference.useAlter = true;
    create.constraints = {later};
    QCOMPARE(printed(create), QStringLiteral("CREATE TABLE t (\n    a INTEGER\n);"));
}

void CompilerTest::addsAColumnWithAllThatBelongsToIt()
{
    AddColumn add;
    add.table = {QStringLiteral("t"), QStringLiteral("s")};
    add.column = column(
        QStringLiteral("kind"), enumType(QStringLiteral("k"), {QStringLiteral("a"), QStringLiteral("bb")}));
    add.column.type.nativeEnum = false;
    add.column.type.createConstraint = true;
    add.column.nullable = false;
    add.column.foreignKeys = {InlineForeignKey{QStringLiteral("o.id")}};
    add.column.index = true;
    add.column.comment = QStringLiteral("50% \\ done");
    QCOMPARE(printed(add),
        QStringLiteral("ALTER TABLE s.t ADD COLUMN kind VARCHAR(2) NOT NULL;\n"
                       "ALTER TABLE s.t ADD CONSTRAINT k CHECK (kind IN ('a', 'bb'));\n"
                       "ALTER TABLE s.t ADD FOREIGN KEY(kind) REFERENCES o (id);\n"
                       "CREATE INDEX ix_s_t_kind ON s.t (kind);\n"
                       "COMMENT ON COLUMN s.t.kind IS '50%% \\\\ done';"));
}

void CompilerTest::altersAColumnInOrder()
{
    AlterColumn alter;
    alter.table.name = QStringLiteral("t");
    alter.column = QStringLiteral("c");
    alter.newName = QStringLiteral("D");
    alter.type = SqlType{TypeKind::BigInteger};
    alter.usingExpression = QStringLiteral("c::bigint");
    alter.nullable = true;
    alter.newDefault = ServerDefault{};
    alter.newComment.emplace(std::nullopt);
    SqlType before = enumType(QStringLiteral("k"), {QStringLiteral("a")});
    before.nativeEnum = false;
    before.createConstraint = true;
    alter.existingType = before;
    QCOMPARE(printed(alter),
        QStringLiteral("ALTER TABLE t DROP CONSTRAINT k;\n"
                       "ALTER TABLE t ALTER COLUMN c TYPE BIGINT USING c::bigint;\n"
                       "ALTER TABLE t ALTER COLUMN c DROP NOT NULL;\n"
                       "ALTER TABLE t ALTER COLUMN c DROP DEFAULT;\n"
                       "COMMENT ON COLUMN t.c IS NULL;\n"
                       "ALTER TABLE t RENAME c TO \"D\";"));
    AlterColumn type;
    type.table.name = QStringLiteral("t");
    type.column = QStringLiteral("c");
    type.type = SqlType{TypeKind::Text};
    QCOMPARE(printed(type), QStringLiteral("ALTER TABLE t ALTER COLUMN c TYPE TEXT;"));
}

void CompilerTest::altersIdentities()
{
    AlterColumn alter;
    alter.table.name = QStringLiteral("t");
    alter.column = QStringLiteral("c");
    Identity wanted;
    wanted.always = true;
    wanted.options.start = 5;
    alter.newDefault = ServerDefault{wanted};
    alter.existingDefault = ServerDefault{};
    QCOMPARE(printed(alter),
        QStringLiteral("ALTER TABLE t ALTER COLUMN c ADD GENERATED ALWAYS AS IDENTITY (START WITH 5);"));
    alter.existingDefault.reset();
    QCOMPARE(printed(alter),
        QStringLiteral("ALTER TABLE t ALTER COLUMN c SET GENERATED ALWAYS SET START WITH 5;"));
    alter.existingDefault = ServerDefault{Identity{}};
    QCOMPARE(printed(alter),
        QStringLiteral("ALTER TABLE t ALTER COLUMN c SET GENERATED ALWAYS SET START WITH 5;"));
    alter.newDefault = ServerDefault{};
    QCOMPARE(printed(alter), QStringLiteral("ALTER TABLE t ALTER COLUMN c DROP IDENTITY;"));
}

void CompilerTest::refusesWhatAlembicRefuses()
{
    QCOMPARE(printed(DropConstraint{{QStringLiteral("t")}, std::nullopt}),
        QStringLiteral("! A constraint of table \"t\" is dropped without a name. Name it in the script."));
    QCOMPARE(printed(DropIndex{std::nullopt}),
        QStringLiteral("! An index is dropped without a name. Name it in the script."));
    AlterColumn alter;
    alter.table.name = QStringLiteral("t");
    alter.column = QStringLiteral("c");
    alter.usingExpression = QStringLiteral("c::int");
    QCOMPARE(printed(alter), QStringLiteral("! Column \"c\": postgresql_using needs type_ beside it."));
    AddColumn untyped;
    untyped.table.name = QStringLiteral("t");
    untyped.column = column(QStringLiteral("c"), SqlType{});
    QCOMPARE(printed(untyped),
        QStringLiteral(
            "! A column here has no type, so no SQL can be written for it. Give it one in the script."));
    Operation placed{DropConstraint{{QStringLiteral("t")}, std::nullopt}, {QStringLiteral("a.py"), 7, 5}};
    const auto refused = compile(placed);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BrokenProject);
    QCOMPARE(refused.error().place.line, 7);
}

void CompilerTest::writesEveryIndexOption()
{
    CreateIndex create;
    create.table.name = QStringLiteral("t");
    create.index.name = QStringLiteral("ix");
    create.index.unique = true;
    create.index.concurrently = true;
    create.index.usingMethod = QStringLiteral("GIN");
    create.index.expressions = {Expression{ColumnExpression{QStringLiteral("A")}},
        Expression{TextExpression{QStringLiteral("lower(b)")}},
        Expression{BinaryExpression{QStringLiteral("+"),
            {Expression{ColumnExpression{QStringLiteral("c")}},
                Expression{LiteralExpression{Literal{LiteralInteger{QStringLiteral("1")}}}}}}}};
    create.index.operatorClasses = {{QStringLiteral("A"), QStringLiteral("text_ops")}};
    create.index.include = {QStringLiteral("x"), QStringLiteral("Y")};
    create.index.nullsNotDistinct = true;
    create.index.storage = {{QStringLiteral("fillfactor"), QStringLiteral("50")}};
    create.index.tablespace = QStringLiteral("Ts");
    create.index.where = Expression{TextExpression{QStringLiteral("a IS NULL")}};
    create.ifNotExists = true;
    QCOMPARE(printed(create),
        QStringLiteral(
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON t USING gin (\"A\" text_ops, lower(b), "
            "(c + 1)) INCLUDE (x, \"Y\") NULLS NOT DISTINCT WITH (fillfactor = 50) TABLESPACE \"Ts\" "
            "WHERE a IS NULL;"));
    DropIndex drop{QStringLiteral("ix")};
    drop.schema = QStringLiteral("s");
    drop.concurrently = true;
    drop.ifExists = true;
    QCOMPARE(printed(drop), QStringLiteral("DROP INDEX CONCURRENTLY IF EXISTS s.ix;"));
}

void CompilerTest::writesConstraints()
{
    const TableName table{QStringLiteral("t")};
    ConstraintOptions options;
    options.name = QStringLiteral("c");
    options.deferrable = true;
    options.initially = QStringLiteral("DEFERRED");
    ForeignKey foreignKey{options, {QStringLiteral("a"), QStringLiteral("B")},
        {QStringLiteral("s.o.x"), QStringLiteral("s.o.y")}};
    foreignKey.reference.match = QStringLiteral("FULL");
    foreignKey.reference.onDelete = QStringLiteral("CASCADE");
    foreignKey.reference.onUpdate = QStringLiteral("RESTRICT");
    foreignKey.reference.notValid = true;
    QCOMPARE(printed(AddConstraint{table, foreignKey}),
        QStringLiteral(
            "ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY(a, \"B\") REFERENCES s.o (x, y) MATCH FULL "
            "ON DELETE CASCADE ON UPDATE RESTRICT DEFERRABLE INITIALLY DEFERRED NOT VALID;"));
    QCOMPARE(printed(AddConstraint{table, UniqueConstraint{options, {QStringLiteral("a")}, {}, true}}),
        QStringLiteral(
            "ALTER TABLE t ADD CONSTRAINT c UNIQUE NULLS NOT DISTINCT (a) DEFERRABLE INITIALLY DEFERRED;"));
    QCOMPARE(printed(AddConstraint{table, PrimaryKey{{}, {QStringLiteral("a")}, {QStringLiteral("b")}}}),
        QStringLiteral("ALTER TABLE t ADD PRIMARY KEY (a) INCLUDE (b);"));
    ExcludeConstraint exclude;
    exclude.options.name = QStringLiteral("x");
    exclude.elements = {{Expression{ColumnExpression{QStringLiteral("during")}}, QStringLiteral("&&")}};
    exclude.where = Expression{TextExpression{QStringLiteral("room > 0")}};
    QCOMPARE(printed(AddConstraint{table, exclude}),
        QStringLiteral(
            "ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (during WITH &&) WHERE (room > 0);"));
    DropConstraint drop{table, QStringLiteral("C")};
    drop.ifExists = true;
    QCOMPARE(printed(drop), QStringLiteral("ALTER TABLE t DROP CONSTRAINT IF EXISTS \"C\";"));
    foreignKey.reference.onDelete = QStringLiteral("EXPLODE");
    QVERIFY(printed(AddConstraint{table, foreignKey}).startsWith(QLatin1String("! \"EXPLODE\"")));
}

void CompilerTest::cutsConventionalNames()
{
    const QString longName
        = QStringLiteral("fk_a_table_with_a_very_long_name_indeed_and_a_column_that_is_long_too");
    DropIndex drop{longName};
    QVERIFY(printed(drop).startsWith(QLatin1String("! The name \"fk_a_table")));
    drop.conventional = true;
    QCOMPARE(printed(drop),
        QStringLiteral("DROP INDEX fk_a_table_with_a_very_long_name_indeed_and_a_column_th_c6b9;"));
}

void CompilerTest::followsTheGeneration()
{
    CreateSequence sequence{QStringLiteral("s")};
    sequence.ifNotExists = true;
    QCOMPARE(printed(sequence), QStringLiteral("CREATE SEQUENCE IF NOT EXISTS s;"));
    QCOMPARE(printed(sequence, debian()), QStringLiteral("CREATE SEQUENCE s START WITH 1;"));
    DropIndex drop{QStringLiteral("i")};
    drop.ifExists = true;
    QCOMPARE(printed(drop, debian()), QStringLiteral("DROP INDEX i;"));
}

void CompilerTest::keepsPlaceAndAutocommit()
{
    const Operation operation{DropTable{{QStringLiteral("t")}}, {QStringLiteral("a.py"), 12, 5}, true};
    const auto compiled = compile(operation);
    QVERIFY(compiled);
    QCOMPARE(compiled->front().place.line, 12);
    QVERIFY(compiled->front().autocommit);
}

QTEST_GUILESS_MAIN(CompilerTest)
#include "tst_compiler.moc"
