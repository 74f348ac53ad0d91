#pragma once

#include "migrations/operations/sqltype.h"
#include "migrations/operations/tablename.h"

#include <QByteArray>

#include <optional>
#include <utility>
#include <variant>

namespace stillroom
{

struct Literal;

/// A list, tuple or dictionary of Python as a literal (arrays, JSON documents).
struct LiteralList {
    std::vector<Literal> items;
    bool operator==(const LiteralList &) const;
};
struct LiteralDict {
    std::vector<std::pair<QString, Literal>> items; ///< in the script's order
    bool operator==(const LiteralDict &) const;
};

/// A number whose text matters: an int of any size, a float by Python's repr, a Decimal by str.
struct LiteralInteger {
    QString digits;
    bool operator==(const LiteralInteger &) const = default;
};
struct LiteralFloat {
    QString repr;
    bool operator==(const LiteralFloat &) const = default;
};
struct LiteralDecimal {
    QString text;
    bool operator==(const LiteralDecimal &) const = default;
};
struct LiteralUuid {
    QString text; ///< 8-4-4-4-12, lower case
    bool operator==(const LiteralUuid &) const = default;
};
/// date, datetime and time by Python's isoformat(); datetime with a blank between date and time.
struct LiteralDate {
    QString iso;
    bool operator==(const LiteralDate &) const = default;
};
struct LiteralDateTime {
    QString iso;
    bool operator==(const LiteralDateTime &) const = default;
};
struct LiteralTime {
    QString iso;
    bool operator==(const LiteralTime &) const = default;
};
/// timedelta in its normal form.
struct LiteralInterval {
    qint64 days = 0;
    qint64 seconds = 0;
    qint64 microseconds = 0;
    bool operator==(const LiteralInterval &) const = default;
};
/// A member of an enum class in the script: printed by its name.
struct LiteralEnumMember {
    QString name;
    bool operator==(const LiteralEnumMember &) const = default;
};

/// A Python value that becomes a SQL literal. std::monostate is None.
struct Literal {
    std::variant<std::monostate, bool, LiteralInteger, LiteralFloat, LiteralDecimal, QString, QByteArray,
        LiteralUuid, LiteralDate, LiteralDateTime, LiteralTime, LiteralInterval, LiteralEnumMember,
        LiteralList, LiteralDict>
        value{};
    bool operator==(const Literal &) const = default;
};

inline bool LiteralList::operator==(const LiteralList &other) const
{
    return items == other.items;
}
inline bool LiteralDict::operator==(const LiteralDict &other) const
{
    return items == other.items;
}

struct Expression;

/// A parameter of a text: bindparams(x=1), bindparam("x", type_=…), or given when the text is executed.
struct TextParameter {
    QString name;
    std::optional<Literal> value{}; ///< unset: only declared
    SqlType type{}; ///< Null: by the value
    bool sent = false; ///< given at execution: written as a driver sends it
    bool operator==(const TextParameter &) const = default;
};

/// `sa.text("…")`, or a plain string where SQLAlchemy takes SQL text: printed as it stands, with `\:`
/// read as `:`. A `:name` without a parameter is an error.
struct TextExpression {
    QString text;
    std::vector<TextParameter> parameters{}; ///< printed as literals
    bool operator==(const TextExpression &) const = default;
};
/// `sa.column("x")`, or a column of a table: quoted by need. `table` non-empty: printed in front.
struct ColumnExpression {
    QString name;
    QString table{}; ///< quoted by need; empty: name only
    QString schema{};
    SqlType type{};
    bool operator==(const ColumnExpression &) const = default;
};
/// `sa.literal_column("x")`: printed as it stands.
struct LiteralColumn {
    QString text;
    bool operator==(const LiteralColumn &) const = default;
};
/// `sa.literal(v)`, `op.inline_literal(v)`, or a value compared with a column.
struct LiteralExpression {
    Literal value;
    SqlType type{}; ///< Null: by the value
    bool operator==(const LiteralExpression &) const = default;
};
/// `sa.null()`, `sa.true()`, `sa.false()`.
enum class SqlConstant { Null, True, False };
/// `sa.func.now()`: `name` may be dotted (`func.app.next_id`).
struct FunctionExpression {
    QString name;
    std::vector<Expression> arguments;
    bool operator==(const FunctionExpression &) const;
};
/// `left operator right`; the compiler adds parentheses by SQLAlchemy's precedence.
struct BinaryExpression {
    /// As printed: "=", "!=", "IS", "IS NOT", "LIKE", "||", …; one that SQLAlchemy has no operator
    /// function for is taken for `.op(…)`.
    QString operation;
    std::vector<Expression> sides; ///< exactly two
    bool operator==(const BinaryExpression &) const;
};
/// and_(), or_(): one operand prints alone.
struct BooleanExpression {
    bool conjunction = true; ///< AND, else OR
    std::vector<Expression> operands;
    bool operator==(const BooleanExpression &) const;
};
enum class UnaryOperator { Not, Negate, Descending, Ascending, NullsFirst, NullsLast };
struct UnaryExpression {
    UnaryOperator operation = UnaryOperator::Not;
    std::vector<Expression> operand; ///< exactly one
    bool operator==(const UnaryExpression &) const;
};
/// `x.in_([...])`, `x.not_in([...])`.
struct InExpression {
    std::vector<Expression> subject; ///< exactly one
    std::vector<Expression> members;
    bool negated = false;
    bool operator==(const InExpression &) const;
};
/// `sa.cast(x, T)`: CAST(x AS T).
struct CastExpression {
    std::vector<Expression> subject; ///< exactly one
    SqlType type;
    bool operator==(const CastExpression &) const;
};
/// `x.collate("C")`.
struct CollateExpression {
    std::vector<Expression> subject; ///< exactly one
    QString collation;
    bool operator==(const CollateExpression &) const;
};
/// Explicit parentheses: `.self_group()`.
struct GroupExpression {
    std::vector<Expression> subject; ///< exactly one
    bool operator==(const GroupExpression &) const;
};

/// `sa.case((condition, result), …, else_=x)`, `sa.case({1: "a"}, value=x)`.
struct CaseExpression {
    std::vector<Expression> subject; ///< value=: at most one
    std::vector<Expression> conditions; ///< as many as results
    std::vector<Expression> results;
    std::vector<Expression> otherwise; ///< else_=: at most one
    bool operator==(const CaseExpression &) const;
};
/// `x.label("name")`: a column of a SELECT; anywhere else only what it names prints.
struct LabelExpression {
    std::vector<Expression> subject; ///< exactly one
    QString label;
    bool operator==(const LabelExpression &) const;
};
/// One element of FROM: a table, or a table joined with others.
struct FromElement {
    struct Join {
        TableName table;
        bool outer = false; ///< LEFT OUTER JOIN
        bool full = false; ///< FULL OUTER JOIN
        std::vector<Expression> on; ///< exactly one
        bool operator==(const Join &) const;
    };
    FromElement(TableName name = {});
    TableName table;
    std::vector<Join> joins;
    bool operator==(const FromElement &) const;
};
/// `sa.select(…)`: as an operand it is a scalar subquery, in parentheses. Tables come from the columns, from
/// the conditions and from `from`; in a query inside a statement those of the statement are left out.
struct SelectExpression {
    std::vector<Expression> columns;
    std::vector<FromElement> from; ///< select_from(), join()
    std::vector<Expression> where; ///< joined by AND
    std::vector<Expression> groupBy;
    std::vector<Expression> having;
    std::vector<Expression> orderBy;
    std::vector<Expression> limit; ///< at most one
    std::vector<Expression> offset; ///< at most one
    bool distinct = false;
    bool operator==(const SelectExpression &) const;
};
/// `sa.exists(…)`, `select.exists()`.
struct ExistsExpression {
    SelectExpression query;
    bool operator==(const ExistsExpression &) const;
};

/// A SQL expression of SQLAlchemy's expression language, as far as DDL and simple DML use it.
struct Expression {
    std::variant<TextExpression, ColumnExpression, LiteralColumn, LiteralExpression, SqlConstant,
        FunctionExpression, BinaryExpression, BooleanExpression, UnaryExpression, InExpression,
        CastExpression, CollateExpression, GroupExpression, CaseExpression, LabelExpression, SelectExpression,
        ExistsExpression>
        node{};
    bool operator==(const Expression &) const = default;
};

/// Operands under AND or OR, one alone as it is. true() under AND and false() under OR say nothing and are
/// left out, as SQLAlchemy's BooleanClauseList does it.
Expression joinedBy(bool conjunction, std::vector<Expression> operands);

/// The expressions directly inside an expression, in the order in which they print. A query inside is closed:
/// what it names belongs to it.
std::vector<Expression> operandsOf(const Expression &expression);

inline bool FunctionExpression::operator==(const FunctionExpression &other) const
{
    return name == other.name && arguments == other.arguments;
}
inline bool BinaryExpression::operator==(const BinaryExpression &other) const
{
    return operation == other.operation && sides == other.sides;
}
inline bool BooleanExpression::operator==(const BooleanExpression &other) const
{
    return conjunction == other.conjunction && operands == other.operands;
}
inline bool UnaryExpression::operator==(const UnaryExpression &other) const
{
    return operation == other.operation && operand == other.operand;
}
inline bool InExpression::operator==(const InExpression &other) const
{
    return subject == other.subject && members == other.members && negated == other.negated;
}
inline bool CastExpression::operator==(const CastExpression &other) const
{
    return subject == other.subject && type == other.type;
}
inline bool CollateExpression::operator==(const CollateExpression &other) const
{
    return subject == other.subject && collation == other.collation;
}
inline bool CaseExpression::operator==(const CaseExpression &other) const
{
    return subject == other.subject && conditions == other.conditions && results == other.results
        && otherwise == other.otherwise;
}
inline bool LabelExpression::operator==(const LabelExpression &other) const
{
    return subject == other.subject && label == other.label;
}
inline bool FromElement::Join::operator==(const Join &other) const
{
    return table == other.table && outer == other.outer && full == other.full && on == other.on;
}
inline FromElement::FromElement(TableName name)
    : table(std::move(name))
{
}
inline bool FromElement::operator==(const FromElement &other) const
{
    return table == other.table && joins == other.joins;
}
inline bool ExistsExpression::operator==(const ExistsExpression &other) const
{
    return query == other.query;
}
inline bool SelectExpression::operator==(const SelectExpression &other) const
{
    return columns == other.columns && from == other.from && where == other.where && groupBy == other.groupBy
        && having == other.having && orderBy == other.orderBy && limit == other.limit
        && offset == other.offset && distinct == other.distinct;
}
inline bool GroupExpression::operator==(const GroupExpression &other) const
{
    return subject == other.subject;
}

} // namespace stillroom
