// Rights, roles, poolers and tunnels on real servers: PostgreSQL, PgBouncer, sshd.

#include "app/connections/connectionreport.h"
#include "app/connections/connectionroute.h"
#include "tests/support/pgbouncer.h"
#include "tests/support/postgresfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

bool runProgram(const QString &program, const QStringList &arguments)
{
    return QProcess::execute(program, arguments) == 0;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

/// An sshd of its own: own host key, own authorised key, own port; the client's side is a `ssh` first on PATH
/// that adds a configuration file of the test, as a person's ~/.ssh/config would.
class SshServer
{
public:
    SshServer()
    {
        keygen(QStringLiteral("host"));
        keygen(QStringLiteral("user"));
        QFile::copy(path("user.pub"), path("authorized"));
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        writeFile(path("sshd.conf"),
            QStringLiteral(
                "Port %1\nListenAddress 127.0.0.1\nHostKey %2\nAuthorizedKeysFile %3\nPidFile none\n"
                "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
                "KbdInteractiveAuthentication no\nLogLevel ERROR\n")
                .arg(m_port)
                .arg(path("host"), path("authorized"))
                .toUtf8());
        QDir().mkpath(path("bin"));
        writeFile(path("bin/ssh"),
            QStringLiteral("#!/bin/sh\nexec /usr/bin/ssh -F %1 \"$@\"\n").arg(path("config")).toUtf8());
        QFile::setPermissions(path("bin/ssh"), QFile::ReadOwner | QFile::ExeOwner);
        writeConfig();
        trustHostKey();
        QDir().mkpath(QStringLiteral("/run/sshd")); // sshd's own folder; only root can make it and needs it
        m_sshd.setProcessChannelMode(QProcess::ForwardedChannels);
        m_sshd.start(sshd(), {QStringLiteral("-D"), QStringLiteral("-f"), path("sshd.conf")});
        m_sshd.waitForStarted();
    }
    ~SshServer()
    {
        m_sshd.terminate();
        if (!m_sshd.waitForFinished(3000))
            m_sshd.kill();
        m_sshd.waitForFinished();
    }
    SshServer(const SshServer &) = delete;
    SshServer &operator=(const SshServer &) = delete;

    static QString sshd()
    {
        return QStandardPaths::findExecutable(QStringLiteral("sshd"), {QStringLiteral("/usr/sbin")});
    }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    SshHost host() const { return {QStringLiteral("testbastion"), {}, 0, {}}; }
    bool isRunning() const { return m_sshd.state() == QProcess::Running; }

    void trustHostKey() const
    {
        QFile key(path("host.pub"));
        (void)key.open(QIODevice::ReadOnly);
        writeFile(path("known"), QStringLiteral("[127.0.0.1]:%1 ").arg(m_port).toUtf8() + key.readAll());
    }
    void forgetHostKey() const { writeFile(path("known"), {}); }
    void trustAnotherHostKey() const
    {
        QFile key(path("user.pub"));
        (void)key.open(QIODevice::ReadOnly);
        writeFile(path("known"), QStringLiteral("[127.0.0.1]:%1 ").arg(m_port).toUtf8() + key.readAll());
    }
    void writeConfig(const QString &identity = QStringLiteral("user")) const
    {
        writeFile(path("config"),
            QStringLiteral("Host testbastion\n  HostName 127.0.0.1\n  Port %1\n  IdentityFile %2\n"
                           "  IdentitiesOnly yes\n  IdentityAgent none\n  UserKnownHostsFile %3\n"
                           "  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n")
                .arg(m_port)
                .arg(m_folder.filePath(identity), path("known"))
                .toUtf8());
    }
    void keygen(const QString &name) const
    {
        if (!runProgram(QStringLiteral("ssh-keygen"),
                {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                    QString(), QStringLiteral("-f"), m_folder.filePath(name)}))
            qFatal("ssh-keygen failed");
    }

private:
    QTemporaryDir m_folder{QStringLiteral("/tmp/stillroom-sshd-XXXXXX")};
    QProcess m_sshd;
    int m_port = 0;
};

/// Every argument of every process of this machine.
QByteArray allArguments()
{
    QByteArray all;
    for (const QString &process : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")})) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(process));
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll().replace('\0', ' ') + '\n';
    }
    return all;
}

} // namespace

class TestConnectionRoute : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        PrivateServer::Options options;
        m_tcpPort = freeTcpPort();
        options.settings << QStringLiteral("listen_addresses=127.0.0.1") << QStringLiteral("lc_messages=C");
        m_postgres.emplace(options);
        m_postgres->execute(QStringLiteral("postgres"),
            {QStringLiteral("CREATE ROLE owner"), QStringLiteral("CREATE ROLE app LOGIN"),
                QStringLiteral("CREATE ROLE reader LOGIN"), QStringLiteral("GRANT owner TO app")});
    }
    void cleanupTestCase() { m_postgres.reset(); }

    void anOwnerCanMigrate();
    void aReaderCannot();
    void aRoleIsTakenOn();
    void aRoleThatCannotBeTakenOnIsNamed();
    void emptyDatabase();
    void poolModes_data();
    void poolModes();
    void aFullPoolDoesNotHang();
    void roleThroughAPoolerIsRefused();
    void tunnel();
    void tunnelFailures();

private:
    static int freeTcpPort()
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        return probe.serverPort();
    }
    Result<ConnectionReport> reportFor(
        const QString &database, const QString &user, const QString &role = {}) const
    {
        ConnectionSettings settings = m_postgres->settings(database);
        settings.user = user;
        settings.role = role;
        const Result<RoutedConnection> opened = openRoute({settings, {}}, {});
        if (!opened)
            return opened.error();
        return examine(*opened->connection, {});
    }
    QString projectDatabase()
    {
        const QString name = m_postgres->createDatabase();
        m_postgres->execute(name,
            {QStringLiteral("ALTER SCHEMA public OWNER TO owner"), QStringLiteral("SET ROLE owner"),
                QStringLiteral("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)"),
                QStringLiteral("INSERT INTO alembic_version VALUES ('8b5e0a47f3c1')"),
                QStringLiteral("CREATE TABLE employees (id int)"),
                QStringLiteral("CREATE TABLE \"Zoë\" (id int)"),
                QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"),
                QStringLiteral("GRANT USAGE ON SCHEMA public TO reader")});
        return name;
    }

    std::optional<PostgresFixture> m_postgres;
    int m_tcpPort = 0;
};

void TestConnectionRoute::anOwnerCanMigrate()
{
    const QString database = projectDatabase();
    const Result<ConnectionReport> report = reportFor(database, QStringLiteral("app"));
    QVERIFY(report.ok());
    QVERIFY2(report->canMigrate(), qPrintable(reportText(*report)));
    QVERIFY(!report->rights.superuser);
    QCOMPARE(report->rights.tables, 2);
    QCOMPARE(report->rights.versionTable, QStringLiteral("public.alembic_version"));
    QCOMPARE(report->revisions, QStringList{QStringLiteral("8b5e0a47f3c1")});
    QCOMPARE(report->pool, PoolMode::None);
    QVERIFY(!report->server.standby);
    QVERIFY(report->session.unixSocket);
    QVERIFY(reportFor(database, QStringLiteral("postgres"))->rights.superuser);
}

void TestConnectionRoute::aReaderCannot()
{
    const QString database = projectDatabase();
    const Result<ConnectionReport> report = reportFor(database, QStringLiteral("reader"));
    QVERIFY(report.ok());
    QVERIFY(!report->canMigrate());
    QVERIFY(!report->rights.createInSchema && !report->rights.writeVersionTable);
    QVERIFY(report->rights.readVersionTable);
    QCOMPARE(report->rights.foreignTables, 2);
    QCOMPARE(
        report->rights.foreignNames, (QStringList{QString::fromUtf8("Zoë"), QStringLiteral("employees")}));
    QVERIFY(report->server.systemIdentifier.isEmpty() || report->server.systemIdentifier.toLongLong() > 0);
    // What the server itself says when it is tried.
    const auto connection = Connection::open([&] {
        ConnectionSettings settings = m_postgres->settings(database);
        settings.user = QStringLiteral("reader");
        return settings;
    }());
    QVERIFY((*connection)->beginWriting().ok());
    QCOMPARE((*connection)->run(QStringLiteral("CREATE TABLE x (a int)")).failure->sqlState,
        QStringLiteral("42501"));
    QCOMPARE((*connection)->run(QStringLiteral("ALTER TABLE employees ADD b int")).failure->sqlState,
        QStringLiteral("42501"));
    // Not even the version table may be read: still an answer.
    m_postgres->execute(database, {QStringLiteral("REVOKE SELECT ON alembic_version FROM reader")});
    const Result<ConnectionReport> blind = reportFor(database, QStringLiteral("reader"));
    QVERIFY(blind.ok());
    QVERIFY(!blind->rights.readVersionTable && blind->revisions.isEmpty());
    QVERIFY(reportText(*blind).contains(QStringLiteral("alembic_version cannot be read")));
}

void TestConnectionRoute::aRoleIsTakenOn()
{
    const QString database = projectDatabase();
    const Result<ConnectionReport> report
        = reportFor(database, QStringLiteral("app"), QStringLiteral("owner"));
    QVERIFY(report.ok());
    QCOMPARE(report->rights.role, QStringLiteral("owner"));
    ConnectionSettings settings = m_postgres->settings(database);
    settings.user = QStringLiteral("app");
    settings.role = QStringLiteral("owner");
    const auto connection = Connection::open(settings);
    QVERIFY((*connection)->beginWriting().ok());
    QVERIFY((*connection)->query(QStringLiteral("CREATE TABLE made (a int)")).ok());
    QCOMPARE(m_postgres->rows(
                 database, QStringLiteral("SELECT tableowner FROM pg_tables WHERE tablename = 'made'")),
        QStringList{QStringLiteral("owner")});
}

void TestConnectionRoute::aRoleThatCannotBeTakenOnIsNamed()
{
    const QString database = projectDatabase();
    for (const QString &role : {QStringLiteral("owner"), QStringLiteral("no\"body; DROP TABLE employees")}) {
        const Result<ConnectionReport> report = reportFor(database, QStringLiteral("reader"), role);
        QVERIFY(!report.ok());
        QCOMPARE(report.error().kind, ErrorKind::LoginRefused);
        QVERIFY(report.error().message.contains(role));
    }
    QCOMPARE(m_postgres->rows(database, QStringLiteral("SELECT count(*) FROM employees")),
        QStringList{QStringLiteral("0")});
}

void TestConnectionRoute::emptyDatabase()
{
    const Result<ConnectionReport> report = reportFor(m_postgres->createDatabase(), QStringLiteral("reader"));
    QVERIFY(report.ok());
    QVERIFY(!report->rights.versionTableExists);
    QCOMPARE(report->rights.tables, 0);
    QVERIFY(!report->rights.createInSchema); // PostgreSQL 15 gives public to its owner alone
    QVERIFY(reportText(*report).contains(QStringLiteral("There is no public.alembic_version yet")));
}

void TestConnectionRoute::poolModes_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("more");
    for (const char *mode : {"session", "transaction", "statement"}) {
        QTest::newRow(mode) << QString::fromLatin1(mode) << QString();
        // Such a pooler swallows the start-up options instead of refusing them.
        QTest::addRow("%s, options ignored", mode)
            << QString::fromLatin1(mode) << QStringLiteral("ignore_startup_parameters = options");
    }
}

void TestConnectionRoute::poolModes()
{
    if (PgBouncer::program().isEmpty())
        QSKIP("pgbouncer is not installed");
    QFETCH(QString, mode);
    QFETCH(QString, more);
    const QString database = m_postgres->createDatabase();
    const PgBouncer bouncer(m_postgres->server().socketFolder(), mode, more);
    ConnectionSettings settings = m_postgres->settings(database);
    settings.port = QStringLiteral("6432");
    QTRY_VERIFY_WITH_TIMEOUT(Connection::open(settings).ok(), 10'000);
    const Result<RoutedConnection> opened = openRoute({settings, {}}, {});
    QVERIFY(opened.ok());
    if (mode == u"statement") {
        const Result<ConnectionReport> refused = examine(*opened->connection, {});
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.contains(QStringLiteral("statement pooling")));
        return;
    }
    const Result<ConnectionReport> report = examine(*opened->connection, {});
    QVERIFY(report.ok());
    QCOMPARE(poolModeName(report->pool), mode);
    QVERIFY(!report->canMigrate());
    QVERIFY(reportText(*report).contains(mode + QStringLiteral(" pooling")));
}

void TestConnectionRoute::aFullPoolDoesNotHang()
{
    if (PgBouncer::program().isEmpty())
        QSKIP("pgbouncer is not installed");
    const QString database = m_postgres->createDatabase();
    const PgBouncer bouncer(m_postgres->server().socketFolder(), QStringLiteral("session"),
        QStringLiteral("default_pool_size = 1\nquery_wait_timeout = 60"));
    ConnectionSettings settings = m_postgres->settings(database);
    settings.port = QStringLiteral("6432");
    QTRY_VERIFY_WITH_TIMEOUT(Connection::open(settings).ok(), 10'000);
    const Result<RoutedConnection> opened = openRoute({settings, {}}, {});
    QVERIFY(opened.ok());
    QElapsedTimer timer;
    timer.start();
    const Result<ConnectionReport> report = examine(*opened->connection, {});
    QVERIFY(report.ok());
    QCOMPARE(report->pool, PoolMode::Unknown);
    QVERIFY(timer.elapsed() < 20'000);
    QVERIFY(!report->canMigrate());
}

void TestConnectionRoute::roleThroughAPoolerIsRefused()
{
    if (PgBouncer::program().isEmpty())
        QSKIP("pgbouncer is not installed");
    const QString database = m_postgres->createDatabase();
    const PgBouncer bouncer(m_postgres->server().socketFolder(), QStringLiteral("transaction"));
    ConnectionSettings settings = m_postgres->settings(database);
    settings.port = QStringLiteral("6432");
    QTRY_VERIFY_WITH_TIMEOUT(Connection::open(settings).ok(), 10'000);
    settings.role = QStringLiteral("owner");
    const Result<RoutedConnection> refused = openRoute({settings, {}}, {});
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::Refused);
}

void TestConnectionRoute::tunnel()
{
    if (SshServer::sshd().isEmpty())
        QSKIP("sshd is not installed");
    const SshServer ssh;
    qputenv("PATH", ssh.path("bin").toUtf8() + ':' + qgetenv("PATH"));
    const QString database = projectDatabase();
    ConnectionRoute route;
    // Seen from the SSH server: the database's own socket.
    route.settings = m_postgres->settings(database);
    route.settings.password = QStringLiteral("MARKERpw7");
    route.tunnel = ssh.host();
    Result<RoutedConnection> opened = openRoute(route, {});
    for (int i = 0; i < 50 && !opened; ++i) { // sshd needs a moment
        QTest::qWait(50);
        opened = openRoute(route, {});
    }
    QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().message + opened.error().detail));
    QVERIFY(opened->tunnel->isAlive());
    QCOMPARE(opened->connection->query(QStringLiteral("SELECT current_database()"))->text(0, 0), database);
    const QByteArray arguments = allArguments();
    QVERIFY(arguments.contains("testbastion"));
    QVERIFY(!arguments.contains("MARKERpw7"));
    const int port = opened->tunnel->localPort();
    // A second session through the settings of the first: rehearsals and checks open some.
    QVERIFY(Connection::open(opened->connection->settings()).ok());
    opened->connection.reset();
    opened->tunnel.reset();
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost, quint16(port))); // ssh is gone
    QVERIFY(!allArguments().contains("testbastion"));
}

void TestConnectionRoute::tunnelFailures()
{
    if (SshServer::sshd().isEmpty())
        QSKIP("sshd is not installed");
    const SshServer ssh;
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", ssh.path("bin").toUtf8() + ':' + before);
    ConnectionRoute route{m_postgres->settings(QStringLiteral("postgres")), ssh.host()};
    QTRY_VERIFY_WITH_TIMEOUT(openRoute(route, {}).ok(), 5000);
    const auto failure = [&] { return openRoute(route, {}).error(); };

    ssh.forgetHostKey();
    QCOMPARE(failure().kind, ErrorKind::LoginRefused);
    QVERIFY(failure().message.contains(QStringLiteral("testbastion is not in known_hosts")));
    ssh.trustAnotherHostKey();
    QVERIFY2(failure().message.contains(QStringLiteral("is not the one in known_hosts")),
        qPrintable(failure().message));
    ssh.trustHostKey();

    ssh.keygen(QStringLiteral("stranger"));
    ssh.writeConfig(QStringLiteral("stranger"));
    QCOMPARE(failure().kind, ErrorKind::LoginRefused);
    QVERIFY(failure().message.contains(QStringLiteral("accepted no key")));
    ssh.writeConfig();

    route.settings.host = QStringLiteral("127.0.0.1");
    route.settings.port = QString::number(m_tcpPort); // nobody listens there
    const Error behind = failure();
    QCOMPARE(behind.kind, ErrorKind::Unreachable);
    QVERIFY2(behind.message.contains(QStringLiteral("The tunnel through testbastion stands")),
        qPrintable(behind.message));

    route.settings.host = QStringLiteral("a,b");
    QCOMPARE(failure().kind, ErrorKind::InvalidCall);
    route.settings.host = QStringLiteral("127.0.0.1");
    route.tunnel->host = QStringLiteral("-oProxyCommand=touch /tmp/never");
    QCOMPARE(failure().kind, ErrorKind::InvalidCall);
    route.tunnel->host = QStringLiteral("testbastion");
    qputenv("PATH", "/nowhere");
    QVERIFY(failure().message.contains(QStringLiteral("openssh-client")));
    qputenv("PATH", before);
}

QTEST_GUILESS_MAIN(TestConnectionRoute)
#include "tst_connectionroute.moc"
