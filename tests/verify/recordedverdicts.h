#pragma once

#include "tests/cli/clirunner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// A small application and what its recorded verification says.
namespace stillroom::test
{

inline const QByteArray applicationText
    = "import os\n"
      "from flask_migrate import Migrate\n"
      "kind = 'PROD' if os.environ.get('ENVIRONMENT') == 'production' else 'DEV'\n"
      "url = os.environ[kind + '_DATABASE_URL']\n"
      "app = db = object()\n";
inline const QByteArray routesText = "import os\nfrom flask_migrate import upgrade\n"
                                     "_migrations_applied = False\n"
                                     "def check_and_run_migrations():\n"
                                     "    global _migrations_applied\n"
                                     "    required_tables = ['app_users', 'app_roles']\n"
                                     "    if os.environ.get('AUTO_MIGRATE_ON_STARTUP') == 'true':\n"
                                     "        upgrade()\n"
                                     "check_and_run_migrations()\n";

inline void writeProject(const CliProject &project)
{
    project.write("app.py", applicationText);
    project.write("routes.py", routesText);
    project.revision("0001", "None", "op.execute('CREATE TABLE app_users (id int)')");
    project.revision("0002", "'0001'", "op.execute('CREATE TABLE app_roles (id int)')");
}

inline QJsonObject objectOf(const CliResult &result)
{
    return QJsonDocument::fromJson(result.out.toUtf8()).object();
}

inline QString statuses(const QJsonValue &lines)
{
    QStringList all;
    for (const QJsonValue &line : lines.toArray()) {
        if (!line[QLatin1String("text")].toString().startsWith(u"====="))
            all += line[QLatin1String("status")].toString(QStringLiteral("-"));
    }
    return all.join(u' ');
}

inline bool timedOut(const QJsonValue &lines)
{
    const QJsonArray all = lines.toArray();
    return std::any_of(all.begin(), all.end(),
        [](const QJsonValue &line) { return line[QLatin1String("text")].toString().contains(u"timed out"); });
}

/// "env=1 files=1 routes=1 database=0 exit=0", or "none exit=1".
inline QString verdictOf(const QJsonObject &mirrored)
{
    QStringList parts;
    if (mirrored[QLatin1String("no_verdict")].toBool())
        parts += QStringLiteral("none");
    else
        for (const char *name : {"env", "files", "routes", "database"})
            parts += QStringLiteral("%1=%2")
                         .arg(QLatin1String(name))
                         .arg(int(mirrored[QLatin1String(name)].toBool()));
    parts += QStringLiteral("exit=%1").arg(mirrored[QLatin1String("exit_code")].toInt());
    return parts.join(u' ');
}

inline QString recordedVerdict(const QJsonObject &expected)
{
    QJsonObject mirrored = expected[QLatin1String("verdict")].toObject();
    mirrored[QLatin1String("no_verdict")] = expected[QLatin1String("crashed")];
    mirrored[QLatin1String("exit_code")] = expected[QLatin1String("exit_code")];
    return verdictOf(mirrored);
}

/// The folder of recorded scenarios, when it lies beside the project.
inline QString recordedFolder()
{
    const QString shared
        = qEnvironmentVariable("STILLROOM_SHARED", QStringLiteral(STILLROOM_SOURCE_DIR "/../shared"));
    const QString folder = shared + QStringLiteral("/vectors/verify");
    return QFileInfo(folder).isDir() ? folder : QString();
}

} // namespace stillroom::test
