#pragma once

#include "migrations/schema/schema.h"

namespace stillroom
{

enum class ChangeAction { Add, Drop, Alter, Rename };

/// "add", "drop", "alter", "rename".
QString changeActionName(ChangeAction action);

/// One object that differs between two schemas.
struct Change {
    ChangeAction action = ChangeAction::Alter;
    std::optional<SchemaObject> before; ///< unset for Add
    std::optional<SchemaObject> after; ///< unset for Drop
    bool reordered = false; ///< Alter of a table: its columns stand in another order
    /// It comes or goes with another change of the same diff: a column with its table, a serial's sequence.
    bool implied = false;

    bool operator==(const Change &) const = default;
    const ObjectId &id() const { return after ? after->id : before->id; }
    ObjectKind kind() const { return id().kind; }
};

/// A rename the operations tell: a table (`table` empty) or a column of a table.
struct Rename {
    ObjectKind kind = ObjectKind::Column; ///< Table, Column, Index, Constraint, Sequence, View, Enum
    QString schema;
    QString table;
    QString from;
    QString to;

    bool operator==(const Rename &) const = default;
};

struct DiffOptions {
    NoiseFilter noise{};
    std::vector<Rename> renames{}; ///< recognised only when said here, else a drop and an add
};

/// What turns \a before into \a after, in the order of ids. Empty exactly when pg_dump --schema-only prints
/// the same for both (with the filter none(); invalid indexes, which pg_dump leaves out, are told too).
std::vector<Change> diffSchemas(const Schema &before, const Schema &after, const DiffOptions &options = {});

/// The changes that stand for themselves: not implied ones.
std::vector<Change> withoutImplied(const std::vector<Change> &changes);

/// The same changes the other way round.
std::vector<Change> reversed(const std::vector<Change> &changes);

/// The schema after these changes, which were found in a diff from it.
Schema applied(const Schema &schema, const std::vector<Change> &changes);

/// Properties that differ, as the filter leaves them in.
std::vector<Property> changedProperties(const Change &change, const NoiseFilter &noise = {});

} // namespace stillroom
