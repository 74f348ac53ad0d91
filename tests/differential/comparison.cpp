#include "tests/differential/comparison.h"

#include <algorithm>

namespace stillroom::differential
{

namespace
{

const QString begin = QStringLiteral("BEGIN;");
const QString commit = QStringLiteral("COMMIT;");

const QString &textOf(const QString &statement)
{
    return statement;
}

const QString &textOf(const PrintedStatement &statement)
{
    return statement.text;
}

/// An autocommit block without statements prints COMMIT and BEGIN; Stillroom does not know of it.
template<typename List> List withoutEmptyBlocks(const List &statements)
{
    List kept;
    for (const auto &statement : statements) {
        if (textOf(statement) == begin && !kept.empty() && textOf(kept.back()) == commit)
            kept.pop_back();
        else
            kept.push_back(statement);
    }
    return kept;
}

/// Sorts the part of `theirs` that stands where `ours` has statements of one set.
void sortSets(std::vector<PrintedStatement> &ours, QStringList &theirs)
{
    const auto byText = [](const PrintedStatement &a, const PrintedStatement &b) { return a.text < b.text; };
    for (qsizetype start = 0; start < qsizetype(ours.size());) {
        qsizetype end = start + 1;
        const int group = ours[size_t(start)].unordered;
        while (group > 0 && end < qsizetype(ours.size()) && ours[size_t(end)].unordered == group)
            ++end;
        if (end - start > 1 && end <= theirs.size()) {
            std::sort(ours.begin() + start, ours.begin() + end, byText);
            std::sort(theirs.begin() + start, theirs.begin() + end);
        }
        start = end;
    }
}

} // namespace

QString difference(const std::vector<PrintedStatement> &ours, const QStringList &theirs)
{
    std::vector<PrintedStatement> mine = withoutEmptyBlocks(ours);
    QStringList other = withoutEmptyBlocks(theirs);
    sortSets(mine, other);
    for (qsizetype i = 0; i < std::max(qsizetype(mine.size()), other.size()); ++i) {
        const QString left = i < qsizetype(mine.size()) ? mine[size_t(i)].text : QStringLiteral("(nothing)");
        const QString right = i < other.size() ? other[i] : QStringLiteral("(nothing)");
        if (left != right)
            return QStringLiteral("    ours:    %1\n    alembic: %2\n").arg(left, right);
    }
    return {};
}

} // namespace stillroom::differential
