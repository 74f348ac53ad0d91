#include "app/project/projectloader.h"
#include "migrations/graph/revisiongraph.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace stillroom;

namespace
{

/// A folder of files written in the test.
class Tree
{
public:
    Tree &file(const char *path, const QByteArray &text = {})
    {
        const QString full = at(path);
        QDir().mkpath(QFileInfo(full).path());
        QFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", path);
        return *this;
    }
    Tree &folder(const char *path)
    {
        QDir().mkpath(at(path));
        return *this;
    }
    QString at(const char *path) const { return root() + u'/' + QString::fromUtf8(path); }
    QString root() const { return QFileInfo(m_folder.path()).canonicalFilePath(); }

private:
    QTemporaryDir m_folder;
};

QByteArray revision(const char *id, const char *down)
{
    return QByteArray("\"\"\"step ") + id + "\n\"\"\"\nrevision = '" + id + "'\ndown_revision = " + down
        + "\n\ndef upgrade():\n    pass\n\ndef downgrade():\n    pass\n";
}

const QByteArray flaskIni = "[alembic]\n# file_template = %%(rev)s\n[loggers]\nkeys = root\n";
const QByteArray flaskEnv = "from alembic import context\n"
                            "def run_migrations_offline():\n"
                            "    context.configure(url='x', target_metadata=None, literal_binds=True)\n"
                            "def run_migrations_online():\n"
                            "    with e.connect() as connection:\n"
                            "        context.configure(connection=connection)\n";

Tree flaskProject()
{
    Tree tree;
    tree.file("migrations/alembic.ini", flaskIni)
        .file("migrations/env.py", flaskEnv)
        .file("migrations/versions/a.py", revision("a1aa", "None"))
        .file("migrations/versions/b.py", revision("b2bb", "'a1aa'"));
    return tree;
}

QStringList problemsOf(const LoadedProject &loaded)
{
    QStringList messages;
    for (const Error &problem : loaded.project.problems)
        messages += problem.place.toString() + QStringLiteral(": ") + problem.message;
    return messages;
}

} // namespace

class TestDiscovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsFlaskMigrate()
    {
        const Tree tree = flaskProject();
        for (const char *named : {"", "migrations", "migrations/alembic.ini"}) {
            const Result<ProjectCandidate> found = findProjectIn(tree.at(named));
            QVERIFY2(found.ok(), named);
            QVERIFY(found->kind == ProjectKind::FlaskMigrate);
            QCOMPARE(found->root, tree.root());
            QCOMPARE(found->scriptLocation, tree.at("migrations"));
        }
    }

    void loadsFlaskMigrate()
    {
        const Tree tree = flaskProject();
        const Result<LoadedProject> loaded = loadProject(*findProjectIn(tree.root()));
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->graph->size(), 2);
        QCOMPARE(problemsOf(*loaded), QStringList());
        QCOMPARE(loaded->project.versionLocations, QStringList{tree.at("migrations/versions")});
        QVERIFY(loaded->project.online == ContextOptions{});
        QVERIFY(!loaded->project.multidb);
    }

    /// `script_location = .` beside env.py: what env.py asks for decides which program starts it.
    void configurationInTheScriptFolder()
    {
        for (const bool flask : {true, false}) {
            Tree tree;
            tree.file("api/migrations/alembic.ini", "[alembic]\nscript_location=.\n")
                .file("api/migrations/env.py",
                    flask ? "from flask import current_app\n" : "from alembic import context\n")
                .file("api/migrations/versions/a.py", revision("a1aa", "None"));
            const Result<ProjectCandidate> found = findProjectIn(tree.at("api"));
            QVERIFY(found.ok());
            QCOMPARE(found->kind == ProjectKind::FlaskMigrate, flask);
            QCOMPARE(found->root, tree.at("api"));
            QCOMPARE(found->scriptLocation, tree.at("api/migrations"));
        }
    }

    /// The folder of a container, written into the configuration: one project, and it is said.
    void scriptLocationOfAnotherMachine()
    {
        Tree tree;
        tree.file("migrations/alembic.ini", "[alembic]\nscript_location = /usr/src/elsewhere/migrations\n")
            .file("migrations/env.py", "from flask import current_app\n")
            .file("migrations/versions/a.py", revision("a1aa", "None"));
        const Result<ProjectCandidate> found = findProjectIn(tree.root());
        QVERIFY(found.ok());
        QCOMPARE(found->scriptLocation, tree.at("migrations"));
        const Result<LoadedProject> loaded = loadProject(*found);
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->graph->size(), 1);
        QCOMPARE(loaded->project.online.assumptions.filter(QStringLiteral("/usr/src/elsewhere")).size(), 1);
    }

    void findsPlainAlembic()
    {
        Tree tree;
        tree.file("service/db/alembic.ini",
                "[alembic]\nscript_location = %(here)s/scripts\nversion_locations = %(here)s/one "
                "%(here)s/two\n"
                "sqlalchemy.url = postgresql://u:p%%40w@h/d\n")
            .file("service/db/scripts/env.py", flaskEnv)
            .file("service/db/one/a.py", revision("a1aa", "None"))
            .file("service/db/two/b.py", revision("b2bb", "'a1aa'"));
        const Result<ProjectCandidate> found = findProjectIn(tree.root());
        QVERIFY(found.ok());
        QVERIFY(found->kind == ProjectKind::Alembic);
        QCOMPARE(found->root, tree.at("service/db"));
        const Result<LoadedProject> loaded = loadProject(*found);
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->project.versionLocations,
            (QStringList{tree.at("service/db/one"), tree.at("service/db/two")}));
        QCOMPARE(loaded->graph->size(), 2);
        QCOMPARE(loaded->project.configuredUrl, QStringLiteral("postgresql://u:p%40w@h/d"));
        QCOMPARE(loaded->project.configuredUrlLine, 4);
    }

    void looksTwoLevelsDownOnly()
    {
        Tree tree;
        tree.file("a/b/c/alembic.ini", "[alembic]\nscript_location = m\n").folder("a/b/c/m");
        QVERIFY(!findProjectIn(tree.root()).ok());
        QVERIFY(findProjectIn(tree.at("a")).ok());
    }

    void findsPyproject()
    {
        Tree tree;
        tree.file("pyproject.toml",
                "[project]\nname = \"x\"\n[tool.alembic]\nscript_location = \"%(here)s/db\"\n"
                "version_locations = [\"%(here)s/db/v\"]\nrecursive_version_locations = true\n")
            .file("db/env.py", flaskEnv)
            .file("db/v/deep/a.py", revision("a1aa", "None"));
        const Result<LoadedProject> loaded = loadProject(*findProjectIn(tree.root()));
        QVERIFY(loaded.ok());
        QVERIFY(loaded->project.kind == ProjectKind::Alembic);
        QVERIFY(loaded->project.recursive);
        QCOMPARE(loaded->project.root, tree.root());
        QCOMPARE(loaded->graph->size(), 1);
    }

    void resolvesPackages()
    {
        Tree tree;
        tree.file("alembic.ini", "[alembic]\nscript_location = my.app:db/migrations\n")
            .file("src/my/app/db/migrations/env.py", flaskEnv)
            .file("src/my/app/db/migrations/versions/a.py", revision("a1aa", "None"));
        const Result<ProjectCandidate> found = findProjectIn(tree.at("alembic.ini"));
        QVERIFY(found.ok());
        QCOMPARE(found->scriptLocation, tree.at("src/my/app/db/migrations"));
    }

    void listsSeveralProjects()
    {
        Tree tree;
        tree.file("one/alembic.ini", "[alembic]\nscript_location = m\n")
            .folder("one/m")
            .file("two/migrations/alembic.ini", flaskIni)
            .file("two/migrations/env.py", flaskEnv);
        const auto all = findProjects(tree.root());
        QVERIFY(all.ok());
        QCOMPARE(all->size(), size_t(2));
        const Result<ProjectCandidate> one = findProjectIn(tree.root());
        QVERIFY(!one.ok());
        QVERIFY(one.error().kind == ErrorKind::NotAProject);
        QCOMPARE(
            one.error().detail, tree.at("one/alembic.ini") + u'\n' + tree.at("two/migrations/alembic.ini"));
        QVERIFY(findProjectIn(tree.at("two")).ok());
    }

    void oneScriptFolderIsOneProject()
    {
        // An ini that names nothing beside a migrations folder without one: Flask-Migrate, moved about.
        Tree tree = flaskProject();
        tree.file("alembic.ini", "[alembic]\nscript_location = migrations\n");
        const auto all = findProjects(tree.root());
        QCOMPARE(all->size(), size_t(1));
        QCOMPARE(all->front().configFile, tree.at("alembic.ini"));
        Tree other;
        other.file("alembic.ini", flaskIni).file("migrations/env.py", flaskEnv).folder("migrations/versions");
        QCOMPARE(findProjects(other.root())->size(), size_t(1));
        QCOMPARE(findProjects(other.root())->front().scriptLocation, other.at("migrations"));
    }

    void readsOtherSections()
    {
        Tree tree;
        tree.file("alembic.ini",
                "[tenants]\nscript_location = %(here)s/t\n[shared]\nscript_location = %(here)s/s\n")
            .file("t/env.py", flaskEnv)
            .file("s/env.py", flaskEnv);
        const auto all = findProjects(tree.root());
        QCOMPARE(all->size(), size_t(2));
        QCOMPARE(all->front().section, QStringLiteral("tenants"));
        const Result<ProjectCandidate> shared = findProjectIn(tree.at("alembic.ini [shared]"));
        QVERIFY(shared.ok());
        QCOMPARE(shared->scriptLocation, tree.at("s"));
    }

    void notesSeveralBinds()
    {
        Tree tree = flaskProject();
        tree.file("migrations/alembic.ini", "[alembic]\ndatabases = engine1\n[engine1]\n");
        QVERIFY(loadProject(*findProjectIn(tree.root()))->project.multidb);
    }

    void climbsToTheNearestParent()
    {
        Tree tree = flaskProject();
        tree.folder("src/app/deep").file("inner/migrations/env.py", flaskEnv).folder("inner/x");
        QCOMPARE(findProject(tree.at("src/app/deep"))->root, tree.root());
        QCOMPARE(findProject(tree.at("migrations/versions"))->root, tree.root());
        QCOMPARE(findProject(tree.at("inner/x"))->root, tree.at("inner"));
    }

    void aParentsOtherFoldersAreOtherProjects()
    {
        Tree tree;
        tree.file("neighbour/alembic.ini", "[alembic]\nscript_location = m\n")
            .folder("neighbour/m")
            .folder("empty");
        const Result<ProjectCandidate> found = findProject(tree.at("empty"));
        QVERIFY(!found.ok());
        QVERIFY(found.error().message.startsWith(tree.at("empty")));
    }

    void settingsDecide()
    {
        Tree tree = flaskProject();
        tree.file("stillroom.toml", "migrations = \"db/other\"\n")
            .file("db/other/env.py", flaskEnv)
            .file("db/other/versions/z.py", revision("z9zz", "None"));
        const Result<LoadedProject> loaded = loadProject(*findProject(tree.at("migrations/..")));
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->project.scriptLocation, tree.at("db/other"));
        QCOMPARE(loaded->graph->size(), 1);
    }

    void namesWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("ini");
        QTest::addColumn<QString>("message");
        QTest::newRow("no location") << QByteArray("[alembic]\nx = 1\n")
                                     << QStringLiteral("no script_location");
        QTest::newRow("no section header")
            << QByteArray("script_location = m\n") << QStringLiteral("alembic.ini:1");
        QTest::newRow("byte order mark")
            << QByteArray("\xEF\xBB\xBF[alembic]\nscript_location = m\n") << QStringLiteral("alembic.ini");
        QTest::newRow("missing folder") << QByteArray("[alembic]\nscript_location = nowhere\n")
                                        << QStringLiteral("nowhere, which does not exist");
        QTest::newRow("lone percent")
            << QByteArray("[alembic]\nscript_location = m%40\n") << QStringLiteral("alembic.ini:2");
        QTest::newRow("binary") << QByteArray("\x00\xff\x80\x01[alembic]", 13)
                                << QStringLiteral("alembic.ini");
    }

    void namesWhatIsWrong()
    {
        QFETCH(QByteArray, ini);
        QFETCH(QString, message);
        Tree tree;
        tree.file("alembic.ini", ini);
        const Result<ProjectCandidate> found = findProjectIn(tree.root());
        const Result<LoadedProject> loaded
            = found ? loadProject(*found) : Result<LoadedProject>(found.error());
        QVERIFY(!loaded.ok());
        const QString text = loaded.error().place.toString() + QStringLiteral(": ") + loaded.error().message;
        QVERIFY2(text.contains(message), qPrintable(text));
    }

    void survivesLinkLoops()
    {
        Tree tree = flaskProject();
        QVERIFY(QFile::link(tree.root(), tree.at("loop")));
        QVERIFY(QFile::link(tree.at("migrations/versions"), tree.at("migrations/versions/again")));
        QVERIFY(QFile::link(tree.at("dead"), tree.at("dead2")));
        QVERIFY(QFile::link(tree.at("dead2"), tree.at("dead")));
        QCOMPARE(findProjects(tree.root())->size(), size_t(1));
        QCOMPARE(loadProject(*findProjectIn(tree.root()))->graph->size(), 2);
        const Result<ProjectCandidate> dead = findProjectIn(tree.at("dead"));
        QVERIFY(!dead.ok());
        QVERIFY(dead.error().message.contains(QLatin1String("leads nowhere")));
    }

    void emptyFolders()
    {
        Tree tree;
        QVERIFY(findProjects(tree.root())->empty());
        QVERIFY(!findProjectIn(tree.root()).ok());
        QVERIFY(!findProjectIn(tree.at("nothing")).ok());
        tree.file("migrations/alembic.ini", flaskIni).file("migrations/env.py", flaskEnv);
        const Result<LoadedProject> noVersions = loadProject(*findProjectIn(tree.root()));
        QVERIFY(noVersions.ok());
        QVERIFY(noVersions->graph->isEmpty());
        QCOMPARE(problemsOf(*noVersions).size(), qsizetype(1));
        QVERIFY(problemsOf(*noVersions).first().contains(tree.at("migrations/versions")));
    }

    void unreadableFolders()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        Tree tree = flaskProject();
        QFile::setPermissions(tree.at("migrations"), QFile::Permissions());
        const Result<ProjectCandidate> found = findProjectIn(tree.at("migrations"));
        QFile::setPermissions(tree.at("migrations"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY(!found.ok());
        QVERIFY(found.error().kind == ErrorKind::Unreadable);
    }

    void readsEnvironmentOptions()
    {
        Tree tree = flaskProject();
        tree.file("migrations/env.py",
            "from alembic import context\nSCHEMA = 'meta'\n"
            "def run_migrations_offline():\n"
            "    context.configure(url=u, literal_binds=True, dialect_opts={'paramstyle': 'named'})\n"
            "async def run():\n"
            "    async with e.connect() as connection:\n"
            "        await connection.run_sync(do_run)\n"
            "def do_run(connection):\n"
            "    context.configure(connection=connection, version_table='my_versions',\n"
            "        version_table_schema=SCHEMA, transaction_per_migration=True, version_table_pk=False,\n"
            "        transactional_ddl=False, compare_type=True)\n");
        const Result<LoadedProject> loaded = loadProject(*findProjectIn(tree.root()));
        const ContextOptions &online = loaded->project.online;
        QCOMPARE(online.versionTable.table, QStringLiteral("my_versions"));
        QCOMPARE(online.versionTable.schema, QStringLiteral("meta"));
        QVERIFY(!online.versionTable.primaryKey);
        QVERIFY(online.transactionPerMigration);
        QVERIFY(!online.transactionalDdl);
        QCOMPARE(online.assumptions, QStringList());
        const ContextOptions &offline = loaded->project.offline;
        QCOMPARE(offline.versionTable.table, QStringLiteral("alembic_version"));
        QVERIFY(!offline.percentDoubled);
    }

    void assumesWhatItCannotRead()
    {
        Tree tree = flaskProject();
        tree.file("migrations/alembic.ini", "[alembic]\nvtable = from_ini\n");
        tree.file("migrations/env.py",
            "from alembic import context\n"
            "context.configure(connection=c, version_table=config.get_main_option('vtable'),\n"
            "    version_table_schema=settings.schema, **extra)\n");
        const ContextOptions online = loadProject(*findProjectIn(tree.root()))->project.online;
        QCOMPARE(online.versionTable.table, QStringLiteral("from_ini"));
        QCOMPARE(online.versionTable.schema, QString());
        QCOMPARE(online.assumptions.size(), qsizetype(2));
        QVERIFY(online.assumptions[0].contains(QLatin1String("env.py:3 sets version_table_schema")));
    }

    void aMissingEnvironmentFileIsAProblem()
    {
        Tree tree = flaskProject();
        QFile::remove(tree.at("migrations/env.py"));
        const Result<LoadedProject> loaded = loadProject(*findProjectIn(tree.root()));
        QVERIFY(loaded.ok());
        QCOMPARE(problemsOf(*loaded).size(), qsizetype(1));
        QVERIFY(problemsOf(*loaded).first().contains(tree.at("migrations/env.py")));
        QCOMPARE(loaded->graph->size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestDiscovery)
#include "tst_discovery.moc"
