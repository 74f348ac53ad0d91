#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

namespace stillroom::evaluation
{

namespace
{

// Types of well-known libraries, as they print on PostgreSQL. What they make of a value is theirs: a row that
// holds one is handed over (SqlType::decorated).

using K = TypeKind;

SqlType decorated(TypeKind kind, std::optional<int> length = {})
{
    SqlType type{kind, length};
    type.decorated = true;
    return type;
}

SqlType verbatim(const QString &text)
{
    SqlType type = decorated(K::Verbatim);
    type.text = text;
    return type;
}

/// Whatever is said to it, it prints the same.
Value fixedType(CallSite &call)
{
    return sqlValue(decorated(TypeKind(call.entry->tag)));
}

/// A string type of a fixed length, the tag.
Value fixedString(CallSite &call)
{
    return sqlValue(decorated(K::String, call.entry->tag));
}

Value sizedType(CallSite &call, const Signature &signature, size_t index, SqlType type)
{
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    if (!bound->given(index))
        return sqlValue(std::move(type));
    const auto length = optionalInteger(call, QStringLiteral("a length"), bound->at(index));
    if (!length)
        return Value::poison();
    type.length = *length;
    return sqlValue(std::move(type));
}

/// EmailType(length=255)
Value emailType(CallSite &call)
{
    static const Signature signature("length=, collation=");
    return sizedType(call, signature, 0, decorated(K::String, 255));
}

/// IPAddressType(max_length=50), ColorType(max_length=20): the tag is the usual length.
Value boundedType(CallSite &call)
{
    static const Signature signature("max_length=, length=");
    return sizedType(call, signature, 0, decorated(K::String, call.entry->tag));
}

Value phoneType(CallSite &call)
{
    static const Signature signature("region=, max_length=, length=");
    return sizedType(call, signature, 1, decorated(K::String, 20));
}

/// StringEncryptedType(type_in, key, engine, padding, length=…): its length is String's.
Value encryptedString(CallSite &call)
{
    static const Signature signature("type_in=, key=, engine=, padding=, length=, collation=");
    return sizedType(call, signature, 4, decorated(K::String));
}

/// sqlmodel's AutoString(length=): a String without ideas of its own.
Value autoString(CallSite &call)
{
    static const Signature signature("length=, collation=");
    return sizedType(call, signature, 0, SqlType{K::String});
}

Value bitType(CallSite &call)
{
    static const Signature signature("length=");
    return sizedType(call, signature, 0, decorated(K::Bit, 1));
}

Value weekDays(CallSite &)
{
    return sqlValue(decorated(K::Bit, 7));
}

Value uuidType(CallSite &call)
{
    static const Signature signature("binary=, native=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto binary
        = bound->given(0) ? flagArgument(call, QStringLiteral("binary"), bound->at(0)) : std::optional(true);
    const auto native
        = bound->given(1) ? flagArgument(call, QStringLiteral("native"), bound->at(1)) : std::optional(true);
    if (!binary || !native)
        return Value::poison();
    if (*native)
        return sqlValue(decorated(K::UpperUuid));
    return sqlValue(*binary ? decorated(K::Binary, 16) : decorated(K::Char, 32));
}

/// ArrowType(timezone=True), TIMESTAMPAware(timezone=True)
Value momentType(CallSite &call)
{
    static const Signature signature("timezone=");
    static const Signature processed("datetime_processor=, timezone=");
    const bool isProcessed = call.entry->tag > 0;
    const auto bound = (isProcessed ? processed : signature).bind(call);
    const auto timezone = bound
        ? flagArgument(call, QStringLiteral("timezone"), bound->at(isProcessed ? 1 : 0))
        : std::nullopt;
    if (!timezone)
        return Value::poison();
    SqlType type = decorated(K::DateTime);
    type.timezone = *timezone;
    return sqlValue(std::move(type));
}

/// ChoiceType(choices, impl=String(20)): the choices are Python's.
Value choiceType(CallSite &call)
{
    static const Signature signature("choices, impl=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    if (bound->at(1).isNone())
        return sqlValue(decorated(K::String, 255));
    if (bound->at(1).entry())
        return call.handOver(QStringLiteral("gives ChoiceType a class as impl="));
    auto type = typeArgument(call, QStringLiteral("impl"), bound->at(1));
    if (!type)
        return Value::poison();
    type->decorated = true;
    return sqlValue(std::move(*type));
}

/// pgvector's VECTOR(3), HALFVEC(3), SPARSEVEC(3), BIT(3)
Value vectorType(CallSite &call)
{
    static const QStringList words = QStringLiteral("VECTOR HALFVEC SPARSEVEC BIT").split(u' ');
    static const Signature signature("dim=");
    static const Signature bits("length=");
    const auto bound = (call.entry->tag == 3 ? bits : signature).bind(call);
    const auto size = bound ? optionalInteger(call, QStringLiteral("dim"), bound->at(0)) : std::nullopt;
    if (!size)
        return Value::poison();
    const QString word = words[call.entry->tag];
    return sqlValue(verbatim(*size ? QStringLiteral("%1(%2)").arg(word).arg(**size) : word));
}

Value caseInsensitive(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? sqlValue(verbatim(QStringLiteral("CITEXT"))) : Value::poison();
}

Value treeType(CallSite &)
{
    return sqlValue(verbatim(QStringLiteral("LTREE")));
}

/// MutableDict.as_mutable(JSONB): the type itself.
Value asMutable(CallSite &call)
{
    static const Signature signature("sqltype");
    const auto bound = signature.bind(call);
    const auto type = bound ? typeArgument(call, QStringLiteral("sqltype"), bound->at(0)) : std::nullopt;
    return type ? sqlValue(*type) : Value::poison();
}

/// GeoAlchemy2's Geometry and Geography: geometry(POINT,4326).
Value spatialType(CallSite &call)
{
    static const Signature signature("geometry_type=, srid=, dimension=, spatial_index=, use_N_D_index=, "
                                     "use_typmod=, from_text=, name=, nullable=, management=, "
                                     "_spatial_index_reflected=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto kind = bound->given(0) ? optionalString(call, QStringLiteral("geometry_type"), bound->at(0))
                                      : std::optional(std::optional(QStringLiteral("GEOMETRY")));
    const auto number = bound->given(1) ? optionalInteger(call, QStringLiteral("srid"), bound->at(1))
                                        : std::optional(std::optional(-1));
    const auto indexed = bound->given(3) ? flagArgument(call, QStringLiteral("spatial_index"), bound->at(3))
                                         : std::optional(true);
    if (!kind || !number || !indexed)
        return Value::poison();
    if (!bound->at(7).isNone() || !bound->at(9).isNone() || !*number || (*kind && (*kind)->isEmpty()))
        return call.handOver(QStringLiteral("gives %1 options that only GeoAlchemy2 knows").arg(call.name));
    const QString name = call.entry->tag > 0 ? QStringLiteral("geography") : QStringLiteral("geometry");
    SqlType type
        = verbatim(*kind ? QStringLiteral("%1(%2,%3)").arg(name, (*kind)->toUpper()).arg(**number) : name);
    type.spatialIndex = *indexed;
    return sqlValue(std::move(type));
}

struct ForeignType {
    const char *modules;
    const char *name;
    Handler handler;
    int tag = 0;
};

void addSqlalchemyUtils(CatalogueBuilder &builder)
{
    const std::initializer_list<ForeignType> types{{"arrow", "ArrowType", momentType},
        {"bit", "BitType", bitType}, {"choice", "ChoiceType", choiceType},
        {"color", "ColorType", boundedType, 20}, {"country", "CountryType", fixedString, 2},
        {"currency", "CurrencyType", fixedString, 3}, {"email", "EmailType", emailType},
        {"encrypted.encrypted_type", "StringEncryptedType", encryptedString},
        {"encrypted.encrypted_type", "EncryptedType", fixedType, int(K::LargeBinary)},
        {"enriched_datetime.enriched_date_type", "EnrichedDateType", fixedType, int(K::Date)},
        {"enriched_datetime.enriched_datetime_type", "EnrichedDateTimeType", momentType, 1},
        {"ip_address", "IPAddressType", boundedType, 50}, {"json", "JSONType", fixedType, int(K::UpperJson)},
        {"locale", "LocaleType", fixedString, 10}, {"ltree", "LtreeType", treeType},
        {"password", "PasswordType", fixedType, int(K::Bytea)},
        {"phone_number", "PhoneNumberType", phoneType},
        {"range", "IntRangeType", fixedType, int(K::Int4Range)},
        {"range", "Int8RangeType", fixedType, int(K::Int8Range)},
        {"range", "DateRangeType", fixedType, int(K::DateRange)},
        {"range", "NumericRangeType", fixedType, int(K::NumRange)},
        {"range", "DateTimeRangeType", fixedType, int(K::TsRange)},
        {"scalar_list", "ScalarListType", fixedType, int(K::Text)},
        {"timezone", "TimezoneType", fixedString, 50},
        {"ts_vector", "TSVectorType", fixedType, int(K::TsVector)},
        {"url", "URLType", fixedType, int(K::Text)}, {"uuid", "UUIDType", uuidType},
        {"weekdays", "WeekDaysType", weekDays}};
    for (const ForeignType &type : types) {
        const QByteArray modules
            = QByteArray("sqlalchemy_utils sqlalchemy_utils.types sqlalchemy_utils.types.") + type.modules;
        builder.type(modules.constData(), type.name, type.handler, type.tag);
    }
}

} // namespace

SqlType declaredSqlType(const QString &text)
{
    return verbatim(text);
}

void addForeignTypes(CatalogueBuilder &builder)
{
    builder.refused("sqlalchemy sqlalchemy.types sqlalchemy.sql.type_api", "TypeDecorator",
        QStringLiteral("builds a column type with sa.TypeDecorator()"));
    builder.refused("sqlalchemy.types sqlalchemy sqlalchemy.sql.type_api", "UserDefinedType",
        QStringLiteral("builds a column type with sa.UserDefinedType()"));
    addSqlalchemyUtils(builder);
    const char *vectors = "pgvector.sqlalchemy pgvector.sqlalchemy.vector";
    const char *halves = "pgvector.sqlalchemy pgvector.sqlalchemy.halfvec";
    const char *geometries = "geoalchemy2 geoalchemy2.types";
    const char *users = "fastapi_users_db_sqlalchemy fastapi_users_db_sqlalchemy.generics "
                        "fastapi_users_db_sqlalchemy.guid";
    const std::initializer_list<ForeignType> types{
        {"sqlmodel sqlmodel.sql.sqltypes sqlmodel.sql", "AutoString", autoString},
        {"sqlmodel.sql.sqltypes", "GUID", fixedType, int(K::UpperUuid)},
        {"geoalchemy2 geoalchemy2.types", "Geography", spatialType, 1},
        {geometries, "Geometry", spatialType, 0}, {vectors, "Vector", vectorType, 0},
        {vectors, "VECTOR", vectorType, 0}, {halves, "HALFVEC", vectorType, 1},
        {"pgvector.sqlalchemy pgvector.sqlalchemy.sparsevec", "SPARSEVEC", vectorType, 2},
        {"pgvector.sqlalchemy pgvector.sqlalchemy.bit", "BIT", vectorType, 3},
        {"citext", "CIText", caseInsensitive}, {users, "GUID", fixedType, int(K::UpperUuid)},
        {"fastapi_users_db_sqlalchemy.generics", "TIMESTAMPAware", momentType},
        {"fastapi_utils.guid_type", "GUID", fixedType, int(K::UpperUuid)}};
    for (const ForeignType &type : types)
        builder.type(type.modules, type.name, type.handler, type.tag);
    builder.function("mutable.members", "as_mutable", asMutable);
    for (const char *name : {"MutableDict", "MutableList", "MutableSet"}) {
        builder.refused(
            "sqlalchemy.ext.mutable", name, QStringLiteral("makes a %1").arg(QLatin1String(name)));
        builder.linkMembers("sqlalchemy.ext.mutable", name, "mutable.members");
    }
}

} // namespace stillroom::evaluation
