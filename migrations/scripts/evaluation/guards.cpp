#include "migrations/scripts/evaluation/guards.h"

#include "migrations/python/walk.h"
#include "migrations/scripts/evaluation/catalogue.h"

#include <QRegularExpression>

#include <algorithm>

namespace stillroom::evaluation
{

using namespace python;
using python::Expression; // not the SQL one

namespace
{

/// Looks for whatever ends a transaction, or might: in PostgreSQL nothing else gets past a failed statement.
class EndOfTransaction : public TreeVisitor
{
public:
    bool found = false;

    bool enterStatement(const python::Statement &statement) override
    {
        if (const auto *import = statement.as<Import>())
            found = found
                || std::any_of(import->names.begin(), import->names.end(),
                    [](const ImportedName &name) { return isOfTheProject(fromUtf8(name.name)); });
        else if (const auto *from = statement.as<ImportFrom>())
            found = found || from->level > 0 || isOfTheProject(fromUtf8(from->module));
        return !found;
    }

    bool enterExpression(const Expression &expression) override
    {
        static const QStringList ending = QStringLiteral(
            "rollback commit begin begin_nested autocommit_block transaction reset invalidate "
            "execution_options isolation_level set_isolation_level set_session autocommit "
            "Session sessionmaker scoped_session")
                                              .split(u' ');
        static const QStringList anything
            = QStringLiteral("getattr exec eval __import__ Session sessionmaker scoped_session").split(u' ');
        static const QRegularExpression statement(
            QStringLiteral("(?:^|[;\\n])\\s*(?:rollback|commit|abort|end|savepoint|release|prepare)\\b"),
            QRegularExpression::CaseInsensitiveOption);
        if (const auto *member = expression.as<Attribute>())
            found = found || ending.contains(fromUtf8(member->name));
        else if (const auto *name = expression.as<Name>())
            found = found || anything.contains(fromUtf8(name->name));
        else if (const auto *text = expression.as<StringLiteral>())
            found = found || statement.match(fromUtf8(text->value)).hasMatch();
        return !found;
    }

private:
    /// What the project's own modules do is not seen.
    static bool isOfTheProject(const QString &module)
    {
        static const QStringList libraries = QStringLiteral(
            "__future__ re time decimal uuid string collections functools hashlib random secrets psycopg2 "
            "psycopg asyncpg sys traceback warnings sqlalchemy_utils sqlmodel "
            "geoalchemy2 pgvector")
                                                 .split(u' ');
        const QString root = module.section(u'.', 0, 0);
        return !libraries.contains(root) && !catalogueModule(root);
    }
};

/// The classes an error is an instance of; the first is its own.
QStringList classesOf(const QString &error)
{
    const QStringList every{QStringLiteral("Exception"), QStringLiteral("BaseException")};
    if (error == QLatin1String("NoSuchTableError"))
        return QStringList{error, QStringLiteral("InvalidRequestError"), QStringLiteral("SQLAlchemyError"),
                   QStringLiteral("HasDescriptionCode")}
        + every;
    return QStringList{error} + every;
}

} // namespace

bool mayEndTransaction(const Module &module)
{
    EndOfTransaction visitor;
    walk(module.body(), visitor);
    return visitor.found;
}

/// An error that Python raises for certain: what is left of the statement does not run.
Value Interpreter::throwError(const QString &error, const QString &about, Extent at)
{
    const bool isFirst = !m_refusals.any();
    const Value poison = m_refusals.raise(at, error + QStringLiteral(": ") + about);
    if (isFirst && m_guarded > 0) {
        m_thrown = error;
        m_stopped = true;
    }
    return poison;
}

/// The name of an exception class; empty when it cannot be told which class that is.
QString Interpreter::exceptionClass(const Expression &type)
{
    static const QString sqlAlchemy = QStringLiteral("sqlalchemy");
    const size_t before = m_refusals.count();
    const auto *member = type.as<Attribute>();
    const Value value = evaluate(member ? *member->value : type);
    const bool isNowhere = m_refusals.count() > before;
    m_refusals.rollBack(before);
    const auto *unknown = value.unknown();
    if (member) {
        const bool isTheirs = value.module() ? value.module()->name.startsWith(sqlAlchemy)
                                             : unknown && unknown->path.startsWith(sqlAlchemy);
        return isTheirs ? fromUtf8(member->name) : QString();
    }
    if (unknown && unknown->path.startsWith(sqlAlchemy))
        return unknown->path.section(u'.', -1);
    const auto *name = type.as<Name>(); // of a builtin, which Exception is
    return name && (isNowhere || value.entry()) ? fromUtf8(name->name) : QString();
}

/// The handler that catches the error; null: none does. No value: that is not certain.
std::optional<const ExceptHandler *> Interpreter::handlerOf(const Try &node, const QString &error)
{
    const QStringList classes = classesOf(error);
    for (const ExceptHandler &handler : node.handlers) {
        if (!handler.type)
            return &handler;
        std::vector<const Expression *> types{handler.type};
        if (const auto *tuple = handler.type->as<Tuple>())
            types.assign(tuple->elements.begin(), tuple->elements.end());
        for (const Expression *type : types) {
            const QString name = exceptionClass(*type);
            if (name.isEmpty())
                return std::nullopt;
            if (classes.contains(name))
                return &handler;
        }
    }
    return nullptr;
}

/// A failed statement cannot be caught in PostgreSQL: whatever follows in the transaction fails too, at the
/// latest the version table's. So a guarded statement is sent as it stands, unless the script or env.py can
/// end the transaction.
bool Interpreter::failureIsFinal()
{
    if (!m_mayEndTransaction)
        m_mayEndTransaction = mayEndTransaction(m_module);
    return !m_options.errorsCanBeCaught && !*m_mayEndTransaction;
}

/// After the body of a guard: the handler that runs, null when the body came to its end, and no value when it
/// is not certain what happens.
std::optional<const ExceptHandler *> Interpreter::afterGuarded(
    const Try &node, size_t reasonsBefore, qint64 emittedBefore)
{
    if (m_emitted != emittedBefore && !failureIsFinal())
        return std::nullopt;
    if (m_thrown.isEmpty())
        return m_refusals.raisedSince(reasonsBefore) ? std::nullopt
                                                     : std::optional<const ExceptHandler *>(nullptr);
    m_stopped = false; // the classes are looked at as ever
    const auto handler = handlerOf(node, m_thrown);
    m_stopped = true;
    // An error that goes on to a guard around this one passes its `finally`.
    return handler && !*handler && !node.finally.isEmpty() ? std::nullopt : handler;
}

Flow Interpreter::executeGuarded(const Try &node)
{
    const size_t reasons = m_refusals.count();
    const qint64 emitted = m_emitted;
    ++m_guarded;
    const Flow flow = execute(node.body);
    --m_guarded;
    if (m_options.offline) // nothing that is executed fails: the body is what prints
        return flow == Flow::Normal ? execute(node.orElse) : flow;
    const auto handler = afterGuarded(node, reasons, emitted);
    if (handler && !*handler)
        return flow == Flow::Normal ? execute(node.orElse) : flow;
    m_refusals.rollBack(reasons);
    m_stopped = m_raised = false;
    m_thrown.clear();
    if (!handler) {
        m_refusals.handOver(node.extent, QStringLiteral("guards statements with try/except"));
        return Flow::Normal;
    }
    if (!(*handler)->name.empty())
        m_frame->set((*handler)->name, Value::unknown(QStringLiteral("uses the error that it caught")));
    return execute((*handler)->body);
}

Flow Interpreter::executeTry(const Try &node)
{
    Flow flow = Flow::Normal;
    if (node.handlers.empty()) {
        flow = execute(node.body);
        if (flow == Flow::Normal)
            flow = execute(node.orElse);
    } else if (!m_options.offline && (m_atModuleLevel || node.isStar)) {
        m_refusals.handOver(node.extent, QStringLiteral("guards statements with try/except"));
        return Flow::Normal;
    } else {
        flow = executeGuarded(node);
    }
    const Flow last = flow == Flow::Stop ? Flow::Normal : execute(node.finally);
    return last == Flow::Normal ? flow : last;
}

} // namespace stillroom::evaluation
