#pragma once

#include "migrations/operations/operation.h"

#include <QMap>

namespace stillroom
{

/// `MetaData(naming_convention=…)` of a project: what SQLAlchemy calls the constraints and indexes a script
/// leaves unnamed, and what it makes of given names when a template holds %(constraint_name)s.
struct NamingConvention {
    /// "ix", "uq", "ck", "fk", "pk": "fk_%(table_name)s_%(column_0_name)s"; empty: SQLAlchemy's own.
    QMap<QString, QString> templates{};
    /// Where a convention is made that literals do not tell; empty path: none is.
    SourcePlace computed{};

    bool any() const { return !templates.isEmpty() || !computed.path.isEmpty(); }
    bool operator==(const NamingConvention &) const = default;
};

/// Names the constraints and indexes of one operation as `op` does. Returns an empty text, or what only the
/// project's Python knows: "names a constraint of …".
QString applyNaming(const NamingConvention &convention, OperationValue &operation);

} // namespace stillroom
