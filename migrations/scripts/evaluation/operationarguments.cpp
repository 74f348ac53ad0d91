#include "migrations/scripts/evaluation/operationarguments.h"

#include "migrations/operations/typewriter.h"
#include "migrations/scripts/evaluation/operationcalls.h"

#include <algorithm>

namespace stillroom::evaluation
{

std::optional<TableName> tableArgument(CallSite &call, const Value &name, const Value &schema)
{
    const auto table = stringArgument(call, QStringLiteral("the table name"), name);
    const auto where = nameArgument(call, QStringLiteral("schema"), schema);
    if (!table || !where)
        return std::nullopt;
    return TableName{*table, *where};
}

namespace
{

/// Whether a key of that type becomes SERIAL when it has no default.
bool mayCount(const SqlType &type)
{
    const TypeFamily family = familyOf(type);
    return family == TypeFamily::Integer || family == TypeFamily::BigInteger
        || family == TypeFamily::SmallInteger || family == TypeFamily::Numeric
        || type.kind == TypeKind::Verbatim;
}

} // namespace

bool isPrintable(CallSite &call, const ColumnObject &column, bool isPrimaryKey)
{
    if (!column.named) {
        call.raise(QStringLiteral("ArgumentError: a column without a name"));
        return false;
    }
    if (column.unknownDefault && isPrimaryKey && mayCount(column.column.type)) {
        call.handOver(
            QStringLiteral("gives the key column %1 a default that may be None").arg(column.column.name));
        return false;
    }
    if (column.column.type.spatialIndex) {
        call.handOver(QStringLiteral("makes the column %1, to which GeoAlchemy2 adds an index; "
                                     "spatial_index=False leaves that to the script")
                          .arg(column.column.name));
        return false;
    }
    return true;
}

bool excludeElements(CallSite &call, const std::vector<Value> &elements, ExcludeConstraint &out)
{
    for (const Value &element : elements) {
        const auto pair = call.interpreter.items(element, call.at);
        if (!pair || pair->size() != 2)
            return pair ? !call.wrong(QStringLiteral("an element"), element).isPoison() : false;
        auto expression = columnOrExpression(call, QStringLiteral("an element"), (*pair)[0]);
        const auto operation = stringArgument(call, QStringLiteral("an operator"), (*pair)[1]);
        if (!expression || !operation)
            return false;
        out.elements.push_back({std::move(*expression), *operation});
    }
    return true;
}

bool executeArgument(CallSite &call, const Value &statement)
{
    if (const auto *text = statement.string()) {
        call.interpreter.emitOperation(ExecuteSql{{*text, {}}, false}, call.at);
        return true;
    }
    if (const auto *expression = sqlAs<Expression>(statement)) {
        if (const auto *text = std::get_if<TextExpression>(&expression->node)) {
            call.interpreter.emitOperation(ExecuteSql{*text, false}, call.at);
            return true;
        }
    }
    const size_t before = call.interpreter.refusals().count();
    if (auto operation = statementOperation(call, statement)) {
        call.interpreter.emitOperation(std::move(*operation), call.at);
        return true;
    }
    if (call.interpreter.refusals().count() == before)
        call.wrong(QStringLiteral("the statement"), statement);
    return false;
}

Value callBatchAlterTable(CallSite &call)
{
    static const Signature signature("table_name, schema=, recreate=, partial_reordering=, copy_from=, "
                                     "table_args=, table_kwargs=, reflect_args=, "
                                     "reflect_kwargs=, naming_convention=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto table = tableArgument(call, bound->at(0), bound->at(1));
    const auto recreate = bound->given(2) ? stringArgument(call, QStringLiteral("recreate"), bound->at(2))
                                          : std::optional(QStringLiteral("auto"));
    if (!table || !recreate)
        return Value::poison();
    if (*recreate != QLatin1String("auto") && *recreate != QLatin1String("never"))
        return call.handOver(QStringLiteral("rebuilds a table with batch_alter_table(recreate='always')"));
    return contextValue({ContextObject::Kind::Batch, *table, {}, false, {}});
}

Value callName(CallSite &call)
{
    static const Signature signature("name");
    const auto bound = signature.bind(call);
    const auto name = bound ? stringArgument(call, QStringLiteral("name"), bound->at(0)) : std::nullopt;
    return name ? Value::conventionalName(*name) : Value::poison();
}

Value callInlineLiteral(CallSite &call)
{
    static const Signature signature("value, type_=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto literal = literalArgument(call, QStringLiteral("value"), bound->at(0));
    SqlType type;
    if (!bound->at(1).isNone()) {
        const auto given = typeArgument(call, QStringLiteral("type_"), bound->at(1));
        if (!given)
            return Value::poison();
        type = *given;
    }
    return literal ? sqlValue(Expression{LiteralExpression{std::move(*literal), type}}) : Value::poison();
}

Value callGetBind(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? contextValue({ContextObject::Kind::Connection, {}, {}, false, {}})
                                : Value::poison();
}

Value callGetContext(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? contextValue({ContextObject::Kind::Migration, {}, {}, false, {}})
                                : Value::poison();
}

Value callIsOffline(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? Value::boolean(call.interpreter.options().offline) : Value::poison();
}

namespace
{

/// A whole column in the place of the name: nothing is sent as long as nothing is to be changed, and Alembic
/// fails where it needs the name.
Value alterNothing(CallSite &call, const Signature::Bound &bound)
{
    for (const size_t change : {2, 3, 4, 5, 6, 12, 13, 14}) {
        if (bound.given(change) && !(bound.at(change).isNone() && change != 3 && change != 4))
            return call.raise(QStringLiteral("AttributeError: a column stands where its name belongs"));
    }
    return Value();
}

} // namespace

Value callAlterColumn(CallSite &call)
{
    static const Signature signature(
        "table_name, column_name, nullable=, comment=, server_default=, new_column_name=, type_=, "
        "existing_type=, "
        "existing_server_default=, existing_nullable=, existing_comment=, schema=, postgresql_using=, "
        "insert_before=, insert_after=, autoincrement=, existing_autoincrement=, **kw");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    AlterColumn operation;
    const auto table = tableArgument(call, bound->at(0), bound->at(11));
    if (table && sqlAs<ColumnObject>(bound->at(1)))
        return alterNothing(call, *bound);
    const auto column = stringArgument(call, QStringLiteral("column_name"), bound->at(1));
    const auto nullable = optionalFlag(call, QStringLiteral("nullable"), bound->at(2));
    const auto newName = optionalString(call, QStringLiteral("new_column_name"), bound->at(5));
    const auto usingText = optionalString(call, QStringLiteral("postgresql_using"), bound->at(12));
    if (!table || !column || !nullable || !newName || !usingText)
        return Value::poison();
    if (!bound->at(13).isNone() || !bound->at(14).isNone())
        return call.handOver(QStringLiteral("moves a column with insert_before or insert_after"));
    operation.table = *table;
    operation.column = *column;
    operation.nullable = *nullable;
    operation.newName = *newName;
    operation.usingExpression = *usingText;
    if (!alterTypes(call, bound->at(6), bound->at(7), operation) || !alterDefaults(call, *bound, operation))
        return Value::poison();
    // When a batch is sent, the type has long become one of the table.
    if (call.batch && operation.type && operation.type->inheritSchema) {
        operation.type->schema = operation.table.schema;
        operation.type->inheritSchema = false;
    }
    call.interpreter.emitOperation(std::move(operation), call.at, call.batch);
    return Value();
}

bool alterTypes(CallSite &call, const Value &newType, const Value &oldType, AlterColumn &operation)
{
    if (!newType.isNone()) {
        const auto type = typeArgument(call, QStringLiteral("type_"), newType);
        if (!type)
            return false;
        operation.type = *type;
    }
    // The old type matters only for a CHECK that came with it; other databases' types have none here.
    const auto *entry = oldType.entry();
    const bool foreign = sqlAs<ForeignTypeObject>(oldType)
        || (entry && entry->kind == CatalogueEntry::Kind::Type && entry->tag == 0
            && !entry->name.startsWith(QLatin1String("sa."))
            && !entry->name.startsWith(QLatin1String("types.")));
    if (oldType.isNone() || foreign)
        return true;
    const auto type = typeArgument(call, QStringLiteral("existing_type"), oldType);
    if (!type)
        return false;
    operation.existingType = *type;
    return true;
}

namespace
{

bool isFalse(const Value &value)
{
    return value.as<bool>() && !*value.as<bool>();
}

} // namespace

bool alterDefaults(CallSite &call, const Signature::Bound &bound, AlterColumn &operation)
{
    // False is Alembic's own word for "leave it as it is".
    if (bound.given(3) && !isFalse(bound.at(3))) {
        const auto comment = optionalString(call, QStringLiteral("comment"), bound.at(3));
        if (!comment)
            return false;
        operation.newComment = *comment;
    }
    if (bound.given(4) && !isFalse(bound.at(4))) {
        auto serverDefault = defaultArgument(call, QStringLiteral("server_default"), bound.at(4));
        if (!serverDefault)
            return false;
        operation.newDefault = std::move(*serverDefault);
    }
    const Value existing = bound.at(8);
    if (existing.unknown() || existing.isPoison())
        return !call.wrong(QStringLiteral("existing_server_default"), existing).isPoison();
    if (bound.given(8) && existing.isNone())
        operation.existingDefault = ServerDefault{};
    if (const auto *identity = sqlAs<Identity>(existing))
        operation.existingDefault = ServerDefault{*identity};
    if (const auto *computed = sqlAs<Computed>(existing))
        operation.existingDefault = ServerDefault{*computed};
    return true;
}

} // namespace stillroom::evaluation
