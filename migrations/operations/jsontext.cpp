#include "migrations/operations/literalwriter.h"

#include <type_traits>

namespace stillroom
{

namespace
{

QString escaped(const QString &text)
{
    QString out(1, QLatin1Char('"'));
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u == u'"' || u == u'\\')
            out += QLatin1Char('\\') + QString(c);
        else if (u == u'\n')
            out += QLatin1String("\\n");
        else if (u == u'\r')
            out += QLatin1String("\\r");
        else if (u == u'\t')
            out += QLatin1String("\\t");
        else if (u == u'\b')
            out += QLatin1String("\\b");
        else if (u == u'\f')
            out += QLatin1String("\\f");
        else if (u < 0x20 || u > 0x7e)
            out += QStringLiteral("\\u%1").arg(uint(u), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + QLatin1Char('"');
}

QString listText(const LiteralList &list)
{
    QStringList items;
    for (const Literal &item : list.items)
        items.append(jsonText(item));
    return QLatin1Char('[') + items.join(QLatin1String(", ")) + QLatin1Char(']');
}

QString dictText(const LiteralDict &dict)
{
    QStringList items;
    for (const auto &[key, value] : dict.items)
        items.append(escaped(key) + QLatin1String(": ") + jsonText(value));
    return QLatin1Char('{') + items.join(QLatin1String(", ")) + QLatin1Char('}');
}

} // namespace

QString jsonText(const Literal &literal)
{
    if (const auto *flag = std::get_if<bool>(&literal.value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *integer = std::get_if<LiteralInteger>(&literal.value))
        return integer->digits;
    if (const auto *real = std::get_if<LiteralFloat>(&literal.value))
        return real->repr;
    if (const auto *text = std::get_if<QString>(&literal.value))
        return escaped(*text);
    if (const auto *list = std::get_if<LiteralList>(&literal.value))
        return listText(*list);
    if (const auto *dict = std::get_if<LiteralDict>(&literal.value))
        return dictText(*dict);
    return QStringLiteral("null");
}

} // namespace stillroom
