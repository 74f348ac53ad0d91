#include "migrations/risk/rule.h"

#include "migrations/sql/quoting.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace stillroom
{

namespace
{

// Speeds of an ordinary cloud server, on purpose on the slow side. They only decide between low, medium
// and high and are always shown as an estimate; a rehearsal measures instead.
constexpr double scanBytesPerSecond = 300e6;
constexpr double rewriteBytesPerSecond = 60e6;
constexpr double indexedRowsPerSecond = 500e3;
constexpr double bytesOfUnknownRow = 120; // when only a row count is known
constexpr double shortWait = 0.5; // seconds
constexpr double longWait = 5;

double tableBytes(const LiveTable &table)
{
    return double(table.bytes.value_or(qint64(double(table.rows.value_or(0)) * bytesOfUnknownRow)));
}

double estimatedSeconds(const LiveTable &table, Work work)
{
    switch (work) {
    case Work::Brief:
        return 0;
    case Work::Scan:
        return tableBytes(table) / scanBytesPerSecond;
    case Work::IndexBuild:
        return tableBytes(table) / scanBytesPerSecond + double(table.rows.value_or(0)) / indexedRowsPerSecond;
    case Work::Rewrite:
        return std::max(tableBytes(table), double(table.totalBytes.value_or(0))) / rewriteBytesPerSecond;
    }
    return 0;
}

QString durationText(double seconds)
{
    if (seconds < 0.1)
        return QStringLiteral("less than 0.1 s");
    if (seconds < 10)
        return QStringLiteral("about %1 s").arg(seconds, 0, 'f', 1);
    if (seconds < 90)
        return QStringLiteral("about %1 s").arg(std::lround(seconds));
    return QStringLiteral("about %1 min").arg(std::lround(seconds / 60));
}

QString sizeText(double bytes)
{
    return QLocale::c().formattedDataSize(qint64(bytes), 0, QLocale::DataSizeTraditionalFormat);
}

QString rowsText(const LiveTable &table)
{
    return table.rows ? QStringLiteral("%1 rows").arg(groupedNumber(*table.rows))
                      : QStringLiteral("an unknown number of rows");
}

QString estimateText(const LiveTable &table, Work work, double seconds)
{
    if (work == Work::Brief)
        return rowsText(table);
    return QStringLiteral("%1 for %2 (estimated from %3)")
        .arg(durationText(seconds), rowsText(table), sizeText(tableBytes(table)));
}

QString measuredText(const LiveTable *table, std::chrono::microseconds measured)
{
    const QString time
        = QStringLiteral("%1 s in the rehearsal").arg(double(measured.count()) / 1e6, 0, 'f', 1);
    return table ? time + QStringLiteral("; %1 live").arg(rowsText(*table)) : time;
}

Severity severityOf(double seconds, Severity ofLargeTable)
{
    if (seconds >= longWait)
        return Severity::High;
    return std::min(ofLargeTable, seconds >= shortWait ? Severity::Medium : Severity::Low);
}

} // namespace

void Reporter::enter(
    const Rule &rule, const LintStep *step, const LintStatement *statement, int statementIndex)
{
    m_rule = &rule;
    m_step = step;
    m_statement = statement;
    m_statementIndex = statementIndex;
}

Finding &Reporter::report(const QString &title)
{
    Finding &finding = m_findings.emplace_back();
    finding.rule = QLatin1String(m_rule->id);
    finding.severity = m_rule->severity;
    finding.why = QString::fromUtf8(m_rule->why);
    finding.title = title;
    if (m_step) {
        finding.revision = m_step->step->revision;
        finding.place = m_step->step->script;
    }
    if (m_statement) {
        finding.place = m_statement->planned->statement.place;
        finding.statement = m_statementIndex;
    }
    return finding;
}

Finding &Reporter::report(const QString &title, const ActionContext &context, const Impact &impact)
{
    Finding &finding = report(title);
    finding.tables << impact.table;
    finding.locks.push_back({impact.table, impact.mode});
    finding.rewrite = impact.work == Work::Rewrite;
    finding.scan = impact.work == Work::Scan || impact.work == Work::IndexBuild;
    const LiveTable *live = context.live(impact.table);
    if (context.statement.measured) {
        finding.estimate = measuredText(live, *context.statement.measured);
        finding.severity = severityOf(double(context.statement.measured->count()) / 1e6, m_rule->severity);
    } else if (live) {
        const double seconds = estimatedSeconds(*live, impact.work);
        finding.estimate = estimateText(*live, impact.work, seconds);
        if (live->rows || live->bytes)
            finding.severity = severityOf(seconds, m_rule->severity);
    }
    return finding;
}

QString pythonText(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', QLatin1String("\\\\")).replace(u'\'', QLatin1String("\\'"));
    return u'\'' + escaped + u'\'';
}

QString tableArgument(const QString &table)
{
    return pythonText(splitQualified(table).second);
}

QString schemaArgument(const QString &table)
{
    const QString schema = splitQualified(table).first;
    return schema.isEmpty() ? QString() : QStringLiteral(", schema=%1").arg(pythonText(schema));
}

QString madeName(const QString &prefix, const QString &table, const QStringList &columns)
{
    QStringList parts{prefix, splitQualified(table).second};
    for (const QString &column : columns) {
        if (!column.isEmpty())
            parts << column;
    }
    return parts.join(u'_').left(63);
}

QString pythonList(const QStringList &texts)
{
    QStringList quoted;
    for (const QString &text : texts)
        quoted << pythonText(text);
    return u'[' + quoted.join(QLatin1String(", ")) + u']';
}

QString groupedNumber(qint64 number)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(number);
}

} // namespace stillroom
