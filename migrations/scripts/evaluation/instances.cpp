#include "migrations/scripts/evaluation/instances.h"

#include "migrations/scripts/evaluation/reflectedtypes.h"
#include "migrations/scripts/evaluation/sqlobject.h"

namespace stillroom::evaluation
{

namespace
{

/// isinstance(x, str) and its like, and of column types the database told; anything else is for Python.
std::optional<bool> isInstance(const Value &value, const CatalogueEntry &entry)
{
    const QString &type = entry.name;
    if (const auto *sqlType = sqlAs<SqlType>(value)) {
        const bool isOurs
            = type.startsWith(QLatin1String("sa.")) || type.startsWith(QLatin1String("postgresql."));
        return isOurs && entry.kind == CatalogueEntry::Kind::Type
            ? isInstanceOf(*sqlType, TypeKind(entry.tag))
            : std::nullopt;
    }
    if (value.unknown() || value.isPoison() || value.enumMember() || value.sql())
        return std::nullopt;
    if (type == QLatin1String("int"))
        return value.integral().has_value();
    static const QStringList plain = QStringLiteral("str bool float list tuple dict set").split(u' ');
    return plain.contains(type) ? std::optional(value.typeName() == type) : std::nullopt;
}

/// isinstance(bind.dialect, MySQLDialect); which of PostgreSQL's drivers there is, is not known.
std::optional<bool> isDialect(const Value &value, const Value &type)
{
    const auto *unknown = type.unknown();
    const bool isAsked = value.context() && value.context()->kind == ContextObject::Kind::Dialect && unknown
        && unknown->path.startsWith(QLatin1String("sqlalchemy.dialects."));
    const QString family = isAsked ? unknown->path.section(u'.', 2, 2) : QString();
    if (family == QLatin1String("postgresql"))
        return unknown->path.endsWith(QLatin1String(".PGDialect")) ? std::optional(true) : std::nullopt;
    static const QStringList others = QStringLiteral("mysql sqlite oracle mssql").split(u' ');
    return others.contains(family) ? std::optional(false) : std::nullopt;
}

} // namespace

Value callIsInstance(CallSite &call)
{
    static const Signature signature("object, types");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto types = bound->at(1).tuple() ? bound->at(1).tuple()->items : std::vector<Value>{bound->at(1)};
    bool result = false;
    for (const Value &type : types) {
        const auto one = isDialect(bound->at(0), type) ? isDialect(bound->at(0), type)
            : type.entry()                             ? isInstance(bound->at(0), *type.entry())
                                                       : std::nullopt;
        if (!one)
            return call.handOver(QStringLiteral("asks for a type with isinstance()"));
        result = result || *one;
    }
    return Value::boolean(result);
}

} // namespace stillroom::evaluation
