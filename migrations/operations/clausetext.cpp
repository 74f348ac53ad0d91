#include "migrations/operations/expressionwriter.h"
#include "migrations/operations/literalwriter.h"

#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

// The two patterns of SQLAlchemy's compiler (BIND_PARAMS, BIND_PARAMS_ESC).
const QRegularExpression &parameterPattern()
{
    static const QRegularExpression pattern(QStringLiteral(R"((?<![:\w$\\]):([\w$]+)(?![:\w$]))"),
        QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

const QRegularExpression &escapePattern()
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(\\(:[\w$]*)(?![:\w$]))"), QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

/// As psycopg2 writes a value into the statement, and psycopg says beside it: moments and days with their
/// type.
QString sentText(SqlText &sql, const TextParameter &parameter)
{
    if (const auto *date = std::get_if<LiteralDate>(&parameter.value->value))
        return QStringLiteral("'%1'::date").arg(date->iso);
    if (const auto *moment = std::get_if<LiteralDateTime>(&parameter.value->value)) {
        static const QRegularExpression zone(QStringLiteral("[+-]\\d\\d:\\d\\d"));
        QString iso = moment->iso;
        const bool aware = iso.mid(10).contains(zone);
        iso.replace(QLatin1Char(' '), QLatin1Char('T'));
        return QStringLiteral("'%1'::%2")
            .arg(iso, aware ? QStringLiteral("timestamptz") : QStringLiteral("timestamp"));
    }
    return literalText(sql, *parameter.value, parameter.type);
}

QString parameterText(SqlText &sql, const TextExpression &text, const QString &name)
{
    const auto found = std::find_if(text.parameters.begin(), text.parameters.end(),
        [&name](const TextParameter &parameter) { return parameter.name == name; });
    if (found != text.parameters.end() && found->value)
        return found->sent ? sentText(sql, *found) : literalText(sql, *found->value, found->type);
    return sql.handOver(QStringLiteral(
        "\":%1\" in this SQL text is a parameter without a value; write \"\\:%1\" if it is meant as text.")
                            .arg(name));
}

} // namespace

QString clauseText(SqlText &sql, const TextExpression &text)
{
    const QString source = sql.verbatim(text.text);
    if (!source.contains(QLatin1Char(':')))
        return source;
    // --sql text loses its backslashes at the end, those of values too; what runs sends values beside the
    // text.
    const auto part = [&sql](QString written) {
        return sql.runs() ? written.replace(escapePattern(), QStringLiteral("\\1")) : written;
    };
    QString written;
    qsizetype end = 0;
    QRegularExpressionMatchIterator matches = parameterPattern().globalMatch(source);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        written += part(source.mid(end, match.capturedStart() - end));
        written += parameterText(sql, text, match.captured(1));
        end = match.capturedEnd();
    }
    written += part(source.mid(end));
    return sql.runs() ? written : written.replace(escapePattern(), QStringLiteral("\\1"));
}

} // namespace stillroom
