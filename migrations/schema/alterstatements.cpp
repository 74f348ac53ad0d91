#include "migrations/schema/schemasql.h"

#include "migrations/schema/objecttext.h"
#include "migrations/schema/statementparts.h"
#include "migrations/sql/quoting.h"

namespace stillroom
{

namespace
{

bool differs(const Change &change, Property property)
{
    return change.before->value(property) != change.after->value(property);
}

QStringList alterIdentity(const Change &change, const QString &alter)
{
    const QString before = change.before->value(Property::Identity);
    const QString after = change.after->value(Property::Identity);
    if (after.isEmpty())
        return {alter + QStringLiteral("DROP IDENTITY")};
    if (before.isEmpty())
        return {alter + QStringLiteral("ADD ") + identityClause(after)};
    const qsizetype options = after.indexOf(u'(');
    QString sql = alter + QStringLiteral("SET GENERATED ") + after.left(options).trimmed();
    const QString words = after.mid(options + 1).chopped(1).section(QStringLiteral(" START WITH "), 1);
    QString settings = QStringLiteral(" START WITH ") + words;
    for (const QString &word : {QStringLiteral(" START WITH "), QStringLiteral(" INCREMENT BY "),
             QStringLiteral(" MINVALUE "), QStringLiteral(" MAXVALUE "), QStringLiteral(" CACHE ")})
        settings.replace(word, QStringLiteral(" SET") + word);
    if (settings.endsWith(QStringLiteral(" CYCLE")))
        settings.replace(QStringLiteral(" CYCLE"), QStringLiteral(" SET CYCLE"));
    return {sql + settings};
}

QStringList alterColumnStatements(const Change &change)
{
    const SchemaObject &column = *change.after;
    const QString alter = alterColumn(column);
    QStringList statements;
    if (differs(change, Property::Generated)) {
        if (column.has(Property::Generated))
            return {QStringLiteral("ALTER TABLE %1 DROP COLUMN %2")
                        .arg(onTable(column), quoteIdentifier(column.id.name)),
                QStringLiteral("ALTER TABLE %1 ADD COLUMN %2")
                    .arg(onTable(column), columnDefinition(column))};
        statements << alter + QStringLiteral("DROP EXPRESSION");
    }
    const bool typeMoves = differs(change, Property::Type) || differs(change, Property::Collation);
    if (typeMoves && change.before->has(Property::Default))
        statements << alter + QStringLiteral("DROP DEFAULT");
    if (typeMoves) {
        statements << QStringLiteral("%1TYPE %2%3 USING %4::%2")
                          .arg(alter, column.value(Property::Type),
                              column.has(Property::Collation)
                                  ? QStringLiteral(" COLLATE ") + column.value(Property::Collation)
                                  : QString(),
                              quoteIdentifier(column.id.name));
    }
    if (column.has(Property::Default) && (typeMoves || differs(change, Property::Default)))
        statements << alter + QStringLiteral("SET DEFAULT ") + column.value(Property::Default);
    else if (differs(change, Property::Default) && !typeMoves)
        statements << alter + QStringLiteral("DROP DEFAULT");
    if (differs(change, Property::NotNull))
        statements << alter
                + (column.has(Property::NotNull) ? QStringLiteral("SET NOT NULL")
                                                 : QStringLiteral("DROP NOT NULL"));
    if (differs(change, Property::Identity))
        statements << alterIdentity(change, alter);
    for (const Property property :
        {Property::Storage, Property::Compression, Property::StatisticsTarget, Property::Options}) {
        if (!differs(change, property))
            continue;
        const QString value = column.value(property);
        if (property == Property::Options && change.before->has(property))
            statements << QStringLiteral("%1RESET (%2)")
                              .arg(alter, change.before->value(property).section(u'=', 0, 0));
        if (property == Property::StatisticsTarget && value.isEmpty())
            statements << alter + QStringLiteral("SET STATISTICS -1");
        else if (property == Property::Compression && value.isEmpty())
            statements << alter + QStringLiteral("SET COMPRESSION default");
        else if (property == Property::Storage && value.isEmpty())
            statements << QStringLiteral("-- %1: the storage its type has is to be set by hand")
                              .arg(displayName(column.id));
        else
            statements << columnSettings(column);
    }
    statements.removeDuplicates();
    return statements;
}

QStringList alterTable(const Change &change)
{
    const SchemaObject &table = *change.after;
    const QString alter = QStringLiteral("ALTER TABLE %1 ").arg(named(table));
    QStringList statements;
    if (differs(change, Property::Persistence))
        statements << alter
                + (table.has(Property::Persistence) ? QStringLiteral("SET UNLOGGED")
                                                    : QStringLiteral("SET LOGGED"));
    if (differs(change, Property::Options)) {
        QStringList gone;
        for (const QString &option :
            change.before->value(Property::Options).split(QStringLiteral(", "), Qt::SkipEmptyParts))
            gone << option.section(u'=', 0, 0);
        if (!gone.isEmpty())
            statements << QStringLiteral("%1RESET (%2)").arg(alter, gone.join(QStringLiteral(", ")));
        if (table.has(Property::Options))
            statements << QStringLiteral("%1SET (%2)").arg(alter, table.value(Property::Options));
    }
    if (differs(change, Property::RowSecurity)) {
        if (change.before->value(Property::RowSecurity).contains(u"forced"))
            statements << alter + QStringLiteral("NO FORCE ROW LEVEL SECURITY");
        if (!table.value(Property::RowSecurity).contains(u"enabled"))
            statements << alter + QStringLiteral("DISABLE ROW LEVEL SECURITY");
        statements << rowSecurity(table);
    }
    if (differs(change, Property::ReplicaIdentity)) {
        const QString identity = table.value(Property::ReplicaIdentity);
        statements << alter + QStringLiteral("REPLICA IDENTITY ")
                + (identity.isEmpty() ? QStringLiteral("DEFAULT") : identity);
    }
    if (differs(change, Property::PartitionOf)) {
        if (change.before->has(Property::PartitionOf))
            statements << QStringLiteral("ALTER TABLE %1 DETACH PARTITION %2")
                              .arg(change.before->value(Property::PartitionOf).section(u' ', 0, 0),
                                  named(table));
        if (table.has(Property::PartitionOf))
            statements << attachPartition(table);
    }
    if (differs(change, Property::Inherits)) {
        if (change.before->has(Property::Inherits))
            statements << alter + QStringLiteral("NO INHERIT ") + change.before->value(Property::Inherits);
        if (table.has(Property::Inherits))
            statements << alter + QStringLiteral("INHERIT ") + table.value(Property::Inherits);
    }
    if (differs(change, Property::Tablespace) && table.has(Property::Tablespace))
        statements << alter + QStringLiteral("SET TABLESPACE ")
                + quoteIdentifier(table.value(Property::Tablespace));
    if (change.reordered)
        statements
            << QStringLiteral("-- %1: the order of columns cannot be altered").arg(displayName(table.id));
    return statements;
}

/// New labels one by one, each at its place; a label cannot be taken away.
QStringList alterEnum(const Change &change)
{
    QStringList labels = enumLabels(change.before->value(Property::Values));
    const QStringList wanted = enumLabels(change.after->value(Property::Values));
    QStringList statements;
    for (int i = 0; i < wanted.size(); ++i) {
        if (labels.contains(wanted[i]))
            continue;
        QString place;
        if (i > 0)
            place = QStringLiteral(" AFTER ") + quoteLiteral(wanted[i - 1]);
        else if (!labels.isEmpty())
            place = QStringLiteral(" BEFORE ") + quoteLiteral(labels.first());
        statements << QStringLiteral("ALTER TYPE %1 ADD VALUE %2%3")
                          .arg(named(*change.after), quoteLiteral(wanted[i]), place);
        labels.insert(i, wanted[i]);
    }
    for (const QString &label : labels) {
        if (!wanted.contains(label))
            statements << QStringLiteral("-- %1: the value %2 cannot be removed")
                              .arg(displayName(change.after->id), quoteLiteral(label));
    }
    return statements;
}

QStringList alterDomain(const Change &change)
{
    const SchemaObject &domain = *change.after;
    const QString alter = QStringLiteral("ALTER DOMAIN %1 ").arg(named(domain));
    QStringList statements;
    if (differs(change, Property::Default))
        statements << alter
                + (domain.has(Property::Default)
                        ? QStringLiteral("SET DEFAULT ") + domain.value(Property::Default)
                        : QStringLiteral("DROP DEFAULT"));
    if (differs(change, Property::NotNull))
        statements << alter
                + (domain.has(Property::NotNull) ? QStringLiteral("SET NOT NULL")
                                                 : QStringLiteral("DROP NOT NULL"));
    if (differs(change, Property::Type) || differs(change, Property::Collation))
        statements
            << QStringLiteral("-- %1: the type of a domain cannot be altered").arg(displayName(domain.id));
    return statements;
}

QStringList alterSequence(const Change &change)
{
    const SchemaObject &sequence = *change.after;
    QStringList statements;
    if (differs(change, Property::Definition)) {
        QString options = sequence.value(Property::Definition);
        if (!options.endsWith(u"CYCLE"))
            options += QStringLiteral(" NO CYCLE");
        statements << QStringLiteral("ALTER SEQUENCE %1 %2").arg(named(sequence), options);
    }
    if (differs(change, Property::OwnedBy))
        statements << (sequence.has(Property::OwnedBy)
                ? sequenceOwner(sequence)
                : QStringLiteral("ALTER SEQUENCE %1 OWNED BY NONE").arg(named(sequence)));
    return statements;
}

QStringList renameStatement(const Change &change)
{
    const ObjectId &from = change.before->id;
    const QString to = quoteIdentifier(change.after->id.name);
    if (from.kind == ObjectKind::Column)
        return {QStringLiteral("ALTER TABLE %1 RENAME COLUMN %2 TO %3")
                    .arg(onTable(*change.after), quoteIdentifier(from.name), to)};
    if (from.kind == ObjectKind::Constraint)
        return {QStringLiteral("ALTER TABLE %1 RENAME CONSTRAINT %2 TO %3")
                    .arg(onTable(*change.after), quoteIdentifier(from.name), to)};
    if (from.kind == ObjectKind::Comment)
        return {};
    const QString word
        = from.kind == ObjectKind::Enum ? QStringLiteral("TYPE") : objectKindName(from.kind).toUpper();
    return {QStringLiteral("ALTER %1 %2 RENAME TO %3").arg(word, quoteQualified(from.schema, from.name), to)};
}

/// Made anew, with its comment.
QStringList replaced(const Change &change, const Schema &after)
{
    QStringList statements
        = QStringList{dropStatement(*change.before)} + createStatements(*change.after, after);
    ObjectId id = change.after->id;
    id.subject = id.kind;
    id.kind = ObjectKind::Comment;
    if (const SchemaObject *comment = after.find(id))
        statements << createStatements(*comment, after);
    return statements;
}

/// Settings of an index, or of a constraint's index, that need no new one.
QStringList indexSettings(const Change &change)
{
    const SchemaObject &index = *change.after;
    const QString name = named(index);
    QStringList statements;
    if (differs(change, Property::Options)) {
        QStringList gone;
        for (const QString &option :
            change.before->value(Property::Options).split(QStringLiteral(", "), Qt::SkipEmptyParts))
            gone << option.section(u'=', 0, 0);
        if (!gone.isEmpty())
            statements
                << QStringLiteral("ALTER INDEX %1 RESET (%2)").arg(name, gone.join(QStringLiteral(", ")));
        if (index.has(Property::Options))
            statements << QStringLiteral("ALTER INDEX %1 SET (%2)").arg(name, index.value(Property::Options));
    }
    if (differs(change, Property::Clustered)) {
        statements << (index.has(Property::Clustered)
                ? QStringLiteral("ALTER TABLE %1 CLUSTER ON %2")
                      .arg(onTable(index), quoteIdentifier(index.id.name))
                : QStringLiteral("ALTER TABLE %1 SET WITHOUT CLUSTER").arg(onTable(index)));
    }
    if (differs(change, Property::ReplicaIdentity)) {
        statements << QStringLiteral("ALTER TABLE %1 REPLICA IDENTITY %2")
                          .arg(onTable(index),
                              index.has(Property::ReplicaIdentity)
                                  ? QStringLiteral("USING INDEX ") + quoteIdentifier(index.id.name)
                                  : QStringLiteral("DEFAULT"));
    }
    if (differs(change, Property::StatisticsTarget)) {
        for (const QString &target :
            change.before->value(Property::StatisticsTarget).split(QStringLiteral(", "), Qt::SkipEmptyParts))
            statements << QStringLiteral("ALTER INDEX %1 ALTER COLUMN %2 SET STATISTICS -1")
                              .arg(name, target.section(u':', 0, 0));
        for (const QString &target :
            index.value(Property::StatisticsTarget).split(QStringLiteral(", "), Qt::SkipEmptyParts))
            statements << QStringLiteral("ALTER INDEX %1 ALTER COLUMN %2 SET STATISTICS %3")
                              .arg(name, target.section(u':', 0, 0), target.section(u':', 1));
    }
    if (differs(change, Property::Valid) && index.id.kind == ObjectKind::Index)
        statements << QStringLiteral("REINDEX INDEX %1").arg(name);
    if (differs(change, Property::AttachedTo) && index.has(Property::AttachedTo))
        statements << QStringLiteral("ALTER INDEX %1 ATTACH PARTITION %2")
                          .arg(index.value(Property::AttachedTo), name);
    return statements;
}

/// What an index or constraint is stays: only settings differ.
bool onlySettings(const Change &change)
{
    for (const Property property : changedProperties(change)) {
        switch (property) {
        case Property::Options:
        case Property::Clustered:
        case Property::ReplicaIdentity:
        case Property::StatisticsTarget:
        case Property::Valid:
        case Property::AttachedTo:
            continue;
        default:
            return false;
        }
    }
    return true;
}

} // namespace

QStringList alterStatements(const Change &change, const Schema &after)
{
    if (change.action == ChangeAction::Rename)
        return renameStatement(change);
    QStringList statements;
    switch (change.kind()) {
    case ObjectKind::Column:
        return alterColumnStatements(change);
    case ObjectKind::Table:
        return alterTable(change);
    case ObjectKind::Enum:
        return alterEnum(change);
    case ObjectKind::Domain:
        return alterDomain(change);
    case ObjectKind::Sequence:
        return alterSequence(change);
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::View:
    case ObjectKind::Comment:
        return createStatements(*change.after, after);
    case ObjectKind::Trigger:
    case ObjectKind::Rule:
        if (!differs(change, Property::Definition))
            return {triggerState(*change.after)};
        return replaced(change, after);
    case ObjectKind::Index:
    case ObjectKind::Constraint:
        return onlySettings(change) ? indexSettings(change) : replaced(change, after);
    case ObjectKind::Policy:
    case ObjectKind::Statistics:
    case ObjectKind::MaterializedView:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::Extension:
        return replaced(change, after);
    case ObjectKind::Schema:
        return ownerStatements(*change.after);
    case ObjectKind::Aggregate:
    case ObjectKind::Other:
        return {QStringLiteral("-- to be altered by hand: %1 %2")
                    .arg(objectKindName(change.kind()), displayName(change.id()))};
    }
    Q_UNREACHABLE();
}

} // namespace stillroom
