#include "app/verify/applicationmodule.h"
#include "app/verify/deployment.h"
#include "app/verify/procedure.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

class Folder
{
public:
    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(path.section(u'/', 0, -2));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
    }
    QString path() const { return m_dir.path(); }

private:
    QTemporaryDir m_dir;
};

int lineOf(const std::optional<SourcePlace> &place)
{
    return place ? place->line : 0;
}

} // namespace

/// What the syntax trees tell of the procedure, the application module and the deployment files.
class TestProcedure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeProcedure();
    void wordsInCommentsDoNotCount();
    void elsewhereAndUncalled();
    void applicationModule_data();
    void applicationModule();
    void deployment();
};

void TestProcedure::wholeProcedure()
{
    Folder folder;
    folder.write(QStringLiteral("routes.py"),
        "import os\n"
        "from flask_migrate import upgrade as up\n"
        "_migrations_applied = False\n"
        "def check_and_run_migrations():\n"
        "    global _migrations_applied\n"
        "    if os.environ.get('AUTO_MIGRATE_ON_STARTUP', '').lower() == 'true':\n"
        "        up()\n"
        "if os.getenv('FLASK_SKIP_DB_INIT') != '1':\n"
        "    check_and_run_migrations()\n");
    folder.write(QStringLiteral("verify_migration_setup.py"), "check_and_run_migrations()\n");
    folder.write(QStringLiteral("venv/pyvenv.cfg"), "");
    folder.write(QStringLiteral("venv/lib.py"), "check_and_run_migrations()\n");
    const ProcedureReading read = readProcedure(folder.path());
    QCOMPARE(read.function, QStringLiteral("check_and_run_migrations"));
    QCOMPARE(lineOf(read.definition), 4);
    QCOMPARE(lineOf(read.mark), 3);
    QCOMPARE(read.flagReads.size(), size_t(1));
    QCOMPARE(read.flagReads[0].line, 6);
    QCOMPARE(read.skipReads.size(), size_t(1));
    QCOMPARE(read.upgradeCalls.size(), size_t(1));
    QCOMPARE(read.upgradeCalls[0].line, 7);
    QCOMPARE(read.calls.size(), size_t(1));
    QCOMPARE(read.calls[0].guard, QStringLiteral("os.getenv('FLASK_SKIP_DB_INIT') != '1'"));
}

void TestProcedure::wordsInCommentsDoNotCount()
{
    Folder folder;
    folder.write(QStringLiteral("routes.py"),
        "# check_and_run_migrations _migrations_applied AUTO_MIGRATE_ON_STARTUP flask_migrate\n"
        "text = 'check_and_run_migrations() AUTO_MIGRATE_ON_STARTUP'\n"
        "print('AUTO_MIGRATE_ON_STARTUP')\n");
    const ProcedureReading read = readProcedure(folder.path());
    QVERIFY(read.function.isEmpty());
    QVERIFY(read.flagReads.empty());
    QVERIFY(read.upgradeCalls.empty());
}

void TestProcedure::elsewhereAndUncalled()
{
    Folder folder;
    folder.write(QStringLiteral("core/start.py"),
        "import flask_migrate\ndef migrate_now():\n    flask_migrate.upgrade()\n");
    folder.write(QStringLiteral("broken.py"), "def (:\n");
    const ProcedureReading read = readProcedure(folder.path());
    QCOMPARE(read.function, QStringLiteral("migrate_now"));
    QVERIFY(read.definition->path.endsWith(QLatin1String("core/start.py")));
    QVERIFY(read.calls.empty());
    QVERIFY(!read.mark);
    QCOMPARE(read.unread.size(), size_t(1));
}

void TestProcedure::applicationModule_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("good") << QByteArray("app = 1\ndb = 2\n") << "imports";
    QTest::newRow("tuple, branch, import")
        << QByteArray("try:\n    from x import app\nexcept E:\n    app = 1\na, db = 1, 2\n") << "imports";
    QTest::newRow("star") << QByteArray("from x import *\n") << "imports";
    QTest::newRow("without db") << QByteArray("app = 1\n") << "imports lacks db";
    QTest::newRow("exit") << QByteArray("import sys\nsys.exit(3)\n") << "exit 3 lacks app,db";
    QTest::newRow("exit, text") << QByteArray("exit('no')\n") << "exit 1 lacks app,db";
    QTest::newRow("SystemExit") << QByteArray("raise SystemExit(4)\n") << "exit 4 lacks app,db";
    QTest::newRow("guarded exit") << QByteArray("if x:\n    exit(1)\napp = db = 1\n") << "imports";
    QTest::newRow("raise") << QByteArray("raise ValueError('x')\n") << "raises ValueError lacks app,db";
    QTest::newRow("print") << QByteArray("print('a', 'b')\nprint(x)\napp = db = 1\n") << "imports prints a b";
    QTest::newRow("broken") << QByteArray("def (:\n") << "broken";
}

void TestProcedure::applicationModule()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    Folder folder;
    folder.write(QStringLiteral("app.py"), text);
    const ApplicationModule module = readApplicationModule(folder.path());
    QString got = module.broken ? QStringLiteral("broken")
        : module.exitStatus     ? QStringLiteral("exit %1").arg(*module.exitStatus)
        : module.raises         ? QStringLiteral("raises ") + *module.raises
                                : QStringLiteral("imports");
    if (!module.prints.isEmpty())
        got += QStringLiteral(" prints ") + module.prints.join(u',');
    if (!module.lackingNames.isEmpty())
        got += QStringLiteral(" lacks ") + module.lackingNames.join(u',');
    QCOMPARE(got, expected);
    QVERIFY(readApplicationModule(folder.path() + QStringLiteral("/none")).path.isEmpty());
}

void TestProcedure::deployment()
{
    Folder folder;
    folder.write(QStringLiteral("Procfile"), "release: flask db upgrade\nweb: gunicorn -w 4 main:app\n");
    folder.write(QStringLiteral("build.sh"), "# flask db upgrade\necho \"${DEV_DATABASE_URL:0:30}\"\n");
    DeploymentReading read = readDeployment(folder.path());
    QCOMPARE(read.workers.value_or(0), 4);
    QVERIFY(read.isGunicorn && !read.preload);
    QCOMPARE(read.upgradePlaces.size(), size_t(1));
    QCOMPARE(read.urlPrints.size(), size_t(1));
    folder.write(QStringLiteral("gunicorn.conf.py"), "preload_app = True\nworkers = 9\n");
    QVERIFY(readDeployment(folder.path()).preload);
    QFile::remove(folder.path() + QStringLiteral("/Procfile"));
    QCOMPARE(readDeployment(folder.path()).workers.value_or(0), 9);
}

QTEST_GUILESS_MAIN(TestProcedure)
#include "tst_procedure.moc"
