#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

namespace stillroom::test
{

/// How one call of stillroom-cli ended.
struct CliResult {
    int status = -1;
    QString out;
    QString err;
};

/// The program under test.
inline QString cliProgram()
{
    return QStringLiteral(STILLROOM_BINARY_DIR "/bin/stillroom-cli");
}

/// Environment of a call: nothing of the person who runs the tests names a database.
inline QProcessEnvironment cliEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name :
        {"DATABASE_URL", "DEV_DATABASE_URL", "PROD_DATABASE_URL", "SQLALCHEMY_DATABASE_URI", "ENVIRONMENT",
            "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGCONNECT_TIMEOUT"})
        environment.remove(QLatin1String(name));
    return environment;
}

/// Runs stillroom-cli in a folder and waits; a call that hangs is killed after a minute and has status -1.
/// `input`: for its standard input, which stays open without one.
inline CliResult runCli(const QStringList &arguments, const QString &folder,
    const QProcessEnvironment &environment = cliEnvironment(), const QByteArray &input = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessEnvironment(environment);
    process.start(cliProgram(), arguments);
    if (!input.isNull()) {
        process.write(input);
        process.closeWriteChannel();
    }
    CliResult result;
    if (process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit)
        result.status = process.exitCode();
    else
        process.kill();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    return result;
}

/// A migrations folder written in a test, in Flask-Migrate's layout.
class CliProject
{
public:
    CliProject()
    {
        write("migrations/alembic.ini", "[alembic]\n");
        write("migrations/env.py",
            "from alembic import context\n"
            "def run_migrations_offline():\n"
            "    context.configure(url='postgresql://', literal_binds=True)\n"
            "def run_migrations_online():\n"
            "    context.configure(connection=connection)\n");
        QDir().mkpath(path("migrations/versions"));
    }

    QString root() const { return QFileInfo(m_folder.path()).canonicalFilePath(); }
    QString path(const char *name) const { return root() + u'/' + QString::fromUtf8(name); }

    void write(const char *name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", name);
    }

    /// A script; `down` and the bodies are Python text.
    void revision(const QByteArray &id, const QByteArray &down, const QByteArray &upgrade = "pass",
        const QByteArray &downgrade = "pass", const QByteArray &more = {}) const
    {
        write(("migrations/versions/" + id + "_x.py").constData(),
            "\"\"\"step " + id + "\n\nRevision ID: " + id
                + "\nRevises: \nCreate Date: 2024-01-02 00:00:00\n\n\"\"\"\n"
                + "from alembic import op\nimport sqlalchemy as sa\n\nrevision = '" + id
                + "'\ndown_revision = " + down + "\n" + more + "\n\ndef upgrade():\n    " + upgrade
                + "\n\n\ndef downgrade():\n    " + downgrade + "\n");
    }

private:
    QTemporaryDir m_folder;
};

} // namespace stillroom::test
