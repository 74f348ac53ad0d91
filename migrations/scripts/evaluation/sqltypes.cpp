#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlarguments.h"

namespace stillroom::evaluation
{

namespace
{

SqlType typeOf(const CallSite &call)
{
    SqlType type;
    type.kind = TypeKind(call.entry->tag);
    return type;
}

Value plainType(CallSite &call)
{
    static const Signature signature("");
    return signature.bind(call) ? sqlValue(typeOf(call)) : Value::poison();
}

Value stringType(CallSite &call)
{
    static const Signature signature(
        "length=, collation=, convert_unicode=, unicode_error=, _warn_on_bytestring=, _expect_unicode=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    SqlType type = typeOf(call);
    const auto length = optionalInteger(call, QStringLiteral("length"), bound->at(0));
    const auto collation = nameArgument(call, QStringLiteral("collation"), bound->at(1));
    if (!length || !collation)
        return Value::poison();
    type.length = *length;
    type.collation = *collation;
    return sqlValue(std::move(type));
}

Value binaryType(CallSite &call)
{
    static const Signature signature("length=");
    const auto bound = signature.bind(call);
    const auto length = bound ? optionalInteger(call, QStringLiteral("length"), bound->at(0)) : std::nullopt;
    if (!length)
        return Value::poison();
    SqlType type = typeOf(call);
    type.length = *length;
    return sqlValue(std::move(type));
}

Value numericType(CallSite &call)
{
    static const Signature signature("precision=, scale=, decimal_return_scale=, asdecimal=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto precision = optionalInteger(call, QStringLiteral("precision"), bound->at(0));
    const auto scale = optionalInteger(call, QStringLiteral("scale"), bound->at(1));
    if (!precision || !scale)
        return Value::poison();
    SqlType type = typeOf(call);
    type.precision = *precision;
    type.scale = *scale;
    return sqlValue(std::move(type));
}

Value floatType(CallSite &call)
{
    static const Signature signature("precision=, asdecimal=, decimal_return_scale=");
    const auto bound = signature.bind(call);
    const auto precision
        = bound ? optionalInteger(call, QStringLiteral("precision"), bound->at(0)) : std::nullopt;
    if (!precision)
        return Value::poison();
    SqlType type = typeOf(call);
    type.precision = *precision;
    return sqlValue(std::move(type));
}

Value timeType(CallSite &call)
{
    static const Signature generic("timezone=");
    static const Signature precise("timezone=, precision=");
    const auto kind = TypeKind(call.entry->tag);
    const bool isPrecise = kind == TypeKind::PgTimestamp || kind == TypeKind::PgTime;
    const auto bound = (isPrecise ? precise : generic).bind(call);
    if (!bound)
        return Value::poison();
    const auto timezone = flagArgument(call, QStringLiteral("timezone"), bound->at(0));
    const auto precision = isPrecise ? optionalInteger(call, QStringLiteral("precision"), bound->at(1))
                                     : std::optional(std::optional<int>());
    if (!timezone || !precision)
        return Value::poison();
    SqlType type = typeOf(call);
    type.timezone = *timezone;
    type.precision = *precision;
    return sqlValue(std::move(type));
}

Value intervalType(CallSite &call)
{
    static const Signature generic("native=, second_precision=, day_precision=");
    static const Signature postgres("precision=, fields=");
    const bool isGeneric = TypeKind(call.entry->tag) == TypeKind::Interval;
    const auto bound = (isGeneric ? generic : postgres).bind(call);
    if (!bound)
        return Value::poison();
    SqlType type = typeOf(call);
    if (isGeneric && bound->given(0) && truth(bound->at(0)) != true)
        return call.handOver(QStringLiteral("uses sa.Interval(native=False)"));
    const auto precision = optionalInteger(call, QStringLiteral("precision"), bound->at(isGeneric ? 1 : 0));
    const auto fields
        = isGeneric ? std::optional(QString()) : nameArgument(call, QStringLiteral("fields"), bound->at(1));
    if (!precision || !fields)
        return Value::poison();
    type.precision = *precision;
    type.fields = *fields;
    return sqlValue(std::move(type));
}

Value booleanType(CallSite &call)
{
    static const Signature signature("create_constraint=, name=, _create_events=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto constraint = flagArgument(call, QStringLiteral("create_constraint"), bound->at(0));
    const auto name = nameArgument(call, QStringLiteral("name"), bound->at(1));
    if (!constraint || !name)
        return Value::poison();
    SqlType type = typeOf(call);
    type.createConstraint = *constraint;
    type.name = *name;
    return sqlValue(std::move(type));
}

Value jsonType(CallSite &call)
{
    static const Signature signature("none_as_null=, astext_type=");
    const auto bound = signature.bind(call);
    const auto none = bound ? flagArgument(call, QStringLiteral("none_as_null"), bound->at(0)) : std::nullopt;
    if (!none)
        return Value::poison();
    SqlType type = typeOf(call);
    type.noneAsNull = *none;
    return sqlValue(std::move(type));
}

Value arrayType(CallSite &call)
{
    static const Signature signature("item_type, as_tuple=, dimensions=, zero_indexes=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto item = typeArgument(call, QStringLiteral("item_type"), bound->at(0));
    const auto dimensions = optionalInteger(call, QStringLiteral("dimensions"), bound->at(2));
    if (!item || !dimensions)
        return Value::poison();
    if (item->kind == TypeKind::Array || item->kind == TypeKind::UpperArray)
        return call.raise(QStringLiteral("ValueError: do not nest ARRAY types"));
    SqlType type = typeOf(call);
    type.item = {*item};
    type.dimensions = *dimensions;
    return sqlValue(std::move(type));
}

/// The labels of Enum("a", "b") or Enum(SomeEnum); for the class also its name.
std::optional<QStringList> labelsOf(CallSite &call, const std::vector<Value> &values, QString &className)
{
    QStringList labels;
    if (values.size() == 1 && values[0].classObject() && values[0].classObject()->isEnum) {
        className = values[0].classObject()->name.toLower();
        for (const auto &member : values[0].classObject()->attributes)
            labels += member.first;
        return labels;
    }
    for (const Value &value : values) {
        const Value label
            = value.enumMember() && value.enumMember()->isString ? *value.enumMember()->value : value;
        const auto text = stringArgument(call, QStringLiteral("a label"), label);
        if (!text)
            return std::nullopt;
        labels += *text;
    }
    return labels;
}

bool enumOptions(CallSite &call, const Signature::Bound &bound, SqlType &type)
{
    const auto name = nameArgument(call, QStringLiteral("name"), bound.at(0));
    const auto schema = nameArgument(call, QStringLiteral("schema"), bound.at(1));
    const auto inherit = flagArgument(call, QStringLiteral("inherit_schema"), bound.at(4));
    const auto constraint = flagArgument(call, QStringLiteral("create_constraint"), bound.at(5));
    const auto length = optionalInteger(call, QStringLiteral("length"), bound.at(6));
    const auto native = bound.given(2) ? flagArgument(call, QStringLiteral("native_enum"), bound.at(2))
                                       : std::optional(true);
    const auto create = bound.given(3) ? flagArgument(call, QStringLiteral("create_type"), bound.at(3))
                                       : std::optional(true);
    if (!name || !schema || !inherit || !constraint || !length || !native || !create)
        return false;
    if (!name->isEmpty() || type.name.isEmpty())
        type.name = *name;
    type.schema = *schema;
    type.nativeEnum = *native;
    type.inheritSchema = *inherit;
    type.createConstraint = *constraint;
    type.length = *length;
    // sa.Enum takes the keyword and forgets it; only postgresql.ENUM means it.
    type.createType = type.kind == TypeKind::Enum || *create;
    type.hasMetadata = bound.given(7) && !bound.at(7).isNone();
    return true;
}

Value enumType(CallSite &call)
{
    static const Signature signature(
        "*enums, name=, schema=, native_enum=, create_type=, inherit_schema=, create_constraint=, length=, "
        "metadata=, quote=, validate_strings=, values_callable=, sort_key_function=, omit_aliases=, "
        "checkfirst=, _create_events=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    SqlType type = typeOf(call);
    auto labels = labelsOf(call, bound->rest, type.name);
    if (!labels || !enumOptions(call, *bound, type))
        return Value::poison();
    if (bound->given(10) && !bound->at(10).isNone()) {
        const auto written = call.interpreter.call(bound->at(10), {bound->rest, {}}, call.at);
        labels = stringsArgument(call, QStringLiteral("values_callable"), written);
        if (!labels)
            return Value::poison();
    }
    if (bound->given(8) && !bound->at(8).isNone())
        return call.handOver(QStringLiteral("forces the quoting of a type name with quote="));
    type.labels = *labels;
    return sqlValue(std::move(type));
}

Value uuidType(CallSite &call)
{
    static const Signature signature("as_uuid=, native_uuid=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    SqlType type = typeOf(call);
    const auto native = bound->given(1) ? flagArgument(call, QStringLiteral("native_uuid"), bound->at(1))
                                        : std::optional(true);
    if (!native)
        return Value::poison();
    type.nativeUuid = *native;
    return sqlValue(std::move(type));
}

Value bitType(CallSite &call)
{
    static const Signature signature("length=, varying=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto length = optionalInteger(call, QStringLiteral("length"), bound->at(0));
    const auto varying = flagArgument(call, QStringLiteral("varying"), bound->at(1));
    if (!length || !varying)
        return Value::poison();
    SqlType type = typeOf(call);
    type.length = *length;
    type.varying = *varying;
    return sqlValue(std::move(type));
}

Value pickleType(CallSite &call)
{
    static const Signature signature("protocol=, pickler=, comparator=");
    return signature.bind(call) ? sqlValue(typeOf(call)) : Value::poison();
}

Value hstoreType(CallSite &call)
{
    static const Signature signature("text_type=");
    return signature.bind(call) ? sqlValue(typeOf(call)) : Value::poison();
}

/// A type of another dialect: harmless as existing_type=, refused where it would be printed.
Value foreignType(CallSite &call)
{
    return sqlValue(ForeignTypeObject{call.entry->name});
}

/// MySQL's types whose names mean the same on PostgreSQL; what only MySQL understands is dropped there.
Value mysqlNumber(CallSite &call)
{
    static const Signature signature("display_width=, unsigned=, zerofill=");
    return signature.bind(call) ? sqlValue(typeOf(call)) : Value::poison();
}

Value mysqlText(CallSite &call)
{
    static const Signature signature("length=, charset=, collation=, ascii=, unicode=, binary=, national=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    SqlType type = typeOf(call);
    const auto length = optionalInteger(call, QStringLiteral("length"), bound->at(0));
    const auto collation = nameArgument(call, QStringLiteral("collation"), bound->at(2));
    if (!length || !collation)
        return Value::poison();
    type.length = *length;
    type.collation = *collation;
    return sqlValue(std::move(type));
}

struct TypeName {
    const char *name;
    TypeKind kind;
    Handler handler;
};

const char *generic = "sqlalchemy sqlalchemy.types sqlalchemy.sql.sqltypes";
const char *postgres = "sqlalchemy.dialects.postgresql sqlalchemy.dialects.postgresql.base "
                       "sqlalchemy.dialects.postgresql.types";

void addGenericTypes(CatalogueBuilder &builder)
{
    using K = TypeKind;
    const std::initializer_list<TypeName> names{{"String", K::String, stringType},
        {"Unicode", K::Unicode, stringType}, {"UnicodeText", K::UnicodeText, stringType},
        {"Text", K::Text, stringType}, {"Integer", K::Integer, plainType},
        {"SmallInteger", K::SmallInteger, plainType}, {"BigInteger", K::BigInteger, plainType},
        {"Boolean", K::Boolean, booleanType}, {"Date", K::Date, plainType},
        {"DateTime", K::DateTime, timeType}, {"Time", K::Time, timeType},
        {"Interval", K::Interval, intervalType}, {"Numeric", K::Numeric, numericType},
        {"Float", K::Float, floatType}, {"Double", K::Double, floatType},
        {"LargeBinary", K::LargeBinary, binaryType}, {"PickleType", K::PickleType, pickleType},
        {"JSON", K::Json, jsonType}, {"Enum", K::Enum, enumType}, {"Uuid", K::Uuid, uuidType},
        {"ARRAY", K::Array, arrayType}, {"VARCHAR", K::VarChar, stringType},
        {"NVARCHAR", K::NVarChar, stringType}, {"CHAR", K::Char, stringType}, {"NCHAR", K::NChar, stringType},
        {"TEXT", K::UpperText, stringType}, {"CLOB", K::Clob, stringType},
        {"INTEGER", K::UpperInteger, plainType}, {"INT", K::UpperInteger, plainType},
        {"SMALLINT", K::SmallInt, plainType}, {"BIGINT", K::BigInt, plainType},
        {"BOOLEAN", K::UpperBoolean, booleanType}, {"DATE", K::UpperDate, plainType},
        {"DATETIME", K::UpperDateTime, timeType}, {"TIME", K::UpperTime, timeType},
        {"TIMESTAMP", K::Timestamp, timeType}, {"NUMERIC", K::UpperNumeric, numericType},
        {"DECIMAL", K::Decimal, numericType}, {"FLOAT", K::UpperFloat, floatType},
        {"REAL", K::Real, floatType}, {"DOUBLE", K::UpperDouble, floatType},
        {"DOUBLE_PRECISION", K::DoublePrecision, floatType}, {"BINARY", K::Binary, binaryType},
        {"VARBINARY", K::VarBinary, binaryType}, {"BLOB", K::Blob, binaryType},
        {"UUID", K::UpperUuid, uuidType}};
    for (const TypeName &name : names)
        builder.type(generic, name.name, name.handler, int(name.kind));
    builder.type("sqlalchemy.types sqlalchemy.sql.sqltypes", "NullType", plainType, int(K::Null));
}

void addPostgresTypes(CatalogueBuilder &builder)
{
    using K = TypeKind;
    const std::initializer_list<TypeName> names{{"ARRAY", K::UpperArray, arrayType},
        {"BIGINT", K::BigInt, plainType}, {"BIT", K::Bit, bitType}, {"BOOLEAN", K::UpperBoolean, booleanType},
        {"BYTEA", K::Bytea, binaryType}, {"CHAR", K::Char, stringType}, {"CIDR", K::Cidr, plainType},
        {"CITEXT", K::Citext, stringType}, {"DATE", K::UpperDate, plainType},
        {"DATERANGE", K::DateRange, plainType}, {"DATEMULTIRANGE", K::DateMultiRange, plainType},
        {"DOUBLE_PRECISION", K::DoublePrecision, floatType}, {"ENUM", K::PgEnum, enumType},
        {"FLOAT", K::PgFloat, floatType}, {"HSTORE", K::HStore, hstoreType}, {"INET", K::Inet, plainType},
        {"INT4RANGE", K::Int4Range, plainType}, {"INT8RANGE", K::Int8Range, plainType},
        {"INT4MULTIRANGE", K::Int4MultiRange, plainType}, {"INT8MULTIRANGE", K::Int8MultiRange, plainType},
        {"INTEGER", K::UpperInteger, plainType}, {"INTERVAL", K::PgInterval, intervalType},
        {"JSON", K::UpperJson, jsonType}, {"JSONB", K::Jsonb, jsonType}, {"JSONPATH", K::JsonPath, plainType},
        {"MACADDR", K::MacAddr, plainType}, {"MACADDR8", K::MacAddr8, plainType},
        {"MONEY", K::Money, plainType}, {"NUMERIC", K::PgNumeric, numericType},
        {"NUMRANGE", K::NumRange, plainType}, {"NUMMULTIRANGE", K::NumMultiRange, plainType},
        {"OID", K::Oid, plainType}, {"REAL", K::Real, floatType}, {"REGCLASS", K::RegClass, plainType},
        {"REGCONFIG", K::RegConfig, plainType}, {"SMALLINT", K::SmallInt, plainType},
        {"TEXT", K::UpperText, stringType}, {"TIME", K::PgTime, timeType},
        {"TIMESTAMP", K::PgTimestamp, timeType}, {"TSRANGE", K::TsRange, plainType},
        {"TSMULTIRANGE", K::TsMultiRange, plainType}, {"TSTZRANGE", K::TsTzRange, plainType},
        {"TSTZMULTIRANGE", K::TsTzMultiRange, plainType}, {"TSQUERY", K::TsQuery, plainType},
        {"TSVECTOR", K::TsVector, plainType}, {"UUID", K::UpperUuid, uuidType},
        {"VARCHAR", K::VarChar, stringType}};
    for (const TypeName &name : names)
        builder.type(postgres, name.name, name.handler, int(name.kind));
    builder.type("sqlalchemy.dialects.postgresql.json", "JSONB", jsonType, int(K::Jsonb));
    builder.type("sqlalchemy.dialects.postgresql.json", "JSON", jsonType, int(K::UpperJson));
    builder.type("sqlalchemy.dialects.postgresql.array", "ARRAY", arrayType, int(K::UpperArray));
    builder.type("sqlalchemy.dialects.postgresql.hstore", "HSTORE", hstoreType, int(K::HStore));
}

void addOtherDialects(CatalogueBuilder &builder)
{
    for (const char *name : {"BIGINT", "BINARY", "BIT", "BLOB", "BOOLEAN", "CHAR", "DATE", "DATETIME",
             "DECIMAL", "DOUBLE", "ENUM", "FLOAT", "INTEGER", "JSON", "LONGBLOB", "LONGTEXT", "MEDIUMBLOB",
             "MEDIUMINT", "MEDIUMTEXT", "NUMERIC", "REAL", "SET", "SMALLINT", "TEXT", "TIME", "TIMESTAMP",
             "TINYBLOB", "TINYINT", "TINYTEXT", "VARBINARY", "VARCHAR", "YEAR", "NVARCHAR", "CLOB", "NUMBER",
             "RAW", "UNIQUEIDENTIFIER", "NTEXT", "DATETIME2", "DATETIMEOFFSET"})
        builder.type("sqlalchemy.dialects.mysql sqlalchemy.dialects.sqlite sqlalchemy.dialects.mssql "
                     "sqlalchemy.dialects.oracle",
            name, foreignType, 0);
    builder.type("sqlalchemy.dialects.sqlite sqlalchemy.dialects.sqlite.json", "JSON", jsonType,
        int(TypeKind::UpperJson));
    const char *mysql = "sqlalchemy.dialects.mysql";
    builder.type(mysql, "INTEGER", mysqlNumber, int(TypeKind::UpperInteger));
    builder.type(mysql, "BIGINT", mysqlNumber, int(TypeKind::BigInt));
    builder.type(mysql, "SMALLINT", mysqlNumber, int(TypeKind::SmallInt));
    builder.type(mysql, "VARCHAR", mysqlText, int(TypeKind::VarChar));
    builder.type(mysql, "CHAR", mysqlText, int(TypeKind::Char));
    builder.type(mysql, "JSON", jsonType, int(TypeKind::UpperJson));
    builder.type(mysql, "TEXT", mysqlText, int(TypeKind::UpperText));
}

} // namespace

void addSqlTypes(CatalogueBuilder &builder)
{
    addGenericTypes(builder);
    addPostgresTypes(builder);
    addOtherDialects(builder);
}

} // namespace stillroom::evaluation
