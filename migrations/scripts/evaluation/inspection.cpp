#include "migrations/scripts/evaluation/inspection.h"

#include "migrations/scripts/evaluation/reflectedtypes.h"
#include "migrations/scripts/evaluation/sqlobject.h"
#include "migrations/scripts/livetables.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

const QString asksDatabase = QStringLiteral("looks at the live database with ");

Value text(const QString &value)
{
    return value.isEmpty() ? Value() : Value::string(value);
}

Value list(const QStringList &texts)
{
    std::vector<Value> items;
    for (const QString &one : texts)
        items.push_back(Value::string(one));
    return Value::list(std::move(items));
}

/// A dict of what is known, and of keys whose values are only the driver's.
Value record(std::vector<std::pair<QString, Value>> known, const QStringList &others)
{
    std::vector<std::pair<Value, Value>> items;
    for (auto &[key, value] : known)
        items.emplace_back(Value::string(key), std::move(value));
    for (const QString &key : others)
        items.emplace_back(Value::string(key),
            Value::unknown(QStringLiteral("uses '%1', which the live database says").arg(key)));
    return Value::dict(std::move(items));
}

Value columnsOf(const CatalogueTable &table)
{
    std::vector<Value> items;
    for (const CatalogueTable::Column &column : table.columns) {
        std::vector<std::pair<QString, Value>> known{{QStringLiteral("name"), Value::string(column.name)},
            {QStringLiteral("nullable"), Value::boolean(column.nullable)}};
        QStringList others{QStringLiteral("autoincrement"), QStringLiteral("comment")};
        if (const auto type = reflectedType(column.type))
            known.emplace_back(QStringLiteral("type"), sqlValue(*type));
        else
            others += QStringLiteral("type");
        if (column.hasDefault)
            others += QStringLiteral("default");
        else
            known.emplace_back(QStringLiteral("default"), Value());
        items.push_back(record(std::move(known), others));
    }
    return Value::list(std::move(items));
}

Value indexesOf(const CatalogueTable &table, Generation generation)
{
    std::vector<Value> items;
    for (const CatalogueObject &index : table.indexes) {
        if (index.hasExpressions && generation == Generation::Debian12)
            continue; // SQLAlchemy 1.4 leaves them out, with a warning
        std::vector<std::pair<QString, Value>> known{{QStringLiteral("name"), Value::string(index.name)},
            {QStringLiteral("unique"), Value::boolean(index.unique)}};
        QStringList others{QStringLiteral("include_columns"), QStringLiteral("dialect_options")};
        if (index.hasExpressions)
            others += {QStringLiteral("column_names"), QStringLiteral("expressions")};
        else
            known.emplace_back(QStringLiteral("column_names"), list(index.columns));
        const bool ofConstraint = std::any_of(table.uniques.begin(), table.uniques.end(),
            [&](const CatalogueObject &unique) { return unique.name == index.name; });
        if (ofConstraint)
            known.emplace_back(QStringLiteral("duplicates_constraint"), Value::string(index.name));
        items.push_back(record(std::move(known), others));
    }
    return Value::list(std::move(items));
}

Value foreignKeysOf(const CatalogueTable &table)
{
    std::vector<Value> items;
    for (const CatalogueObject &key : table.foreignKeys)
        items.push_back(record({{QStringLiteral("name"), Value::string(key.name)},
                                   {QStringLiteral("constrained_columns"), list(key.columns)},
                                   {QStringLiteral("referred_schema"), text(key.referredSchema)},
                                   {QStringLiteral("referred_table"), Value::string(key.referredTable)},
                                   {QStringLiteral("referred_columns"), list(key.referredColumns)}},
            {QStringLiteral("options"), QStringLiteral("comment")}));
    return Value::list(std::move(items));
}

Value constraintsOf(const std::vector<CatalogueObject> &constraints, bool isCheck)
{
    std::vector<Value> items;
    for (const CatalogueObject &constraint : constraints) {
        std::vector<std::pair<QString, Value>> known{
            {QStringLiteral("name"), Value::string(constraint.name)}};
        if (!isCheck)
            known.emplace_back(QStringLiteral("column_names"), list(constraint.columns));
        items.push_back(record(std::move(known),
            isCheck ? QStringList{QStringLiteral("sqltext"), QStringLiteral("comment")}
                    : QStringList{QStringLiteral("comment")}));
    }
    return Value::list(std::move(items));
}

Value primaryKeyOf(const CatalogueTable &table)
{
    return record({{QStringLiteral("constrained_columns"), list(table.primaryKey.columns)},
                      {QStringLiteral("name"), text(table.primaryKey.name)}},
        {QStringLiteral("comment")});
}

/// The answer of one get_… method about a table that is there.
Value described(const CatalogueTable &table, const QString &method, Generation generation)
{
    if (method == QLatin1String("get_columns"))
        return columnsOf(table);
    if (method == QLatin1String("get_indexes"))
        return indexesOf(table, generation);
    if (method == QLatin1String("get_foreign_keys"))
        return foreignKeysOf(table);
    if (method == QLatin1String("get_unique_constraints"))
        return constraintsOf(table.uniques, false);
    if (method == QLatin1String("get_check_constraints"))
        return constraintsOf(table.checks, true);
    return primaryKeyOf(table);
}

Value refuseAnswer(CallSite &call, const QString &method)
{
    return call.handOver(QStringLiteral("asks the live database with %1(), and %2")
                             .arg(method, call.interpreter.live()->why()));
}

Value tableNames(CallSite &call, ContextObject &inspector)
{
    static const Signature signature("schema=");
    const auto bound = signature.bind(call);
    const auto schema = bound ? nameArgument(call, QStringLiteral("schema"), bound->at(0)) : std::nullopt;
    if (!schema)
        return Value::poison();
    const Value known = inspector.answer(QStringLiteral("get_table_names"), *schema);
    if (!known.isNone())
        return known;
    const auto names = call.interpreter.live()->tableNames(*schema);
    if (!names)
        return refuseAnswer(call, QStringLiteral("get_table_names"));
    return inspector.remember(QStringLiteral("get_table_names"), *schema, list(*names));
}

} // namespace

Value ContextObject::answer(const QString &method, const QString &about) const
{
    const QString key = method + u' ' + about;
    const auto it
        = std::find_if(answers.begin(), answers.end(), [&](const auto &entry) { return entry.first == key; });
    return it == answers.end() ? Value() : it->second;
}

Value ContextObject::remember(const QString &method, const QString &about, Value value)
{
    answers.emplace_back(method + u' ' + about, value);
    return value;
}

Value inspect(CallSite &call)
{
    static const Signature signature("subject, raiseerr=");
    static const Signature alone("subject");
    const bool isInspect = call.entry && call.entry->tag > 0;
    const auto bound = (isInspect ? signature : alone).bind(call);
    if (!bound)
        return Value::poison();
    const Value subject = call.interpreter.known(bound->at(0), call.at);
    if (subject.isPoison())
        return subject;
    const auto *context = subject.context();
    if (!context || context->kind != ContextObject::Kind::Connection || !call.interpreter.live())
        return call.handOver(
            asksDatabase + (isInspect ? call.name + QStringLiteral("()") : QStringLiteral("an Inspector")));
    return contextValue({ContextObject::Kind::Inspector});
}

bool isInspectorMethod(const QString &method)
{
    static const QStringList known = QStringLiteral("has_table get_table_names get_columns get_indexes "
                                                    "get_foreign_keys get_unique_constraints "
                                                    "get_check_constraints get_pk_constraint")
                                         .split(u' ');
    return known.contains(method);
}

Value callInspector(CallSite &call, ContextObject &inspector, const QString &method)
{
    if (method == QLatin1String("get_table_names"))
        return tableNames(call, inspector);
    static const Signature signature("table_name, schema=");
    const auto bound = signature.bind(call);
    const auto name = bound ? stringArgument(call, QStringLiteral("table_name"), bound->at(0)) : std::nullopt;
    const auto schema = name ? nameArgument(call, QStringLiteral("schema"), bound->at(1)) : std::nullopt;
    if (!schema)
        return Value::poison();
    const QString about = *schema + u'.' + *name;
    const bool asksExistence = method == QLatin1String("has_table");
    // An Inspector remembers what it was told, whatever happened since; has_table() only since SQLAlchemy 2.
    const bool remembers = !asksExistence || call.interpreter.options().generation == Generation::Newest;
    const Value known = remembers ? inspector.answer(method, about) : Value();
    if (!known.isNone())
        return known;
    LiveTables &live = *call.interpreter.live();
    const bool onlyColumns = asksExistence || method == QLatin1String("get_columns");
    const auto table = onlyColumns ? live.table({*name, *schema}) : live.details({*name, *schema});
    if (!table)
        return refuseAnswer(call, method);
    if (asksExistence)
        return inspector.remember(method, about, Value::boolean(*table != nullptr));
    if (!*table)
        return call.interpreter.throwError(QStringLiteral("NoSuchTableError"), *name, call.at);
    return inspector.remember(
        method, about, described(**table, method, call.interpreter.options().generation));
}

/// bind.dialect.has_table(bind, "t", schema=…)
Value dialectHasTable(CallSite &call)
{
    static const Signature signature("connection, table_name, schema=");
    const auto bound = signature.bind(call);
    const auto name = bound ? stringArgument(call, QStringLiteral("table_name"), bound->at(1)) : std::nullopt;
    const auto schema = name ? nameArgument(call, QStringLiteral("schema"), bound->at(2)) : std::nullopt;
    if (!schema)
        return Value::poison();
    LiveTables *live = call.interpreter.live();
    if (!live)
        return call.handOver(asksDatabase + QStringLiteral("has_table()"));
    const auto table = live->table({*name, *schema});
    return table ? Value::boolean(*table != nullptr) : refuseAnswer(call, QStringLiteral("has_table"));
}

void addInspection(CatalogueBuilder &builder)
{
    builder.function("sqlalchemy sqlalchemy.inspection", "inspect", inspect, 1);
    builder.function("inspector.members", "from_engine", inspect);
    const char *modules = "sqlalchemy.engine sqlalchemy.engine.reflection";
    builder.function(modules, "Inspector", inspect);
    builder.linkMembers("sqlalchemy.engine", "Inspector", "inspector.members");
    builder.linkMembers("sqlalchemy.engine.reflection", "Inspector", "inspector.members");
}

} // namespace stillroom::evaluation
