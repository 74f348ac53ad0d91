#pragma once

#include "migrations/python/node.h"

#include <QtGlobal>

#include <optional>
#include <utility>

namespace stillroom::python
{

enum class ExpressionKind : std::uint8_t {
    Name,
    NoneLiteral,
    BoolLiteral,
    EllipsisLiteral,
    IntLiteral,
    FloatLiteral,
    ImaginaryLiteral,
    StringLiteral,
    BytesLiteral,
    FormattedString,
    FormattedValue,
    Tuple,
    List,
    Set,
    Dict,
    BinaryOperation,
    UnaryOperation,
    BooleanOperation,
    Comparison,
    Call,
    Attribute,
    Subscript,
    Slice,
    Starred,
    Lambda,
    Conditional,
    Assignment,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Generator,
    Await,
    Yield,
    YieldFrom,
};

/// Deeper expressions are refused. CPython's own limit (ast construction) is about three times this.
inline constexpr int mostLevels = 1000;

/// Base of every expression. Names are views into the source (or NFKC-normalised in the arena).
struct Expression {
    ExpressionKind kind;
    /// Levels of nodes from here down to the deepest leaf, at most mostLevels: a recursive walk is safe.
    std::uint16_t height;
    Extent extent;

    template<typename T> bool is() const { return kind == T::Kind; }
    template<typename T> const T *as() const { return is<T>() ? static_cast<const T *>(this) : nullptr; }
};

struct Name : Expression {
    static constexpr auto Kind = ExpressionKind::Name;
    std::string_view name;
};

struct NoneLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::NoneLiteral;
};

struct BoolLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::BoolLiteral;
    bool value;
};

struct EllipsisLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::EllipsisLiteral;
};

/// Never negative: `-1` is a UnaryOperation. Integers of any size; see decimalText() for the text.
struct IntLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::IntLiteral;
    std::string_view digits; ///< without prefix and underscores
    int base; ///< 2, 8, 10 or 16
    std::optional<std::int64_t> value; ///< empty when it does not fit
};

struct FloatLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::FloatLiteral;
    double value;
};

/// `2.5j`
struct ImaginaryLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::ImaginaryLiteral;
    double value;
};

/// A str without substitutions: decoded, adjacent literals joined, UTF-8. A lone surrogate that an
/// escape wrote stands in its three-byte form.
struct StringLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::StringLiteral;
    std::string_view value;
};

struct BytesLiteral : Expression {
    static constexpr auto Kind = ExpressionKind::BytesLiteral;
    std::string_view value;
};

/// An f-string, adjacent literals joined. Parts are StringLiteral (never empty, never two in a row)
/// or FormattedValue. `f"{x=}"` is the parts `x=` and x with conversion r, as in CPython.
struct FormattedString : Expression {
    static constexpr auto Kind = ExpressionKind::FormattedString;
    Nodes<Expression> parts;
};

/// `{value!r:format}`; only inside a FormattedString.
struct FormattedValue : Expression {
    static constexpr auto Kind = ExpressionKind::FormattedValue;
    const Expression *value;
    char conversion; ///< 's', 'r', 'a' or 0
    const FormattedString *format; ///< null without ':'
};

struct Tuple : Expression {
    static constexpr auto Kind = ExpressionKind::Tuple;
    Nodes<Expression> elements; ///< Starred among them for `*a`
};

struct List : Expression {
    static constexpr auto Kind = ExpressionKind::List;
    Nodes<Expression> elements; ///< Starred among them for `*a`
};

struct Set : Expression {
    static constexpr auto Kind = ExpressionKind::Set;
    Nodes<Expression> elements; ///< Starred among them for `*a`
};

struct DictItem {
    const Expression *key; ///< null for `**value`
    const Expression *value;
};

struct Dict : Expression {
    static constexpr auto Kind = ExpressionKind::Dict;
    Values<DictItem> items;
};

enum class BinaryOperator : std::uint8_t {
    Add,
    Subtract,
    Multiply,
    MatrixMultiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    LeftShift,
    RightShift,
    BitOr,
    BitXor,
    BitAnd,
};

struct BinaryOperation : Expression {
    static constexpr auto Kind = ExpressionKind::BinaryOperation;
    BinaryOperator op;
    const Expression *left;
    const Expression *right;
};

enum class UnaryOperator : std::uint8_t { Plus, Minus, Invert, Not };

struct UnaryOperation : Expression {
    static constexpr auto Kind = ExpressionKind::UnaryOperation;
    UnaryOperator op;
    const Expression *operand;
};

enum class BooleanOperator : std::uint8_t { And, Or };

/// `a and b and c` is one operation of three operands.
struct BooleanOperation : Expression {
    static constexpr auto Kind = ExpressionKind::BooleanOperation;
    BooleanOperator op;
    Nodes<Expression> operands;
};

enum class ComparisonOperator : std::uint8_t {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Is,
    IsNot,
    In,
    NotIn,
};

struct Comparand {
    ComparisonOperator op;
    const Expression *operand;
};

/// `first op operand op operand …`
struct Comparison : Expression {
    static constexpr auto Kind = ExpressionKind::Comparison;
    const Expression *first;
    Values<Comparand> rest;
};

struct Keyword {
    Extent extent;
    std::string_view name; ///< empty for `**value`
    const Expression *value;
};

struct Call : Expression {
    static constexpr auto Kind = ExpressionKind::Call;
    const Expression *function;
    Nodes<Expression> arguments; ///< Starred among them for `*a`
    Values<Keyword> keywords;
};

struct Attribute : Expression {
    static constexpr auto Kind = ExpressionKind::Attribute;
    const Expression *value;
    std::string_view name;
};

struct Subscript : Expression {
    static constexpr auto Kind = ExpressionKind::Subscript;
    const Expression *value;
    const Expression *index; ///< Tuple for `a[1, 2]`; Slice may stand in it
};

struct Slice : Expression {
    static constexpr auto Kind = ExpressionKind::Slice;
    const Expression *lower; ///< each null when left out
    const Expression *upper;
    const Expression *step;
};

struct Starred : Expression {
    static constexpr auto Kind = ExpressionKind::Starred;
    const Expression *value;
};

enum class ParameterKind : std::uint8_t {
    PositionalOnly,
    Normal,
    VarPositional, ///< `*args`
    KeywordOnly,
    VarKeyword, ///< `**kwargs`
};

struct Parameter {
    Extent extent; ///< name and annotation, without stars and default
    ParameterKind kind;
    std::string_view name;
    const Expression *annotation; ///< null when there is none
    const Expression *defaultValue; ///< null when there is none
};

struct Lambda : Expression {
    static constexpr auto Kind = ExpressionKind::Lambda;
    Values<Parameter> parameters;
    const Expression *body;
};

/// `whenTrue if condition else whenFalse`
struct Conditional : Expression {
    static constexpr auto Kind = ExpressionKind::Conditional;
    const Expression *condition;
    const Expression *whenTrue;
    const Expression *whenFalse;
};

/// `name := value`
struct Assignment : Expression {
    static constexpr auto Kind = ExpressionKind::Assignment;
    const Name *target;
    const Expression *value;
};

/// `for target in iterable if condition if condition`
struct ComprehensionClause {
    const Expression *target;
    const Expression *iterable;
    Nodes<Expression> conditions;
    bool isAsync;
};

struct ListComprehension : Expression {
    static constexpr auto Kind = ExpressionKind::ListComprehension;
    const Expression *element;
    Values<ComprehensionClause> clauses;
};

struct SetComprehension : Expression {
    static constexpr auto Kind = ExpressionKind::SetComprehension;
    const Expression *element;
    Values<ComprehensionClause> clauses;
};

struct DictComprehension : Expression {
    static constexpr auto Kind = ExpressionKind::DictComprehension;
    const Expression *key;
    const Expression *value;
    Values<ComprehensionClause> clauses;
};

struct Generator : Expression {
    static constexpr auto Kind = ExpressionKind::Generator;
    const Expression *element;
    Values<ComprehensionClause> clauses;
};

struct Await : Expression {
    static constexpr auto Kind = ExpressionKind::Await;
    const Expression *value;
};

struct Yield : Expression {
    static constexpr auto Kind = ExpressionKind::Yield;
    const Expression *value; ///< null for a bare yield
};

struct YieldFrom : Expression {
    static constexpr auto Kind = ExpressionKind::YieldFrom;
    const Expression *value;
};

/// Calls visitor with the expression as its own type; every type must be accepted.
template<typename Visitor> decltype(auto) visit(const Expression &node, Visitor &&visitor)
{
    const auto call = [&]<typename T>(std::in_place_type_t<T>) -> decltype(auto) {
        return visitor(static_cast<const T &>(node));
    };
    switch (node.kind) {
#define STILLROOM_CASE(T)                                                                                    \
    case ExpressionKind::T:                                                                                  \
        return call(std::in_place_type<T>)
        STILLROOM_CASE(Name);
        STILLROOM_CASE(NoneLiteral);
        STILLROOM_CASE(BoolLiteral);
        STILLROOM_CASE(EllipsisLiteral);
        STILLROOM_CASE(IntLiteral);
        STILLROOM_CASE(FloatLiteral);
        STILLROOM_CASE(ImaginaryLiteral);
        STILLROOM_CASE(StringLiteral);
        STILLROOM_CASE(BytesLiteral);
        STILLROOM_CASE(FormattedString);
        STILLROOM_CASE(FormattedValue);
        STILLROOM_CASE(Tuple);
        STILLROOM_CASE(List);
        STILLROOM_CASE(Set);
        STILLROOM_CASE(Dict);
        STILLROOM_CASE(BinaryOperation);
        STILLROOM_CASE(UnaryOperation);
        STILLROOM_CASE(BooleanOperation);
        STILLROOM_CASE(Comparison);
        STILLROOM_CASE(Call);
        STILLROOM_CASE(Attribute);
        STILLROOM_CASE(Subscript);
        STILLROOM_CASE(Slice);
        STILLROOM_CASE(Starred);
        STILLROOM_CASE(Lambda);
        STILLROOM_CASE(Conditional);
        STILLROOM_CASE(Assignment);
        STILLROOM_CASE(ListComprehension);
        STILLROOM_CASE(SetComprehension);
        STILLROOM_CASE(DictComprehension);
        STILLROOM_CASE(Generator);
        STILLROOM_CASE(Await);
        STILLROOM_CASE(Yield);
        STILLROOM_CASE(YieldFrom);
#undef STILLROOM_CASE
    }
    Q_UNREACHABLE();
}

} // namespace stillroom::python
