#include "ui/timeline/risksheet.h"

#include "migrations/sql/quoting.h"
#include "ui/timeline/revisiontext.h"
#include "ui/widgets/riskbadge.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr std::size_t shownStatements = 40; ///< a script of thousands must not become thousands of widgets
constexpr qsizetype longestStatement = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("RiskSheet", text);
}

QString oneLine(const QString &sql)
{
    static const QRegularExpression leadingTable(
        QStringLiteral(R"(^ALTER TABLE (ONLY )?(IF EXISTS )?("[^"]*"|[^\s"])+ (ALTER COLUMN )?)"));
    QString line = sql.simplified();
    if (const QRegularExpressionMatch match = leadingTable.match(line); match.hasMatch())
        line = QStringLiteral("… ") + line.mid(match.capturedLength());
    return line.left(longestStatement);
}

QString sizeText(const LiveTable &table)
{
    QStringList parts;
    if (table.rows)
        parts << tr("%1 rows").arg(QLocale(QLocale::English, QLocale::UnitedStates).toString(*table.rows));
    if (const std::optional<qint64> bytes = table.totalBytes ? table.totalBytes : table.bytes)
        parts << QLocale::c().formattedDataSize(*bytes, 0, QLocale::DataSizeTraditionalFormat);
    return parts.join(QStringLiteral(" · "));
}

QString secondsText(double milliseconds)
{
    return milliseconds < 100 ? tr("under 0.1 s on the copy")
                              : tr("%1 s on the copy").arg(milliseconds / 1000, 0, 'f', 1);
}

class SheetBuilder
{
public:
    SheetBuilder(const PlanStep &step, const PendingRisks *pending)
        : m_step(step)
        , m_pending(pending)
        , m_rehearsed(pending && pending->rehearsal ? pending->rehearsal->step(step.revision) : nullptr)
    {
    }

    std::vector<StatementLocks> statements(int *count) const
    {
        std::vector<StatementLocks> result;
        if (m_step.engine == Engine::NativeSql) {
            *count = int(m_step.statements.size());
            for (std::size_t n = 0; n < std::min(m_step.statements.size(), shownStatements); ++n)
                result.push_back(planned(int(n)));
        } else if (m_rehearsed) {
            *count = int(m_rehearsed->statements.size());
            for (std::size_t n = 0; n < std::min(m_rehearsed->statements.size(), shownStatements); ++n)
                result.push_back(captured(m_rehearsed->statements[n]));
        }
        return result;
    }

    bool isKnown() const
    {
        return m_step.engine == Engine::NativeSql || (m_rehearsed && !m_rehearsed->statements.empty());
    }

private:
    StatementLocks planned(int index) const
    {
        const PlannedStatement &statement = m_step.statements[std::size_t(index)];
        const RehearsedStatement *ran = rehearsedOf(statement.statement.sql);
        StatementLocks result;
        result.statement = oneLine(statement.statement.sql);
        // A rehearsal tells what each statement added to the locks held before; its text tells all it needs.
        result.locks = strongestFirst(ran ? joined(statement.locks, ran->locks) : statement.locks);
        if (result.locks.empty()) {
            result.nothing = !statement.locksKnown ? tr("Its text does not tell what it locks.")
                                                   : tr("Locks no table that others use.");
        }
        QStringList parts = tableParts(result.locks);
        if (statement.rewrite.value_or(ran && !ran->rewritten.isEmpty()))
            parts << tr("writes the table anew");
        else if (statement.scan.value_or(ran && !ran->scanned.isEmpty()))
            parts << tr("reads all rows");
        if (const QString time = timeOf(index, ran); !time.isEmpty())
            parts << time;
        if (statement.hiddenTables && !(ran && ran->locksMeasured))
            parts << tr("and tables its text does not name");
        result.details = parts.join(QStringLiteral(" · "));
        return result;
    }

    StatementLocks captured(const RehearsedStatement &statement) const
    {
        StatementLocks result;
        result.statement = oneLine(statement.sql);
        result.locks = strongestFirst(statement.locks);
        if (result.locks.empty())
            result.nothing = tr("Takes no lock that is not held by then.");
        QStringList parts = tableParts(result.locks);
        if (!statement.rewritten.isEmpty())
            parts << tr("writes the table anew");
        else if (!statement.scanned.isEmpty())
            parts << tr("reads all rows");
        if (m_pending->rehearsal->fullCopy)
            parts << secondsText(statement.durationMs);
        result.details = parts.join(QStringLiteral(" · "));
        return result;
    }

    static std::vector<LockClaim> joined(std::vector<LockClaim> locks, const std::vector<LockClaim> &more)
    {
        for (const LockClaim &lock : more) {
            const auto same = std::find_if(locks.begin(), locks.end(), [&](const LockClaim &known) {
                return splitQualified(known.table).second == splitQualified(lock.table).second;
            });
            if (same == locks.end())
                locks.push_back(lock);
            else
                same->mode = std::max(same->mode, lock.mode);
        }
        return locks;
    }

    static std::vector<LockClaim> strongestFirst(std::vector<LockClaim> locks)
    {
        std::erase_if(locks, [](const LockClaim &lock) { return lock.mode == LockMode::AccessShare; });
        std::stable_sort(locks.begin(), locks.end(),
            [](const LockClaim &a, const LockClaim &b) { return a.mode > b.mode; });
        return locks;
    }

    QStringList tableParts(const std::vector<LockClaim> &locks) const
    {
        QStringList parts;
        for (const LockClaim &lock : locks) {
            QString text = lock.table;
            const LiveTable *live = m_pending ? m_pending->live.table(lock.table) : nullptr;
            if (const QString size = live ? sizeText(*live) : QString(); !size.isEmpty())
                text += QStringLiteral(" · ") + size;
            if (!parts.contains(text))
                parts << text;
        }
        return parts;
    }

    const RehearsedStatement *rehearsedOf(const QString &sql) const
    {
        if (!m_rehearsed)
            return nullptr;
        const auto found = std::find_if(m_rehearsed->statements.begin(), m_rehearsed->statements.end(),
            [&](const RehearsedStatement &statement) { return statement.sql == sql; });
        return found == m_rehearsed->statements.end() ? nullptr : &*found;
    }

    /// Measured with all rows, else the rules' estimate.
    QString timeOf(int index, const RehearsedStatement *ran) const
    {
        if (ran && m_pending->rehearsal->fullCopy)
            return secondsText(ran->durationMs);
        if (!m_pending)
            return {};
        for (const Finding &finding : m_pending->findings) {
            if (finding.revision == m_step.revision && finding.statement == index
                && finding.estimate.startsWith(QLatin1String("about")))
                return finding.estimate.section(QStringLiteral(" for "), 0, 0) + tr(", estimated");
        }
        return {};
    }

    const PlanStep &m_step;
    const PendingRisks *m_pending;
    const RehearsedStep *m_rehearsed;
};

QString basisText(const PendingRisks *pending, const WorkspaceState &state)
{
    if (!pending)
        return state.database ? tr("Judged by itself, as for large tables: it is not pending.")
                              : tr("Judged by itself, as for large tables: there is no connection.");
    QString text = tr("With the sizes of %1, read at %2.")
                       .arg(state.database->server.database, state.readAt.toString(QStringLiteral("HH:mm")));
    if (pending->rehearsal) {
        const QString at = pending->rehearsal->at.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        text += u' '
            + (pending->rehearsal->fullCopy ? tr("Times are those of the rehearsal of %1.").arg(at)
                    : pending->rehearsal->rowsPerTable > 0
                    ? tr("Rehearsed with up to %1 rows of each table on %2.")
                          .arg(pending->rehearsal->rowsPerTable)
                          .arg(at)
                    : tr("Rehearsed on a copy without rows on %1.").arg(at));
    }
    return text;
}

/// "It took 3.2 s on hr_staging, 2026-11-03."
QString pastText(const PendingRisks *pending, const RevisionId &revision)
{
    if (!pending || !pending->past.contains(revision.text()))
        return {};
    return QStringLiteral(" ") + tr("It %1.").arg(pastDurationText(pending->past.value(revision.text())));
}

} // namespace

RiskSheet riskSheet(const RevisionSql &sql, const WorkspaceState &state)
{
    const PendingRisks *pending = state.pendingRisks.get();
    const PlanStep *step = pending ? pending->step(sql.revision) : nullptr;
    if (!step)
        pending = nullptr;
    const PlanStep &shown = step ? *step : sql.upgrade;
    const SheetBuilder builder(shown, pending);
    RiskSheet sheet;
    sheet.known = builder.isKnown();
    sheet.statements = builder.statements(&sheet.statementCount);
    sheet.basis = basisText(pending, state) + pastText(pending, sql.revision);
    std::vector<Finding> findings = pending ? pending->of(sql.revision) : sql.findings;
    std::stable_sort(findings.begin(), findings.end(),
        [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    sheet.worst = worstRisk(findings);
    for (Finding &finding : findings) {
        if (finding.allowed)
            sheet.allowed.push_back(std::move(finding));
        else if (finding.severity != Severity::Info)
            sheet.dangers.push_back(std::move(finding));
    }
    if (sheet.worst)
        sheet.reason = sheet.dangers.front().title + u'.';
    else if (sheet.known)
        sheet.reason = tr("No rule found anything that others would notice.");
    return sheet;
}

QString toText(const RiskSheet &sheet, const RevisionId &revision)
{
    QString text
        = tr("%1: risk %2, %3")
              .arg(revision.text(), riskText(riskLevel(sheet.worst)), statementCount(sheet.statementCount))
        + QStringLiteral("\n%1\n%2\n").arg(sheet.reason, sheet.basis);
    int number = 0;
    for (const StatementLocks &statement : sheet.statements) {
        text += QStringLiteral("\n%1. %2\n").arg(++number).arg(statement.statement);
        for (const LockClaim &lock : statement.locks) {
            text += QStringLiteral("   %1 · %2 · %3\n")
                        .arg(lockModeName(lock.mode), lock.table, lockConsequence(lock.mode));
        }
        for (const QString &line : {statement.nothing, statement.details}) {
            if (!line.isEmpty())
                text += QStringLiteral("   ") + line + u'\n';
        }
    }
    for (const Finding &finding : sheet.dangers) {
        text += QStringLiteral("\n%1  %2 (%3)\n%4\n")
                    .arg(riskText(riskLevel(finding.severity)), finding.title, finding.rule, finding.why);
        if (!finding.safer.text.isEmpty())
            text += tr("A gentler way: %1").arg(finding.safer.text) + u'\n';
        if (!finding.safer.code.isEmpty())
            text += finding.safer.code + u'\n';
    }
    for (const Finding &finding : sheet.allowed)
        text += u'\n' + tr("Allowed: %1, because %2").arg(finding.title, *finding.allowed) + u'\n';
    return text;
}

} // namespace stillroom
