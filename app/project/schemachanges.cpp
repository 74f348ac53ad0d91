#include "app/project/schemachanges.h"

#include "migrations/sql/statementfacts.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

namespace stillroom
{

namespace
{

/// Length of a literal, quoted name or comment that begins at `at`; 0 when none does.
qsizetype skipped(const QString &sql, qsizetype at)
{
    const auto upTo = [&](QStringView end, qsizetype from) {
        const qsizetype found = sql.indexOf(end, from);
        return (found < 0 ? sql.size() : found + end.size()) - at;
    };
    const QStringView rest = QStringView(sql).mid(at);
    if (rest.startsWith(u'\''))
        return upTo(u"'", at + 1);
    if (rest.startsWith(u"--"))
        return upTo(u"\n", at + 2);
    if (rest.startsWith(u"/*"))
        return upTo(u"*/", at + 2);
    return 0;
}

/// The names a text mentions: unquoted ones folded as the server folds them.
QSet<QString> namesIn(const QString &sql)
{
    QSet<QString> names;
    const auto part = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; };
    for (qsizetype at = 0; at < sql.size();) {
        const QChar c = sql[at];
        if (const qsizetype length = skipped(sql, at); length > 0) {
            at += length;
        } else if (c == u'"') {
            qsizetype end = at + 1;
            while (end < sql.size() && (sql[end] != u'"' || (end + 1 < sql.size() && sql[end + 1] == u'"')))
                end += sql[end] == u'"' ? 2 : 1;
            names.insert(sql.mid(at + 1, end - at - 1).replace(QLatin1String("\"\""), QLatin1String("\"")));
            at = end + 1;
        } else if (part(c)) {
            qsizetype end = at;
            while (end < sql.size() && part(sql[end]))
                ++end;
            names.insert(sql.mid(at, end - at).toLower());
            at = end;
        } else {
            ++at;
        }
    }
    return names;
}

bool writesRows(const RehearsedStatement &statement)
{
    return !statement.skipped && factsOf(statement.sql).kind == StatementClass::Dml;
}

/// What a step does to an object's rows; nothing when it does not touch them.
std::optional<ObjectCause> rowCause(const RehearsedStep &step, const ObjectId &object)
{
    ObjectCause cause{step.revision};
    bool found = false;
    for (const RehearsedStatement &statement : step.statements) {
        if (!writesRows(statement) || !concerns(statement.sql, object))
            continue;
        found = true;
        if (statement.rows >= 0)
            cause.rows = std::max<qint64>(cause.rows, 0) + statement.rows;
    }
    return found ? std::optional(cause) : std::nullopt;
}

std::vector<ObjectCause> causesOf(const Rehearsal &rehearsal, const Change &whole)
{
    std::vector<ObjectCause> causes;
    for (const RehearsedStep &step : rehearsal.steps) {
        bool changes = false;
        for (const Change &part : step.changes) {
            const bool same = part.id() == whole.id()
                || (part.before && whole.before && part.before->id == whole.before->id)
                || (part.before && whole.after && part.before->id == whole.after->id);
            if (same)
                causes.push_back({step.revision, part});
            changes = changes || same;
        }
        const bool holdsRows = whole.kind() == ObjectKind::Column || whole.kind() == ObjectKind::Table;
        if (changes || !holdsRows)
            continue;
        if (std::optional<ObjectCause> rows = rowCause(step, whole.id()))
            causes.push_back(std::move(*rows));
    }
    return causes;
}

} // namespace

std::vector<ObjectChange> objectChanges(const Rehearsal &rehearsal, const NoiseFilter &noise)
{
    std::vector<ObjectChange> objects;
    if (!rehearsal.before || !rehearsal.after)
        return objects;
    std::vector<Rename> renames;
    for (const RehearsedStep &step : rehearsal.steps)
        renames.insert(renames.end(), step.renames.begin(), step.renames.end());
    for (Change &whole : withoutImplied(diffSchemas(*rehearsal.before, *rehearsal.after, {noise, renames}))) {
        std::vector<ObjectCause> causes = causesOf(rehearsal, whole);
        objects.push_back({std::move(whole), std::move(causes)});
    }
    return objects;
}

bool concerns(const QString &sql, const ObjectId &object)
{
    const QSet<QString> names = namesIn(sql);
    const bool named = names.contains(object.name.section(u'(', 0, 0));
    // An index or trigger is dropped by its own name alone.
    const bool needsTable = object.subject == ObjectKind::Column && !object.table.isEmpty();
    return named && (!needsTable || names.contains(object.table));
}

std::vector<StepStatements> statementsOn(
    const std::vector<RehearsedStep> &steps, const std::vector<ObjectId> &objects, Direction direction)
{
    std::vector<StepStatements> found;
    for (const RehearsedStep &step : steps) {
        const auto &all = direction == Direction::Upgrade ? step.statements : step.backStatements;
        StepStatements part{step.revision, step.message, {}};
        for (const RehearsedStatement &statement : all) {
            const bool asked = objects.empty()
                || std::any_of(objects.begin(), objects.end(),
                    [&](const ObjectId &object) { return concerns(statement.sql, object); });
            if (asked)
                part.statements.push_back(&statement);
        }
        if (!part.statements.empty())
            found.push_back(std::move(part));
    }
    if (direction == Direction::Downgrade)
        std::reverse(found.begin(), found.end());
    return found;
}

QString sqlText(const std::vector<StepStatements> &steps)
{
    QStringList blocks;
    for (const StepStatements &step : steps) {
        QString block = QStringLiteral("-- %1  %2").arg(step.revision.text(), step.message);
        const bool captured = std::any_of(step.statements.begin(), step.statements.end(),
            [](const RehearsedStatement *statement) { return statement->captured; });
        if (captured)
            block += QStringLiteral("   (captured in rehearsal)");
        block += u'\n';
        for (const RehearsedStatement *statement : step.statements)
            block += statement->sql.trimmed() + QStringLiteral(";\n");
        blocks << block;
    }
    return blocks.join(u'\n');
}

} // namespace stillroom
