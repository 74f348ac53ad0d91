#pragma once

#include "migrations/base/result.h"

#include <QString>

#include <optional>
#include <variant>

namespace stillroom
{

enum class TargetSymbol {
    Revision, ///< an id, a prefix of one, or a branch label
    Head,
    Heads,
    Base,
    Current, ///< the rows of the version table; known to `show` and `history` only
};

/// "ae10", "head", "billing@head".
struct AbsoluteTarget {
    QString branch{}; ///< what stands before `@`; empty: no branch was named
    TargetSymbol symbol = TargetSymbol::Revision;
    QString name{}; ///< the text after `@`, as written

    bool operator==(const AbsoluteTarget &) const = default;
};

/// "+2", "-1", "ae10+1", "billing@-1", "head-1".
struct RelativeTarget {
    QString branch{};
    std::optional<AbsoluteTarget> start{}; ///< without its branch; unset: the current rows
    int steps = 0; ///< negative: towards base; 0 is never right, but can be written
    QString stepsText; ///< "+2"

    bool operator==(const RelativeTarget &) const = default;
};

/// "a:b"; an end that was left out is unset.
struct RangeTarget {
    QString from;
    QString to;
    std::optional<std::variant<AbsoluteTarget, RelativeTarget>> start;
    std::optional<std::variant<AbsoluteTarget, RelativeTarget>> end;

    bool operator==(const RangeTarget &) const = default;
};

/// A target as a person writes it, in Alembic's grammar, parsed once. Every text parses; whether
/// it names something is for the walk to say. Mirrors `_relative_destination` and
/// `_resolve_revision_number` of alembic/script/revision.py.
class RevisionTarget
{
public:
    using Point = std::variant<AbsoluteTarget, RelativeTarget>;
    using Value = std::variant<AbsoluteTarget, RelativeTarget, RangeTarget>;

    static RevisionTarget parse(const QString &text);
    static Point parsePoint(const QString &text);
    /// For commands that know nothing relative: "b2-1" is a name like any other.
    static AbsoluteTarget parseAbsolute(const QString &text);

    const QString &text() const { return m_text; } ///< as written
    const Value &value() const { return m_value; }
    bool isRange() const { return std::holds_alternative<RangeTarget>(m_value); }

    bool operator==(const RevisionTarget &) const = default;

private:
    QString m_text;
    Value m_value;
};

} // namespace stillroom
