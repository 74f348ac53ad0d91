#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// `migrate -m`: the project's own autogeneration, by Debian's Flask-Migrate and Alembic.
class TestCliMigrate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void init();
    void flaskMigrate();
    void alembic();
    void productionNeedsConsent();
    void withoutModels();

private:
    CliResult run(const QStringList &arguments) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("XDG_DATA_HOME"), m_folder->path());
        environment.insert(
            m_variable, m_postgres->url(m_database) + QStringLiteral("&application_name=MARKER"));
        environment.insert(QStringLiteral("DEV_SESSION_SECRET"), QStringLiteral("x"));
        return runCli(arguments, m_root, environment);
    }
    QJsonObject json(const QStringList &arguments) const
    {
        return QJsonDocument::fromJson(run(QStringList(QStringLiteral("--json")) + arguments).out.toUtf8())
            .object();
    }
    QString path(const char *name) const { return m_root + u'/' + QLatin1String(name); }
    QByteArray read(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &path, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    /// A plain Alembic project with one model.
    void writeAlembic(const QByteArray &metadata) const;

    std::optional<PostgresFixture> m_postgres;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_root;
    QString m_database;
    QString m_variable;
};

void TestCliMigrate::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = m_folder->filePath(QStringLiteral("project"));
    m_database = m_postgres->createDatabase();
    m_variable = QStringLiteral("DATABASE_URL");
}

void TestCliMigrate::flaskMigrate()
{
    const QString sample = QStringLiteral(STILLROOM_SOURCE_DIR "/resources/sample-project");
    QDirIterator files(sample, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        write(m_root + file.mid(sample.size()), read(file));
    }
    m_variable = QStringLiteral("DEV_DATABASE_URL");
    const CliResult up = run({QStringLiteral("upgrade"), QStringLiteral("head"), QStringLiteral("--yes")});
    QVERIFY2(up.status == 0, qPrintable(up.err));
    const CliResult none = run({QStringLiteral("migrate"), QStringLiteral("-m"), QStringLiteral("nothing")});
    QVERIFY2(none.status == 0, qPrintable(none.err));
    QCOMPARE(none.out, QStringLiteral("No changes in schema detected.\n"));
    QVERIFY(none.err.contains(QLatin1String("Project Python: ")));

    QByteArray models = read(path("models.py"));
    models += "\n\nclass Parcel(db.Model):\n    __tablename__ = 'parcels'\n"
              "    id = db.Column(db.Integer, primary_key=True)\n";
    write(path("models.py"), models);
    const QJsonObject made
        = json({QStringLiteral("migrate"), QStringLiteral("-m"), QStringLiteral("-add parcels")});
    const QByteArray script = read(made[QLatin1String("path")].toString());
    QVERIFY2(script.contains("op.create_table('parcels'"), script.constData());
    QVERIFY(script.startsWith("\"\"\"-add parcels"));
    QCOMPARE(made[QLatin1String("revision")].toString().size(), 12);
    QCOMPARE(json({QStringLiteral("status")})[QLatin1String("pending")].toInt(), 1);
}

void TestCliMigrate::writeAlembic(const QByteArray &metadata) const
{
    write(path("alembic.ini"),
        "[alembic]\nscript_location = db\nsqlalchemy.url = postgresql://nobody@/nothing\n");
    write(path("db/script.py.mako"),
        "\"\"\"${message}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n"
        "revision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n\n"
        "def upgrade():\n    ${upgrades if upgrades else 'pass'}\n\n"
        "def downgrade():\n    ${downgrades if downgrades else 'pass'}\n");
    write(path("db/env.py"),
        "import os\nfrom alembic import context\nimport sqlalchemy as sa\n" + metadata
            + "engine = sa.create_engine(os.environ['DATABASE_URL'])\n"
              "with engine.connect() as connection:\n"
              "    context.configure(connection=connection, target_metadata=metadata)\n"
              "    with context.begin_transaction():\n        context.run_migrations()\n");
    QDir().mkpath(path("db/versions"));
}

void TestCliMigrate::alembic()
{
    writeAlembic("metadata = sa.MetaData()\nsa.Table('parcels', metadata, sa.Column('id', sa.Integer, "
                 "primary_key=True))\n");
    const CliResult made = run({QStringLiteral("migrate"), QStringLiteral("-m"), QStringLiteral("parcels")});
    QVERIFY2(made.status == 0, qPrintable(made.err));
    QVERIFY(made.out.startsWith(QLatin1String("Generating ")));
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("head")}).status, 0);
    // Without a hook of its own in env.py Alembic writes an empty script.
    const CliResult again = run({QStringLiteral("migrate"), QStringLiteral("-m"), QStringLiteral("again")});
    QVERIFY2(again.status == 0, qPrintable(again.err));
    const QString path = again.out.section(u' ', 1, 1);
    QVERIFY2(path.endsWith(QLatin1String("_again.py")) && QFile::exists(path), qPrintable(again.out));
}

void TestCliMigrate::productionNeedsConsent()
{
    writeAlembic("metadata = sa.MetaData()\n");
    write(path("stillroom.toml"), "[targets.live]\nurl_from = 'DATABASE_URL'\nkind = 'production'\n");
    const CliResult refused = run({QStringLiteral("--target"), QStringLiteral("live"),
        QStringLiteral("migrate"), QStringLiteral("-m"), QStringLiteral("x")});
    QCOMPARE(refused.status, 5);
    QVERIFY(refused.err.contains(QLatin1String("--yes")));
    QVERIFY(QDir(path("db/versions")).entryList(QDir::Files).isEmpty());
}

void TestCliMigrate::withoutModels()
{
    writeAlembic("metadata = None\n");
    const CliResult result = run({QStringLiteral("migrate"), QStringLiteral("-m"), QStringLiteral("x")});
    QVERIFY(result.status != 0);
    QVERIFY2(result.err.contains(QLatin1String("MetaData object")), qPrintable(result.err));
    QVERIFY(QDir(path("db/versions")).entryList(QDir::Files).isEmpty());
}

QTEST_GUILESS_MAIN(TestCliMigrate)
#include "tst_climigrate.moc"
