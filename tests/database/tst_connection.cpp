#include "migrations/database/connection.h"
#include "tests/support/latencyproxy.h"
#include "tests/support/postgresfixture.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace stillroom;
using namespace stillroom::test;
using namespace std::chrono_literals;

/// A server that accepts and never says a word.
class SilentServer
{
public:
    SilentServer()
        : m_socket(socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        bind(m_socket, reinterpret_cast<sockaddr *>(&address), size);
        listen(m_socket, 8);
        getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    ~SilentServer() { close(m_socket); }
    SilentServer(const SilentServer &) = delete;
    SilentServer &operator=(const SilentServer &) = delete;

    ConnectionSettings settings() const
    {
        ConnectionSettings settings;
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = QString::number(m_port);
        settings.user = QStringLiteral("alice");
        settings.password = QStringLiteral("s3cret");
        settings.database = QStringLiteral("hr");
        return settings;
    }

private:
    int m_socket;
    int m_port = 0;
};

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_postgres.emplace();
        m_database = m_postgres->createDatabase();
    }
    void cleanupTestCase() { m_postgres.reset(); }

    void keywordsBecomeSettings();
    void unknownKeywordIsNamedWithoutItsValue();
    void opensThroughQpsqlOnTheSameHandle();
    void readsOnlyUntilWritingBegins();
    void allFieldsOfAnErrorArrive();
    void parametersAreText();
    void noticesArrive();
    void copyNeitherHangsNorEndsTheConnection();
    void cancelFromAnotherThread();
    void wrongPasswordIsALoginRefused();
    void missingDatabaseIsALoginRefused();
    void closedPortIsUnreachable();
    void silentServerIsUnreachableInTime();
    void connectingCanBeCancelled();
    void semicolonInAnOptionIsRefused();
    void optionsOfTheUserAreKept();
    void terminatedBackendIsALostConnection();
    void poolerIsNoticed();

private:
    std::optional<PostgresFixture> m_postgres;
    QString m_database;
};

void TestConnection::keywordsBecomeSettings()
{
    const auto settings
        = ConnectionSettings::fromKeywords({{u"host"_qs, u"db.example.org"_qs}, {u"port"_qs, u"5433"_qs},
            {u"user"_qs, u"alice"_qs}, {u"password"_qs, u"s3cret"_qs}, {u"dbname"_qs, u"hr"_qs},
            {u"sslmode"_qs, u"prefer"_qs}, {u"connect_timeout"_qs, u"3"_qs}, {u"sslmode"_qs, u"require"_qs}});
    QVERIFY(settings.ok());
    QCOMPARE(settings->displayName(), u"hr on db.example.org:5433 as alice"_qs);
    QCOMPARE(settings->connectTimeout, 3s);
    QCOMPARE(settings->keywords.size(), 1U);
    QCOMPARE(settings->keywords[0].second, u"require"_qs);
}

void TestConnection::unknownKeywordIsNamedWithoutItsValue()
{
    const auto settings = ConnectionSettings::fromKeywords({{u"pgbouncer"_qs, u"s3cret"_qs}});
    QVERIFY(!settings.ok());
    QCOMPARE(settings.error().kind, ErrorKind::InvalidCall);
    QVERIFY(settings.error().message.contains(u"\"pgbouncer\""));
    QVERIFY(!settings.error().message.contains(u"s3cret"));
}

void TestConnection::opensThroughQpsqlOnTheSameHandle()
{
    const auto connection = Connection::open(m_postgres->settings(m_database));
    QVERIFY2(connection.ok(), "opens");
    QCOMPARE((*connection)->database().driverName(), u"QPSQL"_qs);
    QSqlQuery query((*connection)->database());
    QVERIFY(query.exec(u"SELECT pg_backend_pid()"_qs) && query.next());
    QCOMPARE(query.value(0).toInt(), (*connection)->backendPid());
    QVERIFY((*connection)->serverVersion() >= 130000);
    QVERIFY(!(*connection)->isPooled());
}

void TestConnection::readsOnlyUntilWritingBegins()
{
    const auto opened = Connection::open(m_postgres->settings(m_database));
    QVERIFY(opened.ok());
    Connection &connection = **opened;
    QCOMPARE(connection.run(u"CREATE TABLE t (a int)"_qs).failure->sqlState, u"25006"_qs);
    QVERIFY(connection.beginWriting().ok());
    QVERIFY(!connection.run(u"CREATE TABLE t (a int)"_qs).failure);
    QVERIFY(connection.endWriting().ok());
    QCOMPARE(connection.run(u"DROP TABLE t"_qs).failure->sqlState, u"25006"_qs);
}

void TestConnection::allFieldsOfAnErrorArrive()
{
    const auto connection = m_postgres->connect(m_database);
    QVERIFY(connection->query(u"CREATE TABLE person (id int PRIMARY KEY, \"größe\" int)"_qs).ok());
    QVERIFY(connection->query(u"INSERT INTO person VALUES (1, 2)"_qs).ok());
    const ServerReport twice = *connection->run(u"INSERT INTO person VALUES (1, 2)"_qs).failure;
    QCOMPARE(twice.sqlState, u"23505"_qs);
    QCOMPARE(twice.severity, u"ERROR"_qs);
    QCOMPARE(twice.detail, u"Key (id)=(1) already exists."_qs);
    QCOMPARE(twice.table, u"person"_qs);
    QCOMPARE(twice.constraint, u"person_pkey"_qs);
    QCOMPARE(twice.toError().kind, ErrorKind::Database);
    // Characters, not bytes.
    const ServerReport unknown = *connection->run(u"SELECT \"größe\", nix FROM person"_qs).failure;
    QCOMPARE(unknown.sqlState, u"42703"_qs);
    QCOMPARE(unknown.position, 17);
    QVERIFY(connection->isOpen());
}

void TestConnection::parametersAreText()
{
    const auto connection = m_postgres->connect(m_database);
    const auto rows = connection->query(
        u"SELECT $1::text, $2::int + 1, $3::text"_qs, {u"a'b;? :x"_qs, u"41"_qs, QString()});
    QVERIFY(rows.ok());
    QCOMPARE(rows->text(0, 0), u"a'b;? :x"_qs);
    QCOMPARE(rows->text(0, 1), u"42"_qs);
    QVERIFY(!rows->rows[0][2].has_value());
}

void TestConnection::noticesArrive()
{
    const auto connection = m_postgres->connect(m_database);
    QStringList texts;
    connection->onNotice(
        [&](const ServerReport &notice) { texts << notice.severity + u": "_qs + notice.message; });
    QVERIFY(connection->query(u"DROP TABLE IF EXISTS nobody"_qs).ok());
    QCOMPARE(texts, QStringList{u"NOTICE: table \"nobody\" does not exist, skipping"_qs});
}

void TestConnection::copyNeitherHangsNorEndsTheConnection()
{
    const auto connection = m_postgres->connect(m_database);
    QVERIFY(connection->query(u"CREATE TABLE bulk (a int)"_qs).ok());
    QVERIFY(connection->run(u"COPY bulk FROM STDIN"_qs).failure);
    QVERIFY(!connection->run(u"COPY (SELECT generate_series(1, 100000)) TO STDOUT"_qs).failure);
    QCOMPARE(connection->query(u"SELECT count(*) FROM bulk"_qs)->text(0, 0), u"0"_qs);
}

void TestConnection::cancelFromAnotherThread()
{
    const auto connection = m_postgres->connect(m_database);
    const auto canceller = connection->canceller();
    std::atomic_bool ended{false};
    // Again and again: the request may arrive before the statement does.
    std::thread other([&] {
        while (!ended) {
            canceller->cancel();
            std::this_thread::sleep_for(20ms);
        }
    });
    const auto reply = connection->run(u"SELECT pg_sleep(60)"_qs);
    ended = true;
    other.join();
    QCOMPARE(reply.failure->sqlState, u"57014"_qs);
    QCOMPARE(reply.failure->toError().kind, ErrorKind::Cancelled);
}

void TestConnection::wrongPasswordIsALoginRefused()
{
    // The private server trusts everybody: a second one asks for passwords.
    const QTemporaryDir folder(u"/tmp/stillroom-test-XXXXXX"_qs);
    QVERIFY(QFile::setPermissions(folder.path(),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther
            | QFile::ExeGroup));
    QFile hba(folder.filePath(u"hba.conf"_qs));
    QVERIFY(hba.open(QIODevice::WriteOnly));
    hba.write("local all alice scram-sha-256\nlocal all all trust\n");
    hba.close();
    PrivateServer::Options options;
    options.settings << u"hba_file="_qs + hba.fileName() << u"lc_messages=C"_qs;
    PostgresFixture strict(options);
    strict.execute(u"postgres"_qs, {u"CREATE ROLE alice LOGIN PASSWORD 'right;'' one'"_qs});
    ConnectionSettings settings = strict.settings(u"postgres"_qs);
    settings.user = u"alice"_qs;
    settings.password = u"s3cret"_qs;
    const auto refused = Connection::open(settings);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
    QCOMPARE(refused.error().sqlState, u"28P01"_qs);
    QVERIFY(!refused.error().message.contains(u"s3cret") && !refused.error().detail.contains(u"s3cret"));
    QVERIFY(!refused.error().detail.contains(u"LOCATION"));
    settings.password.clear();
    QCOMPARE(Connection::open(settings).error().kind, ErrorKind::LoginRefused);
    settings.password = u"right;' one"_qs;
    QVERIFY(Connection::open(settings).ok());
}

void TestConnection::missingDatabaseIsALoginRefused()
{
    const auto refused = Connection::open(m_postgres->settings(u"nowhere"_qs));
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::LoginRefused);
    QCOMPARE(refused.error().sqlState, u"3D000"_qs);
    QVERIFY(refused.error().message.contains(u"nowhere"));
}

void TestConnection::closedPortIsUnreachable()
{
    ConnectionSettings settings;
    {
        const SilentServer gone;
        settings = gone.settings();
    }
    const auto refused = Connection::open(settings);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
    QVERIFY(refused.error().message.contains(u"127.0.0.1:"));
    settings.host = u"/nowhere/at/all"_qs;
    QCOMPARE(Connection::open(settings).error().kind, ErrorKind::Unreachable);
}

void TestConnection::silentServerIsUnreachableInTime()
{
    const SilentServer silent;
    ConnectionSettings settings = silent.settings();
    settings.connectTimeout = 300ms;
    const auto refused = Connection::open(settings);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
    QVERIFY2(refused.error().message.contains(u"did not answer within 0.3 s"),
        qPrintable(refused.error().message));
}

void TestConnection::connectingCanBeCancelled()
{
    const SilentServer silent;
    ConnectionSettings settings = silent.settings();
    settings.connectTimeout = 1h;
    const CancelToken cancel;
    std::thread other([&] {
        std::this_thread::sleep_for(50ms);
        cancel.cancel();
    });
    const auto refused = Connection::open(settings, cancel);
    other.join();
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
}

void TestConnection::semicolonInAnOptionIsRefused()
{
    ConnectionSettings settings = m_postgres->settings(m_database);
    settings.keywords.emplace_back(u"application_name"_qs, u"a;b"_qs);
    const auto refused = Connection::open(settings);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().kind, ErrorKind::InvalidCall);
}

void TestConnection::optionsOfTheUserAreKept()
{
    ConnectionSettings settings = m_postgres->settings(m_database);
    settings.keywords.emplace_back(u"options"_qs, u"-c search_path=hr,public"_qs);
    settings.keywords.emplace_back(u"application_name"_qs, u"it's \\ here"_qs);
    const auto connection = Connection::open(settings);
    QVERIFY(connection.ok());
    const auto shown
        = (*connection)
              ->query(u"SELECT current_setting('search_path'), current_setting('application_name'), "
                      "current_setting('default_transaction_read_only')"_qs);
    QCOMPARE(shown->text(0, 0), u"hr,public"_qs);
    QCOMPARE(shown->text(0, 1), u"it's \\ here"_qs);
    QCOMPARE(shown->text(0, 2), u"on"_qs);
}

void TestConnection::terminatedBackendIsALostConnection()
{
    const auto connection = m_postgres->connect(m_database);
    const auto admin = m_postgres->connect(m_database);
    QVERIFY(
        admin->query(u"SELECT pg_terminate_backend($1::int)"_qs, {QString::number(connection->backendPid())})
            .ok());
    Connection::Reply reply = connection->run(u"SELECT pg_sleep(60)"_qs);
    QVERIFY(reply.failure && reply.failure->connectionLost);
    QCOMPARE(reply.failure->toError().kind, ErrorKind::Unreachable);
    QVERIFY(!connection->isOpen());
    reply = connection->run(u"SELECT 1"_qs);
    QVERIFY(reply.failure && reply.failure->connectionLost && !reply.failure->message.isEmpty());
}

void TestConnection::poolerIsNoticed()
{
    const QString program
        = QStandardPaths::findExecutable(u"pgbouncer"_qs, {u"/usr/sbin"_qs, u"/usr/bin"_qs});
    if (program.isEmpty())
        QSKIP("pgbouncer is not installed");
    const QString folder = m_postgres->server().socketFolder();
    QFile configuration(folder + u"/pgbouncer.ini"_qs);
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write(
        QStringLiteral("[databases]\n* = host=%1 port=5432 user=postgres\n[pgbouncer]\n"
                       "unix_socket_dir = %1\nlisten_port = 6432\nlisten_addr =\nauth_type = any\n"
                       "pool_mode = transaction\n")
            .arg(folder)
            .toUtf8());
    configuration.close();
    configuration.setPermissions(QFile::ReadOwner | QFile::ReadOther | QFile::ReadGroup);
    QProcess bouncer;
    bouncer.setWorkingDirectory(folder);
    bouncer.start(program,
        geteuid() == 0 ? QStringList{u"-u"_qs, u"postgres"_qs, configuration.fileName()}
                       : QStringList{configuration.fileName()});
    QVERIFY(bouncer.waitForStarted());
    ConnectionSettings settings = m_postgres->settings(m_database);
    settings.port = u"6432"_qs;
    QTRY_VERIFY_WITH_TIMEOUT(Connection::open(settings).ok(), 10'000);
    const auto connection = Connection::open(settings);
    QVERIFY((*connection)->isPooled());
    QCOMPARE((*connection)->run(u"CREATE TABLE pooled (a int)"_qs).failure->sqlState, u"25006"_qs);
    QCOMPARE((*connection)->query(u"SELECT 42"_qs)->text(0, 0), u"42"_qs);
    bouncer.kill();
    bouncer.waitForFinished();
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
