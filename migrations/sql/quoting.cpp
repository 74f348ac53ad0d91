#include "migrations/sql/quoting.h"

#include <QStringList>

#include <QSet>

#include <algorithm>

namespace stillroom
{

namespace
{

const QSet<QString> &reservedWords()
{
    static const QSet<QString> words = [] {
        const QString list = QStringLiteral(
            "all analyse analyze and any array as asc asymmetric both case cast check collate column "
            "constraint "
            "create current_catalog current_date current_role current_time current_timestamp current_user "
            "default "
            "deferrable desc distinct do else end except false fetch for foreign from grant group having in "
            "initially intersect into leading limit localtime localtimestamp new not null of off offset old "
            "on "
            "only or order placing primary references returning select session_user some symmetric table "
            "then to "
            "trailing true union unique user using variadic when where window with authorization between "
            "binary "
            "cross current_schema freeze full ilike inner is isnull join left like natural notnull outer "
            "over "
            "overlaps right similar verbose");
        const QStringList parts = list.split(QLatin1Char(' '));
        return QSet<QString>(parts.begin(), parts.end());
    }();
    return words;
}

bool isPlain(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= u'a' && u <= u'z') || (u >= u'0' && u <= u'9') || u == u'_' || u == u'$';
}

} // namespace

bool needsQuotes(const QString &name)
{
    if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isPlain))
        return true;
    const QChar first = name.front();
    return first.isDigit() || first == QLatin1Char('$') || reservedWords().contains(name);
}

QString quoteIdentifier(const QString &name)
{
    if (!needsQuotes(name))
        return name;
    QString escaped = name;
    escaped.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + escaped + QLatin1Char('"');
}

QString quoteQualified(const QString &schema, const QString &name)
{
    return schema.isEmpty() ? quoteIdentifier(name)
                            : quoteIdentifier(schema) + QLatin1Char('.') + quoteIdentifier(name);
}

QString quoteLiteral(const QString &text)
{
    QString escaped = text;
    escaped.replace(QLatin1Char('\''), QLatin1String("''"));
    return QLatin1Char('\'') + escaped + QLatin1Char('\'');
}

std::pair<QString, QString> splitQualified(const QString &written)
{
    QStringList parts{QString()};
    bool quoted = false;
    for (qsizetype i = 0; i < written.size(); ++i) {
        const QChar c = written[i];
        if (c == u'"' && quoted && i + 1 < written.size() && written[i + 1] == u'"')
            parts.back() += written[i++]; // a doubled quote is one
        else if (c == u'"')
            quoted = !quoted;
        else if (c == u'.' && !quoted)
            parts << QString();
        else
            parts.back() += c;
    }
    return parts.size() > 1 ? std::pair(parts[parts.size() - 2], parts.last())
                            : std::pair(QString(), parts.last());
}

} // namespace stillroom
