#include "migrations/risk/typechange.h"
#include "tests/support/postgresfixture.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// Every pair is tried on a server: a rewrite shows in the file node.
class TestTypeChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void pairs_data();
    void pairs();

private:
    std::optional<PostgresFixture> m_postgres;
};

void TestTypeChange::pairs_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("zone");
    const auto row = [](const char *from, const char *to, const char *zone = "UTC") {
        QTest::addRow("%s to %s, %s", from, to, zone)
            << QString::fromLatin1(from) << QString::fromLatin1(to) << QString::fromLatin1(zone);
    };
    row("integer", "bigint");
    row("smallint", "integer");
    row("text", "character varying(10)");
    row("character varying(10)", "text");
    row("character varying(10)", "character varying(20)");
    row("character varying(20)", "character varying(10)");
    row("character varying(20)", "character varying");
    row("character varying", "character varying(20)");
    row("numeric(8,2)", "numeric(12,2)");
    row("numeric(8,2)", "numeric(12,3)");
    row("numeric(8,2)", "numeric(6,2)");
    row("numeric(8,2)", "numeric");
    row("numeric", "numeric(8,2)");
    row("integer", "numeric(8,2)");
    row("timestamp without time zone", "timestamp with time zone");
    row("timestamp without time zone", "timestamp with time zone", "Europe/Berlin");
    row("timestamp with time zone", "timestamp without time zone");
    row("timestamp with time zone", "timestamp without time zone", "Europe/Berlin");
    row("timestamp(3) without time zone", "timestamp(6) without time zone");
    row("timestamp(3) without time zone", "timestamp without time zone");
    row("timestamp(6) without time zone", "timestamp(3) without time zone");
    row("bit varying(4)", "bit varying(8)");
    row("json", "jsonb");
    row("date", "timestamp without time zone");
    row("character(4)", "character(8)");
    row("cidr", "inet");
    row("xml", "text");
    row("time(3) without time zone", "time(6) without time zone");
}

void TestTypeChange::pairs()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, zone);
    const QString database = m_postgres->createDatabase();
    const auto connection = m_postgres->connect(database);
    const auto node = [&] {
        return connection->query(QStringLiteral("SELECT relfilenode FROM pg_class WHERE relname = 't'"))
            ->text(0, 0);
    };
    QVERIFY(connection->query(QStringLiteral("CREATE TABLE t (a %1)").arg(from)).ok());
    QVERIFY(connection->query(QStringLiteral("SET timezone = '%1'").arg(zone)).ok());
    const QString before = node();
    const auto altered = connection->query(QStringLiteral("ALTER TABLE t ALTER COLUMN a TYPE %1").arg(to));
    QVERIFY2(altered.ok(), altered ? "" : qPrintable(altered.error().message));
    const bool rewritten = node() != before;
    const TypeChange claimed = typeChange(from, to, zone);
    if (claimed != TypeChange::Unknown)
        QCOMPARE(claimed == TypeChange::Rewrite, rewritten);
    else
        QVERIFY(!QStringLiteral("integer text json numeric date").contains(from)); // these are decided
}

QTEST_GUILESS_MAIN(TestTypeChange)
#include "tst_typechange.moc"
