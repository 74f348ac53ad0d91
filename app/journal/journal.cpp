#include "app/journal/journal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QSysInfo>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

Error cannot(const char *what, const QString &path)
{
    return {ErrorKind::Unreadable,
        QStringLiteral("The journal %1 cannot be %2: %3")
            .arg(path, QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno))),
        {}, {path, 0, 0}};
}

bool isAlive(const JournalEntry &entry)
{
    const bool here = entry.osHost == QSysInfo::machineHostName();
    return here && entry.processId > 0 && (::kill(pid_t(entry.processId), 0) == 0 || errno == EPERM);
}

QByteArray csvField(QString text)
{
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n'))
        text = u'"' + text.replace(u'"', QLatin1String("\"\"")) + u'"';
    // A spreadsheet takes these for formulas.
    if (!text.isEmpty() && QStringLiteral("=+-@").contains(text.front()))
        text.prepend(u'\'');
    return text.toUtf8();
}

} // namespace

Journal::Journal(const QString &path)
    : m_path(path)
{
    if (m_path.isEmpty())
        m_path = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/stillroom/journal.jsonl");
}

Status Journal::append(const QJsonObject &record) const
{
    QDir().mkpath(QFileInfo(m_path).path());
    const int file = ::open(
        QFile::encodeName(m_path).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return cannot("opened", m_path);
    // The line begins with a newline too: a torn line of a crash ends there.
    const QByteArray line = '\n' + QJsonDocument(record).toJson(QJsonDocument::Compact) + '\n';
    const bool written
        = ::write(file, line.constData(), size_t(line.size())) == line.size() && ::fdatasync(file) == 0;
    const Status status = written ? Status(Done{}) : Status(cannot("written", m_path));
    ::close(file);
    return status;
}

Result<std::vector<JournalEntry>> Journal::entries() const
{
    std::vector<JournalEntry> entries;
    QFile file(m_path);
    if (!file.exists())
        return entries;
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Unreadable,
            QStringLiteral("The journal %1 cannot be read: %2").arg(m_path, file.errorString()), {},
            {m_path, 0, 0}};
    QHash<QString, size_t> known;
    while (!file.atEnd()) {
        const QJsonObject record = QJsonDocument::fromJson(file.readLine()).object();
        const QString id = record[QLatin1String("id")].toString();
        if (id.isEmpty())
            continue;
        if (!known.contains(id)) {
            known.insert(id, entries.size());
            entries.emplace_back();
        }
        applyRecord(record, entries[known.value(id)]);
    }
    for (JournalEntry &entry : entries) {
        if (entry.outcome.isEmpty())
            entry.outcome = isAlive(entry) ? QStringLiteral("running") : QStringLiteral("unfinished");
    }
    std::reverse(entries.begin(), entries.end());
    return entries;
}

/// Asked before every run: end records, which hold the times of all statements, are not parsed for it.
Result<std::vector<JournalEntry>> Journal::withoutEnd() const
{
    std::vector<JournalEntry> open;
    QFile file(m_path);
    if (!file.exists())
        return open;
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Unreadable,
            QStringLiteral("The journal %1 cannot be read: %2").arg(m_path, file.errorString()), {},
            {m_path, 0, 0}};
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.contains("\"record\":\"begin\"")) {
            const QJsonObject record = QJsonDocument::fromJson(line).object();
            if (!record.isEmpty())
                applyRecord(record, open.emplace_back());
            continue;
        }
        std::erase_if(open,
            [&](const JournalEntry &entry) { return line.contains("\"id\":\"" + entry.id.toUtf8() + "\""); });
    }
    return open;
}

Status Journal::closeUnfinished(
    const QString &systemIdentifier, const QString &database, const QStringList &rows) const
{
    const Result<std::vector<JournalEntry>> all = withoutEnd();
    if (!all)
        return all.error();
    for (const JournalEntry &entry : *all) {
        const bool same = entry.database == database && entry.systemIdentifier == systemIdentifier;
        if (!same || isAlive(entry))
            continue;
        JournalEntry end = entry;
        end.outcome = QStringLiteral("measured");
        end.message = QStringLiteral("The program ended in mid-run; the rows were read at the next run");
        end.finishedAt = QDateTime::currentDateTime();
        end.endRows = rows;
        if (const Status written = append(endRecord(end)); !written)
            return written;
    }
    return Done{};
}

QByteArray journalCsv(const std::vector<JournalEntry> &entries)
{
    QByteArray csv
        = "started_at,duration_ms,action,outcome,sqlstate,database,database_user,database_host,target,"
          "from,to,end_rows,os_user,os_host,program,project,plan_hash,message\r\n";
    for (const JournalEntry &e : entries) {
        const QStringList fields{e.startedAt.toString(Qt::ISODateWithMs),
            e.durationMs ? QString::number(*e.durationMs) : QString(), e.action, e.outcome, e.sqlState,
            e.database, e.databaseUser, e.databaseHost, e.target, e.from.join(u' '), e.to.join(u' '),
            e.endRows ? e.endRows->join(u' ') : QString(), e.osUser, e.osHost, e.program, e.project,
            e.planHash, e.message};
        QList<QByteArray> line;
        for (const QString &field : fields)
            line += csvField(field);
        csv += line.join(',') + "\r\n";
    }
    return csv;
}

} // namespace stillroom
