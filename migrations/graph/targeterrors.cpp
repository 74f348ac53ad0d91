#include "migrations/graph/targeterrors.h"

#include <algorithm>

namespace stillroom
{
namespace
{

Error invalid(const QString &message)
{
    return Error{.kind = ErrorKind::InvalidCall, .message = message};
}

} // namespace

QString idList(const RevisionGraph &graph, const std::vector<int> &indices, int limit)
{
    QStringList ids;
    for (const int index : indices) {
        if (ids.size() == limit)
            break;
        ids.append(graph.id(index).text());
    }
    const int more = int(indices.size()) - int(ids.size());
    if (more > 0)
        return QStringLiteral("%1 and %2 more").arg(ids.join(QLatin1String(", "))).arg(more);
    if (ids.size() < 2)
        return ids.join(QString());
    const QString last = ids.takeLast();
    return QStringLiteral("%1 and %2").arg(ids.join(QLatin1String(", ")), last);
}

Error cannotLocate(const RevisionGraph &graph, const QString &text, const std::vector<int> &candidates)
{
    const QString sentence = QStringLiteral("Can't locate revision identified by '%1': ").arg(text);
    if (candidates.empty()) {
        return invalid(sentence
            + (graph.isEmpty() ? QStringLiteral("the project has no revisions.")
                               : QStringLiteral(
                                   "no id or branch label starts with it. `history` lists all revisions.")));
    }
    return invalid(
        sentence + QStringLiteral("%1 start with it. Write more characters.").arg(idList(graph, candidates)));
}

Error notOnBranch(const RevisionGraph &graph, const QString &text, int found, const QString &branch)
{
    return invalid(QStringLiteral(
        "Can't locate revision identified by '%1': revision %2 is not a member of branch '%3'. "
        "Leave out '%3@', or name a revision of that branch.")
                       .arg(text, graph.id(found).text(), branch));
}

Error ambiguousLabel(const QString &label)
{
    return invalid(
        QStringLiteral("Can't locate revision identified by '%1': two scripts carry this branch label. Name "
                       "the revision by its id.")
            .arg(label));
}

Error multipleHeads(const RevisionGraph &graph, const QString &argument, const std::vector<int> &heads)
{
    return invalid(
        QStringLiteral("Multiple head revisions are present for given argument '%1'; please specify a "
                       "specific target revision, '<branchname>@%1' to narrow to a specific head, or "
                       "'heads' for all heads. The heads are %2.")
            .arg(argument, idList(graph, heads)));
}

Error relativeTooFar(const QString &stepsText, int steps, const QString &reason)
{
    return invalid(QStringLiteral("Relative revision %1 didn't produce %2 migrations: %3.")
                       .arg(stepsText)
                       .arg(std::abs(steps))
                       .arg(reason));
}

Error walkedTooFar(const QString &target)
{
    return invalid(
        QStringLiteral("Walked too far: '%1' leads past the end of the history. Write a smaller number, "
                       "'base' or 'head'.")
            .arg(target));
}

Error ambiguousWalk(const RevisionGraph &graph, int from, const std::vector<int> &ways, bool upwards)
{
    const QString start = from < 0 ? QStringLiteral("the beginning") : graph.id(from).text();
    return invalid(
        QStringLiteral("Ambiguous walk: %1 %2 %3. Name the revision to go to, or a branch: 'label@%4'.")
            .arg(start, upwards ? QStringLiteral("is followed by") : QStringLiteral("follows"),
                idList(graph, ways), upwards ? QStringLiteral("+1") : QStringLiteral("-1")));
}

Error ambiguousStart(const RevisionGraph &graph, const std::vector<int> &rows)
{
    return invalid(
        QStringLiteral("Ambiguous upgrade from multiple current revisions: %1 are current. Name a branch "
                       "('label@+1'), a revision, or 'heads'.")
            .arg(idList(graph, rows)));
}

Error notADowngradeTarget(const RevisionGraph &graph, const QString &target, const std::vector<int> &rows)
{
    const QString where = rows.empty() ? QStringLiteral("nothing is applied")
                                       : QStringLiteral("current is %1").arg(idList(graph, rows));
    return invalid(QStringLiteral(
        "Destination %1 is not a valid downgrade target from current head(s): %2. Name a revision "
        "that is applied.")
                       .arg(target, where));
}

Error overlapping(const RevisionGraph &graph, int one, const std::vector<int> &others)
{
    QStringList ids;
    for (const int other : others)
        ids.append(graph.id(other).text());
    ids.sort();
    return invalid(
        QStringLiteral("Requested revision %1 overlaps with other requested revisions %2: the first already "
                       "includes the others. Name only one of them.")
            .arg(graph.id(one).text(), ids.join(QLatin1String(", "))));
}

Error rangeNotAllowed(const QString &target)
{
    return invalid(
        QStringLiteral("Range revision not allowed: '%1' is a range, and only --sql takes one. Name the "
                       "revision to go to.")
            .arg(target));
}

Error notARange(const QString &text)
{
    return invalid(
        QStringLiteral("History range requires [start]:[end], [start]:, or :[end]; '%1' has no ':'.")
            .arg(text));
}

Error rangeNotAncestor(const QString &from, const QString &to)
{
    return invalid(
        QStringLiteral("Requested range %1:%2 does not refer to ancestor/descendant revisions along the same "
                       "branch. Write the older revision first.")
            .arg(from, to));
}

Error unknownRow(const QString &row)
{
    return Error{.kind = ErrorKind::BrokenProject,
        .message = QStringLiteral(
            "Can't locate revision identified by '%1': the version table names it, but no script of "
            "this project has this id. Restore the script, choose the database that belongs to "
            "this project, or set the row anew with `stamp --purge`.")
                       .arg(row)};
}

} // namespace stillroom
