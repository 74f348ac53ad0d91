#pragma once

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

namespace stillroom::evaluation
{

// sa.table and sa.Table, and INSERT, UPDATE and DELETE built from them.
bool hasDmlMethod(const Value &self, const QString &method);
Value callDmlMethod(CallSite &call, const Value &self, const QString &method);
std::optional<Value> dmlAttribute(
    Interpreter &interpreter, const Value &object, const QString &name, python::Extent at);
/// column.in_([…])
Value membership(CallSite &call, const Expression &subject, const Value &members, bool negated);
/// Sequence("s").next_value()
Value nextValue(CallSite &call, const SequenceObject &sequence);
/// The operation that executing a statement object means; nothing when it is none.
std::optional<OperationValue> statementOperation(CallSite &call, const Value &statement);
/// op.bulk_insert(table, rows); nothing (refused) when a value has no certain literal.
std::optional<BulkInsert> bulkInsert(CallSite &call, const Value &table, const Value &rows);

} // namespace stillroom::evaluation
