#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QString>

#include <unistd.h>

namespace stillroom::test
{

/// A PgBouncer in front of a server's socket folder, on port 6432 of the same folder. Ends with the object.
class PgBouncer
{
public:
    static QString program()
    {
        return QStandardPaths::findExecutable(
            QStringLiteral("pgbouncer"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
    }
    /// `mode`: session, transaction, statement. `more`: further lines of its configuration.
    PgBouncer(const QString &folder, const QString &mode, const QString &more = {})
    {
        QFile file(folder + QStringLiteral("/pgbouncer.ini"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            qFatal("pgbouncer.ini cannot be written");
        file.write(QStringLiteral("[databases]\n* = host=%1 port=5432 user=postgres\n[pgbouncer]\n"
                                  "unix_socket_dir = %1\nlisten_port = 6432\nlisten_addr =\n"
                                  "auth_type = any\npool_mode = %2\n%3\n")
                       .arg(folder, mode, more)
                       .toUtf8());
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther | QFile::ReadGroup);
        m_process.setWorkingDirectory(folder);
        m_process.setStandardErrorFile(QProcess::nullDevice());
        QStringList arguments{file.fileName()};
        if (geteuid() == 0)
            arguments = QStringList{QStringLiteral("-u"), QStringLiteral("postgres")} + arguments;
        m_process.start(program(), arguments);
        m_process.waitForStarted();
    }
    ~PgBouncer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    PgBouncer(const PgBouncer &) = delete;
    PgBouncer &operator=(const PgBouncer &) = delete;

private:
    QProcess m_process;
};

} // namespace stillroom::test
