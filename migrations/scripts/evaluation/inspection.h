#pragma once

#include "migrations/scripts/evaluation/catalogue.h"

namespace stillroom::evaluation
{

// sa.inspect(bind) and what guards ask it: answered by the database the plan is made for.
bool isInspectorMethod(const QString &method);
Value callInspector(CallSite &call, ContextObject &inspector, const QString &method);
Value dialectHasTable(CallSite &call);

} // namespace stillroom::evaluation
