#pragma once

#include "migrations/operations/expression.h"

namespace stillroom
{

/// Options of a sequence: `sa.Sequence`, and the ones inside `sa.Identity`.
struct SequenceOptions {
    std::optional<qint64> start{};
    std::optional<qint64> increment{};
    std::optional<qint64> minValue{};
    std::optional<qint64> maxValue{};
    bool noMinValue = false;
    bool noMaxValue = false;
    std::optional<bool> cycle{};
    std::optional<qint64> cache{};
    std::optional<bool> order{};
    SqlType dataType{}; ///< Sequence(data_type=): AS type; Null: none
    bool operator==(const SequenceOptions &) const = default;
};

/// server_default="x": quoted as a string.
struct StringDefault {
    QString value;
    bool operator==(const StringDefault &) const = default;
};
/// server_default=sa.text(…), sa.func.now(), sa.false(), a Sequence's next_value(), …
struct ExpressionDefault {
    Expression expression;
    bool operator==(const ExpressionDefault &) const = default;
};
/// sa.Identity(…)
struct Identity {
    bool always = false;
    bool onNull = false; ///< Oracle only; kept because SQLAlchemy prints nothing for it here
    SequenceOptions options{};
    bool operator==(const Identity &) const = default;
};
/// sa.Computed("a + b", persisted=…)
struct Computed {
    Expression expression; ///< a plain string is a TextExpression
    std::optional<bool> persisted{}; ///< false is refused by PostgreSQL's dialect
    bool operator==(const Computed &) const = default;
};
/// sa.FetchedValue(): nothing is printed.
struct FetchedValue {
    bool operator==(const FetchedValue &) const = default;
};

/// std::monostate: none (for alter_column with `setDefault`: DROP DEFAULT).
using ServerDefault
    = std::variant<std::monostate, StringDefault, ExpressionDefault, Identity, Computed, FetchedValue>;

/// Options every table constraint shares.
struct ConstraintOptions {
    std::optional<QString> name{};
    bool conventional = false; ///< op.f(): a name over 63 characters is cut and hashed, not refused
    std::optional<bool> deferrable{};
    QString initially{}; ///< printed as given, "DEFERRED"
    std::optional<QString> comment{}; ///< 2.0: COMMENT ON CONSTRAINT is not printed by Alembic; kept as given
    bool operator==(const ConstraintOptions &) const = default;
};

/// What a foreign key does beyond naming its columns.
struct ReferenceOptions {
    QString onUpdate{};
    QString onDelete{};
    QString match{};
    bool useAlter = false; ///< left out of CREATE TABLE; printed by op.add_column
    bool notValid = false; ///< postgresql_not_valid
    bool operator==(const ReferenceOptions &) const = default;
};

/// `sa.ForeignKey("schema.table.column")` inside a column.
struct InlineForeignKey {
    QString target; ///< as written: "table.column" or "schema.table.column"
    ConstraintOptions options{};
    ReferenceOptions reference{};
    bool operator==(const InlineForeignKey &) const = default;
};

/// `sa.CheckConstraint` inside a column: printed behind the column.
struct InlineCheck {
    Expression condition;
    ConstraintOptions options{};
    bool notValid = false;
    bool operator==(const InlineCheck &) const = default;
};

/// autoincrement= of a column: "auto" is SQLAlchemy's default.
enum class Autoincrement { Auto, Yes, No, IgnoreForeignKey };

/// `sa.Column(…)`. `default=` and `onupdate=` work in the client and are not part of it.
struct Column {
    QString name;
    SqlType type{};
    bool primaryKey = false;
    std::optional<bool> nullable{}; ///< unset: not primaryKey
    Autoincrement autoincrement = Autoincrement::Auto;
    ServerDefault serverDefault{};
    bool index = false;
    bool unique = false; ///< with index: a unique index, else a UNIQUE constraint
    std::optional<QString> indexName{}; ///< by the naming convention; unset: SQLAlchemy's own
    std::optional<QString> uniqueName{}; ///< by the naming convention; unset: no name
    std::optional<QString> comment{};
    std::vector<InlineForeignKey> foreignKeys{};
    std::vector<InlineCheck> checks{};
    bool hasSequence = false; ///< a sa.Sequence in the column: INTEGER, not SERIAL
    bool hasClientDefault = false; ///< default=: an "auto" column with one is not SERIAL
    bool system = false; ///< system=True: left out of CREATE TABLE
    std::optional<bool> quote{}; ///< quote=: unset by need
    SourcePlace place{};

    bool operator==(const Column &) const = default;
};

} // namespace stillroom
