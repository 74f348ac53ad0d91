#include "migrations/database/clusterfiles.h"
#include "migrations/database/connection.h"
#include "migrations/database/privateserver.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>

using namespace stillroom;

class TestPrivateServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesAndLeavesNothing();
    void twoRunSideBySide();
    void givenDataFolderIsKept();
    void endsWithAKilledParent();
    void unmarkedFoldersAgeOut();
    void deepTemporaryFolderIsPassedOver();
    void sandboxIsFoundAgain();
    void sandboxKilledIsSwept();
};

void TestPrivateServer::servesAndLeavesNothing()
{
    auto server = PrivateServer::start();
    QVERIFY2(server.ok(), "starts");
    const QString folder = (*server)->socketFolder();
    QVERIFY(QFileInfo::exists(folder + u"/.s.PGSQL.5432"_qs));
    QCOMPARE((*server)->url(u"a b"_qs), u"postgresql://postgres@/a%20b?host="_qs + folder + u"&port=5432"_qs);
    {
        const auto connection = Connection::open((*server)->settings());
        QVERIFY(connection.ok());
        QCOMPARE(
            (*connection)
                ->query(u"SELECT current_setting('listen_addresses'), current_setting('server_encoding')"_qs)
                ->text(0, 1),
            u"UTF8"_qs);
    }
    const qint64 pid = (*server)->pid();
    server->reset();
    QCOMPARE(processStartTicks(pid), 0U);
    QVERIFY(!QFileInfo::exists(folder));
}

void TestPrivateServer::twoRunSideBySide()
{
    const auto one = PrivateServer::start();
    const auto two = PrivateServer::start();
    QVERIFY(one.ok() && two.ok());
    QVERIFY((*one)->socketFolder() != (*two)->socketFolder());
    QVERIFY(Connection::open((*one)->settings()).ok() && Connection::open((*two)->settings()).ok());
}

void TestPrivateServer::givenDataFolderIsKept()
{
    const auto folder = makeServerFolder(QByteArrayLiteral("stillroom-test-"));
    QVERIFY(folder.ok());
    PrivateServer::Options options;
    options.dataFolder = *folder + u"/data"_qs;
    for (const QString &sql : {u"CREATE TABLE kept (a int)"_qs, u"SELECT a FROM kept"_qs}) {
        const auto server = PrivateServer::start(options);
        QVERIFY(server.ok());
        const auto connection = Connection::open((*server)->settings());
        QVERIFY((*connection)->beginWriting().ok());
        QVERIFY((*connection)->query(sql).ok());
    }
    QDir(*folder).removeRecursively();
}

void TestPrivateServer::endsWithAKilledParent()
{
    QProcess parent;
    parent.start(QStringLiteral(SERVER_PARENT), QStringList());
    QVERIFY(parent.waitForReadyRead(60'000));
    const QStringList words = QString::fromUtf8(parent.readLine()).trimmed().split(u' ');
    QCOMPARE(words.size(), 2);
    const qint64 pid = words.at(0).toLongLong();
    QVERIFY(processStartTicks(pid) != 0);
    QVERIFY(Connection::open(privateServerSettings(words.at(1), u"postgres"_qs)).ok());
    QCOMPARE(kill(pid_t(parent.processId()), SIGKILL), 0);
    QVERIFY(parent.waitForFinished());
    QTRY_COMPARE_WITH_TIMEOUT(processStartTicks(pid), 0U, 20'000);
    QVERIFY(!QFileInfo::exists(words.at(1) + u"/data/postmaster.pid"_qs)); // a clean stop
    QVERIFY(QFileInfo::exists(words.at(1)));
    sweepServerFolders();
    QVERIFY(!QFileInfo::exists(words.at(1)));
}

/// A sweep that was killed, or a starter killed before it could mark: found again, but not what is just made.
void TestPrivateServer::unmarkedFoldersAgeOut()
{
    const Result<QString> young = makeServerFolder(QByteArrayLiteral("stillroom-server-"));
    const Result<QString> old = makeServerFolder(QByteArrayLiteral("stillroom-server-"));
    QVERIFY(young.ok() && old.ok());
    QVERIFY(QDir(*old).mkpath(u"data/base"_qs));
    const timespec past{time(nullptr) - 3600, 0};
    const timespec times[2] = {past, past};
    QCOMPARE(utimensat(AT_FDCWD, QFile::encodeName(*old).constData(), times, 0), 0);
    sweepServerFolders();
    QVERIFY(QFileInfo::exists(*young));
    QVERIFY(!QFileInfo::exists(*old));
    QVERIFY(QDir(*young).removeRecursively());
}

void TestPrivateServer::deepTemporaryFolderIsPassedOver()
{
    const QByteArray before = qgetenv("TMPDIR");
    const QTemporaryDir deep(u"/tmp/stillroom-test-XXXXXX"_qs);
    const QString longPath = deep.filePath(QString(90, u'x'));
    QVERIFY(QDir().mkpath(longPath));
    qputenv("TMPDIR", longPath.toUtf8());
    const auto server = PrivateServer::start();
    qputenv("TMPDIR", before);
    QVERIFY(server.ok());
    QVERIFY((*server)->socketFolder().size() < 80);
}

void TestPrivateServer::sandboxIsFoundAgain()
{
    const auto folder = makeServerFolder(QByteArrayLiteral("stillroom-test-"));
    QVERIFY(folder.ok());
    Sandbox first(*folder + u"/it's here"_qs);
    QVERIFY(!first.status().running);
    QVERIFY(first.stop().ok());
    QCOMPARE(first.createDatabase(u"hr"_qs).error().kind, ErrorKind::Unreachable);
    const auto started = first.start();
    QVERIFY2(started.ok(), started.ok() ? "" : qPrintable(started.error().message + started.error().detail));
    QVERIFY(started->running && started->pid > 0);
    Sandbox second(*folder + u"/it's here"_qs);
    QCOMPARE(second.start()->pid, started->pid);
    QCOMPARE(second.status(), *started);
    QVERIFY(second.createDatabase(u"HR data"_qs).ok());
    QVERIFY(second.createDatabase(u"HR data"_qs).ok());
    QVERIFY(Connection::open(second.status().settings(u"HR data"_qs)).ok());
    QVERIFY(second.stop().ok());
    QVERIFY(!first.status().running);
    QCOMPARE(processStartTicks(started->pid), 0U);
    QVERIFY(first.start().ok()); // the databases are still there
    QVERIFY(Connection::open(first.status().settings(u"HR data"_qs)).ok());
    QVERIFY(first.stop(true).ok());
    QVERIFY(QDir(*folder + u"/it's here"_qs).entryList({u"data-*"_qs}).isEmpty());
    QDir(*folder).removeRecursively();
}

void TestPrivateServer::sandboxKilledIsSwept()
{
    const auto folder = makeServerFolder(QByteArrayLiteral("stillroom-test-"));
    QVERIFY(folder.ok());
    Sandbox sandbox(*folder);
    const auto started = sandbox.start();
    QVERIFY(started.ok());
    QCOMPARE(kill(pid_t(started->pid), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!sandbox.status().running, 20'000);
    QVERIFY(!QFileInfo::exists(started->socketFolder));
    const auto again = sandbox.start();
    QVERIFY2(again.ok(), again.ok() ? "" : qPrintable(again.error().message + again.error().detail));
    QVERIFY(again->pid != started->pid);
    QVERIFY(sandbox.stop(true).ok());
    QDir(*folder).removeRecursively();
}

QTEST_GUILESS_MAIN(TestPrivateServer)
#include "tst_privateserver.moc"
