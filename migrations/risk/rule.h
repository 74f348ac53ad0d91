#pragma once

#include "migrations/risk/finding.h"
#include "migrations/risk/lintrun.h"

#include <QSet>

namespace stillroom
{

/// What a statement keeps other sessions waiting for.
enum class Work {
    Brief, ///< the lock alone: a moment, but everybody queues behind whoever is in front
    Scan, ///< the table is read from end to end under the lock
    IndexBuild, ///< read and sorted under the lock
    Rewrite, ///< table and indexes are written anew under the lock
};

/// What a rule says a part of a statement does to a table that is in use.
struct Impact {
    QString table;
    LockMode mode = LockMode::AccessExclusive;
    Work work = Work::Brief;
};

class Reporter;

/// One part of a statement in its surroundings.
struct ActionContext {
    const LintRun &run;
    const LintStep &step;
    const LintStatement &statement;
    int statementIndex;
    const SqlAction &action;
    const QSet<QString> &created; ///< tables made earlier in the same run

    /// Made in the same run: nobody can wait for it yet.
    bool isNew(const QString &table) const { return created.contains(table); }
    const LiveTable *live(const QString &table) const { return run.live ? run.live->table(table) : nullptr; }
};

/// One rule: what it looks for, why it matters, what it says. A rule knows nothing of the others.
struct Rule {
    const char *id;
    Severity severity; ///< of a large table, or when nothing is known of it
    const char *why; ///< what it does to the people who use the database
    void (*checkAction)(const ActionContext &, Reporter &) = nullptr;
    void (*checkStep)(const LintRun &, const LintStep &, Reporter &) = nullptr;
    void (*checkRun)(const LintRun &, Reporter &) = nullptr;
};

/// Collects what the rules find. Where a finding stands is the reporter's business, what it says the
/// rule's; a finding returned may be completed by its rule.
class Reporter
{
public:
    explicit Reporter(std::vector<Finding> &findings)
        : m_findings(findings)
    {
    }
    void enter(const Rule &rule, const LintStep *step, const LintStatement *statement, int statementIndex);

    /// A finding with the rule's own severity.
    Finding &report(const QString &title);
    /// A finding whose severity and estimate follow the live size of the table and the work done under
    /// the lock; the rule's own severity when the size is not known.
    Finding &report(const QString &title, const ActionContext &context, const Impact &impact);

private:
    std::vector<Finding> &m_findings;
    const Rule *m_rule = nullptr;
    const LintStep *m_step = nullptr;
    const LintStatement *m_statement = nullptr;
    int m_statementIndex = -1;
};

/// All rules in the order of the manual's lock table.
const std::vector<const Rule *> &allRules();

/// 'name' as Python writes it.
QString pythonText(const QString &text);
/// "'employees'" of "hr.employees"; see schemaArgument().
QString tableArgument(const QString &table);
/// ", schema='hr'" of "hr.employees", empty for "employees".
QString schemaArgument(const QString &table);
/// A name for a constraint or index made of its parts, as naming conventions do.
QString madeName(const QString &prefix, const QString &table, const QStringList &columns);
/// "['a', 'b']"
QString pythonList(const QStringList &texts);
/// "12,345"
QString groupedNumber(qint64 number);

} // namespace stillroom
