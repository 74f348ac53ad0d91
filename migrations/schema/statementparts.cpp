#include "migrations/schema/statementparts.h"

#include "migrations/schema/objecttext.h"
#include "migrations/sql/quoting.h"

namespace stillroom
{

namespace
{

/// "reader=r/postgres" as GRANT. Letters as aclitem prints them.
QStringList grantStatements(const SchemaObject &object, const QString &on)
{
    static const std::pair<char, const char *> letters[] = {{'r', "SELECT"}, {'a', "INSERT"}, {'w', "UPDATE"},
        {'d', "DELETE"}, {'D', "TRUNCATE"}, {'x', "REFERENCES"}, {'t', "TRIGGER"}, {'U', "USAGE"},
        {'C', "CREATE"}, {'X', "EXECUTE"}, {'m', "MAINTAIN"}};
    QStringList statements;
    for (const QString &item :
        object.value(Property::Grants).split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        const qsizetype equals = item.indexOf(u'=');
        if (equals < 0)
            continue;
        QStringList rights;
        for (const QChar letter : item.mid(equals + 1).section(u'/', 0, 0)) {
            for (const auto &[code, word] : letters) {
                if (letter == QLatin1Char(code))
                    rights << QLatin1String(word);
            }
        }
        const QString role = item.left(equals);
        statements << QStringLiteral("GRANT %1 ON %2 TO %3")
                          .arg(rights.join(QStringLiteral(", ")), on,
                              role.isEmpty() ? QStringLiteral("PUBLIC") : role);
    }
    return statements;
}

} // namespace

QString named(const SchemaObject &object)
{
    return quoteQualified(object.id.schema, object.id.name);
}

QString onTable(const SchemaObject &object)
{
    return quoteQualified(object.id.schema, object.id.table);
}

QString alterColumn(const SchemaObject &column)
{
    return QStringLiteral("ALTER TABLE %1 ALTER COLUMN %2 ")
        .arg(onTable(column), quoteIdentifier(column.id.name));
}

QString identityClause(const QString &identity)
{
    const qsizetype options = identity.indexOf(u'(');
    return QStringLiteral("GENERATED %1 AS IDENTITY %2")
        .arg(identity.left(options).trimmed(), identity.mid(options))
        .trimmed();
}

QString columnDefinition(const SchemaObject &column)
{
    QString sql = quoteIdentifier(column.id.name) + u' ' + column.value(Property::Type);
    if (column.has(Property::Compression))
        sql += QStringLiteral(" COMPRESSION ") + column.value(Property::Compression);
    if (column.has(Property::Collation))
        sql += QStringLiteral(" COLLATE ") + column.value(Property::Collation);
    if (column.has(Property::Identity))
        sql += u' ' + identityClause(column.value(Property::Identity));
    if (column.has(Property::Generated))
        sql += QStringLiteral(" GENERATED ALWAYS AS (%1) STORED").arg(column.value(Property::Generated));
    if (column.has(Property::Default))
        sql += QStringLiteral(" DEFAULT ") + column.value(Property::Default);
    if (column.has(Property::NotNull))
        sql += QStringLiteral(" NOT NULL");
    return sql;
}

QStringList columnSettings(const SchemaObject &column)
{
    const QString alter = alterColumn(column);
    QStringList statements;
    if (column.has(Property::Storage))
        statements << alter + QStringLiteral("SET STORAGE ") + column.value(Property::Storage);
    if (column.has(Property::StatisticsTarget))
        statements << alter + QStringLiteral("SET STATISTICS ") + column.value(Property::StatisticsTarget);
    if (column.has(Property::Options) && !column.value(Property::Options).startsWith(u"fdw: "))
        statements << QStringLiteral("%1SET (%2)").arg(alter, column.value(Property::Options));
    return statements;
}

QString attachPartition(const SchemaObject &table)
{
    const QString value = table.value(Property::PartitionOf);
    const qsizetype bounds
        = value.endsWith(u" DEFAULT") ? value.size() - 8 : value.indexOf(QStringLiteral(" FOR VALUES "));
    return QStringLiteral("ALTER TABLE %1 ATTACH PARTITION %2%3")
        .arg(value.left(bounds), named(table), value.mid(bounds));
}

QStringList rowSecurity(const SchemaObject &table)
{
    const QString state = table.value(Property::RowSecurity);
    QStringList statements;
    if (state.contains(u"enabled"))
        statements << QStringLiteral("ALTER TABLE %1 ENABLE ROW LEVEL SECURITY").arg(named(table));
    if (state.contains(u"forced"))
        statements << QStringLiteral("ALTER TABLE %1 FORCE ROW LEVEL SECURITY").arg(named(table));
    return statements;
}

QString triggerState(const SchemaObject &trigger)
{
    const QString state = trigger.value(Property::Enabled);
    const QString word = state == u"no" ? QStringLiteral("DISABLE")
        : state.isEmpty()               ? QStringLiteral("ENABLE")
                                        : QStringLiteral("ENABLE ") + state;
    const QString kind
        = trigger.id.kind == ObjectKind::Rule ? QStringLiteral("RULE") : QStringLiteral("TRIGGER");
    return QStringLiteral("ALTER TABLE %1 %2 %3 %4")
        .arg(onTable(trigger), word, kind, quoteIdentifier(trigger.id.name));
}

QString sequenceOwner(const SchemaObject &sequence)
{
    const QStringList parts = sequence.value(Property::OwnedBy).split(u'\n');
    if (parts.size() != 3)
        return {};
    return QStringLiteral("ALTER SEQUENCE %1 OWNED BY %2.%3")
        .arg(named(sequence), quoteQualified(parts[0], parts[1]), quoteIdentifier(parts[2]));
}

QStringList ownerStatements(const SchemaObject &object)
{
    if (!object.has(Property::Owner) || object.id.kind == ObjectKind::Other
        || object.id.kind == ObjectKind::Aggregate)
        return {};
    QString word = objectKindName(object.id.kind).toUpper();
    QString name = named(object);
    QString grantWord = word;
    switch (object.id.kind) {
    case ObjectKind::Enum:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
        word = grantWord = QStringLiteral("TYPE");
        break;
    case ObjectKind::MaterializedView:
        word = QStringLiteral("MATERIALIZED VIEW");
        grantWord = QStringLiteral("TABLE");
        break;
    case ObjectKind::View:
        grantWord = QStringLiteral("TABLE");
        break;
    case ObjectKind::Function:
    case ObjectKind::Aggregate:
    case ObjectKind::Procedure: {
        const qsizetype paren = object.id.name.indexOf(u'(');
        name = quoteQualified(object.id.schema, object.id.name.left(paren)) + object.id.name.mid(paren);
        word = grantWord = QStringLiteral("ROUTINE");
        break;
    }
    default:
        break;
    }
    return QStringList{QStringLiteral("ALTER %1 %2 OWNER TO %3")
                           .arg(word, name, quoteIdentifier(object.value(Property::Owner)))}
    + grantStatements(object, grantWord + u' ' + name);
}

} // namespace stillroom
