#pragma once

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

namespace stillroom::evaluation
{

// tables.cpp: sa.table, sa.Table and their columns.
std::shared_ptr<SqlObject> sharedObject(const Value &value);
const TableObject &tableOf(const std::shared_ptr<SqlObject> &object);
/// Marks the columns that a PrimaryKeyConstraint names.
void markKeys(TableObject &table, const QStringList &keys);
/// The column by its key; null when the table has none.
const ColumnObject *columnOf(const TableObject &table, const QString &key);
/// The column as it stands in an expression, with its table.
Expression columnExpression(const TableObject &table, const ColumnObject &column);
std::optional<Value> dmlAttribute(
    Interpreter &interpreter, const Value &object, const QString &name, python::Extent at);

// rowstatements.cpp: INSERT, UPDATE and DELETE.
bool hasDmlMethod(const Value &self, const QString &method);
Value callDmlMethod(CallSite &call, const Value &self, const QString &method);
/// The operation that executing a statement object means; nothing when it is none.
std::optional<OperationValue> statementOperation(CallSite &call, const Value &statement);
/// op.bulk_insert(table, rows); nothing (refused) when a value has no certain literal.
std::optional<BulkInsert> bulkInsert(CallSite &call, const Value &table, const Value &rows);
/// Conditions of where(…); nothing (refused) when one is no expression.
std::optional<std::vector<Expression>> conditionsArgument(CallSite &call, const std::vector<Value> &given);

// queries.cpp: SELECT, EXISTS, CASE.
bool hasQueryMethod(const Value &self, const QString &method);
Value callQueryMethod(CallSite &call, const Value &self, const QString &method);
/// table.join(other, condition), table.outerjoin(other, condition), and of a join.
Value joinTables(CallSite &call, const Value &left, bool outer);
/// table.select(): all its columns.
Value selectAll(CallSite &call, const TableObject &table);

/// column.in_([…]), column.in_(select)
Value membership(CallSite &call, const Expression &subject, const Value &members, bool negated);
/// Sequence("s").next_value()
Value nextValue(CallSite &call, const SequenceObject &sequence);

} // namespace stillroom::evaluation
