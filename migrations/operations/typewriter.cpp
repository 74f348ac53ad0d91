#include "migrations/operations/typewriter.h"

#include <algorithm>

namespace stillroom
{

namespace
{

QString number(const std::optional<int> &value)
{
    return value ? QStringLiteral("(%1)").arg(*value) : QString();
}

/// Zero counts as no length, as in Python.
QString sized(const QString &name, const SqlType &type)
{
    return type.length.value_or(0) ? name + number(type.length) : name;
}

QString stringType(SqlText &sql, const QString &name, const SqlType &type)
{
    QString text = sized(name, type);
    if (!type.collation.isEmpty())
        text += QStringLiteral(" COLLATE \"%1\"").arg(sql.verbatim(type.collation));
    return text;
}

QString exactNumber(const QString &name, const SqlType &type)
{
    if (!type.precision)
        return name;
    if (!type.scale)
        return QStringLiteral("%1(%2)").arg(name).arg(*type.precision);
    return QStringLiteral("%1(%2, %3)").arg(name).arg(*type.precision).arg(*type.scale);
}

QString floatType(const SqlType &type)
{
    return type.precision.value_or(0) ? QStringLiteral("FLOAT") + number(type.precision)
                                      : QStringLiteral("FLOAT");
}

QString zonedType(const QString &name, const SqlType &type)
{
    const bool precise = type.kind == TypeKind::PgTimestamp || type.kind == TypeKind::PgTime;
    return name + (precise ? number(type.precision) : QString())
        + (type.timezone ? QStringLiteral(" WITH TIME ZONE") : QStringLiteral(" WITHOUT TIME ZONE"));
}

QString intervalType(const SqlType &type)
{
    QString text = QStringLiteral("INTERVAL");
    if (!type.fields.isEmpty())
        text += QLatin1Char(' ') + type.fields;
    if (type.precision)
        text += QLatin1Char(' ') + number(type.precision);
    return text;
}

QString bitType(const SqlType &type)
{
    if (type.varying)
        return QStringLiteral("BIT VARYING") + number(type.length);
    return QStringLiteral("BIT(%1)").arg(type.length.value_or(1));
}

QString arrayType(SqlText &sql, const SqlType &type, const QString &tableSchema)
{
    if (type.item.size() != 1)
        return sql.refuse(QStringLiteral("An ARRAY needs the type of its items; write it in the script."));
    const QString item = typeText(sql, type.item.front(), tableSchema);
    const QString brackets = QStringLiteral("[]").repeated(type.dimensions.value_or(1));
    const qsizetype collate = item.indexOf(QLatin1String(" COLLATE"));
    return collate < 0 ? item + brackets : item.left(collate) + brackets + item.mid(collate);
}

QString enumType(SqlText &sql, const SqlType &type, const QString &tableSchema)
{
    if (isNativeEnum(type))
        return typeName(sql, type, tableSchema);
    SqlType text{TypeKind::VarChar};
    text.length = type.length;
    if (!type.length) {
        qsizetype longest = 0;
        for (const QString &label : type.labels)
            longest = std::max(longest, label.size());
        text.length = int(longest);
    }
    return stringType(sql, QStringLiteral("VARCHAR"), text);
}

struct Word {
    TypeKind kind;
    const char *text;
};

/// The types that print one fixed word.
constexpr Word fixedWords[] = {
    {TypeKind::Integer, "INTEGER"},
    {TypeKind::UpperInteger, "INTEGER"},
    {TypeKind::SmallInteger, "SMALLINT"},
    {TypeKind::SmallInt, "SMALLINT"},
    {TypeKind::BigInteger, "BIGINT"},
    {TypeKind::BigInt, "BIGINT"},
    {TypeKind::Boolean, "BOOLEAN"},
    {TypeKind::UpperBoolean, "BOOLEAN"},
    {TypeKind::Date, "DATE"},
    {TypeKind::UpperDate, "DATE"},
    {TypeKind::UpperDateTime, "DATETIME"},
    {TypeKind::Real, "REAL"},
    {TypeKind::UpperDouble, "DOUBLE"},
    {TypeKind::Double, "DOUBLE PRECISION"},
    {TypeKind::DoublePrecision, "DOUBLE PRECISION"},
    {TypeKind::LargeBinary, "BYTEA"},
    {TypeKind::PickleType, "BYTEA"},
    {TypeKind::Bytea, "BYTEA"},
    {TypeKind::Blob, "BLOB"},
    {TypeKind::Json, "JSON"},
    {TypeKind::UpperJson, "JSON"},
    {TypeKind::UpperUuid, "UUID"},
    {TypeKind::Jsonb, "JSONB"},
    {TypeKind::Citext, "CITEXT"},
    {TypeKind::Inet, "INET"},
    {TypeKind::Cidr, "CIDR"},
    {TypeKind::MacAddr, "MACADDR"},
    {TypeKind::MacAddr8, "MACADDR8"},
    {TypeKind::Money, "MONEY"},
    {TypeKind::Oid, "OID"},
    {TypeKind::RegClass, "REGCLASS"},
    {TypeKind::RegConfig, "REGCONFIG"},
    {TypeKind::TsVector, "TSVECTOR"},
    {TypeKind::TsQuery, "TSQUERY"},
    {TypeKind::HStore, "HSTORE"},
    {TypeKind::Int4Range, "INT4RANGE"},
    {TypeKind::Int8Range, "INT8RANGE"},
    {TypeKind::NumRange, "NUMRANGE"},
    {TypeKind::DateRange, "DATERANGE"},
    {TypeKind::TsRange, "TSRANGE"},
    {TypeKind::TsTzRange, "TSTZRANGE"},
    {TypeKind::Int4MultiRange, "INT4MULTIRANGE"},
    {TypeKind::Int8MultiRange, "INT8MULTIRANGE"},
    {TypeKind::NumMultiRange, "NUMMULTIRANGE"},
    {TypeKind::DateMultiRange, "DATEMULTIRANGE"},
    {TypeKind::TsMultiRange, "TSMULTIRANGE"},
    {TypeKind::TsTzMultiRange, "TSTZMULTIRANGE"},
    {TypeKind::JsonPath, "JSONPATH"},
};

const Word *fixedWord(TypeKind kind)
{
    const auto found = std::find_if(
        std::begin(fixedWords), std::end(fixedWords), [kind](const Word &word) { return word.kind == kind; });
    return found == std::end(fixedWords) ? nullptr : found;
}

bool isStringKind(TypeKind kind)
{
    return kind == TypeKind::String || kind == TypeKind::Unicode || kind == TypeKind::VarChar;
}

bool isTextKind(TypeKind kind)
{
    return kind == TypeKind::Text || kind == TypeKind::UnicodeText || kind == TypeKind::UpperText;
}

/// The types whose text depends on their parameters.
QString composedType(SqlText &sql, const SqlType &type, const QString &tableSchema)
{
    const TypeKind kind = type.kind;
    if (isStringKind(kind))
        return stringType(sql, QStringLiteral("VARCHAR"), type);
    if (isTextKind(kind))
        return stringType(sql, QStringLiteral("TEXT"), type);
    if (kind == TypeKind::NVarChar)
        return stringType(sql, QStringLiteral("NVARCHAR"), type);
    if (kind == TypeKind::Clob)
        return QStringLiteral("CLOB");
    if (kind == TypeKind::Char)
        return stringType(sql, QStringLiteral("CHAR"), type);
    if (kind == TypeKind::NChar)
        return stringType(sql, QStringLiteral("NCHAR"), type);
    if (kind == TypeKind::Binary)
        return sized(QStringLiteral("BINARY"), type);
    if (kind == TypeKind::VarBinary)
        return sized(QStringLiteral("VARBINARY"), type);
    if (kind == TypeKind::Numeric || kind == TypeKind::UpperNumeric || kind == TypeKind::PgNumeric)
        return exactNumber(QStringLiteral("NUMERIC"), type);
    if (kind == TypeKind::Decimal)
        return exactNumber(QStringLiteral("DECIMAL"), type);
    if (kind == TypeKind::Float || kind == TypeKind::UpperFloat || kind == TypeKind::PgFloat)
        return floatType(type);
    if (kind == TypeKind::DateTime || kind == TypeKind::Timestamp || kind == TypeKind::PgTimestamp)
        return zonedType(QStringLiteral("TIMESTAMP"), type);
    if (kind == TypeKind::Time || kind == TypeKind::UpperTime || kind == TypeKind::PgTime)
        return zonedType(QStringLiteral("TIME"), type);
    if (kind == TypeKind::Interval || kind == TypeKind::PgInterval)
        return intervalType(type);
    if (kind == TypeKind::Bit)
        return bitType(type);
    if (kind == TypeKind::Uuid)
        return type.nativeUuid ? QStringLiteral("UUID") : QStringLiteral("CHAR(32)");
    if (kind == TypeKind::Array || kind == TypeKind::UpperArray)
        return arrayType(sql, type, tableSchema);
    if (kind == TypeKind::Enum || kind == TypeKind::PgEnum)
        return enumType(sql, type, tableSchema);
    if (kind == TypeKind::Domain)
        return typeName(sql, type, tableSchema);
    if (kind == TypeKind::Verbatim)
        return sql.verbatim(type.text);
    return sql.refuse(QStringLiteral(
        "A column here has no type, so no SQL can be written for it. Give it one in the script."));
}

} // namespace

bool isNativeEnum(const SqlType &type)
{
    return type.kind == TypeKind::PgEnum || (type.kind == TypeKind::Enum && type.nativeEnum);
}

QString typeText(SqlText &sql, const SqlType &type, const QString &tableSchema)
{
    if (const Word *word = fixedWord(type.kind))
        return QLatin1String(word->text);
    return composedType(sql, type, tableSchema);
}

QString typeName(SqlText &sql, const SqlType &type, const QString &tableSchema)
{
    if (type.name.isEmpty())
        return sql.refuse(
            QStringLiteral("An ENUM type of PostgreSQL needs a name. Write name=\"…\" in the script."));
    return sql.table(TableName{type.name, type.inheritSchema ? tableSchema : type.schema});
}

} // namespace stillroom
