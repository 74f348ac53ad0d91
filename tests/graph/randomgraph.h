#pragma once

#include "migrations/graph/revisiongraph.h"

#include <algorithm>
#include <random>

namespace stillroom::test
{

/// The same numbers on every machine: std::mt19937 is fixed by the standard, its distributions are not.
class Dice
{
public:
    explicit Dice(unsigned seed)
        : m_engine(seed)
    {
    }
    int below(int limit) { return int(m_engine() % unsigned(limit)); }
    bool oneIn(int count) { return below(count) == 0; }
    template<typename T> const T &of(const std::vector<T> &list)
    {
        return list[size_t(below(int(list.size())))];
    }

private:
    std::mt19937 m_engine;
};

struct GraphShape {
    int revisions = 10;
    bool dependencies = true;
    bool labels = true;
};

/// Revisions with branches, merges, several bases, labels and dependencies; never broken. In reading order.
inline std::vector<Revision> randomRevisions(Dice &dice, const GraphShape &shape)
{
    std::vector<Revision> revisions;
    for (int i = 0; i < shape.revisions; ++i) {
        Revision revision;
        // Few first letters, so that prefixes are often ambiguous; the number keeps ids apart.
        QString id;
        for (int k = 0; k < 4; ++k)
            id += QChar(u'a' + dice.below(3));
        revision.id = RevisionId(id + QStringLiteral("%1").arg(i, 3, 10, QLatin1Char('0')));
        const auto earlier = [&] {
            // Mostly recent ones, so that long lines form.
            const int back = dice.oneIn(3) ? dice.below(i) : dice.below(std::min(i, 3));
            return revisions[size_t(i - 1 - back)].id;
        };
        const int parents = i == 0 || dice.oneIn(12) ? 0 : dice.oneIn(5) ? 2 + dice.below(2) : 1;
        for (int k = 0; k < parents; ++k) {
            const RevisionId parent = earlier();
            if (std::find(revision.downRevisions.begin(), revision.downRevisions.end(), parent)
                == revision.downRevisions.end())
                revision.downRevisions.push_back(parent);
        }
        const int dependencies = shape.dependencies && i > 0 && dice.oneIn(5) ? 1 + dice.below(2) : 0;
        for (int k = 0; k < dependencies; ++k) {
            const RevisionId dependency = earlier();
            if (std::find(revision.dependsOn.begin(), revision.dependsOn.end(), dependency)
                == revision.dependsOn.end())
                revision.dependsOn.push_back(dependency);
        }
        if (shape.labels && dice.oneIn(6))
            revision.branchLabels.append(QStringLiteral("%1label%2").arg(QChar(u'a' + dice.below(4))).arg(i));
        revision.place.path = revision.id.text() + QStringLiteral(".py");
        revisions.push_back(revision);
    }
    if (dice.oneIn(2)) {
        std::sort(revisions.begin(), revisions.end(),
            [](const Revision &a, const Revision &b) { return a.id < b.id; });
    } else {
        for (size_t i = revisions.size(); i > 1; --i)
            std::swap(revisions[i - 1], revisions[size_t(dice.below(int(i)))]);
    }
    return revisions;
}

} // namespace stillroom::test
