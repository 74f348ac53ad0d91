#include "tests/operations/printed.h"

#include <QObject>
#include <QTest>

using namespace stillroom;

namespace
{

Expression value(const Literal &literal)
{
    return Expression{LiteralExpression{literal}};
}

SqlType kindOf(TypeKind kind)
{
    return SqlType{kind};
}

} // namespace

class SqlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatRunsApartFromWhatIsPrinted();
    void readsColonsOfText();
    void writesRows();
    void writesExpressions_data();
    void writesExpressions();
    void joinsOtherTables();
    void writesTypes_data();
    void writesTypes();
    void writesLiterals_data();
    void writesLiterals();
};

void SqlTest::keepsWhatRunsApartFromWhatIsPrinted()
{
    const auto compiled
        = compile(Operation{ExecuteSql{{QStringLiteral("\tUPDATE t SET a = 'x\ty' WHERE b LIKE '5%'\n")}}});
    QVERIFY(compiled);
    QCOMPARE(compiled->front().sql, QStringLiteral("\tUPDATE t SET a = 'x\ty' WHERE b LIKE '5%'\n"));
    QCOMPARE(compiled->front().printedSql(), QStringLiteral("UPDATE t SET a = 'x    y' WHERE b LIKE '5%%'"));
    CompileOptions named;
    named.percentDoubling = false;
    QCOMPARE(printed(ExecuteSql{{QStringLiteral("SELECT '5%'")}}, named), QStringLiteral("SELECT '5%';"));
}

void SqlTest::readsColonsOfText()
{
    QCOMPARE(printed(ExecuteSql{{QStringLiteral("SELECT a::text, '\\:x', 'at 12:30', 'b: c'")}}),
        QStringLiteral("SELECT a::text, ':x', 'at 12:30', 'b: c';"));
    TextExpression bound{
        QStringLiteral("SELECT :n, ':n'"), {{QStringLiteral("n"), Literal{QStringLiteral("it's")}}}};
    QCOMPARE(printed(ExecuteSql{bound}), QStringLiteral("SELECT 'it''s', ''it''s'';"));
    const auto missing = compile(Operation{ExecuteSql{{QStringLiteral("SELECT :n")}}});
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NeedsProjectPython);
    QCOMPARE(printed(ExecuteSql{{QStringLiteral("SELECT ':n'")}, true}), QStringLiteral("SELECT ':n';"));
}

void SqlTest::writesRows()
{
    BulkInsert insert;
    insert.table.name = QStringLiteral("t");
    insert.fields = {{QStringLiteral("a"), SqlType{TypeKind::String}},
        {QStringLiteral("B"), SqlType{TypeKind::Integer}}, {QStringLiteral("f"), SqlType{TypeKind::Boolean}},
        {QStringLiteral("j"), SqlType{TypeKind::Json}}};
    insert.rows = {{{QStringLiteral("f"), value(Literal{true})},
                       {QStringLiteral("a"), value(Literal{QStringLiteral("it's 5%")})}},
        {{QStringLiteral("B"), value(Literal{LiteralInteger{QStringLiteral("7")}})},
            {QStringLiteral("j"),
                value(Literal{LiteralDict{
                    {{QStringLiteral("ä"), Literal{LiteralList{{Literal{}, Literal{false}}}}}}}})}},
        {}};
    QCOMPARE(printed(insert),
        QStringLiteral("INSERT INTO t (a, f) VALUES ('it''s 5%%', true);\n"
                       "INSERT INTO t (\"B\", j) VALUES (7, '{\"\\\\u00e4\": [null, false]}');\n"
                       "INSERT INTO t DEFAULT VALUES;"));
    UpdateRows update;
    update.table.name = QStringLiteral("t");
    update.fields = insert.fields;
    update.values = {{QStringLiteral("a"), value(Literal{})}};
    update.where = Expression{BinaryExpression{QStringLiteral("="),
        {Expression{ColumnExpression{QStringLiteral("B"), QStringLiteral("t")}},
            value(Literal{LiteralInteger{QStringLiteral("1")}})}}};
    QCOMPARE(printed(update), QStringLiteral("UPDATE t SET a=NULL WHERE t.\"B\" = 1;"));
    QCOMPARE(printed(DeleteRows{{QStringLiteral("t")}, update.where}),
        QStringLiteral("DELETE FROM t WHERE t.\"B\" = 1;"));
}

void SqlTest::writesExpressions_data()
{
    QTest::addColumn<Expression>("expression");
    QTest::addColumn<QString>("text");
    const Expression a{ColumnExpression{QStringLiteral("a")}};
    const Expression one{LiteralExpression{Literal{LiteralInteger{QStringLiteral("1")}}}};
    const Expression equals{BinaryExpression{QStringLiteral("="), {a, one}}};
    const Expression sum{BinaryExpression{QStringLiteral("+"), {a, one}}};
    const Expression either{BooleanExpression{false, {equals, equals}}};
    const auto row = [](const char *name, const Expression &expression, const QString &text) {
        QTest::newRow(name) << expression << text;
    };
    row("or in and", Expression{BooleanExpression{true, {either, equals}}},
        QStringLiteral("(a = 1 OR a = 1) AND a = 1"));
    row("product of sum", Expression{BinaryExpression{QStringLiteral("*"), {sum, one}}},
        QStringLiteral("(a + 1) * 1"));
    row("chain", Expression{BinaryExpression{QStringLiteral("+"), {sum, one}}}, QStringLiteral("a + 1 + 1"));
    row("no chain",
        Expression{BinaryExpression{
            QStringLiteral("-"), {a, Expression{BinaryExpression{QStringLiteral("-"), {a, one}}}}}},
        QStringLiteral("a - (a - 1)"));
    row("not equal", Expression{UnaryExpression{UnaryOperator::Not, {equals}}}, QStringLiteral("a != 1"));
    const Expression isNull{BinaryExpression{QStringLiteral("="), {a, Expression{SqlConstant::Null}}}};
    row("null", isNull, QStringLiteral("a IS NULL"));
    row("not null", Expression{UnaryExpression{UnaryOperator::Not, {isNull}}},
        QStringLiteral("a IS NOT NULL"));
    row("not or", Expression{UnaryExpression{UnaryOperator::Not, {either}}},
        QStringLiteral("NOT (a = 1 OR a = 1)"));
    row("not in", Expression{InExpression{{a}, {one}, true}}, QStringLiteral("(a NOT IN (1))"));
    row("ansi function", Expression{FunctionExpression{QStringLiteral("CURRENT_TIMESTAMP"), {}}},
        QStringLiteral("CURRENT_TIMESTAMP"));
    row("function", Expression{FunctionExpression{QStringLiteral("app.Lower"), {a, sum}}},
        QStringLiteral("app.Lower(a, a + 1)"));
    row("cast", Expression{CastExpression{{a}, SqlType{TypeKind::Jsonb}}},
        QStringLiteral("CAST(a AS JSONB)"));
    row("operator of its own",
        Expression{BinaryExpression{
            QStringLiteral("="), {Expression{BinaryExpression{QStringLiteral("->>"), {a, one}}}, one}}},
        QStringLiteral("(a ->> 1) = 1"));
    row("order",
        Expression{UnaryExpression{
            UnaryOperator::NullsLast, {Expression{UnaryExpression{UnaryOperator::Descending, {a}}}}}},
        QStringLiteral("a DESC NULLS LAST"));
}

void SqlTest::writesExpressions()
{
    QFETCH(Expression, expression);
    QFETCH(QString, text);
    CheckConstraint check;
    check.condition = expression;
    QCOMPARE(printed(AddConstraint{{QStringLiteral("t")}, check}),
        QStringLiteral("ALTER TABLE t ADD CHECK (%1);").arg(text));
}

void SqlTest::joinsOtherTables()
{
    UpdateRows update;
    update.table.name = QStringLiteral("t");
    update.fields = {{QStringLiteral("a"), {}}};
    update.values
        = {{QStringLiteral("a"), Expression{ColumnExpression{QStringLiteral("b"), QStringLiteral("user")}}}};
    QCOMPARE(printed(update),
        QStringLiteral(
            "! An UPDATE takes values from the table \"user\", which its condition does not name."));
    const Expression same{BinaryExpression{QStringLiteral("="),
        {Expression{ColumnExpression{QStringLiteral("a"), QStringLiteral("t")}},
            Expression{ColumnExpression{QStringLiteral("x"), QStringLiteral("o"), QStringLiteral("S")}}}}};
    QCOMPARE(printed(DeleteRows{{QStringLiteral("t")}, same}),
        QStringLiteral("DELETE FROM t USING \"S\".o WHERE t.a = \"S\".o.x;"));
    update.values = {{QStringLiteral("a"),
        Expression{ColumnExpression{QStringLiteral("b"), QStringLiteral("o"), QStringLiteral("S")}}}};
    update.where = same;
    QCOMPARE(printed(update), QStringLiteral("UPDATE t SET a=\"S\".o.b FROM \"S\".o WHERE t.a = \"S\".o.x;"));
}

void SqlTest::writesTypes_data()
{
    QTest::addColumn<SqlType>("type");
    QTest::addColumn<QString>("text");
    const auto row = [](const SqlType &type, const char *text) {
        QTest::newRow(text) << type << QString::fromLatin1(text);
    };
    SqlType type = kindOf(TypeKind::Unicode);
    row(type, "VARCHAR");
    type.length = 7;
    type.collation = QStringLiteral("C");
    row(type, "VARCHAR(7) COLLATE \"C\"");
    SqlType array = kindOf(TypeKind::Array);
    array.item = {type};
    array.dimensions = 2;
    row(array, "VARCHAR(7)[][] COLLATE \"C\"");
    type = kindOf(TypeKind::Numeric);
    type.precision = 10;
    row(type, "NUMERIC(10)");
    type.scale = 2;
    row(type, "NUMERIC(10, 2)");
    type = kindOf(TypeKind::Float);
    type.precision = 53;
    row(type, "FLOAT(53)");
    row(kindOf(TypeKind::Double), "DOUBLE PRECISION");
    type = kindOf(TypeKind::PgTimestamp);
    type.precision = 0;
    type.timezone = true;
    row(type, "TIMESTAMP(0) WITH TIME ZONE");
    row(kindOf(TypeKind::UpperDateTime), "DATETIME");
    type = kindOf(TypeKind::PgInterval);
    type.fields = QStringLiteral("DAY TO SECOND");
    type.precision = 3;
    row(type, "INTERVAL DAY TO SECOND (3)");
    type = kindOf(TypeKind::Bit);
    type.varying = true;
    row(type, "BIT VARYING");
    row(kindOf(TypeKind::PickleType), "BYTEA");
    type = kindOf(TypeKind::Uuid);
    type.nativeUuid = false;
    row(type, "CHAR(32)");
    type = enumType(QStringLiteral("Kind"), {QStringLiteral("a")});
    type.schema = QStringLiteral("s");
    row(type, "s.\"Kind\"");
    type.nativeEnum = false;
    row(type, "VARCHAR(1)");
    type = kindOf(TypeKind::Verbatim);
    type.text = QStringLiteral("geometry(POINT,4326)");
    row(type, "geometry(POINT,4326)");
}

void SqlTest::writesTypes()
{
    QFETCH(SqlType, type);
    QFETCH(QString, text);
    AlterColumn alter;
    alter.table.name = QStringLiteral("t");
    alter.column = QStringLiteral("c");
    alter.type = type;
    QCOMPARE(printed(alter), QStringLiteral("ALTER TABLE t ALTER COLUMN c TYPE %1;").arg(text));
}

void SqlTest::writesLiterals_data()
{
    QTest::addColumn<SqlType>("type");
    QTest::addColumn<Literal>("literal");
    QTest::addColumn<QString>("printedText");
    QTest::addColumn<QString>("runText");
    const auto row = [](const char *name, TypeKind kind, const Literal &literal, const QString &printedText,
                         const QString &runText) {
        QTest::newRow(name) << kindOf(kind) << literal << printedText << runText;
    };
    const QString x = QStringLiteral("'x'");
    row("backslash", TypeKind::Text, Literal{QStringLiteral("a\\b")}, QStringLiteral("'a\\\\b'"),
        QStringLiteral("'a\\b'"));
    row("percent", TypeKind::Text, Literal{QStringLiteral("5%")}, QStringLiteral("'5%%'"),
        QStringLiteral("'5%'"));
    row("text for an integer", TypeKind::Integer, Literal{QStringLiteral("3")}, QStringLiteral("3"),
        QStringLiteral("3"));
    row("flag for an integer", TypeKind::BigInteger, Literal{true}, QStringLiteral("1"), QStringLiteral("1"));
    row("number for a flag", TypeKind::Boolean, Literal{LiteralInteger{QStringLiteral("0")}},
        QStringLiteral("false"), QStringLiteral("false"));
    row("float", TypeKind::Float, Literal{LiteralFloat{QStringLiteral("1e+20")}}, QStringLiteral("1e+20"),
        QStringLiteral("1e+20"));
    row("decimal", TypeKind::Numeric, Literal{LiteralDecimal{QStringLiteral("1.10")}}, QStringLiteral("1.10"),
        QStringLiteral("1.10"));
    row("moment for a date", TypeKind::Date, Literal{LiteralDateTime{QStringLiteral("2020-01-02 03:04:05")}},
        QStringLiteral("'2020-01-02'"), QStringLiteral("'2020-01-02'"));
    row("interval", TypeKind::Interval, Literal{LiteralInterval{1, 2, 500000}},
        QStringLiteral("make_interval(secs=>86402.5)"), QStringLiteral("make_interval(secs=>86402.5)"));
    row("bytes", TypeKind::LargeBinary, Literal{QByteArrayLiteral("x")}, x, QStringLiteral("'\\x78'"));
    row("member", TypeKind::Enum, Literal{LiteralEnumMember{QStringLiteral("x")}}, x, x);
    row("no value", TypeKind::Text, Literal{}, QStringLiteral("NULL"), QStringLiteral("NULL"));
    row("no value for JSON", TypeKind::Json, Literal{}, QStringLiteral("NULL"), QStringLiteral("'null'"));
    row("without a type", TypeKind::Null, Literal{QStringLiteral("x")}, x, x);
}

void SqlTest::writesLiterals()
{
    QFETCH(SqlType, type);
    QFETCH(Literal, literal);
    QFETCH(QString, printedText);
    QFETCH(QString, runText);
    BulkInsert insert;
    insert.table.name = QStringLiteral("t");
    insert.fields = {{QStringLiteral("a"), type}};
    insert.rows = {{{QStringLiteral("a"), value(literal)}}};
    const auto compiled = compile(Operation{insert});
    QVERIFY(compiled);
    const QString start = QStringLiteral("INSERT INTO t (a) VALUES (");
    QCOMPARE(compiled->front().printedSql(), start + printedText + QLatin1Char(')'));
    QCOMPARE(compiled->front().sql, start + runText + QLatin1Char(')'));
}

QTEST_GUILESS_MAIN(SqlTest)
#include "tst_sql.moc"
