#include "migrations/risk/typechange.h"

#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace stillroom
{

namespace
{

/// "numeric(12,2)" taken apart.
struct TypeParts {
    QString name;
    std::optional<int> first{};
    std::optional<int> second{};
};

TypeParts partsOf(const QString &type)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A([^(]+?)(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with.*)?\\z"));
    const QRegularExpressionMatch match = pattern.match(type);
    if (!match.hasMatch())
        return {type};
    TypeParts parts{match.captured(1) + match.captured(4)};
    if (!match.captured(2).isEmpty())
        parts.first = match.captured(2).toInt();
    if (!match.captured(3).isEmpty())
        parts.second = match.captured(3).toInt();
    return parts;
}

bool isText(const QString &name)
{
    return name == u"text" || name == u"character varying";
}

/// A limit that is not given holds everything.
bool widens(std::optional<int> from, std::optional<int> to)
{
    return !to || (from && *to >= *from);
}

TypeChange numericChange(const TypeParts &from, const TypeParts &to)
{
    if (!to.first)
        return TypeChange::CatalogueOnly;
    const bool sameScale = from.first && from.second.value_or(0) == to.second.value_or(0);
    return sameScale && *to.first >= *from.first ? TypeChange::CatalogueOnly : TypeChange::Rewrite;
}

bool isZone(const QString &name, const char *kind)
{
    return name == QLatin1String("timestamp ") + QLatin1String(kind) + QLatin1String(" time zone");
}

} // namespace

TypeChange typeChange(const QString &from, const QString &to, const QString &timeZone)
{
    if (from == to)
        return TypeChange::CatalogueOnly;
    const TypeParts old = partsOf(from);
    const TypeParts wanted = partsOf(to);
    if (isText(old.name) && isText(wanted.name)) {
        const bool narrows = !widens(old.name == u"text" ? std::nullopt : old.first,
            wanted.name == u"text" ? std::nullopt : wanted.first);
        return narrows ? TypeChange::Rewrite : TypeChange::CatalogueOnly;
    }
    if (old.name == u"numeric" && wanted.name == u"numeric")
        return numericChange(old, wanted);
    const bool zones = (isZone(old.name, "without") && isZone(wanted.name, "with"))
        || (isZone(old.name, "with") && isZone(wanted.name, "without"));
    if (zones && old.first == wanted.first) {
        const bool utc
            = QStringList{QStringLiteral("UTC"), QStringLiteral("Etc/UTC"), QStringLiteral("GMT")}.contains(
                timeZone);
        return utc ? TypeChange::CatalogueOnly : TypeChange::Rewrite;
    }
    if (old.name == wanted.name && old.name.startsWith(u"timestamp"))
        return widens(old.first, wanted.first) ? TypeChange::CatalogueOnly : TypeChange::Rewrite;
    if (old.name == wanted.name && old.name == u"bit varying")
        return widens(old.first, wanted.first) ? TypeChange::CatalogueOnly : TypeChange::Rewrite;
    static const QStringList known{QStringLiteral("smallint"), QStringLiteral("integer"),
        QStringLiteral("bigint"), QStringLiteral("numeric"), QStringLiteral("real"),
        QStringLiteral("double precision"), QStringLiteral("text"), QStringLiteral("character varying"),
        QStringLiteral("character"), QStringLiteral("boolean"), QStringLiteral("uuid"),
        QStringLiteral("json"), QStringLiteral("jsonb"), QStringLiteral("date"), QStringLiteral("bytea"),
        QStringLiteral("timestamp without time zone"), QStringLiteral("timestamp with time zone")};
    // xml, cidr → inet and the like cast without a function; between these nothing does.
    return known.contains(old.name) && known.contains(wanted.name) ? TypeChange::Rewrite
                                                                   : TypeChange::Unknown;
}

} // namespace stillroom
