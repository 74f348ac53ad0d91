#pragma once

#include "migrations/python/expressions.h"
#include "migrations/python/patterns.h"

namespace stillroom::python
{

enum class StatementKind : std::uint8_t {
    ExpressionStatement,
    Assign,
    AugmentedAssign,
    AnnotatedAssign,
    TypeAlias,
    Function,
    Class,
    Return,
    Delete,
    For,
    While,
    If,
    With,
    Match,
    Raise,
    Try,
    Assert,
    Import,
    ImportFrom,
    Global,
    Nonlocal,
    Pass,
    Break,
    Continue,
};

/// Base of every statement.
struct Statement {
    StatementKind kind;
    Extent extent;

    template<typename T> bool is() const { return kind == T::Kind; }
    template<typename T> const T *as() const { return is<T>() ? static_cast<const T *>(this) : nullptr; }
};

/// The statements of a block, in order. Can be walked with a range-for.
struct Suite {
    Extent extent; ///< from the first statement to the end of the block
    Nodes<Statement> statements;
    /// The body of a function or class that ParseDepth::ModuleLevel passed over: `statements` is
    /// empty and says nothing. parseBody() reads it.
    bool isSkipped = false;

    auto begin() const { return statements.begin(); }
    auto end() const { return statements.end(); }
    bool isEmpty() const { return statements.empty(); }
};

struct ExpressionStatement : Statement {
    static constexpr auto Kind = StatementKind::ExpressionStatement;
    const Expression *value;
};

/// `a = b = value` has two targets.
struct Assign : Statement {
    static constexpr auto Kind = StatementKind::Assign;
    Nodes<Expression> targets;
    const Expression *value;
};

/// `target += value`
struct AugmentedAssign : Statement {
    static constexpr auto Kind = StatementKind::AugmentedAssign;
    BinaryOperator op;
    const Expression *target;
    const Expression *value;
};

/// `target: annotation = value`
struct AnnotatedAssign : Statement {
    static constexpr auto Kind = StatementKind::AnnotatedAssign;
    const Expression *target;
    const Expression *annotation;
    const Expression *value; ///< null when only annotated
    bool isSimple; ///< a name that is not in parentheses
};

enum class TypeParameterKind : std::uint8_t { TypeVar, TypeVarTuple, ParamSpec };

/// One of `[T: bound = default, *Ts, **P]`.
struct TypeParameter {
    Extent extent;
    TypeParameterKind kind;
    std::string_view name;
    const Expression *bound; ///< null when there is none
    const Expression *defaultValue; ///< null when there is none
};

/// `type name[…] = value`
struct TypeAlias : Statement {
    static constexpr auto Kind = StatementKind::TypeAlias;
    const Name *name;
    Values<TypeParameter> typeParameters;
    const Expression *value;
};

struct Function : Statement {
    static constexpr auto Kind = StatementKind::Function;
    std::string_view name;
    Nodes<Expression> decorators;
    Values<TypeParameter> typeParameters;
    Values<Parameter> parameters;
    const Expression *returns; ///< null without annotation
    Suite body;
    bool isAsync;
};

struct Class : Statement {
    static constexpr auto Kind = StatementKind::Class;
    std::string_view name;
    Nodes<Expression> decorators;
    Values<TypeParameter> typeParameters;
    Nodes<Expression> bases;
    Values<Keyword> keywords;
    Suite body;
};

struct Return : Statement {
    static constexpr auto Kind = StatementKind::Return;
    const Expression *value; ///< null for a bare return
};

struct Delete : Statement {
    static constexpr auto Kind = StatementKind::Delete;
    Nodes<Expression> targets;
};

struct For : Statement {
    static constexpr auto Kind = StatementKind::For;
    const Expression *target;
    const Expression *iterable;
    Suite body;
    Suite orElse;
    bool isAsync;
};

struct While : Statement {
    static constexpr auto Kind = StatementKind::While;
    const Expression *condition;
    Suite body;
    Suite orElse;
};

/// `elif` is an If that stands alone in orElse.
struct If : Statement {
    static constexpr auto Kind = StatementKind::If;
    const Expression *condition;
    Suite body;
    Suite orElse;
};

struct WithItem {
    const Expression *context;
    const Expression *target; ///< null without `as`
};

struct With : Statement {
    static constexpr auto Kind = StatementKind::With;
    Values<WithItem> items;
    Suite body;
    bool isAsync;
};

struct MatchCase {
    const Pattern *pattern;
    const Expression *guard; ///< null without `if`
    Suite body;
};

struct Match : Statement {
    static constexpr auto Kind = StatementKind::Match;
    const Expression *subject;
    Values<MatchCase> cases;
};

struct Raise : Statement {
    static constexpr auto Kind = StatementKind::Raise;
    const Expression *exception; ///< null for a bare raise
    const Expression *cause; ///< null without `from`
};

struct ExceptHandler {
    Extent extent;
    const Expression *type; ///< null for a bare except
    std::string_view name; ///< empty without `as`
    Suite body;
};

struct Try : Statement {
    static constexpr auto Kind = StatementKind::Try;
    Suite body;
    Values<ExceptHandler> handlers;
    Suite orElse;
    Suite finally;
    bool isStar; ///< `except*`
};

struct Assert : Statement {
    static constexpr auto Kind = StatementKind::Assert;
    const Expression *condition;
    const Expression *message; ///< null when there is none
};

/// `name as alias`; `name` is dotted, or `*` in ImportFrom.
struct ImportedName {
    Extent extent;
    std::string_view name;
    std::string_view alias; ///< empty without `as`
};

struct Import : Statement {
    static constexpr auto Kind = StatementKind::Import;
    Values<ImportedName> names;
};

struct ImportFrom : Statement {
    static constexpr auto Kind = StatementKind::ImportFrom;
    std::string_view module; ///< dotted; empty for `from . import x`
    Values<ImportedName> names;
    int level; ///< leading dots
};

struct Global : Statement {
    static constexpr auto Kind = StatementKind::Global;
    Values<std::string_view> names;
};

struct Nonlocal : Statement {
    static constexpr auto Kind = StatementKind::Nonlocal;
    Values<std::string_view> names;
};

struct Pass : Statement {
    static constexpr auto Kind = StatementKind::Pass;
};

struct Break : Statement {
    static constexpr auto Kind = StatementKind::Break;
};

struct Continue : Statement {
    static constexpr auto Kind = StatementKind::Continue;
};

/// Calls visitor with the statement as its own type; every type must be accepted.
template<typename Visitor> decltype(auto) visit(const Statement &node, Visitor &&visitor)
{
    const auto call = [&]<typename T>(std::in_place_type_t<T>) -> decltype(auto) {
        return visitor(static_cast<const T &>(node));
    };
    switch (node.kind) {
#define STILLROOM_CASE(T)                                                                                    \
    case StatementKind::T:                                                                                   \
        return call(std::in_place_type<T>)
        STILLROOM_CASE(ExpressionStatement);
        STILLROOM_CASE(Assign);
        STILLROOM_CASE(AugmentedAssign);
        STILLROOM_CASE(AnnotatedAssign);
        STILLROOM_CASE(TypeAlias);
        STILLROOM_CASE(Function);
        STILLROOM_CASE(Class);
        STILLROOM_CASE(Return);
        STILLROOM_CASE(Delete);
        STILLROOM_CASE(For);
        STILLROOM_CASE(While);
        STILLROOM_CASE(If);
        STILLROOM_CASE(With);
        STILLROOM_CASE(Match);
        STILLROOM_CASE(Raise);
        STILLROOM_CASE(Try);
        STILLROOM_CASE(Assert);
        STILLROOM_CASE(Import);
        STILLROOM_CASE(ImportFrom);
        STILLROOM_CASE(Global);
        STILLROOM_CASE(Nonlocal);
        STILLROOM_CASE(Pass);
        STILLROOM_CASE(Break);
        STILLROOM_CASE(Continue);
#undef STILLROOM_CASE
    }
    Q_UNREACHABLE();
}

} // namespace stillroom::python
