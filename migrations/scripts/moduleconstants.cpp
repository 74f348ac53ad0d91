#include "migrations/scripts/moduleconstants.h"

#include <algorithm>

namespace stillroom
{

using namespace python;

namespace
{

// No header needs more; names that double one another could ask for any amount.
constexpr std::size_t longestText = 1'000'000;
constexpr std::size_t longestSequence = 100'000;

ConstantValue unknown(const QString &reason, std::uint32_t offset)
{
    return {ConstantValue::Unknown{reason, offset}};
}

ConstantValue added(ConstantValue left, ConstantValue right, std::uint32_t offset)
{
    if (left.unknown())
        return left;
    if (right.unknown())
        return right;
    if (left.text() && right.text() && left.text()->size() + right.text()->size() <= longestText)
        return {*left.text() + *right.text()};
    if (left.sequence() && right.sequence()) {
        if (left.sequence()->size() + right.sequence()->size() > longestSequence)
            return unknown(QStringLiteral("it is too long"), offset);
        ConstantValue::Sequence joined = *left.sequence();
        joined.insert(joined.end(), right.sequence()->begin(), right.sequence()->end());
        return {std::move(joined)};
    }
    return unknown(left.text() && right.text() ? QStringLiteral("it is too long")
                                               : QStringLiteral("it adds values of different kinds"),
        offset);
}

// The truth of a condition that is a literal; `__name__ == …` is decided too, for a script is imported.
std::optional<bool> decided(const Expression &condition)
{
    if (const auto *literal = condition.as<BoolLiteral>())
        return literal->value;
    if (condition.is<NoneLiteral>())
        return false;
    if (const auto *literal = condition.as<IntLiteral>())
        return literal->value != 0;
    if (const auto *inverted = condition.as<UnaryOperation>();
        inverted && inverted->op == UnaryOperator::Not) {
        const auto inner = decided(*inverted->operand);
        return inner ? std::optional(!*inner) : std::nullopt;
    }
    const auto *comparison = condition.as<Comparison>();
    if (comparison && comparison->rest.size() == 1 && comparison->rest[0].op == ComparisonOperator::Equal) {
        const auto *name = comparison->first->as<Name>();
        const auto *text = comparison->rest[0].operand->as<StringLiteral>();
        if (name && text && name->name == "__name__" && text->value == "__main__")
            return false;
    }
    return std::nullopt;
}

std::string_view topPackage(std::string_view dotted)
{
    return dotted.substr(0, dotted.find('.'));
}

QString orElseReason(const QString &outer, const QString &own)
{
    return outer.isEmpty() ? own : outer;
}

} // namespace

ModuleConstants::ModuleConstants(const Module &module)
{
    read(module.body(), QString());
}

const ModuleConstants::Binding *ModuleConstants::find(std::string_view name, std::size_t count) const
{
    for (std::size_t i = count; i > 0; --i) {
        if (m_bindings[i - 1].name == name)
            return &m_bindings[i - 1];
    }
    return nullptr;
}

// `uncertainty` is why names bound here cannot be known; empty for code that certainly runs.
void ModuleConstants::read(const Suite &suite, const QString &uncertainty)
{
    for (const Statement *statement : suite)
        read(*statement, uncertainty);
}

void ModuleConstants::read(const Statement &statement, const QString &uncertainty)
{
    const std::uint32_t offset = statement.extent.begin;
    visit(statement,
        Overloaded{
            [&](const Assign &node) {
                for (const Expression *target : node.targets)
                    bind(*target, node.value, offset, uncertainty);
            },
            [&](const AnnotatedAssign &node) {
                if (node.value)
                    bind(*node.target, node.value, offset, uncertainty);
            },
            [&](const AugmentedAssign &node) { readAddition(node, uncertainty); },
            [&](const Function &node) { bindUnknown(node.name, offset, QStringLiteral("it is a function")); },
            [&](const Class &node) { bindUnknown(node.name, offset, QStringLiteral("it is a class")); },
            [&](const TypeAlias &node) {
                bindUnknown(node.name->name, offset, QStringLiteral("it is a type"));
            },
            [&](const Import &node) { readImport(node.names, offset, true); },
            [&](const ImportFrom &node) { readImport(node.names, offset, false); },
            [&](const Delete &node) {
                for (const Expression *target : node.targets)
                    bind(*target, nullptr, offset, QStringLiteral("it is deleted"));
            },
            [&](const auto &node) { readBlocks(node, uncertainty); },
        });
}

void ModuleConstants::readAddition(const AugmentedAssign &statement, const QString &uncertainty)
{
    const auto *name = statement.target->as<Name>();
    if (!name)
        return;
    bind(*name, statement.value, statement.extent.begin, uncertainty);
    m_bindings.back().isAddition = statement.op == BinaryOperator::Add;
    if (statement.op != BinaryOperator::Add)
        m_bindings.back().value = nullptr;
}

void ModuleConstants::readImport(Values<ImportedName> names, std::uint32_t offset, bool bindsPackage)
{
    for (const ImportedName &name : names) {
        m_hasStarImport = m_hasStarImport || name.name == "*";
        const std::string_view bound = bindsPackage ? topPackage(name.name) : name.name;
        bindUnknown(name.alias.empty() ? bound : name.alias, offset, QStringLiteral("it is imported"));
    }
}

// Statements that hold others, and those that bind nothing.
void ModuleConstants::readBlocks(const Statement &statement, const QString &uncertainty)
{
    const QString loop = orElseReason(uncertainty, QStringLiteral("it is set in a loop"));
    if (const auto *condition = statement.as<If>()) {
        readIf(*condition, uncertainty);
    } else if (const auto *forLoop = statement.as<For>()) {
        bind(*forLoop->target, nullptr, statement.extent.begin, loop);
        read(forLoop->body, loop);
        read(forLoop->orElse, loop);
    } else if (const auto *whileLoop = statement.as<While>()) {
        read(whileLoop->body, loop);
        read(whileLoop->orElse, loop);
    } else if (const auto *with = statement.as<With>()) {
        const QString reason = orElseReason(uncertainty, QStringLiteral("it is set in a 'with'"));
        for (const WithItem &item : with->items) {
            if (item.target)
                bind(*item.target, nullptr, statement.extent.begin, reason);
        }
        read(with->body, reason);
    } else if (const auto *attempt = statement.as<Try>()) {
        readTry(*attempt, uncertainty);
    } else if (const auto *match = statement.as<Match>()) {
        for (const MatchCase &matchCase : match->cases)
            read(matchCase.body, orElseReason(uncertainty, QStringLiteral("it is set in a 'match'")));
    }
}

void ModuleConstants::readTry(const Try &statement, const QString &uncertainty)
{
    const QString reason = orElseReason(uncertainty, QStringLiteral("it is set in a 'try'"));
    read(statement.body, reason);
    for (const ExceptHandler &handler : statement.handlers) {
        if (!handler.name.empty())
            bindUnknown(handler.name, handler.extent.begin, reason);
        read(handler.body, reason);
    }
    read(statement.orElse, reason);
    read(statement.finally, uncertainty);
}

void ModuleConstants::readIf(const If &statement, const QString &uncertainty)
{
    const auto truth = decided(*statement.condition);
    const QString reason
        = truth ? uncertainty : orElseReason(uncertainty, QStringLiteral("it is set under a condition"));
    if (truth.value_or(true))
        read(statement.body, reason);
    if (!truth.value_or(false))
        read(statement.orElse, reason);
}

// A reason makes the value unknown whatever it is.
void ModuleConstants::bind(
    const Expression &target, const Expression *value, std::uint32_t offset, const QString &reason)
{
    if (const auto *name = target.as<Name>())
        m_bindings.push_back(Binding{name->name, reason.isEmpty() ? value : nullptr, reason, offset});
    else if (const auto *tuple = target.as<Tuple>())
        bindElements(tuple->elements, value, offset, reason);
    else if (const auto *list = target.as<List>())
        bindElements(list->elements, value, offset, reason);
    else if (const auto *starred = target.as<Starred>())
        bind(
            *starred->value, nullptr, offset, orElseReason(reason, QStringLiteral("it is set by unpacking")));
}

void ModuleConstants::bindElements(
    Nodes<Expression> targets, const Expression *value, std::uint32_t offset, const QString &reason)
{
    const auto *tuple = value ? value->as<Tuple>() : nullptr;
    const auto *list = value ? value->as<List>() : nullptr;
    const Nodes<Expression> values = tuple ? tuple->elements : list ? list->elements : Nodes<Expression>();
    const auto isStarred = [](const Expression *each) { return each->is<Starred>(); };
    const bool isPlain = values.size() == targets.size()
        && std::none_of(values.begin(), values.end(), isStarred)
        && std::none_of(targets.begin(), targets.end(), isStarred);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const auto *name = targets[i]->as<Name>();
        if (isPlain || !name || isStarred(targets[i])) {
            bind(*targets[i], isPlain ? values[i] : nullptr, offset,
                isPlain ? reason : orElseReason(reason, QStringLiteral("it is set by unpacking")));
            continue;
        }
        bind(*name, value, offset, reason);
        m_bindings.back().element = static_cast<int>(i);
    }
}

void ModuleConstants::bindUnknown(std::string_view name, std::uint32_t offset, const QString &reason)
{
    m_bindings.push_back(Binding{name, nullptr, reason, offset});
}

// Names may double one another, or refer to one another in a long chain: both are bounded.
class ModuleConstants::Evaluation
{
public:
    explicit Evaluation(const ModuleConstants &module)
        : m_module(module)
    {
    }

    ConstantValue evaluateBinding(const Binding &binding);

private:
    struct Step {
        explicit Step(Evaluation &owner)
            : evaluation(owner)
        {
            ++evaluation.m_depth;
            ++evaluation.m_steps;
        }
        Step(const Step &) = delete;
        Step &operator=(const Step &) = delete;
        ~Step() { --evaluation.m_depth; }
        bool isAllowed() const { return evaluation.m_depth <= mostDepth && evaluation.m_steps <= mostSteps; }
        Evaluation &evaluation;
    };
    static constexpr int mostDepth = 500;
    static constexpr int mostSteps = 10'000;

    /// `count`: names bound by later statements are not seen.
    ConstantValue evaluate(const Expression &expression, std::size_t count);
    ConstantValue evaluateSequence(Nodes<Expression> elements, std::size_t count);
    ConstantValue evaluateFString(const FormattedString &string, std::size_t count);

    const ModuleConstants &m_module;
    int m_depth = 0;
    int m_steps = 0;
};

ConstantValue ModuleConstants::valueOf(const Binding &binding) const
{
    return Evaluation(*this).evaluateBinding(binding);
}

ConstantValue ModuleConstants::Evaluation::evaluateBinding(const Binding &binding)
{
    if (!binding.value)
        return unknown(
            binding.reason.isEmpty() ? QStringLiteral("it is computed") : binding.reason, binding.offset);
    const Step step(*this);
    if (!step.isAllowed())
        return unknown(QStringLiteral("it takes too many steps to compute"), binding.offset);
    const std::size_t index = m_module.indexOf(binding);
    const ConstantValue value = evaluate(*binding.value, index);
    if (binding.isAddition) {
        const Binding *before = m_module.find(binding.name, index);
        if (!before)
            return unknown(QStringLiteral("it has no value before"), binding.offset);
        return added(evaluateBinding(*before), value, binding.offset);
    }
    if (binding.element < 0)
        return value;
    const auto *sequence = value.sequence();
    if (!sequence || static_cast<std::size_t>(binding.element) >= sequence->size())
        return unknown(QStringLiteral("it is set by unpacking"), binding.offset);
    return (*sequence)[static_cast<std::size_t>(binding.element)];
}

ConstantValue ModuleConstants::Evaluation::evaluate(const Expression &expression, std::size_t count)
{
    const std::uint32_t offset = expression.extent.begin;
    const Step step(*this);
    if (!step.isAllowed())
        return unknown(QStringLiteral("it takes too many steps to compute"), offset);
    return visit(expression,
        Overloaded{
            [](const NoneLiteral &) { return ConstantValue{}; },
            [](const StringLiteral &node) { return ConstantValue{std::string(node.value)}; },
            [&](const FormattedString &node) { return evaluateFString(node, count); },
            [&](const Tuple &node) { return evaluateSequence(node.elements, count); },
            [&](const List &node) { return evaluateSequence(node.elements, count); },
            [&](const BinaryOperation &node) {
                if (node.op != BinaryOperator::Add)
                    return unknown(QStringLiteral("it is computed"), offset);
                return added(evaluate(*node.left, count), evaluate(*node.right, count), offset);
            },
            [&](const Name &node) {
                const Binding *binding = m_module.find(node.name, count);
                if (!binding)
                    return unknown(QStringLiteral("the name is not set in this script"), offset);
                return evaluateBinding(*binding);
            },
            [&](const Call &) { return unknown(QStringLiteral("it is the result of a call"), offset); },
            [&](const IntLiteral &) {
                return unknown(QStringLiteral("it is a number, not a string"), offset);
            },
            [&](const BytesLiteral &) {
                return unknown(QStringLiteral("it is bytes, not a string"), offset);
            },
            [&](const auto &) { return unknown(QStringLiteral("it is computed"), offset); },
        });
}

ConstantValue ModuleConstants::Evaluation::evaluateSequence(Nodes<Expression> elements, std::size_t count)
{
    ConstantValue::Sequence values;
    values.reserve(elements.size());
    for (const Expression *element : elements) {
        const auto *starred = element->as<Starred>();
        ConstantValue value = evaluate(starred ? *starred->value : *element, count);
        if (value.unknown())
            return value;
        if (!starred) {
            values.push_back(std::move(value));
            continue;
        }
        if (!value.sequence())
            return unknown(QStringLiteral("it unpacks what is no tuple or list"), element->extent.begin);
        if (values.size() + value.sequence()->size() > longestSequence)
            return unknown(QStringLiteral("it is too long"), element->extent.begin);
        values.insert(values.end(), value.sequence()->begin(), value.sequence()->end());
    }
    return {std::move(values)};
}

ConstantValue ModuleConstants::Evaluation::evaluateFString(const FormattedString &string, std::size_t count)
{
    std::string text;
    for (const Expression *part : string.parts) {
        const auto *substitution = part->as<FormattedValue>();
        if (substitution
            && (substitution->format || (substitution->conversion != 0 && substitution->conversion != 's')))
            return unknown(QStringLiteral("it is formatted"), part->extent.begin);
        const ConstantValue value = evaluate(substitution ? *substitution->value : *part, count);
        if (value.unknown())
            return value;
        if (!value.text())
            return unknown(
                QStringLiteral("it is formatted from something other than a string"), part->extent.begin);
        text += *value.text();
    }
    return {std::move(text)};
}

} // namespace stillroom
