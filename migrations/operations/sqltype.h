#pragma once

#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace stillroom
{

/// A SQL type as a script names it. The first block are SQLAlchemy's generic types, whose
/// PostgreSQL spelling the compiler chooses; the second its upper-case types; the third the types of
/// `sqlalchemy.dialects.postgresql`.
enum class TypeKind {
    Null, ///< no type given (`sa.Column("x")`): refused where DDL needs one
    // generic (sa.String …)
    String,
    Unicode,
    UnicodeText,
    Text,
    Integer,
    SmallInteger,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Time,
    Interval,
    Numeric,
    Float,
    Double,
    LargeBinary,
    PickleType,
    Json,
    Enum, ///< sa.Enum
    Uuid, ///< sa.Uuid
    Array, ///< sa.ARRAY
    // upper case (sa.VARCHAR …)
    VarChar,
    NVarChar,
    Char,
    NChar,
    UpperText, ///< sa.TEXT, postgresql.TEXT
    Clob,
    UpperInteger, ///< sa.INTEGER, sa.INT
    SmallInt,
    BigInt,
    UpperBoolean,
    UpperDate,
    UpperDateTime, ///< sa.DATETIME: printed DATETIME, which PostgreSQL refuses
    UpperTime, ///< sa.TIME
    Timestamp, ///< sa.TIMESTAMP
    UpperNumeric,
    Decimal,
    UpperFloat,
    Real,
    UpperDouble, ///< sa.DOUBLE
    DoublePrecision, ///< sa.DOUBLE_PRECISION, postgresql.DOUBLE_PRECISION
    Binary,
    VarBinary,
    Blob,
    UpperJson, ///< sa.JSON upper-case alias of postgresql.JSON
    UpperUuid, ///< sa.UUID (2.0), postgresql.UUID
    UpperArray, ///< postgresql.ARRAY
    // postgresql
    PgEnum, ///< postgresql.ENUM
    PgTimestamp, ///< postgresql.TIMESTAMP(timezone, precision)
    PgTime, ///< postgresql.TIME(timezone, precision)
    PgInterval, ///< postgresql.INTERVAL(fields, precision)
    PgNumeric,
    PgFloat,
    Jsonb,
    Bytea,
    Citext,
    Inet,
    Cidr,
    MacAddr,
    MacAddr8,
    Money,
    Oid,
    RegClass,
    RegConfig,
    Bit,
    TsVector,
    TsQuery,
    HStore,
    Int4Range,
    Int8Range,
    NumRange,
    DateRange,
    TsRange,
    TsTzRange,
    Int4MultiRange,
    Int8MultiRange,
    NumMultiRange,
    DateMultiRange,
    TsMultiRange,
    TsTzMultiRange,
    JsonPath,
    Domain, ///< postgresql.DOMAIN: printed by name (and schema)
    Verbatim, ///< a known foreign type, printed as `text` stands (e.g. "geometry(POINT,4326)")
};

/// One SQL type with its parameters. Parameters that a kind does not know are ignored, as SQLAlchemy's
/// constructors would have refused them. `with_variant` is resolved to PostgreSQL before.
struct SqlType {
    TypeKind kind = TypeKind::Null;
    std::optional<int> length{}; ///< String, VARCHAR, CHAR, LargeBinary, BIT
    std::optional<int> precision{}; ///< Numeric, Float, TIMESTAMP, TIME, INTERVAL
    std::optional<int> scale{};
    bool timezone = false;
    QString collation{}; ///< string types
    QString fields{}; ///< INTERVAL fields, e.g. "DAY TO SECOND"
    bool varying = false; ///< BIT
    std::vector<SqlType> item{}; ///< ARRAY: exactly one
    std::optional<int> dimensions{}; ///< ARRAY
    QStringList labels{}; ///< Enum, in order
    QString name{}; ///< Enum, ENUM, DOMAIN: type name; Boolean, Enum: name of the CHECK
    QString schema{}; ///< Enum, DOMAIN
    bool inheritSchema = false; ///< Enum: takes the table's schema
    bool nativeEnum = true; ///< sa.Enum(native_enum=)
    bool createConstraint = false; ///< sa.Boolean, sa.Enum
    bool createType = true; ///< postgresql.ENUM(create_type=), also sa.Enum's passed-through keyword
    bool nativeUuid = true; ///< sa.Uuid(native_uuid=)
    bool hasMetadata = false; ///< metadata= given: CREATE TYPE is left to MetaData.create_all
    bool noneAsNull = false; ///< JSON, JSONB: None in bulk_insert prints NULL instead of 'null'
    QString text{}; ///< Verbatim
    bool decorated = false; ///< a type of a library or the project: what it makes of a value is its own
    bool reflected = false; ///< told by the database, so that its class is certain
    bool spatialIndex = false; ///< GeoAlchemy2: CREATE TABLE adds an index, in its own way

    bool operator==(const SqlType &) const = default;
};

} // namespace stillroom
