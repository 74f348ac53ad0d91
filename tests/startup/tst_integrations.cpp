#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString helpPage()
{
    QFile file(QStringLiteral(STILLROOM_SOURCE_DIR "/resources/help/startup.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What stands behind a word at the beginning of an indented line: "startCommand:".
QString behind(const QString &word)
{
    const QRegularExpression line(QStringLiteral("^\\s{4,}%1\\s*(.+)$").arg(QRegularExpression::escape(word)),
        QRegularExpression::MultilineOption);
    return line.match(helpPage()).captured(1).trimmed();
}

QStringList listOf(const QString &json)
{
    QStringList words;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toUtf8()).array())
        words << value.toString();
    return words;
}

/// The Python of the page, its four blanks taken away: the function, then the lines for env.py.
QString snippet()
{
    const QString page = helpPage();
    const qsizetype from = page.indexOf(QLatin1String("    import hashlib"));
    QStringList lines;
    for (const QString &line : page.mid(from).split(u'\n')) {
        if (!line.isEmpty() && !line.startsWith(QLatin1String("    ")))
            break;
        lines << line.mid(4);
    }
    return lines.join(u'\n');
}

} // namespace

/// Every integration of the help page "startup", word for word as a reader would copy it.
class TestIntegrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init();
    void commands_data();
    void commands();
    void theSnippetExcludes_data();
    void theSnippetExcludes();

private:
    QProcessEnvironment environment() const;
    QString versionRow() const
    {
        return m_postgres->rows(m_database, QStringLiteral("SELECT version_num FROM alembic_version"))
            .value(0);
    }
    CliResult run(const QStringList &words) const;

    std::optional<PostgresFixture> m_postgres;
    std::unique_ptr<CliProject> m_project;
    std::unique_ptr<QTemporaryDir> m_bin;
    QString m_database;
};

void TestIntegrations::init()
{
    m_project = std::make_unique<CliProject>();
    m_project->write("routes.py", "def check_and_run_migrations():\n    required_tables = ['app_user']\n");
    m_project->revision("0001", "None", "op.execute('CREATE TABLE app_user (id int)')");
    m_bin = std::make_unique<QTemporaryDir>();
    QVERIFY(QFile::link(cliProgram(), m_bin->filePath(QStringLiteral("stillroom-cli"))));
    QFile stub(m_bin->filePath(QStringLiteral("gunicorn")));
    QVERIFY(stub.open(QIODevice::WriteOnly));
    stub.write("#!/bin/sh\necho \"served $*\"\n");
    stub.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    m_database = m_postgres->createDatabase();
}

QProcessEnvironment TestIntegrations::environment() const
{
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
    environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("true"));
    environment.insert(
        QStringLiteral("PATH"), m_bin->path() + u':' + environment.value(QStringLiteral("PATH")));
    return environment;
}

CliResult TestIntegrations::run(const QStringList &words) const
{
    QProcess process;
    process.setWorkingDirectory(m_project->root());
    process.setProcessEnvironment(environment());
    QStringList arguments = words;
    QString program = arguments.takeFirst();
    if (program.endsWith(QLatin1String("stillroom-cli")))
        program = m_bin->filePath(QStringLiteral("stillroom-cli"));
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

void TestIntegrations::commands_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("serves");
    const auto shell = [](const QString &command) {
        return QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"), command};
    };
    QTest::newRow("Dockerfile") << listOf(behind(QStringLiteral("ENTRYPOINT")))
            + listOf(behind(QStringLiteral("CMD")))
                                << true;
    QTest::newRow("Render, before") << shell(behind(QStringLiteral("preDeployCommand:"))) << false;
    QTest::newRow("Render, start") << shell(behind(QStringLiteral("startCommand:"))) << true;
    QTest::newRow("Procfile, release") << shell(behind(QStringLiteral("release:"))) << false;
    QTest::newRow("Procfile, web") << shell(behind(QStringLiteral("web:"))) << true;
    QTest::newRow("systemd") << behind(QStringLiteral("ExecStart=")).split(u' ') << true;
    QTest::newRow("Kubernetes") << listOf(behind(QStringLiteral("command:"))) << false;
}

void TestIntegrations::commands()
{
    QFETCH(QStringList, words);
    QFETCH(bool, serves);
    QVERIFY(words.size() > 2);
    for (QString &word : words) {
        word.replace(
            QLatin1String("/srv/app/venv/bin/gunicorn"), m_bin->filePath(QStringLiteral("gunicorn")));
        if (word == u"/app")
            word = m_project->root();
    }
    for (int start = 0; start < 2; ++start) { // the second finds nothing to do
        const CliResult result = run(words);
        QVERIFY2(result.status == 0, qPrintable(result.out + result.err));
        QCOMPARE(result.out.contains(QStringLiteral("served ")), serves);
        QCOMPARE(versionRow(), QStringLiteral("0001"));
    }
}

void TestIntegrations::theSnippetExcludes_data()
{
    QTest::addColumn<QByteArray>("engine");
    QTest::addColumn<bool>("alembicFirst");
    QTest::newRow("Stillroom first") << QByteArray("create_engine(url)") << false;
    QTest::newRow("Alembic first") << QByteArray("create_engine(url)") << true;
    // As SQLAlchemy 2 behaves: every statement begins a transaction.
    QTest::newRow("Alembic first, SQLAlchemy 2") << QByteArray("create_engine(url, future=True)") << true;
}

/// The real Alembic with the page's lines in its env.py: whoever comes second waits, and applies nothing
/// twice.
void TestIntegrations::theSnippetExcludes()
{
    QFETCH(QByteArray, engine);
    QFETCH(bool, alembicFirst);
    QStringList parts = snippet().split(QStringLiteral("# in run_migrations_online()"));
    QCOMPARE(parts.size(), 2);
    QString inside;
    for (const QString &line : parts[1].split(u'\n').mid(1))
        inside += QStringLiteral("    ") + line + u'\n';
    m_project->write("migrations/alembic.ini", "[alembic]\nscript_location = migrations\n");
    m_project->write("migrations/env.py",
        "import os\nfrom alembic import context\nfrom sqlalchemy import create_engine\n" + parts[0].toUtf8()
            + "\nurl = os.environ['DATABASE_URL']\nwith " + engine + ".connect() as connection:\n"
            + inside.toUtf8()
            + "    context.configure(connection=connection)\n"
              "    with context.begin_transaction():\n        context.run_migrations()\n");
    m_project->revision(
        "0002", "'0001'", "op.execute('CREATE TABLE slow AS SELECT 1 AS id FROM pg_sleep(3)')");
    const QStringList alembic{QStringLiteral("/usr/bin/python3"), QStringLiteral("-m"),
        QStringLiteral("alembic.config"), QStringLiteral("-c"), QStringLiteral("migrations/alembic.ini"),
        QStringLiteral("upgrade"), QStringLiteral("head")};
    const QStringList stillroom{QStringLiteral("stillroom-cli"), QStringLiteral("startup"),
        QStringLiteral("--yes"), QStringLiteral("--wait"), QStringLiteral("30s")};
    QProcess first;
    first.setWorkingDirectory(m_project->root());
    first.setProcessEnvironment(environment());
    QStringList words = alembicFirst ? alembic : stillroom;
    if (!alembicFirst)
        words.front() = cliProgram();
    const QString program = words.takeFirst();
    first.start(program, words);
    QTRY_COMPARE_WITH_TIMEOUT(m_postgres->rows(m_database,
                                  QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE state = "
                                                 "'active' AND query LIKE 'CREATE TABLE slow%' AND pid <> "
                                                 "pg_backend_pid() AND datname = current_database()")),
        QStringList(QStringLiteral("1")), 20'000);
    const CliResult second = run(alembicFirst ? stillroom : alembic);
    QVERIFY2(second.status == 0, qPrintable(second.out + second.err));
    if (alembicFirst) // its migrations are there: the start finds nothing to do
        QVERIFY2(second.out.contains(QStringLiteral("skipping migrations")), qPrintable(second.out));
    QVERIFY(first.state() == QProcess::NotRunning || first.waitForFinished(20'000));
    QVERIFY2(first.exitCode() == 0, first.readAllStandardError().constData());
    QCOMPARE(versionRow(), QStringLiteral("0002"));
    QCOMPARE(m_postgres->rows(m_database, QStringLiteral("SELECT count(*) FROM slow")).value(0),
        QStringLiteral("1"));
}

QTEST_GUILESS_MAIN(TestIntegrations)
#include "tst_integrations.moc"
