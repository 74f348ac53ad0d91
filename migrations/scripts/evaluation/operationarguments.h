#pragma once

#include "migrations/scripts/evaluation/dml.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

namespace stillroom::evaluation
{

std::optional<TableName> tableArgument(CallSite &call, const Value &name, const Value &schema);
/// False (refused) when a column's DDL hangs on a default that only Python knows.
bool isPrintable(CallSite &call, const ColumnObject &column, bool isPrimaryKey);
/// ("column", "&&") pairs of an exclude constraint.
bool excludeElements(CallSite &call, const std::vector<Value> &elements, ExcludeConstraint &out);

/// type_= and existing_type= of op.alter_column.
bool alterTypes(CallSite &call, const Value &newType, const Value &oldType, AlterColumn &operation);
/// comment=, server_default= and existing_server_default= of op.alter_column.
bool alterDefaults(CallSite &call, const Signature::Bound &bound, AlterColumn &operation);

// The larger operations and the calls that only look around.
Value callCreateTable(CallSite &call);
Value callAlterColumn(CallSite &call);
Value callBatchAlterTable(CallSite &call);
Value callName(CallSite &call);
Value callInlineLiteral(CallSite &call);
Value callGetBind(CallSite &call);
Value callGetContext(CallSite &call);
Value callIsOffline(CallSite &call);

} // namespace stillroom::evaluation
