#include "app/project/namingreader.h"
#include "app/project/pinnedversions.h"
#include "app/project/projectloader.h"
#include "app/project/scriptbodies.h"
#include "migrations/graph/revisiongraph.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

class Tree
{
public:
    Tree &file(const char *path, const QByteArray &text)
    {
        const QString full = at(path);
        QDir().mkpath(QFileInfo(full).path());
        QFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", path);
        return *this;
    }
    QString at(const char *path) const { return root() + u'/' + QString::fromUtf8(path); }
    QString root() const { return QFileInfo(m_folder.path()).canonicalFilePath(); }
    NamingConvention naming() const
    {
        return readNamingConvention(root(), at("migrations/env.py"), {at("migrations/versions")});
    }

private:
    QTemporaryDir m_folder;
};

const QByteArray keyTemplate = "{\"pk\": \"pk_%(table_name)s\", 'uq': 'uq_%(table_name)s_%(column_0_name)s'}";
const QMap<QString, QString> keyTemplates{{QStringLiteral("pk"), QStringLiteral("pk_%(table_name)s")},
    {QStringLiteral("uq"), QStringLiteral("uq_%(table_name)s_%(column_0_name)s")}};

} // namespace

class TestEvaluationFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsALiteralConvention()
    {
        Tree tree;
        tree.file("app/models.py", "metadata = MetaData(naming_convention=" + keyTemplate + ")\n");
        QCOMPARE(tree.naming().templates, keyTemplates);
        QVERIFY(tree.naming().computed.path.isEmpty());
    }

    void readsAConventionByName()
    {
        Tree tree;
        tree.file(
            "app/models.py", "NAMES = " + keyTemplate + "\nmetadata = MetaData(naming_convention=NAMES)\n");
        QCOMPARE(tree.naming().templates, keyTemplates);
    }

    void readsAConventionOfAnotherFile()
    {
        Tree tree;
        tree.file("app/names.py", "NAMES = " + keyTemplate + "\n");
        tree.file("app/models.py", "from app import names\nm = MetaData(naming_convention=names.NAMES)\n");
        QCOMPARE(tree.naming().templates, keyTemplates);
    }

    void namesAConventionItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("built") << QByteArray("m = MetaData(\n    naming_convention=dict(pk='x'))\n");
        QTest::newRow("a name nobody sets") << QByteArray("m = MetaData(\n    naming_convention=NAMES)\n");
        QTest::newRow("set twice") << QByteArray(
            "NAMES = {'pk': 'a'}\nNAMES = {'pk': 'b'}\nm = MetaData(naming_convention=NAMES)\n");
        QTest::newRow("a function in it")
            << QByteArray("\nm = MetaData(naming_convention={'pk': 'a_%(mine)s', 'mine': name_of})\n");
    }
    void namesAConventionItCannotRead()
    {
        QFETCH(QByteArray, text);
        Tree tree;
        tree.file("app/models.py", text);
        const NamingConvention naming = tree.naming();

        QCOMPARE(naming.computed.path, tree.at("app/models.py"));
        QVERIFY(naming.computed.line >= 2);
    }

    void twoConventionsAreNone()
    {
        Tree tree;
        tree.file("a.py", "m = MetaData(naming_convention={'pk': 'a'})\n");
        tree.file("b.py", "m = MetaData(naming_convention={'pk': 'b'})\n");
        QVERIFY(!tree.naming().computed.path.isEmpty());
    }

    void doesNotLookIntoOtherPeoplesCode()
    {
        Tree tree;
        const QByteArray text = "m = MetaData(naming_convention=" + keyTemplate + ")\n";
        tree.file("tests/conftest.py", text).file(".venv/lib/x.py", text).file("own/pyvenv.cfg", "");
        tree.file("own/lib/x.py", text).file("migrations/versions/1.py", text);
        tree.file("app/models.py", "# MetaData(naming_convention=" + keyTemplate + ")\n");
        QCOMPARE(tree.naming(), NamingConvention{});
    }

    void withoutMetadataNothingIsNamed()
    {
        Tree tree;
        tree.file("app/models.py", "m = MetaData(naming_convention=" + keyTemplate + ")\n");
        tree.file("migrations/env.py",
            "target_metadata = None\n\ndef run():\n    context.configure(\n"
            "        target_metadata=target_metadata,\n    )\n");
        QCOMPARE(tree.naming(), NamingConvention{});
        tree.file("migrations/env.py", "from app import m\ntarget_metadata = m\n");
        QCOMPARE(tree.naming().templates, keyTemplates);
    }

    void findsThePinnedVersion_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("line");
        QTest::newRow("requirements")
            << "requirements.txt" << QByteArray("flask==2.0\nSQLAlchemy[asyncio]==1.4.46 ; python_version\n")
            << "1.4.46" << 2;
        QTest::newRow("a folder") << "requirements/prod.txt" << QByteArray("sqlalchemy==2.0.30\n") << "2.0.30"
                                  << 1;
        QTest::newRow("a range says nothing")
            << "requirements.txt" << QByteArray("sqlalchemy>=1.4,<2\nsqlalchemy-utils==0.41\n") << "" << 0;
        QTest::newRow("poetry") << "poetry.lock"
                                << QByteArray("[[package]]\nname = \"sqlalchemy\"\nversion = \"1.4.54\"\n")
                                << "1.4.54" << 3;
        QTest::newRow("uv") << "uv.lock"
                            << QByteArray("[[package]]\nname = \"sqlalchemy\"\nversion = \"2.0.1\"\n")
                            << "2.0.1" << 3;
        QTest::newRow("pipenv") << "Pipfile.lock"
                                << QByteArray("{\"default\": {\"sqlalchemy\": {\n\"hashes\": [],\n"
                                              "\"version\": \"==1.3.24\"}}}")
                                << "1.3.24" << 3;
        QTest::newRow("an environment")
            << ".venv/lib/python3.11/site-packages/SQLAlchemy-1.4.46.dist-info/METADATA" << QByteArray("x")
            << "1.4.46" << 0;
    }
    void findsThePinnedVersion()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        Tree tree;
        tree.file(qPrintable(file), text);
        const PinnedVersion found = pinnedSqlAlchemy(tree.root());
        QTEST(found.version, "version");
        QTEST(found.place.line, "line");
    }

    void anEnvironmentDecidesBeforeALockFile()
    {
        Tree tree;
        tree.file("requirements.txt", "sqlalchemy==1.4.46\n");
        tree.file("poetry.lock", "name = \"sqlalchemy\"\nversion = \"1.4.54\"\n");
        QCOMPARE(pinnedSqlAlchemy(tree.root()).version, QStringLiteral("1.4.54"));
        tree.file("venv/lib/python3.12/site-packages/sqlalchemy-2.0.1.dist-info/METADATA", "x");
        QCOMPARE(pinnedSqlAlchemy(tree.root()).version, QStringLiteral("2.0.1"));
    }

    void theNewestIsWrittenUnlessAnOlderOneIsPinned()
    {
        QVERIFY(generationOf({}) == Generation::Newest);
        QVERIFY(generationOf(QStringLiteral("2.0.30")) == Generation::Newest);
        QVERIFY(generationOf(QStringLiteral("1.4.46")) == Generation::Debian12);
    }

    void envThatGivesArguments()
    {
        Tree tree;
        tree.file("alembic.ini", "[alembic]\nscript_location = migrations\n");
        tree.file("migrations/env.py", "context.run_migrations()\n");
        QVERIFY(!loadProject(*findProjectIn(tree.root()))->project.evaluation.passesArguments);
        tree.file("migrations/env.py", "context.run_migrations(engine_name=name)\n");
        QVERIFY(loadProject(*findProjectIn(tree.root()))->project.evaluation.passesArguments);
    }

    void envOutsideATransaction_data()
    {
        QTest::addColumn<QByteArray>("env");
        QTest::addColumn<bool>("catches");
        QTest::newRow("as generated")
            << QByteArray("with context.begin_transaction():\n    context.run_migrations()\n") << false;
        QTest::newRow("none") << QByteArray("context.run_migrations()\n") << true;
        QTest::newRow("transactional_ddl")
            << QByteArray("context.configure(connection=c, transactional_ddl=False)\n"
                          "with context.begin_transaction():\n    context.run_migrations()\n")
            << true;
        QTest::newRow("AUTOCOMMIT") << QByteArray(
            "c = c.execution_options(isolation_level='AUTOCOMMIT')\n"
            "with context.begin_transaction():\n    context.run_migrations()\n")
                                    << true;
    }

    void envOutsideATransaction()
    {
        QFETCH(QByteArray, env);
        Tree tree;
        tree.file("alembic.ini", "[alembic]\nscript_location = migrations\n");
        tree.file("migrations/env.py", env);
        QTEST(loadProject(*findProjectIn(tree.root()))->project.evaluation.errorsCanBeCaught, "catches");
        tree.file("alembic.ini",
            "[alembic]\nscript_location = migrations\nsqlalchemy.isolation_level = AUTOCOMMIT\n");
        QVERIFY(loadProject(*findProjectIn(tree.root()))->project.evaluation.errorsCanBeCaught);
    }

    void schemaOfTheVersionTable()
    {
        Tree tree;
        tree.file("alembic.ini", "[alembic]\nscript_location = migrations\n");
        const auto schemaFor = [&](const QByteArray &configure) {
            tree.file("migrations/env.py", "context.configure(" + configure + ")\n");
            return loadProject(*findProjectIn(tree.root()))->project.evaluation.versionTableSchema;
        };
        QCOMPARE(schemaFor("connection=c"), std::optional<QString>(QString()));
        QCOMPARE(schemaFor("connection=c, version_table_schema='audit'"), QStringLiteral("audit"));
        QVERIFY(!schemaFor("connection=c, version_table_schema=schema_of(c)"));
        QVERIFY(!schemaFor("connection=c, **options"));
    }

    /// Versions, convention and declared types reach the SQL of a script.
    void aProjectDecidesItsSql()
    {
        Tree tree;
        tree.file("alembic.ini", "[alembic]\nscript_location = migrations\n")
            .file("migrations/env.py", "from app.models import m\ntarget_metadata = m\n")
            .file("stillroom.toml", "types.\"app.types.Money\" = \"NUMERIC(12, 2)\"\n")
            .file("requirements.txt", "sqlalchemy==1.4.46\n")
            .file("app/models.py", "m = MetaData(naming_convention=" + keyTemplate + ")\n")
            .file("migrations/versions/a.py",
                "import sqlalchemy as sa\nfrom alembic import op\nfrom app import types\n"
                "revision = 'a'\ndown_revision = None\n"
                "def upgrade():\n"
                "    op.create_table('t', sa.Column('price', types.Money()), sa.UniqueConstraint('price'))\n"
                "    op.create_index('i', 't', ['price'], if_not_exists=True)\n"
                "def downgrade():\n    op.drop_table('t')\n");
        const auto candidate = findProjectIn(tree.root());
        QVERIFY(candidate.ok());
        const auto loaded = loadProject(*candidate);
        QVERIFY(loaded.ok());
        EvaluatedBodies bodies(loaded->project.evaluation);
        const auto body = bodies.body(loaded->graph->revision(0), Direction::Upgrade);
        QVERIFY(body.ok());
        QStringList sql;
        for (const auto &statement : body->statements)
            sql += statement.sql;
        QCOMPARE(sql,
            (QStringList{QStringLiteral("CREATE TABLE t (\n    price NUMERIC(12, 2), \n"
                                        "    CONSTRAINT uq_t_price UNIQUE (price)\n)"),
                QStringLiteral("CREATE INDEX i ON t (price)")}));
        const QString assumption = loaded->project.online.assumptions.join(u' ');
        QVERIFY2(assumption.contains(QStringLiteral("requirements.txt, line 1"))
                || assumption.contains(QStringLiteral("requirements.txt:1")),
            qPrintable(assumption));
    }
};

QTEST_GUILESS_MAIN(TestEvaluationFacts)
#include "tst_evaluationfacts.moc"
