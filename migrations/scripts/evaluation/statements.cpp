#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

Flow Interpreter::execute(const Suite &suite)
{
    for (const python::Statement *statement : suite) {
        const Flow flow = execute(*statement);
        if (m_stopped)
            return Flow::Stop;
        if (flow != Flow::Normal)
            return flow;
    }
    return Flow::Normal;
}

Flow Interpreter::execute(const python::Statement &statement)
{
    if (!spend(statement.extent))
        return Flow::Stop;
    const auto done = [](auto &&) { return Flow::Normal; };
    const auto unsupported = [&](const char *what) {
        m_refusals.refuse(statement.extent, QString::fromLatin1(what));
        return Flow::Normal;
    };
    return visit(statement,
        Overloaded{
            [&](const ExpressionStatement &n) { return done(evaluate(*n.value)); },
            [&](const Assign &n) {
                const Value value = evaluate(*n.value);
                for (const Expression *target : n.targets)
                    assign(*target, value);
                return Flow::Normal;
            },
            [&](const AugmentedAssign &n) {
                executeAugmented(n);
                return Flow::Normal;
            },
            [&](const AnnotatedAssign &n) {
                if (n.value)
                    assign(*n.target, evaluate(*n.value));
                return Flow::Normal;
            },
            [&](const TypeAlias &n) {
                m_frame->set(n.name->name, Value::unknown(QStringLiteral("uses a type alias")));
                return Flow::Normal;
            },
            [&](const Function &n) {
                executeFunction(n);
                return Flow::Normal;
            },
            [&](const Class &n) {
                executeClass(n);
                return Flow::Normal;
            },
            [&](const Return &n) {
                m_returned = n.value ? evaluate(*n.value) : Value();
                return Flow::Return;
            },
            [&](const Delete &n) {
                executeDelete(n);
                return Flow::Normal;
            },
            [&](const For &n) { return executeFor(n); },
            [&](const While &n) { return executeWhile(n); },
            [&](const If &n) { return executeIf(n); },
            [&](const With &n) { return executeWith(n); },
            [&](const Match &) { return unsupported("decides with match"); },
            [&](const Raise &n) { return executeRaise(n); },
            [&](const Try &n) { return executeTry(n); },
            [&](const Assert &n) { return executeAssert(n); },
            [&](const Import &n) {
                executeImport(n);
                return Flow::Normal;
            },
            [&](const ImportFrom &n) {
                executeImportFrom(n);
                return Flow::Normal;
            },
            [&](const Global &) { return unsupported("changes module variables with global"); },
            [&](const Nonlocal &) { return unsupported("changes outer variables with nonlocal"); },
            [&](const Pass &) { return Flow::Normal; },
            [&](const Break &) { return Flow::Break; },
            [&](const Continue &) { return Flow::Continue; },
        });
}

Flow Interpreter::executeFor(const For &node)
{
    if (node.isAsync) {
        m_refusals.refuse(node.extent, QStringLiteral("loops asynchronously"));
        return Flow::Normal;
    }
    const Value iterable = evaluate(*node.iterable);
    const auto all = items(iterable, node.iterable->extent);
    if (!all)
        return Flow::Normal;
    for (size_t i = 0; i < all->size(); ++i) {
        if (!spend(node.extent))
            return Flow::Stop;
        assign(*node.target, (*all)[i]);
        const Flow flow = execute(node.body);
        if (flow == Flow::Break)
            return Flow::Normal;
        if (flow == Flow::Return || flow == Flow::Stop)
            return flow;
        // A loop that changes what it walks sees the change in Python.
        const auto *list = iterable.list();
        const auto *dict = iterable.dict();
        if ((list && list->items.size() != all->size()) || (dict && dict->items.size() != all->size())) {
            m_refusals.refuse(node.extent, QStringLiteral("changes a list while walking it"));
            return Flow::Normal;
        }
    }
    return execute(node.orElse);
}

Flow Interpreter::executeWhile(const While &node)
{
    while (true) {
        if (!spend(node.extent))
            return Flow::Stop;
        const auto truthful = isTrue(evaluate(*node.condition), node.condition->extent);
        if (!truthful)
            return Flow::Normal;
        if (!*truthful)
            return execute(node.orElse);
        const Flow flow = execute(node.body);
        if (flow == Flow::Break)
            return Flow::Normal;
        if (flow == Flow::Return || flow == Flow::Stop)
            return flow;
        if (m_refusals.any())
            return Flow::Normal; // a refused body may never end the loop
    }
}

Flow Interpreter::executeIf(const If &node)
{
    const auto truthful = isTrue(evaluate(*node.condition), node.condition->extent);
    if (!truthful)
        return Flow::Normal;
    return execute(*truthful ? node.body : node.orElse);
}

Flow Interpreter::executeWith(const With &node)
{
    if (node.isAsync) {
        m_refusals.refuse(node.extent, QStringLiteral("uses async with"));
        return Flow::Normal;
    }
    std::vector<Value> entered;
    bool sound = true;
    for (const WithItem &item : node.items) {
        const Value context = known(evaluate(*item.context), item.context->extent);
        sound = sound && enter(context, item);
        if (!sound)
            break;
        entered.push_back(context);
    }
    const Flow flow = sound ? execute(node.body) : Flow::Normal;
    for (auto it = entered.rbegin(); it != entered.rend(); ++it)
        leave(*it);
    return flow;
}

bool Interpreter::enter(const Value &context, const WithItem &item)
{
    if (context.isPoison()) {
        if (item.target)
            assign(*item.target, context);
        return false;
    }
    ContextObject *object = context.context();
    using Kind = ContextObject::Kind;
    if (!object || (object->kind != Kind::Batch && object->kind != Kind::Autocommit)) {
        m_refusals.handOver(
            item.context->extent, QStringLiteral("opens a with block on %1").arg(context.typeName()));
        return false;
    }
    if (object->kind == Kind::Autocommit) {
        if (m_autocommit > 0) {
            m_refusals.raise(
                item.context->extent, QStringLiteral("AssertionError: one autocommit_block in another"));
            return false;
        }
        m_autocommit = ++m_autocommitBlocks;
    }
    object->open = true;
    if (item.target)
        assign(*item.target, object->kind == Kind::Batch ? context : Value());
    return true;
}

void Interpreter::leave(const Value &context)
{
    ContextObject *object = context.context();
    object->open = false;
    if (object->kind == ContextObject::Kind::Autocommit) {
        m_autocommit = 0;
        return;
    }
    if (m_stopped) // an error leaves what a batch held unsent
        object->held.clear();
    for (Operation &operation : object->held) {
        operation.autocommit = m_autocommit > 0;
        operation.autocommitBlock = m_autocommit;
        m_operations.push_back(std::move(operation));
    }
    object->held.clear();
}

Flow Interpreter::executeRaise(const Raise &node)
{
    const auto text
        = node.exception ? m_module.text(*node.exception) : std::string_view("the exception again");
    QString written = fromUtf8(text).simplified();
    if (written.size() > 80)
        written = written.left(77) + QStringLiteral("...");
    m_raised = !m_refusals.any() && m_operations.empty();
    m_refusals.raise(node.extent, written);
    return Flow::Stop;
}

Flow Interpreter::executeAssert(const Assert &node)
{
    const auto truthful = isTrue(evaluate(*node.condition), node.extent);
    if (!truthful || *truthful)
        return Flow::Normal;
    m_refusals.raise(node.extent, QStringLiteral("AssertionError"));
    return Flow::Stop;
}

void Interpreter::executeDelete(const Delete &node)
{
    for (const Expression *target : node.targets) {
        if (const auto *name = target->as<Name>()) {
            if (!m_frame->remove(name->name) && !m_refusals.any())
                m_refusals.raise(
                    name->extent, QStringLiteral("NameError: %1 is not set").arg(fromUtf8(name->name)));
            continue;
        }
        m_refusals.refuse(target->extent, QStringLiteral("deletes something other than a variable"));
    }
}

void Interpreter::executeAugmented(const AugmentedAssign &node)
{
    const Value left = known(evaluate(*node.target), node.target->extent);
    const Value right = known(evaluate(*node.value), node.value->extent);
    if (left.isPoison() || right.isPoison()) {
        assign(*node.target, Value::poison());
        return;
    }
    if (auto *list = left.list(); list && node.op == BinaryOperator::Add) {
        // Extends the list that other names may share.
        const auto more = items(right, node.extent);
        if (more && list->items.size() + more->size() <= size_t(mostItems))
            list->items.insert(list->items.end(), more->begin(), more->end());
        else if (more)
            m_refusals.refuse(node.extent, QStringLiteral("builds a list of more than a million items"));
        return;
    }
    if (left.dict() || left.set() || left.list()) {
        m_refusals.refuse(node.extent, QStringLiteral("changes a collection with an operator"));
        return;
    }
    assign(*node.target, binaryOperation(*this, node.op, left, right, node.extent));
}

void Interpreter::assign(const Expression &target, Value value)
{
    if (m_stopped)
        return;
    if (const auto *name = target.as<Name>()) {
        m_frame->set(name->name, std::move(value));
    } else if (const auto *tuple = target.as<Tuple>()) {
        unpack(tuple->elements, value, target.extent);
    } else if (const auto *list = target.as<List>()) {
        unpack(list->elements, value, target.extent);
    } else if (const auto *item = target.as<Subscript>()) {
        assignItem(*item, std::move(value));
    } else {
        m_refusals.refuse(target.extent,
            QStringLiteral("sets the attribute %1").arg(fromUtf8(m_module.text(target)).simplified()));
    }
}

void Interpreter::unpack(Nodes<Expression> targets, const Value &value, Extent at)
{
    const auto all = items(value, at);
    const auto star = std::find_if(
        targets.begin(), targets.end(), [](const Expression *target) { return target->is<Starred>(); });
    const size_t plain = targets.size() - (star == targets.end() ? 0 : 1);
    const bool fits = all && (star == targets.end() ? all->size() == plain : all->size() >= plain);
    if (all && !fits)
        m_refusals.raise(at, QStringLiteral("ValueError: the values to unpack do not fit the names"));
    size_t next = 0;
    for (const Expression *target : targets) {
        if (!fits) {
            assign(target->is<Starred>() ? *target->as<Starred>()->value : *target, Value::poison());
        } else if (const auto *starred = target->as<Starred>()) {
            const size_t count = all->size() - plain;
            const auto from = all->begin() + std::ptrdiff_t(next);
            assign(*starred->value, Value::list({from, from + std::ptrdiff_t(count)}));
            next += count;
        } else {
            assign(*target, (*all)[next++]);
        }
    }
}

void Interpreter::assignItem(const Subscript &target, Value value)
{
    const Value container = known(evaluate(*target.value), target.extent);
    const Value index = known(evaluate(*target.index), target.extent);
    if (container.isPoison() || index.isPoison())
        return;
    if (auto *dict = container.dict()) {
        putItem(*dict, index, std::move(value), target.extent);
        return;
    }
    auto *list = container.list();
    const auto at = index.integral();
    if (!list || !at) {
        m_refusals.handOver(target.extent, QStringLiteral("sets an item of %1").arg(container.typeName()));
        return;
    }
    const auto size = qint64(list->items.size());
    const qint64 position = *at < 0 ? *at + size : *at;
    if (position < 0 || position >= size)
        m_refusals.raise(target.extent, QStringLiteral("IndexError"));
    else
        list->items[size_t(position)] = std::move(value);
}

void Interpreter::emitOperation(OperationValue value, Extent at, ContextObject *batch)
{
    if (m_stopped)
        return;
    Operation operation{std::move(value), place(at), m_autocommit > 0, m_autocommit};
    ++m_emitted;
    if (m_atModuleLevel) {
        m_refusals.refuse(at, QStringLiteral("runs an operation outside upgrade() and downgrade()"));
        return;
    }
    if (!batch)
        m_operations.push_back(std::move(operation));
    else if (batch->open)
        batch->held.push_back(std::move(operation));
    else
        m_refusals.refuse(at, QStringLiteral("uses a batch outside its with block"));
}

bool Interpreter::spend(Extent at)
{
    // Some hundred times the largest script of the census; well under a second.
    constexpr qint64 mostSteps = 1'000'000;
    if (++m_steps < mostSteps)
        return true;
    if (m_steps < 2 * mostSteps) {
        m_steps = 2 * mostSteps;
        m_refusals.refuse(at, QStringLiteral("loops for more than a million steps"));
    }
    return false;
}

} // namespace stillroom::evaluation
