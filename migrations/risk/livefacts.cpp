#include "migrations/risk/livefacts.h"

#include "migrations/sql/quoting.h"

#include <algorithm>

namespace stillroom
{

namespace
{

template<typename T> const T *named(const std::vector<T> &items, const QString &name)
{
    const auto found
        = std::find_if(items.begin(), items.end(), [&](const T &item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

const LiveColumn *LiveTable::column(const QString &columnName) const
{
    return named(columns, columnName);
}

const LiveConstraint *LiveTable::constraint(const QString &constraintName) const
{
    return named(constraints, constraintName);
}

bool LiveTable::provesNotNull(const QString &columnName) const
{
    const QString wanted = QStringLiteral("CHECK ((%1 IS NOT NULL))").arg(quoteIdentifier(columnName));
    return std::any_of(constraints.begin(), constraints.end(), [&](const LiveConstraint &constraint) {
        return constraint.kind == u'c' && constraint.validated && constraint.definition == wanted;
    });
}

const LiveTable *LiveFacts::table(const QString &name) const
{
    const auto found = tables.constFind(name);
    return found == tables.constEnd() ? nullptr : &*found;
}

const LiveIndex *LiveFacts::index(const QString &name) const
{
    return named(indexes, name);
}

} // namespace stillroom
