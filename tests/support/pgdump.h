#pragma once

#include "migrations/database/connectionsettings.h"
#include "migrations/database/privateserver.h"

#include <QByteArray>
#include <QProcess>

namespace stillroom::test
{

/// What pg_dump --schema-only prints, without the lines that differ from run to run.
inline QByteArray schemaDump(const ConnectionSettings &settings, const QStringList &options = {})
{
    QProcess process;
    process.start(ServerBinaries::find()->folder + QStringLiteral("/pg_dump"),
        QStringList{QStringLiteral("--schema-only"), QStringLiteral("-h"), settings.host,
            QStringLiteral("-p"), settings.port, QStringLiteral("-U"), settings.user, settings.database}
            + options);
    process.waitForFinished(120'000);
    if (process.exitCode() != 0)
        qFatal("pg_dump: %s", process.readAllStandardError().constData());
    QByteArray text;
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        if (!line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
            text += line + '\n';
    }
    return text;
}

} // namespace stillroom::test
