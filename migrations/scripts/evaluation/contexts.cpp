#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/inspection.h"
#include "migrations/scripts/evaluation/methods.h"
#include "migrations/scripts/evaluation/operationcalls.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

namespace stillroom::evaluation
{

namespace
{

using Kind = ContextObject::Kind;

/// bind.execute(text): the text runs; its rows only Python sees.
Value connectionExecute(CallSite &call, const QString &method)
{
    if (call.arguments.positional.empty())
        return call.raise(QStringLiteral("TypeError: execute() misses the statement"));
    if (call.arguments.positional.size() == 1 && call.arguments.keywords.empty())
        executeArgument(call, call.arguments.positional.front());
    else if (!executeWithParameters(call))
        return Value::poison();
    return contextValue({Kind::Result, {}, {}, false, QStringLiteral("connection.%1()").arg(method)});
}

Value autocommitBlock(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? contextValue({Kind::Autocommit}) : Value::poison();
}

Value resultMethod(CallSite &call, const ContextObject &result, const QString &method)
{
    if (method == QLatin1String("close"))
        return Value();
    return call.handOver(QStringLiteral("reads rows of %1 with %2()").arg(result.construct, method));
}

/// dialect.type_descriptor(UUID()): on PostgreSQL the type itself.
Value typeDescriptor(CallSite &call)
{
    static const Signature signature("typeobj");
    const auto bound = signature.bind(call);
    const auto type = bound ? typeArgument(call, QStringLiteral("typeobj"), bound->at(0)) : std::nullopt;
    return type ? sqlValue(*type) : Value::poison();
}

/// globals().get("upgrade_" + engine, default)
Value globalsGet(CallSite &call)
{
    static const Signature signature("key, default=");
    const auto bound = signature.bind(call);
    const auto key = bound ? stringArgument(call, QStringLiteral("key"), bound->at(0)) : std::nullopt;
    if (!key)
        return Value::poison();
    const Value *found = call.interpreter.global(*key);
    return found ? *found : bound->at(1);
}

bool isDialectName(const QString &name)
{
    return name == QLatin1String("name") || name == QLatin1String("dialect_name");
}

} // namespace

bool hasContextMethod(const Value &self, const QString &method)
{
    switch (self.context()->kind) {
    case Kind::Batch:
        return isBatchOperation(method);
    case Kind::Migration:
        return method == QLatin1String("autocommit_block");
    case Kind::Connection:
        return method == QLatin1String("execute");
    case Kind::Result:
    case Kind::Logger:
        return true;
    case Kind::Dialect:
        return method == QLatin1String("type_descriptor") || method == QLatin1String("has_table");
    case Kind::Inspector:
        return isInspectorMethod(method);
    case Kind::Globals:
        return method == QLatin1String("get");
    case Kind::Autocommit:
        return false;
    }
    Q_UNREACHABLE();
}

Value callContextMethod(CallSite &call, const Value &self, const QString &method)
{
    ContextObject &context = *self.context();
    switch (context.kind) {
    case Kind::Batch:
        return callBatchOperation(call, context, method);
    case Kind::Migration:
        return autocommitBlock(call);
    case Kind::Connection:
        return connectionExecute(call, method);
    case Kind::Result:
        return resultMethod(call, context, method);
    case Kind::Logger:
        return method == QLatin1String("getChild") ? self : Value();
    case Kind::Dialect:
        return method == QLatin1String("has_table") ? dialectHasTable(call) : typeDescriptor(call);
    case Kind::Inspector:
        return callInspector(call, context, method);
    case Kind::Globals:
        return globalsGet(call);
    case Kind::Autocommit:
        break;
    }
    return call.handOver(QStringLiteral("calls %1()").arg(method));
}

Value contextAttribute(Interpreter &interpreter, const Value &object, const QString &name, python::Extent at)
{
    const ContextObject &context = *object.context();
    const auto is = [&](const char *wanted) { return name == QLatin1String(wanted); };
    const bool hasDialect = context.kind == Kind::Migration || context.kind == Kind::Connection;
    if (hasDialect && is("dialect"))
        return contextValue({Kind::Dialect});
    if (context.kind == Kind::Connection && is("engine"))
        return object;
    if (context.kind == Kind::Migration && (is("bind") || is("connection")))
        return contextValue({Kind::Connection});
    if (context.kind == Kind::Migration && is("as_sql"))
        return Value::boolean(interpreter.options().offline);
    if (context.kind == Kind::Migration && is("version_table_schema")) {
        const auto &schema = interpreter.options().versionTableSchema;
        return !schema ? Value::unknown(QStringLiteral("uses version_table_schema, which env.py works out"))
            : schema->isEmpty() ? Value()
                                : Value::string(*schema);
    }
    if (context.kind == Kind::Dialect && isDialectName(name))
        return Value::string(QStringLiteral("postgresql"));
    if (hasContextMethod(object, name) && context.kind != Kind::Result)
        return Value::method(object, name);
    if (context.kind == Kind::Result)
        return interpreter.refusals().handOver(
            at, QStringLiteral("reads rows of %1 with %2").arg(context.construct, name));
    if (context.kind == Kind::Connection)
        return interpreter.refusals().handOver(at, QStringLiteral("uses .%1 of the connection").arg(name));
    if (context.kind == Kind::Inspector)
        return interpreter.refusals().handOver(
            at, QStringLiteral("asks the live database with .%1 of an Inspector").arg(name));
    if (context.kind == Kind::Globals)
        return interpreter.refusals().handOver(at, QStringLiteral("uses globals().%1").arg(name));
    if (context.kind == Kind::Batch)
        return interpreter.refusals().handOver(at, QStringLiteral("calls the batch operation %1").arg(name));
    return interpreter.refusals().handOver(at, QStringLiteral("uses .%1 of Alembic's context").arg(name));
}

} // namespace stillroom::evaluation
