#include "migrations/operations/literalwriter.h"

#include "migrations/operations/typewriter.h"

#include <QLocale>

#include <cmath>

namespace stillroom
{

namespace
{

const QString nullText = QStringLiteral("NULL");

/// The text of an int literal, or of a bool as int() makes it; empty for other values.
QString integerText(const Literal &literal)
{
    if (const auto *integer = std::get_if<LiteralInteger>(&literal.value))
        return integer->digits;
    if (const auto *flag = std::get_if<bool>(&literal.value))
        return *flag ? QStringLiteral("1") : QStringLiteral("0");
    return {};
}

/// int(value) for what an Integer column is given.
QString asInteger(const Literal &literal)
{
    const QString integer = integerText(literal);
    if (!integer.isEmpty())
        return integer;
    if (const auto *text = std::get_if<QString>(&literal.value)) {
        bool isNumber = false;
        const qlonglong value = text->trimmed().toLongLong(&isNumber);
        return isNumber ? QString::number(value) : QString();
    }
    if (const auto *real = std::get_if<LiteralFloat>(&literal.value)) {
        const double value = real->repr.toDouble();
        return std::abs(value) < 1e15 ? QString::number(qlonglong(value)) : QString();
    }
    return {};
}

/// str(value) for what a Numeric or Float column is given.
QString asNumber(const Literal &literal)
{
    if (const auto *integer = std::get_if<LiteralInteger>(&literal.value))
        return integer->digits;
    if (const auto *real = std::get_if<LiteralFloat>(&literal.value))
        return real->repr;
    if (const auto *decimal = std::get_if<LiteralDecimal>(&literal.value))
        return decimal->text;
    if (const auto *text = std::get_if<QString>(&literal.value)) {
        bool isNumber = false;
        text->toDouble(&isNumber);
        return isNumber ? *text : QString();
    }
    return {};
}

QString asBoolean(const Literal &literal)
{
    const QString integer = integerText(literal);
    if (integer == QLatin1String("1"))
        return QStringLiteral("true");
    return integer == QLatin1String("0") ? QStringLiteral("false") : QString();
}

QString quotedIso(const QString &iso)
{
    return QLatin1Char('\'') + iso + QLatin1Char('\'');
}

/// The part of a datetime's isoformat a Date or Time column keeps.
QString asDate(const Literal &literal)
{
    if (const auto *date = std::get_if<LiteralDate>(&literal.value))
        return quotedIso(date->iso);
    if (const auto *moment = std::get_if<LiteralDateTime>(&literal.value))
        return quotedIso(moment->iso.left(10));
    return {};
}

QString asDateTime(const Literal &literal)
{
    if (const auto *moment = std::get_if<LiteralDateTime>(&literal.value))
        return quotedIso(moment->iso);
    if (const auto *date = std::get_if<LiteralDate>(&literal.value))
        return quotedIso(date->iso);
    return {};
}

QString asTime(const Literal &literal)
{
    if (const auto *time = std::get_if<LiteralTime>(&literal.value))
        return quotedIso(time->iso);
    if (const auto *moment = std::get_if<LiteralDateTime>(&literal.value))
        return quotedIso(moment->iso.mid(11));
    return {};
}

/// timedelta.total_seconds() as Python prints it.
QString totalSeconds(const LiteralInterval &interval)
{
    const qint64 seconds = interval.days * 86400 + interval.seconds;
    if (interval.microseconds == 0)
        return QStringLiteral("%1.0").arg(seconds);
    const double total = double(seconds) + double(interval.microseconds) / 1e6;
    return QString::number(total, 'g', QLocale::FloatingPointShortest);
}

QString asInterval(const Literal &literal)
{
    if (const auto *interval = std::get_if<LiteralInterval>(&literal.value))
        return QStringLiteral("make_interval(secs=>%1)").arg(totalSeconds(*interval));
    return {};
}

/// Bytes: SQLAlchemy prints them as text, which is right for ASCII only; what runs is PostgreSQL's hex form.
QString asBinary(const SqlText &sql, const Literal &literal)
{
    const auto *bytes = std::get_if<QByteArray>(&literal.value);
    if (bytes == nullptr)
        return {};
    if (sql.runs())
        return QLatin1String("'\\x") + QString::fromLatin1(bytes->toHex()) + QLatin1Char('\'');
    return sql.string(QString::fromUtf8(*bytes));
}

QString asUuid(const SqlText &sql, const Literal &literal)
{
    QString text;
    if (const auto *uuid = std::get_if<LiteralUuid>(&literal.value))
        text = uuid->text;
    else if (const auto *string = std::get_if<QString>(&literal.value))
        text = *string;
    else
        return {};
    return sql.string(text) + (sql.newest() ? QString() : QStringLiteral("::UUID"));
}

QString asArray(SqlText &sql, const Literal &literal, const SqlType &type)
{
    const auto *list = std::get_if<LiteralList>(&literal.value);
    if (list == nullptr)
        return {};
    QStringList items;
    for (const Literal &item : list->items) {
        const bool nested = std::holds_alternative<LiteralList>(item.value);
        items.append(literalText(sql, item, nested || type.item.empty() ? type : type.item.front()));
    }
    const QString text = QStringLiteral("ARRAY[%1]").arg(items.join(QLatin1String(", ")));
    // An empty ARRAY[] has no type for the server; the cast says which.
    return sql.runs() && items.isEmpty() ? text + QLatin1String("::") + typeText(sql, type) : text;
}

QString asString(const SqlText &sql, const Literal &literal)
{
    if (const auto *text = std::get_if<QString>(&literal.value))
        return sql.string(*text);
    if (const auto *member = std::get_if<LiteralEnumMember>(&literal.value))
        return sql.string(member->name);
    return {};
}

/// By the processor of the type; empty where there is none for this value.
QString byType(SqlText &sql, const Literal &literal, const SqlType &type)
{
    switch (familyOf(type)) {
    case TypeFamily::String:
    case TypeFamily::Enum:
        return asString(sql, literal);
    case TypeFamily::Integer:
    case TypeFamily::SmallInteger:
    case TypeFamily::BigInteger:
        return asInteger(literal);
    case TypeFamily::Numeric:
        return asNumber(literal);
    case TypeFamily::Boolean:
        return asBoolean(literal);
    case TypeFamily::Date:
        return asDate(literal);
    case TypeFamily::DateTime:
        return asDateTime(literal);
    case TypeFamily::Time:
        return asTime(literal);
    case TypeFamily::Interval:
        return asInterval(literal);
    case TypeFamily::Binary:
        return asBinary(sql, literal);
    case TypeFamily::Json:
        return sql.string(jsonText(literal));
    case TypeFamily::Uuid:
        return asUuid(sql, literal);
    case TypeFamily::Array:
        return asArray(sql, literal, type);
    case TypeFamily::Null:
    case TypeFamily::Other:
        return {};
    }
    Q_UNREACHABLE();
}

/// As psycopg2 adapts a bare value.
QString byValue(SqlText &sql, const Literal &literal)
{
    if (const auto *flag = std::get_if<bool>(&literal.value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    const TypeKind kinds[] = {TypeKind::Numeric, TypeKind::String, TypeKind::LargeBinary, TypeKind::UpperUuid,
        TypeKind::Date, TypeKind::DateTime, TypeKind::Time, TypeKind::Interval, TypeKind::Array};
    const auto *text = std::get_if<QString>(&literal.value);
    if (text != nullptr)
        return sql.string(*text);
    for (const TypeKind kind : kinds) {
        const QString written = byType(sql, literal, SqlType{kind});
        if (!written.isEmpty())
            return written;
    }
    return sql.handOver(QStringLiteral("A dictionary is written to a column that is not JSON; only the "
                                       "database driver knows what it sends."));
}

} // namespace

QString literalText(SqlText &sql, const Literal &literal, const SqlType &type)
{
    if (type.decorated)
        return sql.handOver(QStringLiteral(
            "A value is written to a column whose type belongs to a library or the project; only its code "
            "knows what it sends."));
    const bool isNone = std::holds_alternative<std::monostate>(literal.value);
    if (isNone && (familyOf(type) != TypeFamily::Json || type.noneAsNull || !sql.runs()))
        return nullText;
    const QString written = byType(sql, literal, type);
    return written.isEmpty() ? byValue(sql, literal) : written;
}

} // namespace stillroom
