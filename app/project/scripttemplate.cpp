#include "app/project/scripttemplate.h"

#include <QRegularExpression>

namespace stillroom
{

namespace
{

QString asTuple(const QStringList &texts)
{
    QStringList parts;
    for (const QString &text : texts)
        parts += pythonStringRepr(text);
    return u'(' + parts.join(QStringLiteral(", "))
        + (parts.size() == 1 ? QStringLiteral(",)") : QStringLiteral(")"));
}

/// None, a text, or a tuple.
QString scalarRepr(const QStringList &texts)
{
    return texts.isEmpty()  ? QStringLiteral("None")
        : texts.size() == 1 ? pythonStringRepr(texts.front())
                            : asTuple(texts);
}

/// One `${…}` of a template.
class ExpressionText
{
public:
    ExpressionText(const ScriptTemplateValues &values)
        : m_values(values)
    {
    }

    std::optional<QString> of(const QString &expression) const
    {
        static const QRegularExpression plain(QStringLiteral("^(\\w+)$"));
        static const QRegularExpression represented(QStringLiteral("^repr\\(\\s*(\\w+)\\s*\\)$"));
        static const QRegularExpression comma(QStringLiteral("^(\\w+)\\s*\\|\\s*comma\\s*(?:,\\s*n\\s*)?$"));
        static const QRegularExpression choice(
            QStringLiteral("^(\\w+)\\s+if\\s+(\\w+)\\s+else\\s+(?:\"([^\"\\\\]*)\"|'([^'\\\\]*)')$"));
        if (const auto match = plain.match(expression); match.hasMatch())
            return str(match.captured(1));
        if (const auto match = represented.match(expression); match.hasMatch())
            return repr(match.captured(1));
        if (const auto match = comma.match(expression); match.hasMatch())
            return joined(match.captured(1));
        const auto match = choice.match(expression);
        if (!match.hasMatch() || match.captured(1) != match.captured(2))
            return {};
        const std::optional<QString> value = str(match.captured(1));
        if (!value)
            return {};
        return isTrue(match.captured(1)) ? value : match.captured(3) + match.captured(4);
    }

private:
    std::optional<QStringList> list(const QString &name) const
    {
        if (name == u"down_revision")
            return m_values.downRevisions;
        if (name == u"depends_on")
            return m_values.dependsOn;
        if (name == u"branch_labels")
            return m_values.branchLabels;
        return {};
    }

    /// What a revision may have and this one has not.
    bool isEmptyPart(const QString &name) const
    {
        return name == u"imports" || (name == u"upgrades" && m_values.upgrades.isEmpty())
            || (name == u"downgrades" && m_values.downgrades.isEmpty());
    }

    bool isTrue(const QString &name) const
    {
        const auto texts = list(name);
        return texts ? !texts->isEmpty() : !isEmptyPart(name) && !str(name).value_or(QString()).isEmpty();
    }

    std::optional<QString> str(const QString &name) const
    {
        if (name == u"message")
            return m_values.message;
        if (name == u"up_revision")
            return m_values.revision;
        if (name == u"create_date")
            return m_values.createDateText;
        if (isEmptyPart(name))
            return QStringLiteral("None");
        if (name == u"upgrades" || name == u"downgrades")
            return name == u"upgrades" ? m_values.upgrades : m_values.downgrades;
        const auto texts = list(name);
        if (!texts)
            return {};
        return name != u"branch_labels" && texts->size() == 1 ? texts->front() : repr(name);
    }

    std::optional<QString> repr(const QString &name) const
    {
        if (name == u"branch_labels")
            return m_values.branchLabels.isEmpty() ? QStringLiteral("None") : asTuple(m_values.branchLabels);
        if (const auto texts = list(name))
            return scalarRepr(*texts);
        if (isEmptyPart(name))
            return QStringLiteral("None");
        if (name == u"message")
            return pythonStringRepr(m_values.message);
        return name == u"up_revision" ? std::optional(pythonStringRepr(m_values.revision)) : std::nullopt;
    }

    std::optional<QString> joined(const QString &name) const
    {
        const auto texts = list(name);
        return texts ? std::optional(texts->join(QStringLiteral(", "))) : str(name);
    }

    const ScriptTemplateValues &m_values;
};

Error unsupported(const QString &path, int line, const QString &text)
{
    return {ErrorKind::NeedsProjectPython,
        QStringLiteral("The template uses %1, which only the project's own Mako can render").arg(text), {},
        {path, line, 0}};
}

bool isControl(const QString &line)
{
    const QString trimmed = line.trimmed();
    return (trimmed.startsWith(u'%') && !trimmed.startsWith(QLatin1String("%%")))
        || line.contains(QLatin1String("<%"));
}

} // namespace

QString pythonStringRepr(const QString &text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString repr(quote);
    for (const QChar c : text) {
        if (c == quote || c == u'\\')
            repr += QStringLiteral("\\") + c;
        else if (c == u'\n')
            repr += QLatin1String("\\n");
        else if (c == u'\r')
            repr += QLatin1String("\\r");
        else if (c == u'\t')
            repr += QLatin1String("\\t");
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            repr += QStringLiteral("\\x%1").arg(int(c.unicode()), 2, 16, QLatin1Char('0'));
        else
            repr += c;
    }
    return repr + quote;
}

QString executeLines(const QStringList &statements)
{
    // `:name` in a text is a parameter to Alembic, `::` is a cast and stays.
    static const QRegularExpression parameter(QStringLiteral("(?<![:\\w\\\\]):(?=[A-Za-z_])"));
    QStringList lines;
    for (QString sql : statements) {
        sql.replace(parameter, QStringLiteral("\\:"));
        lines << QStringLiteral("op.execute(%1)").arg(pythonStringRepr(sql));
    }
    return lines.join(QStringLiteral("\n    "));
}

Result<QString> renderScriptTemplate(
    const QString &text, const ScriptTemplateValues &values, const QString &path)
{
    static const QRegularExpression expression(QStringLiteral("\\$\\{([^}]*)\\}"));
    const ExpressionText texts(values);
    QString rendered;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines[i];
        const bool isLast = i + 1 == lines.size();
        if (line.trimmed().startsWith(QLatin1String("##")))
            continue;
        if (isControl(line))
            return unsupported(path, int(i) + 1, line.trimmed().left(60));
        qsizetype from = 0;
        auto matches = expression.globalMatch(line);
        while (matches.hasNext()) {
            const QRegularExpressionMatch match = matches.next();
            const std::optional<QString> value = texts.of(match.captured(1).trimmed());
            if (!value)
                return unsupported(path, int(i) + 1, match.captured(0));
            rendered += line.mid(from, match.capturedStart() - from) + *value;
            from = match.capturedEnd();
        }
        rendered += line.mid(from);
        if (rendered.endsWith(u'\\') && line.endsWith(u'\\'))
            rendered.chop(1);
        else if (!isLast)
            rendered += u'\n';
    }
    return rendered;
}

Result<QString> scriptFileName(const QString &fileTemplate, int slugLength, const QString &revision,
    const QString &message, const QDateTime &createDate)
{
    static const QRegularExpression words(
        QStringLiteral("\\w+"), QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression key(QStringLiteral("%(?:%|\\((\\w+)\\)(?:\\.(\\d)|0?(\\d))?([sd]))"));
    QStringList parts;
    auto found = words.globalMatch(message);
    while (found.hasNext())
        parts += found.next().captured();
    QString slug = parts.join(u'_').toLower();
    if (slug.size() > slugLength) {
        slug = slug.left(slugLength);
        slug = slug.left(slug.contains(u'_') ? slug.lastIndexOf(u'_') : slug.size()) + u'_';
    }
    const QDate date = createDate.date();
    const QTime time = createDate.time();
    const QHash<QString, QString> values{{QStringLiteral("rev"), revision}, {QStringLiteral("slug"), slug},
        {QStringLiteral("epoch"), QString::number(createDate.toSecsSinceEpoch())},
        {QStringLiteral("year"), QString::number(date.year())},
        {QStringLiteral("month"), QString::number(date.month())},
        {QStringLiteral("day"), QString::number(date.day())},
        {QStringLiteral("hour"), QString::number(time.hour())},
        {QStringLiteral("minute"), QString::number(time.minute())},
        {QStringLiteral("second"), QString::number(time.second())}};
    QString name;
    qsizetype from = 0;
    auto matches = key.globalMatch(fileTemplate);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        name += fileTemplate.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (match.captured(0) == u"%%") {
            name += u'%';
            continue;
        }
        if (!values.contains(match.captured(1)))
            return Error{ErrorKind::InvalidCall,
                QStringLiteral("file_template names %(%1), which does not exist").arg(match.captured(1))};
        const QString digits = match.captured(2) + match.captured(3);
        name += values.value(match.captured(1)).rightJustified(digits.isEmpty() ? 0 : digits.toInt(), u'0');
    }
    return name + fileTemplate.mid(from) + QStringLiteral(".py");
}

} // namespace stillroom
