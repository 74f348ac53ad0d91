#include "migrations/python/walk.h"

namespace stillroom::python
{

namespace
{

/// Hands the children of one node on; null children are passed over.
class Children
{
public:
    explicit Children(TreeVisitor &visitor)
        : m_visitor(visitor)
    {
    }

    void operator()(const ExpressionStatement &node) const { all(node.value); }
    void operator()(const Assign &node) const
    {
        each(node.targets);
        all(node.value);
    }
    void operator()(const AugmentedAssign &node) const { all(node.target, node.value); }
    void operator()(const AnnotatedAssign &node) const { all(node.target, node.annotation, node.value); }
    void operator()(const TypeAlias &node) const
    {
        all(node.name);
        types(node.typeParameters);
        all(node.value);
    }
    void operator()(const Function &node) const
    {
        each(node.decorators);
        types(node.typeParameters);
        parameters(node.parameters);
        all(node.returns);
        walk(node.body, m_visitor);
    }
    void operator()(const Class &node) const
    {
        each(node.decorators);
        types(node.typeParameters);
        each(node.bases);
        keywords(node.keywords);
        walk(node.body, m_visitor);
    }
    void operator()(const Return &node) const { all(node.value); }
    void operator()(const Delete &node) const { each(node.targets); }
    void operator()(const For &node) const
    {
        all(node.target, node.iterable);
        walk(node.body, m_visitor);
        walk(node.orElse, m_visitor);
    }
    void operator()(const While &node) const
    {
        all(node.condition);
        walk(node.body, m_visitor);
        walk(node.orElse, m_visitor);
    }
    void operator()(const If &node) const
    {
        all(node.condition);
        walk(node.body, m_visitor);
        walk(node.orElse, m_visitor);
    }
    void operator()(const With &node) const
    {
        for (const WithItem &item : node.items)
            all(item.context, item.target);
        walk(node.body, m_visitor);
    }
    void operator()(const Match &node) const
    {
        all(node.subject);
        for (const MatchCase &branch : node.cases) {
            pattern(*branch.pattern);
            all(branch.guard);
            walk(branch.body, m_visitor);
        }
    }
    void operator()(const Raise &node) const { all(node.exception, node.cause); }
    void operator()(const Try &node) const
    {
        walk(node.body, m_visitor);
        for (const ExceptHandler &handler : node.handlers) {
            all(handler.type);
            walk(handler.body, m_visitor);
        }
        walk(node.orElse, m_visitor);
        walk(node.finally, m_visitor);
    }
    void operator()(const Assert &node) const { all(node.condition, node.message); }
    void operator()(const Import &) const { }
    void operator()(const ImportFrom &) const { }
    void operator()(const Global &) const { }
    void operator()(const Nonlocal &) const { }
    void operator()(const Pass &) const { }
    void operator()(const Break &) const { }
    void operator()(const Continue &) const { }

    void operator()(const Name &) const { }
    void operator()(const NoneLiteral &) const { }
    void operator()(const BoolLiteral &) const { }
    void operator()(const EllipsisLiteral &) const { }
    void operator()(const IntLiteral &) const { }
    void operator()(const FloatLiteral &) const { }
    void operator()(const ImaginaryLiteral &) const { }
    void operator()(const StringLiteral &) const { }
    void operator()(const BytesLiteral &) const { }
    void operator()(const FormattedString &node) const { each(node.parts); }
    void operator()(const FormattedValue &node) const { all(node.value, node.format); }
    void operator()(const Tuple &node) const { each(node.elements); }
    void operator()(const List &node) const { each(node.elements); }
    void operator()(const Set &node) const { each(node.elements); }
    void operator()(const Dict &node) const
    {
        for (const DictItem &item : node.items)
            all(item.key, item.value);
    }
    void operator()(const BinaryOperation &node) const { all(node.left, node.right); }
    void operator()(const UnaryOperation &node) const { all(node.operand); }
    void operator()(const BooleanOperation &node) const { each(node.operands); }
    void operator()(const Comparison &node) const
    {
        all(node.first);
        for (const Comparand &comparand : node.rest)
            all(comparand.operand);
    }
    void operator()(const Call &node) const
    {
        all(node.function);
        each(node.arguments);
        keywords(node.keywords);
    }
    void operator()(const Attribute &node) const { all(node.value); }
    void operator()(const Subscript &node) const { all(node.value, node.index); }
    void operator()(const Slice &node) const { all(node.lower, node.upper, node.step); }
    void operator()(const Starred &node) const { all(node.value); }
    void operator()(const Lambda &node) const
    {
        parameters(node.parameters);
        all(node.body);
    }
    void operator()(const Conditional &node) const { all(node.condition, node.whenTrue, node.whenFalse); }
    void operator()(const Assignment &node) const { all(node.target, node.value); }
    void operator()(const ListComprehension &node) const { comprehension(node); }
    void operator()(const SetComprehension &node) const { comprehension(node); }
    void operator()(const Generator &node) const { comprehension(node); }
    void operator()(const DictComprehension &node) const
    {
        all(node.key, node.value);
        clauses(node.clauses);
    }
    void operator()(const Await &node) const { all(node.value); }
    void operator()(const Yield &node) const { all(node.value); }
    void operator()(const YieldFrom &node) const { all(node.value); }

private:
    template<typename... Nodes> void all(const Nodes *...nodes) const
    {
        (..., (nodes ? walk(static_cast<const Expression &>(*nodes), m_visitor) : void()));
    }
    void each(Nodes<Expression> nodes) const
    {
        for (const Expression *node : nodes)
            walk(*node, m_visitor);
    }
    void keywords(Values<Keyword> values) const
    {
        for (const Keyword &keyword : values)
            all(keyword.value);
    }
    void parameters(Values<Parameter> values) const
    {
        for (const Parameter &parameter : values)
            all(parameter.annotation, parameter.defaultValue);
    }
    void types(Values<TypeParameter> values) const
    {
        for (const TypeParameter &parameter : values)
            all(parameter.bound, parameter.defaultValue);
    }
    template<typename T> void comprehension(const T &node) const
    {
        all(node.element);
        clauses(node.clauses);
    }
    void clauses(Values<ComprehensionClause> values) const
    {
        for (const ComprehensionClause &clause : values) {
            all(clause.target, clause.iterable);
            each(clause.conditions);
        }
    }
    void pattern(const Pattern &node) const
    {
        const auto patterns = [this](Nodes<Pattern> nodes) {
            for (const Pattern *child : nodes)
                pattern(*child);
        };
        if (const auto *value = node.as<ValuePattern>()) {
            all(value->value);
        } else if (const auto *sequence = node.as<SequencePattern>()) {
            patterns(sequence->elements);
        } else if (const auto *mapping = node.as<MappingPattern>()) {
            for (const MappingPatternItem &item : mapping->items) {
                all(item.key);
                pattern(*item.pattern);
            }
        } else if (const auto *type = node.as<ClassPattern>()) {
            all(type->type);
            patterns(type->arguments);
            for (const KeywordPattern &keyword : type->keywords)
                pattern(*keyword.pattern);
        } else if (const auto *named = node.as<AsPattern>()) {
            if (named->pattern)
                pattern(*named->pattern);
        } else if (const auto *either = node.as<OrPattern>()) {
            patterns(either->alternatives);
        }
    }

    TreeVisitor &m_visitor;
};

} // namespace

void walk(const Suite &suite, TreeVisitor &visitor)
{
    for (const Statement *statement : suite)
        walk(*statement, visitor);
}

void walk(const Statement &statement, TreeVisitor &visitor)
{
    if (!visitor.enterStatement(statement))
        return;
    visit(statement, Children(visitor));
    visitor.leaveStatement(statement);
}

void walk(const Expression &expression, TreeVisitor &visitor)
{
    if (visitor.enterExpression(expression))
        visit(expression, Children(visitor));
}

} // namespace stillroom::python
