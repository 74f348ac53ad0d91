#include "migrations/operations/typewriter.h"

#include <algorithm>

namespace stillroom
{

namespace
{

struct Membership {
    TypeKind kind;
    TypeFamily family;
};

/// Every kind that is not TypeFamily::Other.
constexpr Membership memberships[] = {
    {TypeKind::Null, TypeFamily::Null},
    {TypeKind::String, TypeFamily::String},
    {TypeKind::Unicode, TypeFamily::String},
    {TypeKind::UnicodeText, TypeFamily::String},
    {TypeKind::Text, TypeFamily::String},
    {TypeKind::VarChar, TypeFamily::String},
    {TypeKind::NVarChar, TypeFamily::String},
    {TypeKind::Char, TypeFamily::String},
    {TypeKind::NChar, TypeFamily::String},
    {TypeKind::UpperText, TypeFamily::String},
    {TypeKind::Clob, TypeFamily::String},
    {TypeKind::Citext, TypeFamily::String},
    {TypeKind::Integer, TypeFamily::Integer},
    {TypeKind::UpperInteger, TypeFamily::Integer},
    {TypeKind::SmallInteger, TypeFamily::SmallInteger},
    {TypeKind::SmallInt, TypeFamily::SmallInteger},
    {TypeKind::BigInteger, TypeFamily::BigInteger},
    {TypeKind::BigInt, TypeFamily::BigInteger},
    {TypeKind::Numeric, TypeFamily::Numeric},
    {TypeKind::Float, TypeFamily::Numeric},
    {TypeKind::Double, TypeFamily::Numeric},
    {TypeKind::UpperNumeric, TypeFamily::Numeric},
    {TypeKind::Decimal, TypeFamily::Numeric},
    {TypeKind::UpperFloat, TypeFamily::Numeric},
    {TypeKind::Real, TypeFamily::Numeric},
    {TypeKind::UpperDouble, TypeFamily::Numeric},
    {TypeKind::DoublePrecision, TypeFamily::Numeric},
    {TypeKind::PgNumeric, TypeFamily::Numeric},
    {TypeKind::PgFloat, TypeFamily::Numeric},
    {TypeKind::Boolean, TypeFamily::Boolean},
    {TypeKind::UpperBoolean, TypeFamily::Boolean},
    {TypeKind::Date, TypeFamily::Date},
    {TypeKind::UpperDate, TypeFamily::Date},
    {TypeKind::DateTime, TypeFamily::DateTime},
    {TypeKind::UpperDateTime, TypeFamily::DateTime},
    {TypeKind::Timestamp, TypeFamily::DateTime},
    {TypeKind::PgTimestamp, TypeFamily::DateTime},
    {TypeKind::Time, TypeFamily::Time},
    {TypeKind::UpperTime, TypeFamily::Time},
    {TypeKind::PgTime, TypeFamily::Time},
    {TypeKind::Interval, TypeFamily::Interval},
    {TypeKind::PgInterval, TypeFamily::Interval},
    {TypeKind::LargeBinary, TypeFamily::Binary},
    {TypeKind::PickleType, TypeFamily::Binary},
    {TypeKind::Binary, TypeFamily::Binary},
    {TypeKind::VarBinary, TypeFamily::Binary},
    {TypeKind::Blob, TypeFamily::Binary},
    {TypeKind::Bytea, TypeFamily::Binary},
    {TypeKind::Json, TypeFamily::Json},
    {TypeKind::UpperJson, TypeFamily::Json},
    {TypeKind::Jsonb, TypeFamily::Json},
    {TypeKind::Enum, TypeFamily::Enum},
    {TypeKind::PgEnum, TypeFamily::Enum},
    {TypeKind::Uuid, TypeFamily::Uuid},
    {TypeKind::UpperUuid, TypeFamily::Uuid},
    {TypeKind::Array, TypeFamily::Array},
    {TypeKind::UpperArray, TypeFamily::Array},
};

} // namespace

TypeFamily familyOf(const SqlType &type)
{
    const auto found = std::find_if(std::begin(memberships), std::end(memberships),
        [&type](const Membership &membership) { return membership.kind == type.kind; });
    return found == std::end(memberships) ? TypeFamily::Other : found->family;
}

} // namespace stillroom
