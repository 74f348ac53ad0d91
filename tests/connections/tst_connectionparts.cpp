// Where the values of a connection come from: service file, environment, password file, defaults; and that
// the connection that is opened has them all.

#include "app/connections/connectionreport.h"
#include "app/connections/connectionroute.h"
#include "migrations/database/connectionparts.h"
#include "migrations/database/passwordfile.h"
#include "migrations/database/servicefile.h"
#include "tests/support/postgresfixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// "host=db-1 (service hr in services.conf, line 2)" and so on.
QStringList shown(const std::vector<ConnectionPart> &parts)
{
    QStringList lines;
    for (const PartLine &line : partLines(parts, QStringLiteral("DATABASE_URL")))
        lines << QStringLiteral("%1=%2 (%3)").arg(line.keyword, line.value, line.source);
    return lines;
}

ConnectionSettings settingsFor(const char *url)
{
    Target target;
    target.url = QString::fromUtf8(url);
    const Result<ConnectionSettings> settings = settingsOf(target);
    if (!settings)
        qFatal("%s", qPrintable(settings.error().message));
    return *settings;
}

} // namespace

class TestConnectionParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE",
                 "PGSSLMODE", "PGOPTIONS", "PGAPPNAME"})
            qunsetenv(name);
        qputenv("PGSERVICEFILE", path("services.conf").toUtf8());
        qputenv("PGSYSCONFDIR", m_folder.path().toUtf8());
        qputenv("PGPASSFILE", path("pgpass").toUtf8());
        writeFile(path("services.conf"),
            "# ours\n[hr]\n  host=db-1  \nport=5433\nuser=svc\nuser=later\nsslmode=verify-full\n\n[other]\n"
            "host=db-2\npassword=MARKER\n");
        writeFile(path("pg_service.conf"), "[hr]\nhost=system\n[shared]\nhost=db-3\n");
        writeFile(
            path("pgpass"), "# comment\nlocalhost:*:*:eve:wrong\ndb-1:5433:hr:svc:MARKER\n*:*:*:*:rest\n");
    }

    void everySourceInLibpqsOrder()
    {
        qputenv("PGPORT", "7000");
        qputenv("PGUSER", "env");
        qputenv("PGDATABASE", "envdb");
        // The service wins over the environment, what is given over both.
        QCOMPARE(shown(connectionParts(settingsFor("postgresql:///hr?service=hr"))),
            (QStringList{QStringLiteral("host=db-1 (service hr in services.conf, line 3)"),
                QStringLiteral("port=5433 (service hr in services.conf, line 4)"),
                QStringLiteral("dbname=hr (DATABASE_URL)"),
                QStringLiteral("user=svc (service hr in services.conf, line 5)"),
                QStringLiteral("password= (%1, line 3)").arg(path("pgpass")),
                QStringLiteral("sslmode=verify-full (service hr in services.conf, line 7)")}));
        QCOMPARE(shown(connectionParts(settingsFor("postgresql://ann:MARKER@h"))),
            (QStringList{QStringLiteral("host=h (DATABASE_URL)"), QStringLiteral("port=7000 (PGPORT)"),
                QStringLiteral("dbname=envdb (PGDATABASE)"), QStringLiteral("user=ann (DATABASE_URL)"),
                QStringLiteral("password= (DATABASE_URL)"),
                QStringLiteral("sslmode=prefer (libpq's default)")}));
    }

    void defaultsAndVariables()
    {
        qputenv("PGSERVICE", "shared");
        qputenv("PGPASSWORD", "MARKER");
        const QStringList lines = shown(connectionParts(settingsFor("postgresql://eve@/")));
        QCOMPARE(lines[0], QStringLiteral("host=db-3 (service shared in pg_service.conf, line 4)"));
        QCOMPARE(lines[1], QStringLiteral("port=5432 (libpq's default)"));
        QCOMPARE(lines[2], QStringLiteral("dbname=eve (libpq's default)"));
        QCOMPARE(lines[4], QStringLiteral("password= (PGPASSWORD)"));
        QVERIFY(!lines.join(u' ').contains(QStringLiteral("MARKER")));
    }

    void passwordLines_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("password");
        QTest::newRow("escapes") << QByteArray("a\\:b:5432:d\\\\:u:p\\:w:rest\n")
                                 << QStringLiteral("p:w:rest");
        QTest::newRow("star in a name")
            << QByteArray("\\*:5432:d\\\\:u:no\na\\:b:*:*:*:*\n") << QStringLiteral("*");
        QTest::newRow("first wins") << QByteArray("*:*:*:*:one\n*:*:*:*:two\n") << QStringLiteral("one");
        QTest::newRow("comment and short line")
            << QByteArray("#*:*:*:*:no\na:b\n*:*:*:*:yes\r\n") << QStringLiteral("yes");
        QTest::newRow("none") << QByteArray("other:*:*:*:no\n") << QString();
    }
    void passwordLines()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, password);
        writeFile(path("pgpass"), file);
        const auto line = findPassword(
            path("pgpass"), {QStringLiteral("a:b"), {}, QStringLiteral("d\\"), QStringLiteral("u")});
        QCOMPARE(line ? line->password : QString(), password);
        QVERIFY(QFile::setPermissions(path("pgpass"), QFile::ReadOwner | QFile::ReadGroup));
        QVERIFY(!findPassword(path("pgpass"), {QStringLiteral("a:b"), {}, {}, {}}));
    }

    void servicesAreListedOnce()
    {
        QStringList names;
        for (const ConnectionService &service : allServices())
            names << service.name + QLatin1Char('@') + service.value(QStringLiteral("host"));
        QCOMPARE(names,
            (QStringList{
                QStringLiteral("hr@db-1"), QStringLiteral("other@db-2"), QStringLiteral("shared@db-3")}));
    }

    /// What a service and PGOPTIONS say reaches the session that QPSQL opens, beside our own options.
    void theSessionHasThemAll()
    {
        PostgresFixture postgres;
        const QString database = postgres.createDatabase();
        const ConnectionSettings direct = postgres.settings(database);
        writeFile(path("services.conf"),
            "[here]\nhost=" + direct.host.toUtf8() + "\nport=5432\nuser=postgres\ndbname=" + database.toUtf8()
                + "\napplication_name=from service\n");
        qputenv("PGOPTIONS", "-c work_mem=7MB");
        const auto connection = Connection::open(settingsFor("postgresql://?service=here"));
        QVERIFY2(connection.ok(), connection.ok() ? "" : qPrintable(connection.error().message));
        const auto row
            = (*connection)
                  ->query(QStringLiteral("SELECT current_database(), "
                                         "current_setting('application_name'), current_setting('work_mem'), "
                                         "current_setting('default_transaction_read_only')"));
        QCOMPARE(row->text(0, 0), database);
        QCOMPARE(row->text(0, 1), QStringLiteral("from service"));
        QCOMPARE(row->text(0, 2), QStringLiteral("7MB"));
        QCOMPARE(row->text(0, 3), QStringLiteral("on"));
    }

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestConnectionParts)
#include "tst_connectionparts.moc"
