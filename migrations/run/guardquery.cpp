#include "migrations/run/guardquery.h"

namespace stillroom
{

QString guardQuery(const ExistenceGuard &guard)
{
    const bool isType
        = guard.kind == ExistenceGuard::Kind::TypeMissing || guard.kind == ExistenceGuard::Kind::TypePresent;
    if (isType) {
        return QStringLiteral(
            "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = "
            "t.typnamespace "
            "WHERE t.typname = $2::text AND CASE WHEN $1::text = '' THEN "
            "pg_catalog.pg_type_is_visible(t.oid) "
            "ELSE n.nspname = $1::text END)");
    }
    return QStringLiteral("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
                          "ON n.oid = c.relnamespace "
                          "WHERE c.relkind = 'S' AND c.relname = $2::text "
                          "AND n.nspname = coalesce(nullif($1::text, ''), pg_catalog.current_schema()))");
}

QStringList guardParameters(const ExistenceGuard &guard)
{
    return {guard.schema.isEmpty() ? QStringLiteral("") : guard.schema, guard.name};
}

bool guardWantsPresent(const ExistenceGuard &guard)
{
    return guard.kind == ExistenceGuard::Kind::TypePresent
        || guard.kind == ExistenceGuard::Kind::SequencePresent;
}

} // namespace stillroom
