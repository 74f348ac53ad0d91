#pragma once

#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

namespace stillroom::evaluation
{

// Arguments of SQLAlchemy's and Alembic's calls; nothing (refused) when they are something else.
std::optional<std::optional<int>> optionalInteger(
    CallSite &call, const QString &parameter, const Value &value);
std::optional<std::optional<qint64>> optionalLong(
    CallSite &call, const QString &parameter, const Value &value);
/// A type or a type class.
std::optional<SqlType> typeArgument(CallSite &call, const QString &parameter, const Value &value);
/// What server_default= takes.
std::optional<ServerDefault> defaultArgument(CallSite &call, const QString &parameter, const Value &value);
/// A SQL expression; a plain string is SQL text.
std::optional<Expression> textOrExpression(CallSite &call, const QString &parameter, const Value &value);
/// A SQL expression; a plain string names a column.
std::optional<Expression> columnOrExpression(CallSite &call, const QString &parameter, const Value &value);
/// A SQL expression; a plain value is a literal of that type.
std::optional<Expression> literalOrExpression(
    CallSite &call, const QString &parameter, const Value &value, const SqlType &type = {});
/// A Python value that SQLAlchemy prints as a literal.
std::optional<Literal> literalArgument(CallSite &call, const QString &parameter, const Value &value);
/// The parameter of that name, added when the text has none.
TextParameter &parameterOf(TextExpression &text, const QString &name);
/// A string, or an object with a name: a column given where its name is meant.
std::optional<QString> columnName(CallSite &call, const QString &parameter, const Value &value);

/// Takes the keywords that other dialects own; refuses those nobody knows. `known` are the
/// PostgreSQL ones that the caller reads.
bool dialectKeywords(CallSite &call, const std::vector<std::pair<QString, Value>> &keywords,
    std::initializer_list<const char *> known);
/// The value of one keyword; null when it was not given.
const Value *keyword(const std::vector<std::pair<QString, Value>> &keywords, const char *name);

/// name=, deferrable=, initially= and the rest that every constraint takes.
std::optional<ConstraintOptions> constraintOptions(
    CallSite &call, const Value &name, const Value &deferrable, const Value &initially);
/// onupdate=, ondelete=, match=.
bool referenceOptions(
    CallSite &call, const Value &onUpdate, const Value &onDelete, const Value &match, ReferenceOptions &out);
/// postgresql_ops={"a": "b"}, postgresql_with=….
std::optional<std::vector<std::pair<QString, QString>>> pairsArgument(
    CallSite &call, const QString &parameter, const Value &value);
/// The dialect options of an index, from the keywords of op.create_index and sa.Index.
bool indexOptions(CallSite &call, const std::vector<std::pair<QString, Value>> &keywords, Index &index);

} // namespace stillroom::evaluation
