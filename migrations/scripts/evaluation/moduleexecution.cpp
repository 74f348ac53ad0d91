#include "migrations/scripts/evaluation/catalogue.h"

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

bool isMainGuard(const If &node)
{
    const auto *test = node.condition->as<Comparison>();
    const auto *name = test ? test->first->as<Name>() : nullptr;
    return name && name->name == "__name__";
}

/// Bare calls at module level may change anything (patch a library, register a compiler).
bool keepsReason(const python::Statement &statement)
{
    if (statement.is<ExpressionStatement>() || statement.is<Raise>() || statement.is<Delete>())
        return true;
    const auto *function = statement.as<Function>();
    if (function && !function->decorators.empty())
        return true;
    const auto *assign = statement.as<Assign>();
    return assign
        && std::any_of(assign->targets.begin(), assign->targets.end(),
            [](const Expression *target) { return target->is<Attribute>() || target->is<Subscript>(); });
}

/// @compiles(Type, "sqlite"): how other databases print it.
bool isForOthers(const Call *decorator)
{
    const auto isOther = [](const Expression *argument) {
        const auto *dialect = argument->as<StringLiteral>();
        return dialect && dialect->value != "postgresql" && dialect->value != "default";
    };
    return decorator && decorator->arguments.size() > 1 && decorator->keywords.empty()
        && std::all_of(decorator->arguments.begin() + 1, decorator->arguments.end(), isOther);
}

} // namespace

Interpreter::Interpreter(const Module &module, const EvaluationOptions &options, LiveTables *live)
    : m_module(module)
    , m_options(options)
    , m_live(live && live->canAsk() && !options.offline ? live : nullptr)
    , m_refusals(module)
{
    m_globals->set("__name__", Value::unknown(QStringLiteral("uses __name__")));
    m_globals->set("__file__", Value::unknown(QStringLiteral("uses __file__, the path of the script")));
}

Interpreter::~Interpreter()
{
    // A nested function and the frame that names it hold each other, also through a frame in between: a
    // lambda made in a comprehension is held by the function around it.
    for (const auto &captured : m_captured) {
        for (auto frame = captured.lock(); frame; frame = frame->enclosing)
            frame->names.clear();
    }
}

EvaluatedBody Interpreter::run(Direction direction)
{
    EvaluatedBody body;
    executeModule();
    const std::string_view wanted = direction == Direction::Upgrade ? "upgrade" : "downgrade";
    const Value *found = m_globals->find(wanted);
    if (!found) {
        body.missing = true;
        body.reasons = m_refusals.take();
        return body;
    }
    const Value function = *found;
    const auto *object = function.function();
    const Extent at = object ? object->extent : Extent{};
    m_raised = false;
    if (object && takesArgumentsOfEnv(*object))
        m_refusals.handOver(at, QStringLiteral("takes arguments that env.py gives"));
    else
        call(function, {}, at);
    body.raises = m_raised && m_refusals.count() == 1;
    body.reasons = m_refusals.take();
    if (!body.reasons.empty())
        return body;
    live();
    body.operations = std::move(m_operations);
    return body;
}

LiveTables *Interpreter::live()
{
    for (; m_live && m_appliedOperations < m_operations.size(); ++m_appliedOperations)
        m_live->apply(m_operations[m_appliedOperations]);
    return m_live;
}

bool Interpreter::takesArgumentsOfEnv(const FunctionObject &function) const
{
    const auto needs = [this](const Parameter &parameter) {
        const bool isRest
            = parameter.kind == ParameterKind::VarPositional || parameter.kind == ParameterKind::VarKeyword;
        return m_options.passesArguments || !(isRest || parameter.defaultValue);
    };
    return std::any_of(function.parameters.begin(), function.parameters.end(), needs);
}

void Interpreter::executeModule()
{
    m_atModuleLevel = true;
    for (const python::Statement *statement : m_module.body())
        executeModuleStatement(*statement);
    m_atModuleLevel = false;
    m_stopped = false;
}

void Interpreter::executeModuleStatement(const python::Statement &statement)
{
    const auto *guard = statement.as<If>();
    if (guard && isMainGuard(*guard))
        return;
    const size_t before = m_refusals.count();
    const auto *attempt = statement.as<Try>();
    if (attempt && importsOnlyKnown(attempt->body))
        execute(attempt->body);
    else
        execute(statement);
    m_stopped = false;
    if (m_refusals.count() == before || keepsReason(statement))
        return;
    // What module level computes matters only to a function that uses it.
    const QString why = m_refusals.rollBack(before);
    for (const std::string_view name : scan(statement).bound)
        m_globals->set(name, Value::unknown(QStringLiteral("uses %1 (%2)").arg(fromUtf8(name), why)));
}

bool Interpreter::importsOnlyKnown(const Suite &suite) const
{
    return std::all_of(suite.begin(), suite.end(), [](const python::Statement *statement) {
        if (const auto *import = statement->as<Import>())
            return std::all_of(import->names.begin(), import->names.end(),
                [](const ImportedName &name) { return catalogueModule(fromUtf8(name.name)); });
        const auto *from = statement->as<ImportFrom>();
        const auto *module = from && from->level == 0 ? catalogueModule(fromUtf8(from->module)) : nullptr;
        return module && std::all_of(from->names.begin(), from->names.end(), [&](const ImportedName &name) {
            return !moduleMember(*module, fromUtf8(name.name)).unknown();
        });
    });
}

QString Interpreter::decoration(Nodes<Expression> decorators)
{
    return decorators.empty()
        ? QString()
        : QStringLiteral("is decorated with @") + fromUtf8(m_module.text(*decorators.front())).simplified();
}

void Interpreter::executeFunction(const Function &node)
{
    const size_t before = m_refusals.count();
    for (const Expression *decorator : node.decorators) {
        const auto *called = decorator->as<Call>();
        const Value value = evaluate(called ? *called->function : *decorator);
        m_refusals.rollBack(before);
        // @compiles and @listens_for change how SQLAlchemy prints, everywhere.
        const auto *unknown = value.unknown();
        if (unknown && unknown->why.contains(QLatin1String("sqlalchemy")) && !isForOthers(called)) {
            m_refusals.handOver(node.extent,
                QStringLiteral("registers %1() with SQLAlchemy by @%2")
                    .arg(fromUtf8(node.name), fromUtf8(m_module.text(*decorator)).simplified()));
        }
    }
    auto made = method(node);
    if (!m_stopped)
        m_frame->set(node.name, Value(Value::Data(std::shared_ptr<const FunctionObject>(std::move(made)))));
}

std::shared_ptr<FunctionObject> Interpreter::method(const Function &node)
{
    auto made = function(node.parameters, fromUtf8(node.name), node.extent);
    made->body = &node.body;
    made->refusal = node.isAsync ? QStringLiteral("is asynchronous") : decoration(node.decorators);
    return made;
}

void Interpreter::bindImport(std::string_view name, Value value)
{
    m_frame->set(name, std::move(value));
}

void Interpreter::executeImport(const Import &node)
{
    for (const ImportedName &name : node.names) {
        const auto root = name.name.substr(0, name.name.find('.'));
        const auto wanted = name.alias.empty() ? root : name.name;
        const auto *module = catalogueModule(fromUtf8(wanted));
        if (!module && m_guarded > 0)
            m_refusals.handOver(
                node.extent, QStringLiteral("asks with try whether %1 is there").arg(fromUtf8(wanted)));
        bindImport(name.alias.empty() ? root : name.alias,
            module
                ? Value(Value::Data(ModuleValue(module)))
                : Value::unknown(
                    QStringLiteral("uses %1, imported in line %2").arg(fromUtf8(wanted), lineOf(node.extent)),
                    fromUtf8(wanted)));
    }
}

void Interpreter::executeImportFrom(const ImportFrom &node)
{
    if (node.module == "__future__")
        return;
    const QString from = QString(node.level, u'.') + fromUtf8(node.module);
    const auto *module = node.level == 0 ? catalogueModule(from) : nullptr;
    for (const ImportedName &name : node.names) {
        if (name.name == "*") {
            if (!module) {
                m_refusals.handOver(node.extent, QStringLiteral("imports every name of %1").arg(from));
                continue;
            }
            m_starImports.push_back(module);
            continue;
        }
        Value value = module ? moduleMember(*module, fromUtf8(name.name)) : Value();
        if (!module || value.unknown()) {
            const QString path = from + u'.' + fromUtf8(name.name);
            const auto declared = declaredType(path);
            if (!declared && m_guarded > 0)
                m_refusals.handOver(
                    node.extent, QStringLiteral("asks with try whether %1 is there").arg(path));
            value = declared
                ? *declared
                : Value::unknown(
                    QStringLiteral("uses %1, imported from %2").arg(fromUtf8(name.name), from), path);
        }
        bindImport(name.alias.empty() ? name.name : name.alias, std::move(value));
    }
}

} // namespace stillroom::evaluation
