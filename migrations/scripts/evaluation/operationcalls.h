#pragma once

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

namespace stillroom::evaluation
{

bool isBatchOperation(const QString &method);
Value callBatchOperation(CallSite &call, ContextObject &batch, const QString &method);
/// What op.execute() and bind.execute() take: text, a SQL text, a statement. False when refused.
bool executeArgument(CallSite &call, const Value &statement);

} // namespace stillroom::evaluation
