#include "migrations/scripts/evaluation/frame.h"

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

/// Walks one function body; inner functions and classes have bodies of their own.
class Scanner
{
public:
    BodyScan result;

    void suite(const Suite &body)
    {
        for (const python::Statement *statement : body)
            visit(*statement, *this);
    }

    void operator()(const ExpressionStatement &node) { expression(node.value); }
    void operator()(const Assign &node)
    {
        for (const Expression *target : node.targets)
            bind(target);
        expression(node.value);
    }
    void operator()(const AugmentedAssign &node)
    {
        bind(node.target);
        expression(node.value);
    }
    void operator()(const AnnotatedAssign &node)
    {
        bind(node.target);
        expression(node.value);
    }
    void operator()(const TypeAlias &node) { result.bound.insert(node.name->name); }
    void operator()(const Function &node) { result.bound.insert(node.name); }
    void operator()(const Class &node) { result.bound.insert(node.name); }
    void operator()(const Return &node) { expression(node.value); }
    void operator()(const Delete &node)
    {
        for (const Expression *target : node.targets)
            bind(target);
    }
    void operator()(const For &node)
    {
        bind(node.target);
        expression(node.iterable);
        suite(node.body);
        suite(node.orElse);
    }
    void operator()(const While &node)
    {
        expression(node.condition);
        suite(node.body);
        suite(node.orElse);
    }
    void operator()(const If &node)
    {
        expression(node.condition);
        suite(node.body);
        suite(node.orElse);
    }
    void operator()(const With &node)
    {
        for (const WithItem &item : node.items) {
            expression(item.context);
            bind(item.target);
        }
        suite(node.body);
    }
    void operator()(const Match &node)
    {
        expression(node.subject);
        for (const MatchCase &alternative : node.cases) {
            pattern(alternative.pattern);
            expression(alternative.guard);
            suite(alternative.body);
        }
    }
    void operator()(const Raise &node) { expression(node.exception); }
    void operator()(const Try &node)
    {
        suite(node.body);
        for (const ExceptHandler &handler : node.handlers) {
            if (!handler.name.empty())
                result.bound.insert(handler.name);
            suite(handler.body);
        }
        suite(node.orElse);
        suite(node.finally);
    }
    void operator()(const Assert &node) { expression(node.condition); }
    void operator()(const Import &node)
    {
        for (const ImportedName &name : node.names)
            result.bound.insert(name.alias.empty() ? name.name.substr(0, name.name.find('.')) : name.alias);
    }
    void operator()(const ImportFrom &node)
    {
        for (const ImportedName &name : node.names)
            result.bound.insert(name.alias.empty() ? name.name : name.alias);
    }
    void operator()(const Global &) { result.rebindsOuter = true; }
    void operator()(const Nonlocal &) { result.rebindsOuter = true; }
    void operator()(const Pass &) { }
    void operator()(const Break &) { }
    void operator()(const Continue &) { }

    void expression(const Expression *node)
    {
        if (node)
            visit(*node, *this);
    }
    void expressions(Nodes<Expression> nodes)
    {
        for (const Expression *node : nodes)
            expression(node);
    }

    void operator()(const FormattedString &node) { expressions(node.parts); }
    void operator()(const FormattedValue &node)
    {
        expression(node.value);
        expression(node.format);
    }
    void operator()(const Tuple &node) { expressions(node.elements); }
    void operator()(const List &node) { expressions(node.elements); }
    void operator()(const Set &node) { expressions(node.elements); }
    void operator()(const Dict &node)
    {
        for (const DictItem &item : node.items) {
            expression(item.key);
            expression(item.value);
        }
    }
    void operator()(const BinaryOperation &node)
    {
        // A chain of a thousand additions leans to the left; only the right sides are short.
        const Expression *left = &node;
        while (const auto *operation = left->as<BinaryOperation>()) {
            expression(operation->right);
            left = operation->left;
        }
        expression(left);
    }
    void operator()(const UnaryOperation &node) { expression(node.operand); }
    void operator()(const BooleanOperation &node) { expressions(node.operands); }
    void operator()(const Comparison &node)
    {
        expression(node.first);
        for (const Comparand &comparand : node.rest)
            expression(comparand.operand);
    }
    void operator()(const Call &node)
    {
        expression(node.function);
        expressions(node.arguments);
        for (const Keyword &keyword : node.keywords)
            expression(keyword.value);
    }
    void operator()(const Attribute &node) { expression(node.value); }
    void operator()(const Subscript &node)
    {
        expression(node.value);
        expression(node.index);
    }
    void operator()(const Slice &node)
    {
        expression(node.lower);
        expression(node.upper);
        expression(node.step);
    }
    void operator()(const Starred &node) { expression(node.value); }
    void operator()(const Conditional &node)
    {
        expression(node.condition);
        expression(node.whenTrue);
        expression(node.whenFalse);
    }
    void operator()(const Assignment &node)
    {
        result.bound.insert(node.target->name);
        expression(node.value);
    }
    void operator()(const ListComprehension &node) { comprehension(node.element, node.clauses); }
    void operator()(const SetComprehension &node) { comprehension(node.element, node.clauses); }
    void operator()(const Generator &node) { comprehension(node.element, node.clauses); }
    void operator()(const DictComprehension &node)
    {
        expression(node.key);
        comprehension(node.value, node.clauses);
    }
    void operator()(const Await &) { result.awaits = true; }
    void operator()(const Yield &) { result.yields = true; }
    void operator()(const YieldFrom &) { result.yields = true; }
    void operator()(const Lambda &) { }
    template<typename Literal>
    requires std::derived_from<Literal, Expression>
    void operator()(const Literal &) { }

private:
    /// Only `:=` inside a comprehension binds outside it; its targets are its own.
    void comprehension(const Expression *element, Values<ComprehensionClause> clauses)
    {
        expression(element);
        for (const ComprehensionClause &clause : clauses) {
            expression(clause.iterable);
            expressions(clause.conditions);
        }
    }

    void bind(const Expression *target)
    {
        if (!target)
            return;
        if (const auto *name = target->as<Name>())
            result.bound.insert(name->name);
        else if (const auto *tuple = target->as<Tuple>())
            bindAll(tuple->elements);
        else if (const auto *list = target->as<List>())
            bindAll(list->elements);
        else if (const auto *starred = target->as<Starred>())
            bind(starred->value);
        else
            expression(target);
    }
    void bindAll(Nodes<Expression> targets)
    {
        for (const Expression *target : targets)
            bind(target);
    }

    void pattern(const Pattern *node)
    {
        if (const auto *as = node ? node->as<AsPattern>() : nullptr) {
            result.bound.insert(as->name);
            pattern(as->pattern);
        }
    }
};

} // namespace

BodyScan scan(const Suite &body)
{
    Scanner scanner;
    scanner.suite(body);
    return std::move(scanner.result);
}

BodyScan scan(const python::Statement &statement)
{
    Scanner scanner;
    visit(statement, scanner);
    return std::move(scanner.result);
}

BodyScan scan(const Expression &expression)
{
    Scanner scanner;
    scanner.expression(&expression);
    return std::move(scanner.result);
}

} // namespace stillroom::evaluation
