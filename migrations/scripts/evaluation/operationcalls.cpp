#include "migrations/scripts/evaluation/operationcalls.h"

#include "migrations/scripts/evaluation/operationarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

Value emitted(CallSite &call, OperationValue operation)
{
    call.interpreter.emitOperation(std::move(operation), call.at, call.batch);
    return Value();
}

Value callAddColumn(CallSite &call)
{
    static const Signature signature("table_name, column, schema=, if_not_exists=, inline_references=, "
                                     "inline_primary_key=, insert_before=, insert_after=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    if (!bound->at(6).isNone() || !bound->at(7).isNone())
        return call.raise(
            QStringLiteral("CommandError: insert_before and insert_after need recreate='always'"));
    const auto table = tableArgument(call, bound->at(0), bound->at(2));
    const auto *column = sqlAs<ColumnObject>(bound->at(1));
    const auto unlessThere = flagArgument(call, QStringLiteral("if_not_exists"), bound->at(3));
    const auto references = flagArgument(call, QStringLiteral("inline_references"), bound->at(4));
    const auto primaryKey = flagArgument(call, QStringLiteral("inline_primary_key"), bound->at(5));
    if (!column)
        return call.wrong(QStringLiteral("column"), bound->at(1));
    if (!table || !unlessThere || !references || !primaryKey
        || !isPrintable(call, *column, column->column.primaryKey))
        return Value::poison();
    return emitted(call, AddColumn{*table, column->column, *unlessThere, *references, *primaryKey});
}

Value callDropColumn(CallSite &call)
{
    static const Signature signature("table_name, column_name, schema=, if_exists=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {}))
        return Value::poison();
    const auto table = tableArgument(call, bound->at(0), bound->at(2));
    const auto column = stringArgument(call, QStringLiteral("column_name"), bound->at(1));
    const auto ifThere = flagArgument(call, QStringLiteral("if_exists"), bound->at(3));
    if (!table || !column || !ifThere)
        return Value::poison();
    return emitted(call, DropColumn{*table, *column, *ifThere});
}

Value callRenameTable(CallSite &call)
{
    static const Signature signature("old_table_name, new_table_name, schema=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto table = tableArgument(call, bound->at(0), bound->at(2));
    const auto name = stringArgument(call, QStringLiteral("new_table_name"), bound->at(1));
    return table && name ? emitted(call, RenameTable{*table, *name}) : Value::poison();
}

Value callDropTable(CallSite &call)
{
    static const Signature signature("table_name, schema=, if_exists=, comment=, info=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {}))
        return Value::poison();
    const auto table = tableArgument(call, bound->at(0), bound->at(1));
    const auto ifThere = flagArgument(call, QStringLiteral("if_exists"), bound->at(2));
    return table && ifThere ? emitted(call, DropTable{*table, *ifThere, {}}) : Value::poison();
}

Value callCreateIndex(CallSite &call)
{
    static const Signature signature(
        "index_name, table_name, columns, schema=, unique=, if_not_exists=, **kw");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    CreateIndex operation;
    const auto table = tableArgument(call, bound->at(1), bound->at(3));
    const auto name = optionalString(call, QStringLiteral("index_name"), bound->at(0));
    const auto unique = flagArgument(call, QStringLiteral("unique"), bound->at(4));
    const auto unlessThere = flagArgument(call, QStringLiteral("if_not_exists"), bound->at(5));
    if (!table || !name || !unique || !unlessThere || !indexOptions(call, bound->keywords, operation.index))
        return Value::poison();
    const Value columns = bound->at(2);
    if (!columns.list() && !columns.tuple())
        return call.wrong(QStringLiteral("columns"), columns);
    for (const Value &column : columns.list() ? columns.list()->items : columns.tuple()->items) {
        auto expression = columnOrExpression(call, QStringLiteral("a column"), column);
        if (!expression)
            return Value::poison();
        operation.index.expressions.push_back(std::move(*expression));
    }
    operation.table = *table;
    operation.index.name = *name;
    operation.index.conventional = bound->at(0).isConventional();
    operation.index.unique = *unique;
    operation.ifNotExists = *unlessThere;
    return emitted(call, std::move(operation));
}

Value callDropIndex(CallSite &call)
{
    static const Signature signature("index_name, table_name=, schema=, if_exists=, **kw");
    const auto bound = signature.bind(call);
    Index options;
    if (!bound || !indexOptions(call, bound->keywords, options))
        return Value::poison();
    const auto name = optionalString(call, QStringLiteral("index_name"), bound->at(0));
    const auto table = nameArgument(call, QStringLiteral("table_name"), bound->at(1));
    const auto schema = nameArgument(call, QStringLiteral("schema"), bound->at(2));
    const auto ifThere = flagArgument(call, QStringLiteral("if_exists"), bound->at(3));
    if (!name || !table || !schema || !ifThere)
        return Value::poison();
    return emitted(call,
        DropIndex{*name, bound->at(0).isConventional(), *schema, options.concurrently, *ifThere, *table});
}

Value callDropConstraint(CallSite &call)
{
    static const Signature signature("constraint_name, table_name, type_=, schema=, if_exists=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto table = tableArgument(call, bound->at(1), bound->at(3));
    const auto name = optionalString(call, QStringLiteral("constraint_name"), bound->at(0));
    const auto type = optionalString(call, QStringLiteral("type_"), bound->at(2));
    const auto ifThere = flagArgument(call, QStringLiteral("if_exists"), bound->at(4));
    if (!table || !name || !type || !ifThere)
        return Value::poison();
    static const QStringList kinds = QStringLiteral("foreignkey primary unique check").split(u' ');
    if (*type && !kinds.contains(**type))
        return call.raise(
            QStringLiteral("TypeError: 'type' can be one of check, foreignkey, primary, unique, None"));
    static const QStringList words = QStringLiteral("fk pk uq ck").split(u' ');
    const QString kind = *type ? words[kinds.indexOf(**type)] : QString();
    return emitted(call, DropConstraint{*table, *name, bound->at(0).isConventional(), *ifThere, false, kind});
}

Value callCreateKey(CallSite &call)
{
    static const Signature signature(
        "constraint_name, table_name, columns, schema=, deferrable=, initially=, **kw");
    const auto bound = signature.bind(call);
    const bool isPrimary = call.entry && call.entry->tag > 0;
    if (!bound
        || !dialectKeywords(
            call, bound->keywords, {"postgresql_include", "postgresql_nulls_not_distinct", "info"}))
        return Value::poison();
    const auto table = tableArgument(call, bound->at(1), bound->at(3));
    const auto columns = stringsArgument(call, QStringLiteral("columns"), bound->at(2));
    auto options = constraintOptions(call, bound->at(0), bound->at(4), bound->at(5));
    if (!table || !columns || !options)
        return Value::poison();
    QStringList include;
    if (const Value *given = keyword(bound->keywords, "postgresql_include"); given && !given->isNone()) {
        const auto names = stringsArgument(call, QStringLiteral("postgresql_include"), *given);
        if (!names)
            return Value::poison();
        include = *names;
    }
    if (isPrimary)
        return emitted(call, AddConstraint{*table, PrimaryKey{std::move(*options), *columns, include}});
    UniqueConstraint unique{std::move(*options), *columns, include};
    if (const Value *flag = keyword(bound->keywords, "postgresql_nulls_not_distinct"))
        unique.nullsNotDistinct = flag->isNone() ? std::nullopt : truth(*flag);
    return emitted(call, AddConstraint{*table, std::move(unique)});
}

Value callCreateCheck(CallSite &call)
{
    static const Signature signature(
        "constraint_name, table_name, condition, schema=, deferrable=, initially=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {"postgresql_not_valid", "info"}))
        return Value::poison();
    const auto table = tableArgument(call, bound->at(1), bound->at(3));
    auto condition = textOrExpression(call, QStringLiteral("condition"), bound->at(2));
    auto options = constraintOptions(call, bound->at(0), bound->at(4), bound->at(5));
    if (!table || !condition || !options)
        return Value::poison();
    CheckConstraint check{std::move(*options), std::move(*condition)};
    if (const Value *flag = keyword(bound->keywords, "postgresql_not_valid"))
        check.notValid = truth(*flag).value_or(false);
    return emitted(call, AddConstraint{*table, std::move(check)});
}

Value callCreateForeignKey(CallSite &call)
{
    static const Signature signature(
        "constraint_name, source_table, referent_table, local_cols, remote_cols, onupdate=, ondelete=, "
        "deferrable=, "
        "initially=, match=, source_schema=, referent_schema=, use_alter=, **kw");
    const auto bound = signature.bind(call);
    if (!bound || !dialectKeywords(call, bound->keywords, {"postgresql_not_valid", "info", "link_to_name"}))
        return Value::poison();
    ForeignKey key;
    const auto table = tableArgument(call, bound->at(1), bound->at(10));
    const auto target = tableArgument(call, bound->at(2), bound->at(11));
    const auto columns = stringsArgument(call, QStringLiteral("local_cols"), bound->at(3));
    const auto remote
        = columns ? stringsArgument(call, QStringLiteral("remote_cols"), bound->at(4)) : std::nullopt;
    auto options = constraintOptions(call, bound->at(0), bound->at(7), bound->at(8));
    if (!table || !target || !columns || !remote || !options
        || !referenceOptions(call, bound->at(5), bound->at(6), bound->at(9), key.reference))
        return Value::poison();
    if (columns->size() != remote->size())
        return call.raise(QStringLiteral("ArgumentError: a foreign key with uneven columns"));
    const QString prefix
        = (target->schema.isEmpty() ? QString() : target->schema + u'.') + target->name + u'.';
    for (const QString &name : *remote)
        key.targets += prefix + name;
    key.columns = *columns;
    key.options = std::move(*options);
    if (const Value *flag = keyword(bound->keywords, "postgresql_not_valid"))
        key.reference.notValid = truth(*flag).value_or(false);
    return emitted(call, AddConstraint{*table, std::move(key)});
}

/// where=, using=, deferrable=, initially= and ops= from `first` on, behind the name.
bool excludeOptions(CallSite &call, const Signature::Bound &bound, const Value &name, size_t first,
    ExcludeConstraint &exclude)
{
    auto options = constraintOptions(call, name, bound.at(first + 2), bound.at(first + 3));
    auto classes = pairsArgument(call, QStringLiteral("ops"), bound.at(first + 4));
    if (!options || !classes || !excludeElements(call, bound.rest, exclude))
        return false;
    if (bound.given(first + 1)) {
        const auto method = stringArgument(call, QStringLiteral("using"), bound.at(first + 1));
        if (!method)
            return false;
        exclude.usingMethod = *method;
    }
    if (!bound.at(first).isNone()) {
        auto where = textOrExpression(call, QStringLiteral("where"), bound.at(first));
        if (!where)
            return false;
        exclude.where = std::move(*where);
    }
    exclude.options = std::move(*options);
    exclude.operatorClasses = std::move(*classes);
    return true;
}

Value callCreateExclude(CallSite &call)
{
    static const Signature signature(
        "constraint_name, table_name, *elements, schema=, where=, using=, deferrable=, initially=, ops=");
    if (call.batch) {
        auto &positional = call.arguments.positional;
        positional.insert(
            positional.begin() + (positional.empty() ? 0 : 1), Value::string(call.batch->table.name));
        if (!call.batch->table.schema.isEmpty())
            call.arguments.keywords.emplace_back(
                QStringLiteral("schema"), Value::string(call.batch->table.schema));
    }
    const auto bound = signature.bind(call);
    ExcludeConstraint exclude;
    const auto table = bound ? tableArgument(call, bound->at(1), bound->at(2)) : std::nullopt;
    if (!table || !excludeOptions(call, *bound, bound->at(0), 3, exclude))
        return Value::poison();
    return emitted(call, AddConstraint{*table, std::move(exclude)});
}

Value callExcludeItem(CallSite &call)
{
    static const Signature signature(
        "*elements, name=, where=, using=, deferrable=, initially=, ops=, info=");
    const auto bound = signature.bind(call);
    ExcludeConstraint exclude;
    if (!bound || !excludeOptions(call, *bound, bound->at(0), 1, exclude))
        return Value::poison();
    return sqlValue(ConstraintObject{std::move(exclude), call.interpreter.nextOrder(), false});
}

Value callTableComment(CallSite &call)
{
    static const Signature create("table_name, comment, existing_comment=, schema=");
    static const Signature drop("table_name, existing_comment=, schema=");
    const bool creates = call.entry && call.entry->tag > 0;
    const auto bound = (creates ? create : drop).bind(call);
    if (!bound)
        return Value::poison();
    const auto table = tableArgument(call, bound->at(0), bound->at(creates ? 3 : 2));
    const auto comment = optionalString(call, QStringLiteral("comment"), creates ? bound->at(1) : Value());
    return table && comment ? emitted(call, TableComment{*table, *comment}) : Value::poison();
}

Value callBulkInsert(CallSite &call)
{
    static const Signature signature("table, rows, multiinsert=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    auto operation = bulkInsert(call, bound->at(0), bound->at(1));
    if (operation && !operation->rows.empty())
        call.interpreter.emitOperation(std::move(*operation), call.at);
    return operation ? Value() : Value::poison();
}

Value callExecute(CallSite &call)
{
    static const Signature signature("sqltext, execution_options=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    return executeArgument(call, bound->at(0)) ? Value() : Value::poison();
}

struct OperationName {
    const char *name;
    Handler handler;
    int tag;
    const char *batchParameters; ///< positional parameters of the batch form; null: not in batches
    const char *tableParameter;
    const char *schemaParameter;
};

const std::initializer_list<OperationName> &operationNames()
{
    static const std::initializer_list<OperationName> names{
        {"add_column", callAddColumn, 0, "column insert_before insert_after", "table_name", "schema"},
        {"drop_column", callDropColumn, 0, "column_name", "table_name", "schema"},
        {"alter_column", callAlterColumn, 0,
            "column_name nullable comment server_default new_column_name type_ existing_type "
            "existing_server_default existing_nullable existing_comment insert_before insert_after",
            "table_name", "schema"},
        {"create_table", callCreateTable, 0, nullptr, nullptr, nullptr},
        {"drop_table", callDropTable, 0, nullptr, nullptr, nullptr},
        {"rename_table", callRenameTable, 0, nullptr, nullptr, nullptr},
        {"create_index", callCreateIndex, 0, "index_name columns", "table_name", "schema"},
        {"drop_index", callDropIndex, 0, "index_name", "table_name", "schema"},
        {"create_primary_key", callCreateKey, 1, "constraint_name columns", "table_name", "schema"},
        {"create_unique_constraint", callCreateKey, 0, "constraint_name columns", "table_name", "schema"},
        {"create_check_constraint", callCreateCheck, 0, "constraint_name condition", "table_name", "schema"},
        {"create_foreign_key", callCreateForeignKey, 0,
            "constraint_name referent_table local_cols remote_cols referent_schema onupdate ondelete "
            "deferrable "
            "initially match",
            "source_table", "source_schema"},
        {"create_exclude_constraint", callCreateExclude, 0, "", "table_name", "schema"},
        {"drop_constraint", callDropConstraint, 0, "constraint_name type_", "table_name", "schema"},
        {"create_table_comment", callTableComment, 1, "comment existing_comment", "table_name", "schema"},
        {"drop_table_comment", callTableComment, 0, "existing_comment", "table_name", "schema"},
        {"bulk_insert", callBulkInsert, 0, nullptr, nullptr, nullptr},
        {"execute", callExecute, 0, "", nullptr, nullptr},
        {"f", callName, 0, "", nullptr, nullptr},
        {"inline_literal", callInlineLiteral, 0, "", nullptr, nullptr},
        {"get_bind", callGetBind, 0, "", nullptr, nullptr},
        {"get_context", callGetContext, 0, "", nullptr, nullptr},
        {"batch_alter_table", callBatchAlterTable, 0, nullptr, nullptr, nullptr},
    };
    return names;
}

const OperationName *operationNamed(const QString &name)
{
    const auto &names = operationNames();
    const auto it = std::find_if(names.begin(), names.end(),
        [&](const OperationName &operation) { return name == QLatin1String(operation.name); });
    return it == names.end() ? nullptr : &*it;
}

/// Gives the positional arguments of a batch form their names, and adds the batch's table.
bool nameBatchArguments(CallSite &call, const OperationName &operation)
{
    const QStringList parameters
        = QString::fromLatin1(operation.batchParameters).split(u' ', Qt::SkipEmptyParts);
    if (call.arguments.positional.size() > size_t(parameters.size()))
        return !call.raise(QStringLiteral("TypeError: %1() takes fewer arguments").arg(call.name)).isPoison();
    for (size_t i = 0; i < call.arguments.positional.size(); ++i)
        call.arguments.keywords.emplace_back(
            parameters[qsizetype(i)], std::move(call.arguments.positional[i]));
    call.arguments.positional.clear();
    const auto text = [](const QString &value) { return value.isEmpty() ? Value() : Value::string(value); };
    call.arguments.keywords.emplace_back(
        QString::fromLatin1(operation.tableParameter), Value::string(call.batch->table.name));
    call.arguments.keywords.emplace_back(
        QString::fromLatin1(operation.schemaParameter), text(call.batch->table.schema));
    return true;
}

} // namespace

bool isBatchOperation(const QString &method)
{
    const auto *operation = operationNamed(method);
    return operation && operation->batchParameters;
}

Value callBatchOperation(CallSite &call, ContextObject &batch, const QString &method)
{
    const OperationName &operation = *operationNamed(method);
    CatalogueEntry entry;
    entry.tag = operation.tag;
    call.name = QStringLiteral("batch_op.") + method;
    call.entry = &entry;
    if (!operation.tableParameter)
        return operation.handler(call); // execute() and its like do not wait for the end of the batch
    call.batch = &batch;
    if (operation.handler == callCreateExclude)
        return callCreateExclude(call); // any number of elements stand behind its name
    return nameBatchArguments(call, operation) ? operation.handler(call) : Value::poison();
}

void addOperations(CatalogueBuilder &builder)
{
    for (const OperationName &operation : operationNames())
        builder.function("alembic.op", operation.name, operation.handler, operation.tag);
    builder.function("sqlalchemy.dialects.postgresql", "ExcludeConstraint", callExcludeItem);
    builder.refused("alembic.op", "run_async", QStringLiteral("runs a coroutine with op.run_async()"));
    builder.refused("alembic.op", "invoke", QStringLiteral("invokes an operation object with op.invoke()"));
    builder.function("alembic.context", "get_context", callGetContext);
    builder.function("alembic.context", "get_bind", callGetBind);
    builder.function("alembic.context", "is_offline_mode", callIsOffline);
    builder.refused("alembic.context", "get_x_argument",
        QStringLiteral("reads -x arguments with context.get_x_argument()"));
}

} // namespace stillroom::evaluation
