#include "migrations/operations/sqltext.h"

#include "migrations/sql/quoting.h"

#include <QCryptographicHash>

namespace stillroom
{

namespace
{

/// NAMEDATALEN - 1; SQLAlchemy counts characters, not bytes.
constexpr int longestName = 63;

} // namespace

SqlText::SqlText(const CompileOptions &options, Rendering rendering)
    : m_generation(options.generation)
    , m_rendering(rendering)
    , m_doublesPercent(rendering == Rendering::Printed && options.percentDoubling)
{
}

QString SqlText::identifier(const QString &name) const
{
    return needsQuotes(name) ? verbatim(quoteIdentifier(name)) : name;
}

QString SqlText::identifiers(const QStringList &names) const
{
    QStringList quoted;
    for (const QString &name : names)
        quoted.append(identifier(name));
    return quoted.join(QLatin1String(", "));
}

QString SqlText::table(const TableName &table) const
{
    return table.schema.isEmpty() ? identifier(table.name)
                                  : identifier(table.schema) + QLatin1Char('.') + identifier(table.name);
}

QString SqlText::alteredTable(const TableName &table) const
{
    if (table.schema.isEmpty())
        return identifier(table.name);
    QStringList parts;
    for (const QString &part : table.schema.split(QLatin1Char('.')))
        parts.append(identifier(part));
    return parts.join(QLatin1Char('.')) + QLatin1Char('.') + identifier(table.name);
}

QString SqlText::objectName(const QString &name, bool conventional)
{
    if (name.size() <= longestName)
        return identifier(name);
    if (!conventional)
        return refuse(QStringLiteral(
            "The name \"%1\" has %2 characters; PostgreSQL keeps %3. Shorten it in the script.")
                          .arg(name)
                          .arg(name.size())
                          .arg(longestName));
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Md5).toHex();
    return identifier(name.left(longestName - 8) + QLatin1Char('_') + QString::fromLatin1(hash.right(4)));
}

QString SqlText::string(const QString &text) const
{
    QString literal = verbatim(quoteLiteral(text));
    if (!runs())
        literal.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    return literal;
}

QString SqlText::verbatim(const QString &text) const
{
    QString doubled = text;
    if (m_doublesPercent)
        doubled.replace(QLatin1Char('%'), QLatin1String("%%"));
    return doubled;
}

QString SqlText::refuse(const QString &message)
{
    if (!m_failure)
        m_failure = Error{ErrorKind::BrokenProject, message};
    return {};
}

QString SqlText::handOver(const QString &message)
{
    if (!m_failure)
        m_failure = Error{ErrorKind::NeedsProjectPython, message};
    return {};
}

} // namespace stillroom
