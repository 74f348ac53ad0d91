#include "app/startup/logreader.h"

#include "app/environment/secrets.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cstring>

namespace stillroom
{

namespace
{

struct Pattern {
    const char *text;
    LogKey key;
};

/// Longer texts stand before those they begin with: the first that fits decides.
constexpr std::array patterns{
    Pattern{"Database tables not found. Running migrations...", LogKey::RunningMigrations},
    Pattern{"Migrations completed successfully!", LogKey::MigrationsCompleted},
    Pattern{"Database tables not found.", LogKey::TablesMissing},
    Pattern{"To auto-run migrations on startup, set: AUTO_MIGRATE_ON_STARTUP=true", LogKey::HintFlag},
    Pattern{"Otherwise, run manually: flask db upgrade", LogKey::HintManual},
    Pattern{"Database tables exist - skipping migrations", LogKey::TablesExist},
    Pattern{"Migration failed:", LogKey::MigrationFailed},
    Pattern{"Error checking database tables", LogKey::CheckFailed},
    Pattern{"Running upgrade ", LogKey::RunningRevision},
    Pattern{"Applying migration: ", LogKey::RunningRevision},
    Pattern{"Database tables not yet created. Skipping default data initialization.", LogKey::DataSkipped},
    Pattern{"Tables will be created automatically on next startup if AUTO_MIGRATE_ON_STARTUP=true",
        LogKey::DataHint},
    Pattern{"Run 'flask db upgrade' to create tables, then restart the application.", LogKey::DataHint},
    Pattern{"Default users created successfully!", LogKey::UsersCreated},
    Pattern{"Default master data created successfully!", LogKey::MasterCreated},
    Pattern{"Could not initialize default data:", LogKey::DataWarning},
    Pattern{"This is normal if the database is not yet set up", LogKey::DataNormal},
    Pattern{"Error creating master data:", LogKey::MasterError},
    Pattern{"Traceback (most recent call last)", LogKey::Traceback},
    Pattern{"Error: ", LogKey::CommandError},
};

constexpr qint64 explainingLines = 40;
constexpr qint64 nearbyMs = 2000;

bool isProcedure(LogKey key)
{
    return key == LogKey::RunningMigrations || key == LogKey::TablesMissing || key == LogKey::TablesExist
        || key == LogKey::CheckFailed;
}

bool has(const LogStart &start, LogKey key)
{
    return std::any_of(
        start.lines.begin(), start.lines.end(), [key](const LogLine &line) { return line.key == key; });
}

bool isResolved(const LogStart &start)
{
    return !has(start, LogKey::RunningMigrations) || has(start, LogKey::MigrationsCompleted)
        || has(start, LogKey::MigrationFailed) || has(start, LogKey::CommandError)
        || has(start, LogKey::CheckFailed);
}

StartClass classOf(const LogStart &start)
{
    if (has(start, LogKey::MigrationFailed) || has(start, LogKey::CheckFailed)
        || has(start, LogKey::CommandError) || has(start, LogKey::Traceback))
        return StartClass::Failure;
    if (!isResolved(start))
        return StartClass::Incomplete;
    if (has(start, LogKey::DataWarning) || has(start, LogKey::DataNormal) || has(start, LogKey::MasterError))
        return StartClass::DataTrouble;
    if (has(start, LogKey::TablesMissing) || has(start, LogKey::DataSkipped))
        return StartClass::SetupNeeded;
    return has(start, LogKey::RunningMigrations) ? StartClass::FirstDeployment : StartClass::AllGood;
}

/// ISO 8601 with blank or T, as Python's logging, Docker and journals write it; or a time of day alone.
std::optional<QDateTime> timeOf(const QString &prefix)
{
    static const QRegularExpression full(QStringLiteral(
        "(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,3})\\d*)?"));
    static const QRegularExpression syslog(
        QStringLiteral("\\b([A-Z][a-z]{2}) +(\\d{1,2}) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,3})\\d*)?"));
    static const QRegularExpression clock(
        QStringLiteral("(?<!\\d)(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,3})\\d*)?(?!\\d)"));
    const auto milliseconds = [](const QString &digits) { return digits.leftJustified(3, u'0').toInt(); };
    const auto made = [](const QDate &date, const QTime &time) -> std::optional<QDateTime> {
        const QDateTime all(date, time, Qt::UTC);
        return all.isValid() ? std::optional(all) : std::nullopt;
    };
    if (const auto m = full.match(prefix); m.hasMatch()) {
        return made(QDate(m.captured(1).toInt(), m.captured(2).toInt(), m.captured(3).toInt()),
            QTime(m.captured(4).toInt(), m.captured(5).toInt(), m.captured(6).toInt(),
                milliseconds(m.captured(7))));
    }
    // Without a year, one is taken that has a 29th of February: only differences count.
    if (const auto m = syslog.match(prefix); m.hasMatch()) {
        static const QStringList months{QStringLiteral("Jan"), QStringLiteral("Feb"), QStringLiteral("Mar"),
            QStringLiteral("Apr"), QStringLiteral("May"), QStringLiteral("Jun"), QStringLiteral("Jul"),
            QStringLiteral("Aug"), QStringLiteral("Sep"), QStringLiteral("Oct"), QStringLiteral("Nov"),
            QStringLiteral("Dec")};
        return made(QDate(2000, int(months.indexOf(m.captured(1))) + 1, m.captured(2).toInt()),
            QTime(m.captured(3).toInt(), m.captured(4).toInt(), m.captured(5).toInt(),
                milliseconds(m.captured(6))));
    }
    if (const auto m = clock.match(prefix); m.hasMatch()) {
        return made(QDate(2000, 1, 1),
            QTime(m.captured(1).toInt(), m.captured(2).toInt(), m.captured(3).toInt(),
                milliseconds(m.captured(4))));
    }
    return {};
}

std::optional<qint64> durationOf(const LogStart &start)
{
    const auto &first = start.lines.front().time;
    const auto &last = start.lines.back().time;
    if (!first || !last)
        return {};
    return std::max<qint64>(0, first->msecsTo(*last));
}

void markNeighbours(std::vector<LogStart> &starts)
{
    for (size_t i = 1; i < starts.size(); ++i) {
        const auto &before = starts[i - 1].lines.front().time;
        const auto &now = starts[i].lines.front().time;
        if (before && now && std::abs(before->msecsTo(*now)) <= nearbyMs)
            starts[i - 1].overlaps = starts[i].overlaps = true;
    }
}

} // namespace

QByteArray cleanedLogLine(const QByteArray &line)
{
    QByteArray clean;
    clean.reserve(line.size());
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] != '\x1b') {
            clean += line[i];
            continue;
        }
        // ESC [ … letter, or ESC and one character.
        ++i;
        if (i < line.size() && line[i] == '[') {
            while (i + 1 < line.size() && (line[i + 1] < '@' || line[i + 1] > '~'))
                ++i;
            ++i;
        }
    }
    return clean.trimmed();
}

void LogReader::feed(const QByteArray &bytes)
{
    const QByteArray all = m_rest.isEmpty() ? bytes : m_rest + bytes;
    const qsizetype end = all.lastIndexOf('\n') + 1;
    readLines(all, end);
    m_rest = all.mid(end);
}

/// Colour codes may stand inside a message, so lines with an escape are looked at in any case; of the others
/// only those in which one of the texts occurs.
void LogReader::readLines(const QByteArray &bytes, qsizetype size)
{
    std::vector<qsizetype> hits;
    const char *data = bytes.constData();
    const auto collect = [&](const char *text, size_t length) {
        for (qsizetype at = 0; at < size;) {
            const void *found = ::memmem(data + at, size_t(size - at), text, length);
            if (!found)
                break;
            const qsizetype offset = static_cast<const char *>(found) - data;
            hits.push_back(offset);
            const void *next = std::memchr(found, '\n', size_t(size - offset));
            at = next ? static_cast<const char *>(next) - data + 1 : size;
        }
    };
    for (const Pattern &pattern : patterns)
        collect(pattern.text, std::strlen(pattern.text));
    collect("\x1b[", 2);
    std::sort(hits.begin(), hits.end());
    auto hit = hits.begin();
    for (qsizetype at = 0; at < size;) {
        const void *newline = std::memchr(data + at, '\n', size_t(size - at));
        const qsizetype end = newline ? static_cast<const char *>(newline) - data : size;
        ++m_report.lineCount;
        const bool isHit = hit != hits.end() && *hit < end + 1;
        while (hit != hits.end() && *hit <= end)
            ++hit;
        if (isHit || m_report.lineCount <= m_adviceUntil)
            take(bytes.mid(at, end - at), m_report.lineCount);
        at = end + 1;
    }
}

void LogReader::take(const QByteArray &raw, qint64 number)
{
    const QByteArray line = cleanedLogLine(raw);
    if (number <= m_adviceUntil)
        lookForAdvice(line);
    for (const Pattern &pattern : patterns) {
        const qsizetype at = line.indexOf(pattern.text);
        if (at < 0)
            continue;
        // Errors of drivers may repeat the URL they were given.
        addToStart({pattern.key, number, shownValue(QString(), QString::fromUtf8(line.mid(at)).trimmed()),
            timeOf(QString::fromUtf8(line.left(at)))});
        return;
    }
}

bool LogReader::beginsStart(const LogLine &line) const
{
    if (!isProcedure(line.key))
        return false;
    if (line.key != LogKey::CheckFailed || m_report.starts.empty())
        return true;
    // M8 repeats what M7 said; by itself it is the first message.
    return !has(m_report.starts.back(), LogKey::MigrationFailed)
        || has(m_report.starts.back(), LogKey::CheckFailed);
}

/// The youngest start whose migration has not ended.
LogStart *LogReader::unresolved()
{
    for (auto start = m_report.starts.rbegin(); start != m_report.starts.rend(); ++start) {
        if (!isResolved(*start))
            return &*start;
    }
    return nullptr;
}

void LogReader::addToStart(LogLine line)
{
    if (beginsStart(line)) {
        m_report.starts.push_back({});
    } else if (m_report.starts.empty()) {
        return; // before the procedure: nothing to tie it to
    }
    LogStart *start = &m_report.starts.back();
    const LogKey key = line.key;
    if (key == LogKey::MigrationsCompleted || key == LogKey::MigrationFailed) {
        LogStart *open = unresolved();
        if (open && open != start)
            open->overlaps = start->overlaps = true;
        start = open ? open : start;
    }
    if (key == LogKey::CommandError) {
        // Any program writes "Error: "; it is Flask-Migrate's only while a migration is under way.
        start = unresolved();
        if (!start)
            return;
    }
    if (key == LogKey::MigrationFailed || key == LogKey::CheckFailed || key == LogKey::CommandError
        || key == LogKey::DataWarning || key == LogKey::MasterError) {
        const QString detail = line.text.section(u':', 1).trimmed();
        if (start->detail.isEmpty())
            start->detail = detail;
        if (!start->advice)
            start->advice = adviceFor(detail);
        m_adviceUntil = line.number + explainingLines;
    }
    start->lines.push_back(std::move(line));
}

void LogReader::lookForAdvice(const QByteArray &line)
{
    if (m_report.starts.empty() || m_report.starts.back().advice)
        return;
    m_report.starts.back().advice = adviceFor(QString::fromUtf8(line));
}

LogReport LogReader::finish()
{
    if (!m_rest.isEmpty()) {
        const QByteArray rest = std::exchange(m_rest, {});
        readLines(rest, rest.size());
    }
    for (LogStart &start : m_report.starts) {
        start.kind = classOf(start);
        start.durationMs = durationOf(start);
    }
    markNeighbours(m_report.starts);
    return std::exchange(m_report, {});
}

bool LogReport::severalWorkers() const
{
    return std::any_of(starts.begin(), starts.end(), [](const LogStart &start) { return start.overlaps; });
}

} // namespace stillroom
