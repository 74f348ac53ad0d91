#include "migrations/graph/targeterrors.h"
#include "migrations/graph/targetresolver.h"
#include "migrations/graph/topologicalorder.h"
#include "migrations/graph/walk.h"
#include "migrations/graph/walkchecks.h"

#include <algorithm>

namespace stillroom
{
namespace
{

using Past = TargetResolver::PastTheEnd;

/// One end of a range, as Alembic reads it. `current` stands for the rows.
struct End {
    RevisionTarget::Point point;
    QString text;
    bool isRows = false;
};

bool isCurrent(const std::optional<RevisionTarget::Point> &point)
{
    const auto *absolute = point ? std::get_if<AbsoluteTarget>(&*point) : nullptr;
    return absolute != nullptr && absolute->symbol == TargetSymbol::Current && absolute->branch.isEmpty();
}

End endOf(const std::optional<RevisionTarget::Point> &point, const QString &text, const End &otherwise)
{
    return point ? End{*point, text, false} : otherwise;
}

End symbolEnd(TargetSymbol symbol, const QString &name)
{
    return End{AbsoluteTarget{.symbol = symbol, .name = name}, name, false};
}

/// Lists what lies between two ends of one history, both included.
class HistoryRange
{
public:
    HistoryRange(const RevisionGraph &graph, End lower, End upper, std::vector<int> rows)
        : m_graph(graph)
        , m_lower(std::move(lower))
        , m_upper(std::move(upper))
        , m_rows(std::move(rows))
    {
    }

    Result<std::vector<int>> list()
    {
        const Result<std::vector<int>> heads = upperRevisions();
        if (!heads)
            return heads.error();
        std::vector<int> targets = *heads;
        if (const Status narrowed = keepBranchOfLower(targets); !narrowed)
            return narrowed.error();
        if (const Status overlap = checkOverlap(m_graph, targets); !overlap)
            return overlap.error();
        const std::vector<bool> required = m_graph.ancestorSet(targets, true);
        Result<std::vector<int>> start = lowerRevisions();
        if (!start)
            return start.error();
        const bool inside = std::all_of(start->begin(), start->end(), [&](int index) {
            return index == TargetResolver::nowhere || (index >= 0 && required[size_t(index)]);
        });
        if (!inside)
            return rangeNotAncestor(m_lower.text, m_upper.text);
        if (!start->empty() && start->front() == TargetResolver::nowhere)
            start = lowerFromUpper();
        if (!start)
            return start.error();
        if (std::find(start->begin(), start->end(), TargetResolver::nowhere) != start->end())
            return walkedTooFar(m_lower.text);
        return between(required, *start, targets);
    }

private:
    TargetResolver resolverFor(const End &end) const { return TargetResolver(m_graph, end.text); }

    Result<std::vector<int>> upperRevisions() const
    {
        if (m_upper.isRows)
            return m_rows;
        const auto *relative = std::get_if<RelativeTarget>(&m_upper.point);
        std::vector<int> starts = m_rows;
        if (relative != nullptr && !relative->start && !m_lower.isRows) {
            const Result<std::vector<int>> counted = countedFrom(relative->branch);
            if (!counted)
                return counted.error();
            starts = *counted;
        }
        return resolverFor(m_upper).upgradeTargets(m_upper.point, starts, Past::StaysThere);
    }

    /// Where "+2" as the upper end counts from: the lower end. Only along a branch may that be "-1" itself.
    Result<std::vector<int>> countedFrom(const QString &branch) const
    {
        if (const auto *lower = std::get_if<AbsoluteTarget>(&m_lower.point)) {
            const Result<int> start = resolverFor(m_lower).revision(*lower);
            if (!start)
                return start.error();
            return *start < 0 ? std::vector<int>() : std::vector<int>{*start};
        }
        if (branch.isEmpty())
            return cannotLocate(m_graph, m_lower.text, {});
        const Result<std::vector<int>> starts = lowerRevisions();
        if (starts.ok() && std::any_of(starts->begin(), starts->end(), [](int index) { return index < 0; }))
            return walkedTooFar(m_lower.text);
        return starts;
    }

    /// "label@…:" lists only what carries the label. A revision in place of the label stands for its branch.
    Status keepBranchOfLower(std::vector<int> &targets) const
    {
        const qsizetype at = m_lower.isRows ? -1 : m_lower.text.indexOf(u'@');
        if (at < 0)
            return Done{};
        QString branch = m_lower.text.left(at);
        const Result<int> located
            = TargetResolver(m_graph, branch).revision(RevisionTarget::parseAbsolute(branch));
        if (!located)
            return located.error();
        if (*located >= 0 && m_graph.id(*located).text() == branch) {
            const QStringList labels = m_graph.labels(*located);
            if (labels.size() != 1) {
                return Error{.kind = ErrorKind::InvalidCall,
                    .message
                    = QStringLiteral("Revision %1 stands for %2 in '%3'. Name the branch by its label.")
                          .arg(branch,
                              labels.isEmpty() ? QStringLiteral("no labelled branch")
                                               : QStringLiteral("several branches"),
                              m_lower.text)};
            }
            branch = labels.front();
        }
        std::erase_if(targets, [&](int target) { return !m_graph.hasLabel(target, branch); });
        return Done{};
    }

    Result<std::vector<int>> lowerRevisions() const
    {
        if (m_lower.isRows)
            return m_rows;
        if (const auto *absolute = std::get_if<AbsoluteTarget>(&m_lower.point))
            return resolverFor(m_lower).revisions(*absolute);
        return resolverFor(m_lower).downFromHeads(std::get<RelativeTarget>(m_lower.point));
    }

    /// "-9:" from fewer than nine revisions: counted from the end of the range, stopping at base.
    Result<std::vector<int>> lowerFromUpper() const
    {
        const RelativeTarget &lower = std::get<RelativeTarget>(m_lower.point);
        std::vector<int> ends = m_rows;
        if (!m_upper.isRows) {
            const auto *upper = std::get_if<AbsoluteTarget>(&m_upper.point);
            if (upper == nullptr || upper->symbol != TargetSymbol::Revision || !upper->branch.isEmpty())
                return countsTooFar();
            const Result<int> end = resolverFor(m_upper).revision(*upper);
            if (!end)
                return end.error();
            ends = {*end};
        }
        const Result<TargetResolver::Below> below
            = resolverFor(m_lower).downgradeTarget(lower, ends, Past::StaysThere);
        if (!below)
            return below.error();
        return below->revision < 0 ? std::vector<int>() : std::vector<int>{below->revision};
    }

    Error countsTooFar() const
    {
        return Error{.kind = ErrorKind::InvalidCall,
            .message = QStringLiteral(
                "Can't locate revision identified by '%1': '%2:' counts back past the first revision. "
                "Write a smaller number, or leave it out.")
                           .arg(m_upper.text, m_lower.text)};
    }

    Result<std::vector<int>> between(const std::vector<bool> &required, const std::vector<int> &start,
        const std::vector<int> &targets) const
    {
        std::vector<bool> wanted = without(required, m_graph.ancestorSet(start, true));
        for (const int index : start)
            wanted[size_t(index)] = true;
        if (!start.empty()) {
            for (const bool upwards : {false, true}) {
                if (const Status overlap = checkOverlap(m_graph, start, upwards); !overlap)
                    return overlap.error();
            }
            wanted = both(std::move(wanted), m_graph.descendantSet(start, false));
        }
        std::vector<int> order = topologicalOrder(m_graph, wanted, targets);
        if (order.size() == size_t(std::count(wanted.begin(), wanted.end(), true)))
            return order;
        // A part hangs on the targets by dependencies alone; Alembic dies here (AssertionError).
        order.clear();
        std::copy_if(m_graph.runOrder().rbegin(), m_graph.runOrder().rend(), std::back_inserter(order),
            [&wanted](int index) { return wanted[size_t(index)]; });
        return order;
    }

    const RevisionGraph &m_graph;
    End m_lower;
    End m_upper;
    std::vector<int> m_rows;
};

} // namespace

Result<std::vector<int>> historyWalk(const RevisionGraph &graph, const std::optional<RevisionTarget> &range,
    const std::vector<RevisionId> &rows)
{
    if (!range)
        return std::vector<int>(graph.runOrder().rbegin(), graph.runOrder().rend());
    const auto *ends = std::get_if<RangeTarget>(&range->value());
    if (ends == nullptr)
        return notARange(range->text());
    if (ends->to.contains(u':'))
        return notARange(range->text());
    if (!ends->start && !ends->end)
        return std::vector<int>(graph.runOrder().rbegin(), graph.runOrder().rend());
    const bool endIsRows = isCurrent(ends->end);
    const bool startIsRows = isCurrent(ends->start) && !endIsRows;
    std::vector<int> current;
    if (endIsRows || startIsRows) {
        const Result<std::vector<int>> indices = rowIndices(graph, rows);
        if (!indices)
            return indices.error();
        current = *indices;
    }
    End lower = endOf(ends->start, ends->from, symbolEnd(TargetSymbol::Base, QStringLiteral("base")));
    End upper = endOf(ends->end, ends->to, symbolEnd(TargetSymbol::Heads, QStringLiteral("heads")));
    // With nothing applied, `current` means what a missing end means.
    if (startIsRows && current.empty())
        lower = symbolEnd(TargetSymbol::Base, QStringLiteral("base"));
    if (endIsRows && current.empty())
        upper = symbolEnd(TargetSymbol::Heads, QStringLiteral("heads"));
    lower.isRows = startIsRows && !current.empty();
    upper.isRows = endIsRows && !current.empty();
    return HistoryRange(graph, lower, upper, current).list();
}

} // namespace stillroom
