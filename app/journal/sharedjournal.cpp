#include "app/journal/sharedjournal.h"

#include "app/journal/journalrecorder.h"
#include "migrations/database/connection.h"

#include <QJsonDocument>

namespace stillroom
{

namespace
{

const QString tableName = QStringLiteral("stillroom.journal");

/// An array literal; ids hold no character that would need more than quotes.
QString arrayText(const QStringList &texts)
{
    QStringList quoted;
    for (QString text : texts)
        quoted << u'"' + text.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\""))
                + u'"';
    return u'{' + quoted.join(u',') + u'}';
}

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// Runs in write mode and leaves the session as it was.
Status writing(Connection &connection, const std::function<Status()> &work)
{
    const bool before = connection.isWriting();
    if (!before) {
        if (const Status status = connection.beginWriting(); !status)
            return status;
    }
    const Status done = work();
    if (!before)
        (void)connection.endWriting(); // the next reader asks the server itself
    return done;
}

} // namespace

QStringList SharedJournal::creationStatements()
{
    return {QStringLiteral("CREATE SCHEMA IF NOT EXISTS stillroom"),
        QStringLiteral("CREATE TABLE stillroom.journal (\n"
                       "    id uuid NOT NULL PRIMARY KEY,\n"
                       "    started_at timestamptz NOT NULL,\n"
                       "    finished_at timestamptz,\n"
                       "    action text NOT NULL,\n"
                       "    outcome text NOT NULL,\n"
                       "    os_user text NOT NULL,\n"
                       "    os_host text NOT NULL,\n"
                       "    database_user text NOT NULL DEFAULT current_user,\n"
                       "    from_rows text[] NOT NULL,\n"
                       "    to_rows text[] NOT NULL,\n"
                       "    current_rows text[],\n"
                       "    duration_ms bigint,\n"
                       "    sqlstate text,\n"
                       "    message text,\n"
                       "    run jsonb NOT NULL,\n"
                       "    outcome_record jsonb NOT NULL\n"
                       ")"),
        QStringLiteral("COMMENT ON TABLE stillroom.journal IS 'Runs of migrations, written by Stillroom'"),
        QStringLiteral("GRANT USAGE ON SCHEMA stillroom TO PUBLIC"),
        QStringLiteral("GRANT SELECT, INSERT ON stillroom.journal TO PUBLIC")};
}

Result<bool> SharedJournal::exists() const
{
    const Result<ResultRows> found
        = m_connection.query(QStringLiteral("SELECT to_regclass('%1') IS NOT NULL").arg(tableName));
    if (!found)
        return found.error();
    return found->text(0, 0) == u"t";
}

Status SharedJournal::create() const
{
    const Result<bool> there = exists();
    if (!there)
        return there.error();
    if (*there)
        return Done{};
    return writing(m_connection, [this]() -> Status {
        QStringList statements = creationStatements();
        statements.prepend(QStringLiteral("BEGIN"));
        statements.append(QStringLiteral("COMMIT"));
        for (const QString &statement : statements) {
            const Result<ResultRows> done = m_connection.query(statement);
            if (!done) {
                (void)m_connection.query(QStringLiteral("ROLLBACK"));
                return done.error();
            }
        }
        return Done{};
    });
}

Status SharedJournal::append(const JournalEntry &entry) const
{
    const Result<bool> there = exists();
    if (!there)
        return there.error();
    if (!*there)
        return Done{};
    const auto timeOf = [](const QDateTime &time) { return time.toUTC().toString(Qt::ISODateWithMs); };
    return writing(m_connection, [&]() -> Status {
        const Result<ResultRows> added = m_connection.query(
            QStringLiteral("INSERT INTO stillroom.journal (id, started_at, finished_at, action, outcome, "
                           "os_user, os_host, from_rows, to_rows, current_rows, duration_ms, sqlstate, "
                           "message, run, outcome_record) VALUES ($1, $2, nullif($3, '')::timestamptz, $4, "
                           "$5, $6, $7, $8, $9, nullif($10, '')::text[], nullif($11, '')::bigint, "
                           "nullif($12, ''), nullif($13, ''), $14, $15) ON CONFLICT (id) DO NOTHING"),
            {entry.id, timeOf(entry.startedAt), entry.finishedAt ? timeOf(*entry.finishedAt) : QString(),
                entry.action, entry.outcome, entry.osUser, entry.osHost, arrayText(entry.from),
                arrayText(entry.to), entry.endRows ? arrayText(*entry.endRows) : QString(),
                entry.durationMs ? QString::number(*entry.durationMs) : QString(), entry.sqlState,
                entry.message, jsonText(beginRecord(entry)), jsonText(endRecord(entry))});
        return added ? Status(Done{}) : Status(added.error());
    });
}

Result<std::vector<JournalEntry>> SharedJournal::entries(int limit) const
{
    const Result<bool> there = exists();
    if (!there)
        return there.error();
    if (!*there) {
        return Error{ErrorKind::InvalidCall,
            QStringLiteral("This database has no table %1. A role that may create a schema makes it with: "
                           "stillroom-cli journal --create-table")
                .arg(tableName)};
    }
    const Result<ResultRows> rows = m_connection.query(
        QStringLiteral("SELECT run, outcome_record FROM stillroom.journal ORDER BY started_at DESC, id")
        + (limit > 0 ? QStringLiteral(" LIMIT %1").arg(limit) : QString()));
    if (!rows)
        return rows.error();
    std::vector<JournalEntry> entries;
    for (size_t row = 0; row < rows->rows.size(); ++row) {
        JournalEntry entry;
        for (const size_t column : {size_t(0), size_t(1)})
            applyRecord(QJsonDocument::fromJson(rows->text(row, column).toUtf8()).object(), entry);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Status shareRun(Connection &connection, const JournalRecorder &recorder)
{
    if (!recorder.hasEnded() || !connection.isOpen())
        return Done{};
    return SharedJournal(connection).append(recorder.entry());
}

} // namespace stillroom
