#pragma once

#include "migrations/scripts/evaluation/catalogue.h"

namespace stillroom::evaluation
{

const QStringList &stringMethodNames();
Value callStringMethod(CallSite &call, const QString &text, const QString &method);
/// "…{}…".format(…)
Value formatMethod(CallSite &call, const QString &format);

/// Methods of list, tuple, dict, set and enum members.
bool hasCollectionMethod(const Value &self, const QString &method);
Value callCollectionMethod(CallSite &call, const Value &self, const QString &method);

/// Methods of SQLAlchemy's values and of Alembic's contexts.
bool hasSqlMethod(const Value &self, const QString &method);
Value callSqlMethod(CallSite &call, const Value &self, const QString &method);
bool hasContextMethod(const Value &self, const QString &method);
Value callContextMethod(CallSite &call, const Value &self, const QString &method);

} // namespace stillroom::evaluation
