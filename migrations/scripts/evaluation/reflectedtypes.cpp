#include "migrations/scripts/evaluation/reflectedtypes.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace stillroom::evaluation
{

namespace
{

using K = TypeKind;

struct Reflected {
    const char *formatted; ///< PostgreSQL's name without its numbers
    TypeKind kind;
    const char *text; ///< of str(); null where it depends on the version
    std::initializer_list<TypeKind> bases; ///< other classes it is an instance of
};

const std::initializer_list<Reflected> &reflectedTypes()
{
    static const std::initializer_list<Reflected> all{
        {"integer", K::UpperInteger, "INTEGER", {K::Integer}},
        {"bigint", K::BigInt, "BIGINT", {K::BigInteger, K::Integer}},
        {"smallint", K::SmallInt, "SMALLINT", {K::SmallInteger, K::Integer}},
        {"character varying", K::VarChar, "VARCHAR", {K::String}},
        {"character", K::Char, "CHAR", {K::String}},
        {"text", K::UpperText, "TEXT", {K::Text, K::String}},
        {"boolean", K::UpperBoolean, "BOOLEAN", {K::Boolean}},
        {"date", K::UpperDate, "DATE", {K::Date}},
        {"timestamp", K::PgTimestamp, "TIMESTAMP", {K::Timestamp, K::DateTime}},
        {"time", K::PgTime, "TIME", {K::UpperTime, K::Time}},
        {"numeric", K::UpperNumeric, "NUMERIC", {K::PgNumeric, K::Numeric}},
        {"real", K::Real, "REAL", {K::Float}},
        {"double precision", K::DoublePrecision, nullptr, {K::Double, K::Float}},
        {"uuid", K::UpperUuid, "UUID", {K::Uuid}},
        {"json", K::UpperJson, "JSON", {K::Json}},
        {"jsonb", K::Jsonb, "JSONB", {K::UpperJson, K::Json}},
        {"bytea", K::Bytea, "BYTEA", {K::LargeBinary}},
        {"inet", K::Inet, "INET", {}},
        {"cidr", K::Cidr, "CIDR", {}},
        {"macaddr", K::MacAddr, "MACADDR", {}},
        {"interval", K::PgInterval, "INTERVAL", {}},
    };
    return all;
}

const Reflected *entryOf(const SqlType &type)
{
    if (!type.reflected)
        return nullptr;
    const auto &all = reflectedTypes();
    const auto it
        = std::find_if(all.begin(), all.end(), [&](const Reflected &one) { return one.kind == type.kind; });
    return it == all.end() ? nullptr : &*it;
}

std::optional<int> number(const QRegularExpressionMatch &match, const QString &group)
{
    const QString digits = match.captured(group);
    return digits.isEmpty() ? std::nullopt : std::optional(digits.toInt());
}

} // namespace

std::optional<SqlType> reflectedType(const QString &formatted)
{
    static const QRegularExpression grammar(QStringLiteral(
        "^(?<name>[a-z]+(?: varying| precision)?)(?:\\((?<first>\\d+)(?:,(?<second>\\d+))?\\))?"
        "(?: (?<zone>with|without) time zone)?$"));
    const QRegularExpressionMatch match = grammar.match(formatted);
    const QByteArray name = match.captured(QStringLiteral("name")).toLatin1();
    const auto &all = reflectedTypes();
    const auto it
        = std::find_if(all.begin(), all.end(), [&](const Reflected &one) { return name == one.formatted; });
    if (it == all.end())
        return std::nullopt;
    SqlType type;
    type.kind = it->kind;
    type.reflected = true;
    const auto first = number(match, QStringLiteral("first"));
    const bool hasLength = type.kind == K::VarChar || type.kind == K::Char;
    (hasLength ? type.length : type.precision) = first;
    type.scale = number(match, QStringLiteral("second"));
    type.timezone = match.captured(QStringLiteral("zone")) == u"with";
    return type;
}

std::optional<QString> typeText(const SqlType &type)
{
    const Reflected *entry = entryOf(type);
    if (!entry || !entry->text)
        return std::nullopt;
    QString text = QString::fromLatin1(entry->text);
    if (type.kind == K::UpperNumeric && type.precision && type.scale)
        text += QStringLiteral("(%1, %2)").arg(*type.precision).arg(*type.scale);
    else if (type.kind == K::UpperNumeric && type.precision)
        text += QStringLiteral("(%1)").arg(*type.precision);
    else if (type.length)
        text += QStringLiteral("(%1)").arg(*type.length);
    return text;
}

std::optional<std::optional<int>> typeNumber(const SqlType &type, const QString &name)
{
    if (!type.reflected)
        return std::nullopt;
    if (type.kind == K::VarChar || type.kind == K::Char || type.kind == K::UpperText)
        return name == u"length" ? std::optional(type.length) : std::nullopt;
    if (type.kind != K::UpperNumeric || (name != u"precision" && name != u"scale"))
        return std::nullopt;
    return name == u"precision" ? type.precision : type.scale;
}

std::optional<bool> isInstanceOf(const SqlType &type, TypeKind base)
{
    const Reflected *entry = entryOf(type);
    // SQLAlchemy 2.1 takes Float and Numeric apart.
    const bool isFloat = type.kind == K::Real || type.kind == K::DoublePrecision;
    if (!entry || (isFloat && base == K::Numeric))
        return std::nullopt;
    return base == entry->kind
        || std::find(entry->bases.begin(), entry->bases.end(), base) != entry->bases.end();
}

} // namespace stillroom::evaluation
