#pragma once

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

namespace stillroom::evaluation
{

bool isBatchOperation(const QString &method);
Value callBatchOperation(CallSite &call, ContextObject &batch, const QString &method);
/// What op.execute() and bind.execute() take: text, a SQL text, a statement. False when refused.
bool executeArgument(CallSite &call, const Value &statement);
/// connection.execute(statement, parameters): a statement for each set of parameters, which stand in it as
/// the driver writes them; false when refused. Alembic's --sql drops parameters: never offline.
bool executeWithParameters(CallSite &call);

} // namespace stillroom::evaluation
