#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/operationarguments.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

struct TableItems {
    std::vector<ColumnObject> columns;
    std::vector<ConstraintObject *> constraints;
    std::vector<IndexObject *> indexes;
};

/// Sorts the arguments of op.create_table; false when one is nothing a table takes.
bool sortItems(CallSite &call, const std::vector<Value> &items, TableItems &out)
{
    for (const Value &item : items) {
        if (const auto *column = sqlAs<ColumnObject>(item)) {
            out.columns.push_back(*column);
        } else if (auto *constraint = sqlAs<ConstraintObject>(item); constraint && !constraint->used) {
            constraint->used = true;
            out.constraints.push_back(constraint);
        } else if (auto *index = sqlAs<IndexObject>(item); index && !index->used) {
            index->used = true;
            out.indexes.push_back(index);
        } else if (constraint || index) {
            call.handOver(QStringLiteral("gives a second table the same constraint object"));
            return false;
        } else if (!sqlAs<MetaDataObject>(item)) { // which SQLAlchemy takes for an item and does nothing with
            call.wrong(QStringLiteral("an item of the table"), item);
            return false;
        }
    }
    // SQLAlchemy prints constraints in the order in which they were made.
    std::stable_sort(out.constraints.begin(), out.constraints.end(),
        [](const ConstraintObject *a, const ConstraintObject *b) { return a->order < b->order; });
    return true;
}

QStringList keyColumns(const TableItems &items)
{
    QStringList names;
    for (const ColumnObject &column : items.columns) {
        if (column.column.primaryKey)
            names += column.column.name;
    }
    for (const ConstraintObject *constraint : items.constraints) {
        if (const auto *key = std::get_if<PrimaryKey>(&constraint->constraint))
            names += key->columns;
    }
    return names;
}

/// Nothing but the column itself would change with another of its name.
bool standsAlone(const Column &column, const QStringList &keys)
{
    const bool hasType = column.type.kind == TypeKind::Enum || column.type.kind == TypeKind::PgEnum
        || column.type.createConstraint;
    return !hasType && !column.primaryKey && !column.index && !column.unique && column.foreignKeys.empty()
        && column.checks.empty() && !keys.contains(column.name);
}

/// A second column of the same name: SQLAlchemy 1.4 puts it in the first one's place, 2.0 refuses it. False
/// when refused.
bool replaceColumns(CallSite &call, const TableName &table, TableItems &items)
{
    const QStringList keys = keyColumns(items);
    std::vector<ColumnObject> kept;
    for (ColumnObject &column : items.columns) {
        const auto first = std::find_if(
            kept.begin(), kept.end(), [&](const ColumnObject &other) { return other.key == column.key; });
        if (first == kept.end()) {
            kept.push_back(std::move(column));
            continue;
        }
        const QString &name = column.column.name;
        if (call.interpreter.options().generation == Generation::Newest) {
            call.raise(QStringLiteral(
                "DuplicateColumnError: A column with name '%1' is already present in table '%2'")
                           .arg(name, table.name));
            return false;
        }
        if (!standsAlone(first->column, keys) || !standsAlone(column.column, keys)) {
            call.handOver(QStringLiteral("gives a table the column %1 twice").arg(name));
            return false;
        }
        *first = std::move(column);
    }
    items.columns = std::move(kept);
    return true;
}

/// A foreign key to the table itself whose column is not there: Alembic adds it without a type, which then
/// cannot be printed. False when refused.
bool selfReferencesExist(CallSite &call, const CreateTable &table)
{
    QStringList targets;
    for (const Column &column : table.columns) {
        for (const InlineForeignKey &key : column.foreignKeys)
            targets += key.target;
    }
    for (const Constraint &constraint : table.constraints) {
        if (const auto *key = std::get_if<ForeignKey>(&constraint))
            targets += key->targets;
    }
    const QString own
        = table.table.schema.isEmpty() ? table.table.name : table.table.schema + u'.' + table.table.name;
    for (const QString &target : targets) {
        const QString name = target.section(u'.', -1);
        const bool isThere = target != own + u'.' + name
            || std::any_of(table.columns.begin(), table.columns.end(),
                [&](const Column &column) { return column.name == name; });
        if (isThere)
            continue;
        call.raise(
            QStringLiteral("CompileError: (in table '%1', column '%2'): Can't generate DDL for NullType()")
                .arg(table.table.name, name));
        return false;
    }
    return true;
}

bool textOption(
    CallSite &call, const std::vector<std::pair<QString, Value>> &keywords, const char *name, QString &out)
{
    const Value *value = keyword(keywords, name);
    const auto text = value ? nameArgument(call, QString::fromLatin1(name), *value) : std::optional(out);
    if (text)
        out = *text;
    return text.has_value();
}

bool tableOptions(CallSite &call, const std::vector<std::pair<QString, Value>> &keywords, CreateTable &table)
{
    if (!dialectKeywords(call, keywords,
            {"postgresql_inherits", "postgresql_partition_by", "postgresql_using", "postgresql_with_oids",
                "postgresql_on_commit", "postgresql_tablespace", "postgresql_ignore_search_path"})
        || !textOption(call, keywords, "postgresql_partition_by", table.partitionBy)
        || !textOption(call, keywords, "postgresql_using", table.usingMethod)
        || !textOption(call, keywords, "postgresql_on_commit", table.onCommit)
        || !textOption(call, keywords, "postgresql_tablespace", table.tablespace))
        return false;
    if (const Value *oids = keyword(keywords, "postgresql_with_oids")) {
        const auto flag = optionalFlag(call, QStringLiteral("postgresql_with_oids"), *oids);
        if (!flag)
            return false;
        table.withOids = *flag;
    }
    const Value *inherits = keyword(keywords, "postgresql_inherits");
    if (!inherits || inherits->isNone())
        return true;
    const auto names = inherits->string()
        ? std::optional(QStringList{*inherits->string()})
        : stringsArgument(call, QStringLiteral("postgresql_inherits"), *inherits);
    if (names)
        table.inherits = *names;
    return names.has_value();
}

} // namespace

Value callCreateTable(CallSite &call)
{
    static const Signature signature(
        "table_name, *columns, schema=, comment=, prefixes=, if_not_exists=, info=, keep_existing=, "
        "extend_existing=, implicit_returning=, **kw");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    CreateTable operation;
    TableItems items;
    const auto table = tableArgument(call, bound->at(0), bound->at(1));
    const auto comment = optionalString(call, QStringLiteral("comment"), bound->at(2));
    const auto prefixes = bound->at(3).isNone()
        ? std::optional(QStringList())
        : stringsArgument(call, QStringLiteral("prefixes"), bound->at(3));
    const auto unlessThere = flagArgument(call, QStringLiteral("if_not_exists"), bound->at(4));
    if (!table || !comment || !prefixes || !unlessThere || !sortItems(call, bound->rest, items)
        || !replaceColumns(call, *table, items) || !tableOptions(call, bound->keywords, operation))
        return Value::poison();
    operation.table = *table;
    operation.comment = *comment;
    operation.prefixes = *prefixes;
    operation.ifNotExists = *unlessThere;
    const QStringList keys = keyColumns(items);
    for (const ColumnObject &column : items.columns) {
        if (!isPrintable(call, column, keys.contains(column.column.name)))
            return Value::poison();
        operation.columns.push_back(column.column);
    }
    for (const ConstraintObject *constraint : items.constraints)
        operation.constraints.push_back(constraint->constraint);
    for (const IndexObject *index : items.indexes)
        operation.indexes.push_back(index->index);
    if (!selfReferencesExist(call, operation))
        return Value::poison();
    call.interpreter.emitOperation(std::move(operation), call.at);
    TableObject made{*table, std::move(items.columns), true};
    markKeys(made, keys);
    return sqlValue(std::move(made));
}

} // namespace stillroom::evaluation
