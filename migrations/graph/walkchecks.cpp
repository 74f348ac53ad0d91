#include "migrations/graph/walkchecks.h"

#include "migrations/graph/targeterrors.h"

#include <algorithm>

namespace stillroom
{

Result<std::vector<int>> rowIndices(const RevisionGraph &graph, const std::vector<RevisionId> &rows)
{
    std::vector<int> indices;
    for (const RevisionId &row : rows) {
        const int index = graph.indexOf(row);
        if (index < 0)
            return unknownRow(row.text());
        if (std::find(indices.begin(), indices.end(), index) == indices.end())
            indices.push_back(index);
    }
    return indices;
}

Status checkOverlap(const RevisionGraph &graph, const std::vector<int> &targets, bool upwards)
{
    std::vector<int> next;
    for (const int target : targets) {
        const auto links = upwards ? graph.children(target) : graph.requirements(target);
        next.insert(next.end(), links.begin(), links.end());
    }
    const auto reached = [&](const std::vector<int> &roots) {
        return upwards ? graph.descendantSet(roots, false) : graph.ancestorSet(roots, true);
    };
    const std::vector<bool> beyond = reached(next);
    if (std::none_of(targets.begin(), targets.end(), [&](int target) { return beyond[size_t(target)]; }))
        return Done{};
    for (const int target : targets) {
        const std::vector<bool> own = reached({target});
        std::vector<int> others;
        std::copy_if(targets.begin(), targets.end(), std::back_inserter(others),
            [&](int other) { return other != target && own[size_t(other)]; });
        if (!others.empty())
            return overlapping(graph, target, others);
    }
    return Done{};
}

Status checkSound(const RevisionGraph &graph, const std::vector<int> &steps)
{
    for (const int step : steps) {
        if (const Error *problem = graph.problemOf(step))
            return *problem;
    }
    return Done{};
}

std::vector<bool> both(std::vector<bool> one, const std::vector<bool> &other)
{
    for (size_t i = 0; i < one.size(); ++i)
        one[i] = one[i] && other[i];
    return one;
}

std::vector<bool> without(std::vector<bool> one, const std::vector<bool> &other)
{
    for (size_t i = 0; i < one.size(); ++i)
        one[i] = one[i] && !other[i];
    return one;
}

bool anyOf(const std::vector<bool> &set)
{
    return std::find(set.begin(), set.end(), true) != set.end();
}

} // namespace stillroom
