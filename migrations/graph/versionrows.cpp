#include "migrations/graph/versionrows.h"

#include <algorithm>

namespace stillroom
{
namespace
{

bool contains(std::span<const int> list, int value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

/// \a revision: what is being recorded. Alembic's own bookkeeping fails in the same place.
Error cannotRecord(const RevisionId &revision, const RevisionId &row, bool isThere)
{
    const QString state = isThere ? QStringLiteral("the row '%1' is there already").arg(row.text())
                                  : QStringLiteral("there is no row '%1' to move or delete").arg(row.text());
    return Error{.kind = ErrorKind::BrokenProject,
        .message
        = QStringLiteral("Revision %1 cannot be recorded in the version table: %2. Alembic stops here too "
                         "(KeyError). Go one branch at a time, or set the rows anew with `stamp --purge`.")
              .arg(revision.text(), state)};
}

} // namespace

VersionRows::VersionRows(const RevisionGraph &graph, const std::vector<RevisionId> &rows)
    : m_graph(graph)
    , m_isRow(size_t(graph.size()), false)
    , m_applied(graph.appliedSet(rows))
    , m_appliedAbove(size_t(graph.size()), 0)
{
    for (const RevisionId &row : rows) {
        const int index = graph.indexOf(row);
        if (index < 0) {
            if (std::find(m_foreign.begin(), m_foreign.end(), row) == m_foreign.end())
                m_foreign.push_back(row);
        } else if (!isRow(index)) {
            m_isRow[size_t(index)] = true;
            ++m_rowCount;
        }
    }
    for (int i = 0; i < graph.size(); ++i) {
        if (!m_applied[size_t(i)])
            continue;
        for (const int required : graph.requirements(i))
            ++m_appliedAbove[size_t(required)];
    }
}

std::vector<int> VersionRows::rowsAmong(std::span<const int> indices) const
{
    std::vector<int> found;
    std::copy_if(indices.begin(), indices.end(), std::back_inserter(found),
        [this](int index) { return isRow(index); });
    return found;
}

/// Searches upwards through what is applied, \a start first, until \a found says so.
template<typename Found> bool VersionRows::searchUp(int start, Found found) const
{
    std::vector<int> todo{start};
    std::vector<bool> seen(m_applied.size(), false);
    while (!todo.empty()) {
        const int node = todo.back();
        todo.pop_back();
        if (found(node))
            return true;
        if (m_appliedAbove[size_t(node)] == 0)
            continue;
        for (const int above : m_graph.dependents(node)) {
            if (m_applied[size_t(above)] && !seen[size_t(above)]) {
                seen[size_t(above)] = true;
                todo.push_back(above);
            }
        }
    }
    return false;
}

bool VersionRows::isCovered(int index, std::span<const int> except) const
{
    return searchUp(index, [&](int node) { return isRow(node) && !contains(except, node); });
}

bool VersionRows::isNeededBy(int index, std::span<const int> others) const
{
    return searchUp(index, [&](int node) { return contains(others, node); });
}

/// The rows that stand when \a index, a row, is undone: what it required, without what other rows
/// still need. Mirrors `_unmerge_to_revisions`.
std::vector<int> VersionRows::afterUnmerge(int index) const
{
    const auto required = m_graph.requirements(index);
    const std::vector<int> itself{index};
    std::vector<int> left;
    if (m_rowCount + int(m_foreign.size()) > 1) {
        if (required.size() == 1) { // nothing lies between, so any other applied child is below another row
            const int only = required.front();
            if (!isRow(only) && m_appliedAbove[size_t(only)] <= 1)
                left.push_back(only);
            return left;
        }
        for (const int one : required) {
            if (!isCovered(one, itself))
                left.push_back(one);
        }
        return left;
    }
    if (required.size() == 1)
        return {required.front()};
    // The only row: what another of them needs anyway gets no row of its own.
    std::vector<int> siblings(required.begin(), required.end());
    for (const int one : required) {
        std::erase(siblings, one);
        if (!isNeededBy(one, siblings))
            left.push_back(one);
        siblings.push_back(one);
    }
    return left;
}

void VersionRows::setApplied(int index, bool applied)
{
    if (m_applied[size_t(index)] == applied)
        return;
    m_applied[size_t(index)] = applied;
    for (const int required : m_graph.requirements(index))
        m_appliedAbove[size_t(required)] += applied ? 1 : -1;
}

bool VersionRows::leave(const RevisionId &row)
{
    const int index = m_graph.indexOf(row);
    if (index < 0 || !isRow(index))
        return false;
    m_isRow[size_t(index)] = false;
    --m_rowCount;
    return true;
}

bool VersionRows::enter(const RevisionId &row)
{
    const int index = m_graph.indexOf(row);
    if (index < 0 || isRow(index))
        return false;
    m_isRow[size_t(index)] = true;
    ++m_rowCount;
    return true;
}

/// Writes the change down, as the statements will: every row it leaves must be there, every row it makes
/// must not.
Result<VersionChange> VersionRows::applied(VersionChange change, const RevisionId &revision)
{
    for (const RevisionId &row : change.deleted) {
        if (!leave(row))
            return cannotRecord(revision, row, false);
    }
    for (const RevisionId &row : change.inserted) {
        if (!enter(row))
            return cannotRecord(revision, row, true);
    }
    for (const auto &[from, to] : change.updated) {
        if (!enter(to))
            return cannotRecord(revision, to, true);
        if (!leave(from))
            return cannotRecord(revision, from, false);
    }
    return change;
}

Result<VersionChange> VersionRows::upgrade(int index)
{
    const auto required = m_graph.requirements(index);
    const std::vector<int> below = rowsAmong(required);
    VersionChange change;
    if (below.empty()) {
        change.inserted.push_back(m_graph.id(index));
    } else if (below.size() == 1) {
        change.updated.emplace_back(m_graph.id(below.front()), m_graph.id(index));
    } else {
        std::vector<int> merged(required.begin(), required.end());
        if (m_rowCount + int(m_foreign.size()) > int(below.size()))
            std::erase_if(merged, [&](int one) { return isCovered(one, required); });
        if (merged.empty())
            return cannotRecord(m_graph.id(index), m_graph.id(below.front()), false);
        for (size_t i = 0; i + 1 < merged.size(); ++i)
            change.deleted.push_back(m_graph.id(merged[i]));
        change.updated.emplace_back(m_graph.id(merged.back()), m_graph.id(index));
    }
    const Result<VersionChange> done = applied(std::move(change), m_graph.id(index));
    if (done.ok())
        setApplied(index, true);
    return done;
}

Result<VersionChange> VersionRows::downgrade(int index)
{
    if (!isRow(index))
        return cannotRecord(m_graph.id(index), m_graph.id(index), false);
    const std::vector<int> left = afterUnmerge(index);
    VersionChange change;
    if (left.empty()) {
        change.deleted.push_back(m_graph.id(index));
    } else {
        for (size_t i = 0; i + 1 < left.size(); ++i)
            change.inserted.push_back(m_graph.id(left[i]));
        change.updated.emplace_back(m_graph.id(index), m_graph.id(left.back()));
    }
    const Result<VersionChange> done = applied(std::move(change), m_graph.id(index));
    if (done.ok())
        setApplied(index, false);
    return done;
}

Result<VersionChange> VersionRows::stamp(const StampStep &step)
{
    VersionChange change;
    const auto isNoRow = [this](const RevisionId &id) {
        const int index = m_graph.indexOf(id);
        return index < 0 || !isRow(index);
    };
    const bool stale = std::any_of(step.from.begin(), step.from.end(), isNoRow);
    if (step.to.empty()) {
        change.deleted = step.from;
    } else if (step.upgrade && (step.from.empty() || stale) && isNoRow(step.to.front())) {
        change.inserted = step.to;
    } else if (step.from.empty()) {
        return cannotRecord(step.to.front(), step.to.front(), true);
    } else {
        change.deleted.assign(step.from.begin(), step.from.end() - 1);
        change.updated.emplace_back(step.from.back(), step.to.front());
    }
    return applied(std::move(change), step.to.empty() ? step.from.front() : step.to.front());
}

std::vector<RevisionId> VersionRows::rows() const
{
    std::vector<RevisionId> rows = m_foreign;
    for (int i = 0; i < m_graph.size(); ++i) {
        if (isRow(i))
            rows.push_back(m_graph.id(i));
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

} // namespace stillroom
