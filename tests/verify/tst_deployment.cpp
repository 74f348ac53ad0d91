#include "app/verify/deployment.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

/// How a project is started where it is deployed, from its files alone: which of several sources counts.
class TestDeployment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
};

void TestDeployment::reads_data()
{
    QTest::addColumn<QStringList>("files"); // name, text, name, text …
    QTest::addColumn<QString>("expected"); // "gunicorn preload 4"
    const auto row = [](const char *name, const QStringList &files, const char *expected) {
        QTest::newRow(name) << files << QString::fromLatin1(expected);
    };
    const QString conf = QStringLiteral("gunicorn.conf.py");
    const QString procfile = QStringLiteral("Procfile");
    const QString docker = QStringLiteral("Dockerfile");
    const QString render = QStringLiteral("render.yaml");
    row("nothing", {}, "- -");
    row("flask", {procfile, QStringLiteral("web: flask run --preload-something\n")}, "- -");
    row("command", {procfile, QStringLiteral("web: gunicorn --preload -w 3 main:app\n")},
        "gunicorn preload 3");
    row("gunicorn reloads", {procfile, QStringLiteral("web: gunicorn --reload main:app\n")},
        "gunicorn reloads - -");
    row("reload in the file", {conf, QStringLiteral("reload = True\n")}, "gunicorn reloads - -");
    row("flask in debug mode", {procfile, QStringLiteral("web: flask --app x run --debug\n")}, "reloads - -");
    row("flask without its reloader", {procfile, QStringLiteral("web: flask run --debug --no-reload\n")},
        "- -");
    row("equals", {procfile, QStringLiteral("web: gunicorn --workers=5 main:app\n")}, "gunicorn - 5");
    row("glued", {procfile, QStringLiteral("web: /usr/bin/gunicorn -w2 main:app\n")}, "gunicorn - 2");
    row("another option", {procfile, QStringLiteral("web: gunicorn --preload-modules -worker x main:app\n")},
        "gunicorn - -");
    row("json form", {docker, QStringLiteral("CMD [\"gunicorn\", \"--workers\", \"4\", \"main:app\"]\n")},
        "gunicorn - 4");
    row("only preload in the file", {conf, QStringLiteral("preload_app = True\n")}, "gunicorn preload -");
    row("the last one counts",
        {conf, QStringLiteral("workers = 2\npreload_app = True\nworkers = 6\npreload_app = False\n")},
        "gunicorn - 6");
    row("an expression hides a number", {conf, QStringLiteral("workers = 2\nworkers = cpu_count() * 2\n")},
        "gunicorn - -");
    row("concurrency", {conf, QStringLiteral("workers = int(os.environ.get('WEB_CONCURRENCY', '3'))\n")},
        "gunicorn - 3");
    row("command over file",
        {procfile, QStringLiteral("web: gunicorn -w 9 m:app\n"), conf, QStringLiteral("workers = 2\n")},
        "gunicorn - 9");
    row("variable over file",
        {docker, QStringLiteral("ENV GUNICORN_CMD_ARGS=\"--workers 7 --preload\"\nCMD gunicorn m:app\n"),
            conf, QStringLiteral("workers = 2\n")},
        "gunicorn preload 7");
    row("variable of the blueprint",
        {render,
            QStringLiteral(
                "services:\n  - type: web\n    name: w\n    startCommand: gunicorn m:app\n    envVars:\n"
                "      - key: GUNICORN_CMD_ARGS\n        value: --workers=8\n")},
        "gunicorn - 8");
}

void TestDeployment::reads()
{
    QFETCH(QStringList, files);
    QFETCH(QString, expected);
    QTemporaryDir folder;
    for (qsizetype i = 0; i + 1 < files.size(); i += 2) {
        QFile file(folder.filePath(files[i]));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(files[i + 1].toUtf8());
    }
    const DeploymentReading reading = readDeployment(folder.path());
    QStringList words;
    if (reading.isGunicorn)
        words << QStringLiteral("gunicorn");
    if (reading.reloads)
        words << QStringLiteral("reloads");
    words << (reading.preload ? QStringLiteral("preload") : QStringLiteral("-"))
          << (reading.workers ? QString::number(*reading.workers) : QStringLiteral("-"));
    QCOMPARE(words.join(u' '), expected);
}

QTEST_GUILESS_MAIN(TestDeployment)
#include "tst_deployment.moc"
