#include "tests/cli/clirunner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/stat.h>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QJsonArray recordedDotenv()
{
    const QString shared
        = qEnvironmentVariable("STILLROOM_SHARED", QStringLiteral(STILLROOM_SOURCE_DIR "/../shared"))
        + QStringLiteral("/vectors/dotenv.json");
    QFile file(
        QFileInfo::exists(shared) ? shared : QStringLiteral(STILLROOM_SOURCE_DIR "/tests/data/dotenv.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("dotenv.json is missing");
    return QJsonDocument::fromJson(file.readAll()).array();
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr const char *blueprintText = "services:\n  - type: web\n    name: web\n    envVars:\n"
                                      "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"true\"\n"
                                      "      - key: SECRET_KEY\n        generateValue: true\n"
                                      "  - type: worker\n    name: worker\n    envVars:\n"
                                      "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"true\"\n";

} // namespace

/// `env` as scripts see it: contract of spec/cli.md, saving, presets, secrets.
class TestCliEnv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::make_unique<CliProject>();
    }
    void showsWhatPythonDotenvReads();
    void showsBlueprints();
    void getAndStatus();
    void setAndUnset();
    void aSecretComesFromStandardInput();
    void modeLinkAndBackup();
    void dryRunWritesNothing();
    void blueprintNeedsService();
    void differences();
    void presets_data();
    void presets();
    void presetsNeverTouchSecrets();
    void secretsAreMasked();
    void wrongCalls();

private:
    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder->path());
        return environment;
    }
    CliResult env(const QStringList &arguments) const
    {
        return runCli(QStringList{QStringLiteral("env")} + arguments, m_project->root(), environment());
    }
    QByteArray file(const char *name) const { return bytesOf(m_project->path(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CliProject> m_project;
};

void TestCliEnv::showsWhatPythonDotenvReads()
{
    const QJsonArray cases = recordedDotenv();
    QVERIFY(cases.size() > 20);
    int step = 0;
    for (const QJsonValue &each : cases) {
        if (++step % 4 != 0) // tst_dotenv reads them all; here it is the text of the answer that counts
            continue;
        if (each[QLatin1String("input")].toString().startsWith(QChar(0xfeff)))
            continue; // Qt's own JSON reader loses the mark in a key
        m_project->write("x.env", each[QLatin1String("input")].toString().toUtf8());
        QProcessEnvironment variables;
        const QJsonObject given = each[QLatin1String("env")].toObject();
        for (auto it = given.begin(); it != given.end(); ++it)
            variables.insert(it.key(), it.value().toString());
        const CliResult result
            = runCli({QStringLiteral("--json"), QStringLiteral("env"), QStringLiteral("show"),
                         QStringLiteral("--file"), QStringLiteral("x.env")},
                m_project->root(), variables);
        const QJsonObject got = QJsonDocument::fromJson(result.out.toUtf8()).object();
        const QString id = each[QLatin1String("id")].toString();
        QVERIFY2(
            got[QLatin1String("values")] == each[QLatin1String("expected")], qPrintable(id + result.out));
        QVERIFY2(got[QLatin1String("raw")] == each[QLatin1String("expected_raw")], qPrintable(id));
        QVERIFY2(got[QLatin1String("invalid_lines")] == each[QLatin1String("invalid_lines")], qPrintable(id));
    }
}

void TestCliEnv::showsBlueprints()
{
    m_project->write("render.yaml", QByteArray(blueprintText) + "      - key: FLAG\n        value: yes\n");
    const CliResult result = runCli(
        {QStringLiteral("--json"), QStringLiteral("env"), QStringLiteral("show"), QStringLiteral("--file"),
            QStringLiteral("render.yaml"), QStringLiteral("--service"), QStringLiteral("worker")},
        m_project->root(), environment());
    const QJsonObject got = QJsonDocument::fromJson(result.out.toUtf8()).object();
    const QJsonArray entries = got[QLatin1String("entries")].toArray();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries[0][QLatin1String("form")].toString(), QStringLiteral("value"));
    QCOMPARE(entries[0][QLatin1String("service")].toString(), QStringLiteral("worker"));
    QCOMPARE(entries[0][QLatin1String("style")].toString(), QStringLiteral("double"));
    const QByteArray bytes = file("render.yaml");
    const qsizetype start = entries[0][QLatin1String("start")].toInt();
    QCOMPARE(bytes.mid(start, entries[0][QLatin1String("end")].toInt() - start), QByteArray("\"true\""));
    QCOMPARE(got[QLatin1String("findings")][0][QLatin1String("id")].toString(),
        QStringLiteral("unquoted-boolean"));
}

void TestCliEnv::getAndStatus()
{
    m_project->write(".env", "A=one\nB=${A} two\nC\n");
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("B")}).out, QStringLiteral("one two\n"));
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("C")}).status, 1);
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("D")}).status, 1);
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("A"), QStringLiteral("--file"),
                     QStringLiteral("none.env")})
                 .status,
        2);
}

void TestCliEnv::setAndUnset()
{
    m_project->write(".env", "# c\nexport A = 'x' # why\r\nB=2\n");
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("A"), QStringLiteral("y")}).status, 0);
    QCOMPARE(file(".env"), QByteArray("# c\nexport A = 'y' # why\r\nB=2\n"));
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("NEW"), QStringLiteral("a b")}).status, 0);
    QVERIFY(file(".env").contains("NEW="));
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("NEW")}).out, QStringLiteral("a b\n"));
    QCOMPARE(env({QStringLiteral("unset"), QStringLiteral("B")}).status, 0);
    QVERIFY(!file(".env").contains("B=2"));
    QCOMPARE(env({QStringLiteral("unset"), QStringLiteral("B")}).status, 0);
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("A"), QStringLiteral("1"), QStringLiteral("--file"),
                     QStringLiteral("fresh.env")})
                 .status,
        0);
    QCOMPARE(file("fresh.env"), QByteArray("A=1\n"));
    QVERIFY(env({QStringLiteral("set"), QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("on")})
                .err.contains(u"not truthy"));
}

void TestCliEnv::aSecretComesFromStandardInput()
{
    m_project->write(".env", "A=1\n");
    const auto set = [&](const QByteArray &input, const QStringList &more = {}) {
        return runCli(QStringList{QStringLiteral("env"), QStringLiteral("set"), QStringLiteral("API_TOKEN"),
                          QStringLiteral("--stdin")}
                + more,
            m_project->root(), environment(), input);
    };
    const CliResult dry = set("MARKER 1\n", {QStringLiteral("--dry-run")});
    QCOMPARE(dry.status, 0);
    QVERIFY(dry.out.contains(QStringLiteral("+API_TOKEN=")));
    QVERIFY2(!(dry.out + dry.err).contains(QStringLiteral("MARKER")), qPrintable(dry.out));
    QCOMPARE(set("MARKER 1\n").status, 0);
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("API_TOKEN")}).out, QStringLiteral("MARKER 1\n"));
    QCOMPARE(set("").status, 0); // nothing is a value too
    QCOMPARE(env({QStringLiteral("get"), QStringLiteral("API_TOKEN")}).out, QStringLiteral("\n"));
}

void TestCliEnv::modeLinkAndBackup()
{
    m_project->write("real/settings", "A=1\n");
    QFile::setPermissions(m_project->path("real/settings"),
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup);
    QFile::link(m_project->path("real/settings"), m_project->path(".env"));
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("A"), QStringLiteral("2")}).status, 0);
    QVERIFY(QFileInfo(m_project->path(".env")).isSymLink());
    QCOMPARE(file("real/settings"), QByteArray("A=2\n"));
    struct stat info {
    };
    QCOMPARE(::stat(qPrintable(m_project->path("real/settings")), &info), 0);
    QCOMPARE(int(info.st_mode & 0777), 0640);
    const QDir backups(m_folder->path() + QStringLiteral("/stillroom/backups"));
    const QStringList kept = backups.entryList(QDir::Files | QDir::Hidden);
    QCOMPARE(kept.size(), 1);
    QCOMPARE(bytesOf(backups.filePath(kept.front())), QByteArray("A=1\n"));
    QCOMPARE(::stat(qPrintable(backups.filePath(kept.front())), &info), 0);
    QCOMPARE(int(info.st_mode & 0777), 0600);
    QCOMPARE(QDir(m_project->path("real")).entryList(QDir::Files | QDir::Hidden).size(),
        1); // nothing is left there
}

void TestCliEnv::dryRunWritesNothing()
{
    m_project->write(".env", "A=1\nPASSWORD=hunter2\n");
    const CliResult dry
        = env({QStringLiteral("set"), QStringLiteral("A"), QStringLiteral("2"), QStringLiteral("--dry-run")});
    QCOMPARE(
        dry.out, QStringLiteral("--- a/.env\n+++ b/.env\n@@ -1,2 +1,2 @@\n-A=1\n+A=2\n PASSWORD=••••••••\n"));
    QCOMPARE(file(".env"), QByteArray("A=1\nPASSWORD=hunter2\n"));
}

void TestCliEnv::blueprintNeedsService()
{
    m_project->write("render.yaml", blueprintText);
    const QStringList base{QStringLiteral("set"), QStringLiteral("AUTO_MIGRATE_ON_STARTUP"),
        QStringLiteral("false"), QStringLiteral("--file"), QStringLiteral("render.yaml")};
    const CliResult several = env(base);
    QCOMPARE(several.status, 2);
    QVERIFY(several.err.contains(u"--service"));
    QCOMPARE(env(base + QStringList{QStringLiteral("--service"), QStringLiteral("worker")}).status, 0);
    QCOMPARE(file("render.yaml").count("\"false\""), 1);
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("SECRET_KEY"), QStringLiteral("x"),
                     QStringLiteral("--file"), QStringLiteral("render.yaml")})
                 .status,
        5);
}

void TestCliEnv::differences()
{
    m_project->write(".env", "A=1\nB=2\n");
    m_project->write(".env.example", "A=1\nB=3\nC=4\n");
    QCOMPARE(env({QStringLiteral("diff")}).out, QStringLiteral("B: 2 | 3\nC: missing | 4\n"));
}

void TestCliEnv::presets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray dotenv = "FLASK_SKIP_DB_INIT=1\nENVIRONMENT=production\nX=1\n";
    QTest::newRow("development") << "development"
                                 << ".env"
                                 << QByteArray(
                                        "ENVIRONMENT=development\nX=1\nAUTO_MIGRATE_ON_STARTUP=true\n");
    QTest::newRow("staging") << "staging"
                             << ".env"
                             << QByteArray("ENVIRONMENT=production\nX=1\nAUTO_MIGRATE_ON_STARTUP=true\n");
    QTest::newRow("manual") << "manual"
                            << ".env" << dotenv;
    QTest::newRow("docker") << "docker"
                            << "Dockerfile"
                            << QByteArray("FROM x\nENV AUTO_MIGRATE_ON_STARTUP=true\nCMD [\"y\"]\n");
    const QByteArray one = "services:\n  - type: web\n    name: web\n    envVars:\n"
                           "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"%\"\n"
                           "      - key: ENVIRONMENT\n        value: \"production\"\n";
    for (const char *name : {"production-single", "render"})
        QTest::newRow(name) << name << "render.yaml" << QByteArray(one).replace("%", "true");
    QTest::newRow("production-ha") << "production-ha"
                                   << "render.yaml" << QByteArray(one).replace("%", "false");
}

void TestCliEnv::presets()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    QFETCH(QByteArray, expected);
    m_project->write(".env", "FLASK_SKIP_DB_INIT=1\nENVIRONMENT=production\nX=1\n");
    m_project->write("Dockerfile", "FROM x\nCMD [\"y\"]\n");
    m_project->write("render.yaml",
        "services:\n  - type: web\n    name: web\n    envVars:\n"
        "      - key: AUTO_MIGRATE_ON_STARTUP\n        value: \"no\"\n");
    const QMap<QString, QByteArray> before{{QStringLiteral(".env"), this->file(".env")},
        {QStringLiteral("Dockerfile"), this->file("Dockerfile")},
        {QStringLiteral("render.yaml"), this->file("render.yaml")}};
    QCOMPARE(env({QStringLiteral("preset"), name, QStringLiteral("--dry-run")}).status, 0);
    for (auto it = before.begin(); it != before.end(); ++it)
        QCOMPARE(this->file(qPrintable(it.key())), it.value());
    QCOMPARE(env({QStringLiteral("preset"), name}).status, 0);
    for (auto it = before.begin(); it != before.end(); ++it)
        QCOMPARE(this->file(qPrintable(it.key())), it.key() == file ? expected : it.value());
    QVERIFY(env({QStringLiteral("preset"), name}).err.contains(u"match"));
}

void TestCliEnv::presetsNeverTouchSecrets()
{
    const QByteArray secrets = "DEV_DATABASE_URL=postgresql://u:p@h/d\nDEV_SESSION_SECRET='s # x'\n";
    m_project->write(".env", secrets);
    for (const char *name :
        {"development", "staging", "manual", "docker", "production-ha", "production-single", "render"}) {
        QCOMPARE(env({QStringLiteral("preset"), QString::fromLatin1(name)}).status, 0);
        QVERIFY(file(".env").startsWith(secrets));
    }
}

void TestCliEnv::secretsAreMasked()
{
    m_project->write(".env",
        "DATABASE_URL=postgresql://u:MARKER@h/d?password=MARKER\nAPI_TOKEN=MARKER\n# OLD_SECRET=MARKER\n");
    m_project->write(".env.example", "API_TOKEN=MARKER2\n");
    for (const QStringList &arguments :
        {QStringList{QStringLiteral("show")}, QStringList{QStringLiteral("diff")},
            QStringList{
                QStringLiteral("set"), QStringLiteral("X"), QStringLiteral("1"), QStringLiteral("--dry-run")},
            QStringList{
                QStringLiteral("preset"), QStringLiteral("development"), QStringLiteral("--dry-run")}}) {
        const CliResult result = env(arguments);
        QVERIFY2(!result.out.contains(u"MARKER") && !result.err.contains(u"MARKER"),
            qPrintable(result.out + result.err));
    }
}

void TestCliEnv::wrongCalls()
{
    QCOMPARE(env({}).status, 2);
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("A")}).status, 2);
    QCOMPARE(env({QStringLiteral("preset"), QStringLiteral("none")}).status, 2);
    QCOMPARE(env({QStringLiteral("set"), QStringLiteral("A B"), QStringLiteral("x")}).status, 2);
    QVERIFY(!QFile::exists(m_project->path(".env")));
    m_project->write("render.yaml", "services:\n  - type: web\n\tname: x\n");
    const CliResult broken
        = env({QStringLiteral("show"), QStringLiteral("--file"), QStringLiteral("render.yaml")});
    QCOMPARE(broken.status, 2);
    QVERIFY2(broken.err.contains(u"render.yaml:3"), qPrintable(broken.err));
}

QTEST_GUILESS_MAIN(TestCliEnv)
#include "tst_clienv.moc"
