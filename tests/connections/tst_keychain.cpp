// The keychain: a real gnome-keyring on a bus of its own, and the machine without one. A marker password is
// searched for wherever it must not be.

#include "app/connections/keychain.h"
#include "app/connections/savedconnections.h"
#include "app/services/workspace.h"
#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

const QString marker = QString::fromUtf8("MARKER geheim Zoë '7");
constexpr auto busMark = "STILLROOM_KEYCHAIN_TEST";

bool haveParts()
{
    for (const char *program : {"dbus-run-session", "gnome-keyring-daemon"}) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return false;
    }
    return true;
}

/// This program once more, on a bus with an unlocked keyring in a folder of its own.
int runOnABus(const QString &home, const QString &functions)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(name), home);
    environment.remove(QStringLiteral("DISPLAY"));
    environment.insert(QLatin1String(busMark), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QStringLiteral("dbus-run-session"),
        {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
            QStringLiteral(
                "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
                "\"$0\" %1")
                .arg(functions),
            QCoreApplication::applicationFilePath()});
    return process.waitForFinished(60'000) ? process.exitCode() : -1;
}

Status written(SecretStore &store, const QString &key, const QString &secret)
{
    std::optional<Status> result;
    QObject guard;
    store.write(key, secret, &guard, [&](const Status &status) { result = status; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, 10'000))
        return Error{ErrorKind::Internal, QStringLiteral("no answer")};
    return *result;
}

bool foundBelow(const QString &folder, const QByteArray &text)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

bool inAnyArguments(const QByteArray &text)
{
    for (const QString &process : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")})) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(process));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onARealKeyring();
    void withoutAKeychain();
    // Called in a process of its own by the first; not run by themselves.
    void inner_comesBack();
    void inner_workspaceKeepsAndUses();

private:
    static bool isInside() { return qEnvironmentVariableIsSet(busMark); }
};

void TestKeychain::onARealKeyring()
{
    if (isInside())
        QSKIP("only outside");
    if (!haveParts())
        QSKIP("dbus or gnome-keyring is not installed");
    const QTemporaryDir home(QStringLiteral("/tmp/stillroom-keyring-XXXXXX"));
    QCOMPARE(runOnABus(home.path(), QStringLiteral("inner_comesBack inner_workspaceKeepsAndUses")), 0);
    // The settings file exists and names the login; the password is nowhere in clear.
    QVERIFY(foundBelow(home.path(), "keychain"));
    QVERIFY(!foundBelow(home.path(), marker.toUtf8()));
    QVERIFY(!foundBelow(home.path(), "MARKER"));
}

void TestKeychain::inner_comesBack()
{
    if (!isInside())
        QSKIP("runs on a bus of its own");
    Keychain keychain;
    const QString key = QStringLiteral("ann@db:5432/hr");
    QCOMPARE(readSecretNow(keychain, key).outcome, SecretOutcome::Absent);
    QVERIFY(written(keychain, key, marker).ok());
    const SecretAnswer answer = readSecretNow(keychain, key);
    QCOMPARE(answer.outcome, SecretOutcome::Found);
    QCOMPARE(answer.secret, marker);
    QVERIFY(written(keychain, key, QStringLiteral("second")).ok());
    QCOMPARE(readSecretNow(keychain, key).secret, QStringLiteral("second"));
    std::optional<Status> removed;
    QObject guard;
    keychain.remove(key, &guard, [&](const Status &status) { removed = status; });
    QTRY_VERIFY(removed);
    QVERIFY(removed->ok());
    QCOMPARE(readSecretNow(keychain, key).outcome, SecretOutcome::Absent);
}

/// Connect with a typed password, keep it; a new workspace and the command line use it without asking.
void TestKeychain::inner_workspaceKeepsAndUses()
{
    if (!isInside())
        QSKIP("runs on a bus of its own");
    const QTemporaryDir folder(QStringLiteral("/tmp/stillroom-test-XXXXXX"));
    QVERIFY(QFile::setPermissions(folder.path(),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    QFile hba(folder.filePath(QStringLiteral("hba.conf")));
    QVERIFY(hba.open(QIODevice::WriteOnly));
    hba.write("local all alice scram-sha-256\nlocal all all trust\n");
    hba.close();
    PrivateServer::Options options;
    options.settings << QStringLiteral("hba_file=") + hba.fileName() << QStringLiteral("lc_messages=C");
    PostgresFixture postgres(options);
    QString quoted = marker;
    quoted.replace(u'\'', QStringLiteral("''"));
    postgres.execute(
        QStringLiteral("postgres"), {QStringLiteral("CREATE ROLE alice LOGIN PASSWORD '%1'").arg(quoted)});

    QCoreApplication::setOrganizationName(QStringLiteral("stillroom"));
    QCoreApplication::setApplicationName(QStringLiteral("stillroom"));
    QSettings store;
    SavedConnections saved(store);
    Keychain keychain;
    CliProject project;
    TargetChoice choice;
    choice.target.name = QStringLiteral("Strict");
    choice.target.url = QStringLiteral("postgresql://alice@/postgres?host=%1&port=5432")
                            .arg(postgres.server().socketFolder());
    choice.target.kind = TargetKind::Staging;
    choice.password = marker;
    choice.remember = true;
    choice.confirmKind = true;
    choice.saveAs = QStringLiteral("Strict");
    {
        Workspace workspace;
        workspace.setConnections(saved, keychain);
        workspace.openProject(project.root());
        QTRY_VERIFY(workspace.state()->project);
        workspace.connectTo(choice);
        QTRY_COMPARE(workspace.state()->phase, ConnectionPhase::Connected);
        QTRY_VERIFY(workspace.isPasswordKept(choice.target));
        QVERIFY(!inAnyArguments(marker.toUtf8()));
    }
    {
        Workspace workspace;
        workspace.setConnections(saved, keychain);
        workspace.openProject(project.root());
        QTRY_VERIFY(workspace.state()->project);
        QCOMPARE(workspace.state()->targets.front().name, QStringLiteral("Strict"));
        TargetChoice again;
        again.target = workspace.state()->targets.front();
        QCOMPARE(again.target.kind, TargetKind::Staging);
        workspace.connectTo(again);
        QTRY_VERIFY(workspace.state()->phase == ConnectionPhase::Connected
            || workspace.state()->phase == ConnectionPhase::Failed);
        QCOMPARE(workspace.state()->phase, ConnectionPhase::Connected);
        QVERIFY(!workspace.state()->connectionParts.empty());
    }
    // The command line knows the profile and asks the same keychain.
    const CliResult status = runCli({QStringLiteral("--target"), QStringLiteral("Strict"),
                                        QStringLiteral("--verbose"), QStringLiteral("status")},
        project.root());
    QVERIFY2(status.status == 0, qPrintable(status.err));
    QVERIFY(status.out.contains(QStringLiteral("Strict (staging: confirmed on ")));
    QVERIFY(status.out.contains(QStringLiteral("the profile Strict")));
    QVERIFY(!(status.out + status.err).contains(QStringLiteral("MARKER")));
    {
        Workspace workspace;
        workspace.setConnections(saved, keychain);
        TargetChoice forget;
        forget.target = choice.target;
        forget.forget = true;
        workspace.connectTo(forget);
        QTRY_COMPARE(workspace.state()->phase, ConnectionPhase::Connected);
        QTRY_VERIFY(!workspace.isPasswordKept(choice.target));
    }
    choice.remember = true; // kept once more: the files are searched for it afterwards
    Workspace workspace;
    workspace.setConnections(saved, keychain);
    workspace.connectTo(choice);
    QTRY_VERIFY(workspace.isPasswordKept(choice.target));
}

/// No session bus: said at once, never a file, and the password works until the program ends.
void TestKeychain::withoutAKeychain()
{
    if (isInside())
        QSKIP("only outside");
    const QTemporaryDir home(QStringLiteral("/tmp/stillroom-nokey-XXXXXX"));
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    qputenv("HOME", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    Keychain keychain;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(readSecretNow(keychain, QStringLiteral("k")).outcome, SecretOutcome::NoKeychain);
    const Status refused = written(keychain, QStringLiteral("k"), marker);
    QVERIFY(!refused.ok());
    QVERIFY(!(refused.error().message + refused.error().detail).contains(QStringLiteral("MARKER")));
    QVERIFY(timer.elapsed() < 5000);
    QVERIFY(!foundBelow(home.path(), "MARKER"));

    PostgresFixture postgres;
    QSettings store(home.filePath(QStringLiteral("s.conf")), QSettings::IniFormat);
    SavedConnections saved(store);
    Workspace workspace;
    workspace.setConnections(saved, keychain);
    QSignalSpy notKept(&workspace, &Workspace::passwordNotKept);
    TargetChoice choice;
    choice.target.url = postgres.url(postgres.createDatabase());
    choice.password = marker;
    choice.remember = true;
    workspace.connectTo(choice);
    QTRY_COMPARE(workspace.state()->phase, ConnectionPhase::Connected);
    QTRY_COMPARE(notKept.size(), 1);
    QCOMPARE(workspace.state()->keychain, KeychainState::Missing);
    QVERIFY(!workspace.isPasswordKept(choice.target));
    store.sync();
    QVERIFY(!foundBelow(home.path(), "MARKER"));
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
