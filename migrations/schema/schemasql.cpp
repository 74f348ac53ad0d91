#include "migrations/schema/schemasql.h"

#include "migrations/schema/objecttext.h"
#include "migrations/schema/statementparts.h"
#include "migrations/sql/quoting.h"

#include <algorithm>

namespace stillroom
{

namespace
{

/// `name(arguments)`: only the name is quoted.
QString callable(const ObjectId &id)
{
    const qsizetype paren = id.name.indexOf(u'(');
    return quoteQualified(id.schema, id.name.left(paren)) + id.name.mid(paren);
}

QString inParentheses(const QString &word, const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral(" %1 (%2)").arg(word, text);
}

QString afterWord(const QString &word, const QString &text)
{
    return text.isEmpty() ? QString() : u' ' + word + u' ' + text;
}

QString quoted(const QString &name)
{
    return name.isEmpty() ? QString() : quoteIdentifier(name);
}

QString withoutSemicolon(QString text)
{
    text = text.trimmed();
    if (text.endsWith(u';'))
        text.chop(1);
    return text;
}

QStringList createTable(const SchemaObject &table, const Schema &schema)
{
    QStringList columns;
    QStringList after;
    const bool partition = table.has(Property::PartitionOf);
    for (const SchemaObject *column : schema.columns(table.id.schema, table.id.name)) {
        if (column->has(Property::Inherited) && !partition)
            continue;
        columns << QStringLiteral("    ") + columnDefinition(*column);
        after << columnSettings(*column);
    }
    const bool foreign = table.has(Property::Server);
    QString sql = QStringLiteral("CREATE %1TABLE %2 (")
                      .arg(foreign                               ? QStringLiteral("FOREIGN ")
                              : table.has(Property::Persistence) ? QStringLiteral("UNLOGGED ")
                                                                 : QString(),
                          named(table));
    sql += columns.isEmpty() ? QStringLiteral(")")
                             : u'\n' + columns.join(QStringLiteral(",\n")) + QStringLiteral("\n)");
    sql += inParentheses(QStringLiteral("INHERITS"), table.value(Property::Inherits));
    sql += afterWord(QStringLiteral("PARTITION BY"), table.value(Property::PartitionBy));
    sql += afterWord(QStringLiteral("USING"), quoted(table.value(Property::AccessMethod)));
    sql += afterWord(QStringLiteral("SERVER"), table.value(Property::Server));
    sql += inParentheses(QStringLiteral("WITH"), table.value(Property::Options));
    sql += afterWord(QStringLiteral("TABLESPACE"), quoted(table.value(Property::Tablespace)));
    QStringList statements{sql};
    if (partition)
        statements << attachPartition(table);
    statements << rowSecurity(table) << after;
    if (table.has(Property::ReplicaIdentity))
        statements << QStringLiteral("ALTER TABLE %1 REPLICA IDENTITY %2")
                          .arg(named(table), table.value(Property::ReplicaIdentity));
    return statements;
}

QStringList createSequence(const SchemaObject &sequence)
{
    return {QStringLiteral("CREATE %1SEQUENCE %2 %3")
                .arg(sequence.has(Property::Persistence) ? QStringLiteral("UNLOGGED ") : QString(),
                    named(sequence), sequence.value(Property::Definition))};
}

QStringList createDomain(const SchemaObject &domain)
{
    return {QStringLiteral("CREATE DOMAIN %1 AS %2%3%4%5")
                .arg(named(domain), domain.value(Property::Type),
                    afterWord(QStringLiteral("COLLATE"), domain.value(Property::Collation)),
                    afterWord(QStringLiteral("DEFAULT"), domain.value(Property::Default)),
                    domain.has(Property::NotNull) ? QStringLiteral(" NOT NULL") : QString())};
}

QStringList createIndex(const SchemaObject &index)
{
    QString sql = QStringLiteral("CREATE %1INDEX %2 ON %3 USING %4 (%5)")
                      .arg(index.has(Property::Unique) ? QStringLiteral("UNIQUE ") : QString(),
                          quoteIdentifier(index.id.name), onTable(index), index.value(Property::Method),
                          index.value(Property::Columns));
    sql += inParentheses(QStringLiteral("INCLUDE"), index.value(Property::Include));
    if (index.has(Property::NullsNotDistinct))
        sql += QStringLiteral(" NULLS NOT DISTINCT");
    sql += inParentheses(QStringLiteral("WITH"), index.value(Property::Options));
    sql += afterWord(QStringLiteral("TABLESPACE"), quoted(index.value(Property::Tablespace)));
    sql += afterWord(QStringLiteral("WHERE"), index.value(Property::Where));
    QStringList statements{sql};
    if (index.has(Property::Clustered))
        statements << QStringLiteral("ALTER TABLE %1 CLUSTER ON %2")
                          .arg(onTable(index), quoteIdentifier(index.id.name));
    if (index.has(Property::ReplicaIdentity))
        statements << QStringLiteral("ALTER TABLE %1 REPLICA IDENTITY USING INDEX %2")
                          .arg(onTable(index), quoteIdentifier(index.id.name));
    if (index.has(Property::AttachedTo))
        statements << QStringLiteral("ALTER INDEX %1 ATTACH PARTITION %2")
                          .arg(index.value(Property::AttachedTo),
                              quoteQualified(index.id.schema, index.id.name));
    for (const QString &target :
        index.value(Property::StatisticsTarget).split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        statements << QStringLiteral("ALTER INDEX %1 ALTER COLUMN %2 SET STATISTICS %3")
                          .arg(named(index), target.section(u':', 0, 0), target.section(u':', 1));
    }
    return statements;
}

/// Constraints belong to tables and to domains.
QString containerWord(const SchemaObject &constraint)
{
    return constraint.id.subject == ObjectKind::Domain ? QStringLiteral("DOMAIN") : QStringLiteral("TABLE");
}

QStringList createConstraint(const SchemaObject &constraint)
{
    if (constraint.has(Property::Inherited))
        return {};
    QString definition = constraint.value(Property::Definition);
    if (const QString options = constraint.value(Property::Options); !options.isEmpty()) {
        const qsizetype deferrable = definition.indexOf(QStringLiteral(" DEFERRABLE"));
        definition.insert(
            deferrable < 0 ? definition.size() : deferrable, inParentheses(QStringLiteral("WITH"), options));
    }
    QStringList statements{QStringLiteral("ALTER %1 %2 ADD CONSTRAINT %3 %4")
                               .arg(containerWord(constraint), onTable(constraint),
                                   quoteIdentifier(constraint.id.name), definition)};
    if (constraint.has(Property::Clustered))
        statements << QStringLiteral("ALTER TABLE %1 CLUSTER ON %2")
                          .arg(onTable(constraint), quoteIdentifier(constraint.id.name));
    if (constraint.has(Property::ReplicaIdentity))
        statements << QStringLiteral("ALTER TABLE %1 REPLICA IDENTITY USING INDEX %2")
                          .arg(onTable(constraint), quoteIdentifier(constraint.id.name));
    if (constraint.has(Property::AttachedTo))
        statements << QStringLiteral("ALTER INDEX %1 ATTACH PARTITION %2")
                          .arg(constraint.value(Property::AttachedTo),
                              quoteQualified(constraint.id.schema, constraint.id.name));
    return statements;
}

QStringList createTrigger(const SchemaObject &trigger)
{
    QStringList statements{trigger.value(Property::Definition)};
    if (trigger.has(Property::Enabled))
        statements << triggerState(trigger);
    return statements;
}

/// What COMMENT ON needs: the kind's word and the name.
QString commentSubject(const ObjectId &id)
{
    const QString own = quoteQualified(id.schema, id.name);
    const QString part
        = QStringLiteral("%1 ON %2").arg(quoteIdentifier(id.name), quoteQualified(id.schema, id.table));
    switch (id.subject) {
    case ObjectKind::Schema:
        return QStringLiteral("SCHEMA ") + own;
    case ObjectKind::Extension:
        return QStringLiteral("EXTENSION ") + own;
    case ObjectKind::Enum:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
        return QStringLiteral("TYPE ") + own;
    case ObjectKind::Domain:
        return QStringLiteral("DOMAIN ") + own;
    case ObjectKind::Sequence:
        return QStringLiteral("SEQUENCE ") + own;
    case ObjectKind::Function:
        return QStringLiteral("FUNCTION ") + callable(id);
    case ObjectKind::Procedure:
        return QStringLiteral("PROCEDURE ") + callable(id);
    case ObjectKind::Aggregate:
        return QStringLiteral("AGGREGATE ") + callable(id);
    case ObjectKind::Table:
        return QStringLiteral("TABLE ") + own;
    case ObjectKind::Column:
        return QStringLiteral("COLUMN %1.%2")
            .arg(quoteQualified(id.schema, id.table), quoteIdentifier(id.name));
    case ObjectKind::View:
        return QStringLiteral("VIEW ") + own;
    case ObjectKind::MaterializedView:
        return QStringLiteral("MATERIALIZED VIEW ") + own;
    case ObjectKind::Index:
        return QStringLiteral("INDEX ") + own;
    case ObjectKind::Constraint:
        return QStringLiteral("CONSTRAINT ") + part;
    case ObjectKind::Trigger:
        return QStringLiteral("TRIGGER ") + part;
    case ObjectKind::Policy:
        return QStringLiteral("POLICY ") + part;
    case ObjectKind::Rule:
        return QStringLiteral("RULE ") + part;
    case ObjectKind::Statistics:
        return QStringLiteral("STATISTICS ") + own;
    case ObjectKind::Comment:
    case ObjectKind::Other:
        return {};
    }
    Q_UNREACHABLE();
}

QString commentStatement(const ObjectId &id, const QString &text)
{
    return QStringLiteral("COMMENT ON %1 IS %2")
        .arg(commentSubject(id), text.isEmpty() ? QStringLiteral("NULL") : quoteLiteral(text));
}

QString dropWord(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Enum:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
        return QStringLiteral("TYPE");
    case ObjectKind::Procedure:
        return QStringLiteral("PROCEDURE");
    case ObjectKind::Aggregate:
        return QStringLiteral("AGGREGATE");
    case ObjectKind::MaterializedView:
        return QStringLiteral("MATERIALIZED VIEW");
    default:
        return objectKindName(kind).toUpper();
    }
}

QString notWritten(const QString &verb, const ObjectId &id)
{
    return QStringLiteral("-- %1 by hand: %2 %3").arg(verb, objectKindName(id.kind), displayName(id));
}

/// Constraints others rest on come before foreign keys.
int orderOf(const Change &change)
{
    const SchemaObject &object = change.after ? *change.after : *change.before;
    const int kind = int(object.id.kind) * 4;
    if (object.id.kind == ObjectKind::Constraint)
        return kind + (object.value(Property::Definition).startsWith(u"FOREIGN") ? 2 : 0);
    if (object.id.kind == ObjectKind::Table)
        return kind + (object.has(Property::PartitionOf) || object.has(Property::Inherits) ? 1 : 0);
    // An index attaches to the one of the parent table.
    if (object.id.kind == ObjectKind::Index)
        return kind + (object.has(Property::AttachedTo) ? 1 : 0);
    return kind;
}

/// Indexes and constraints of partitions that come with the parent's, or with the partition itself.
class Arrivals
{
public:
    explicit Arrivals(const std::vector<Change> &changes)
    {
        for (const Change &change : changes) {
            if (change.action != ChangeAction::Add)
                continue;
            const ObjectId &id = change.id();
            if (id.kind == ObjectKind::Index || id.kind == ObjectKind::Constraint)
                m_names.insert(quoteQualified(id.schema, id.name));
            else if (id.kind == ObjectKind::Table && change.after->has(Property::PartitionOf))
                m_partitions.insert(quoteQualified(id.schema, id.name));
        }
    }
    bool bring(const SchemaObject &object) const
    {
        return object.has(Property::AttachedTo)
            && (m_names.contains(object.value(Property::AttachedTo))
                || m_partitions.contains(onTable(object)));
    }

private:
    QSet<QString> m_names;
    QSet<QString> m_partitions;
};

} // namespace

QStringList createStatements(const SchemaObject &object, const Schema &schema)
{
    switch (object.id.kind) {
    case ObjectKind::Schema:
        return {QStringLiteral("CREATE SCHEMA IF NOT EXISTS ") + quoteIdentifier(object.id.name)};
    case ObjectKind::Extension:
        return {QStringLiteral("CREATE EXTENSION IF NOT EXISTS %1 %2")
                    .arg(quoteIdentifier(object.id.name), object.value(Property::Definition))};
    case ObjectKind::Enum:
        return {QStringLiteral("CREATE TYPE %1 AS ENUM (%2)")
                    .arg(named(object), object.value(Property::Values).trimmed())};
    case ObjectKind::Domain:
        return createDomain(object);
    case ObjectKind::CompositeType:
        return {
            QStringLiteral("CREATE TYPE %1 AS (%2)").arg(named(object), object.value(Property::Definition))};
    case ObjectKind::RangeType:
        return {QStringLiteral("CREATE TYPE %1 AS RANGE (%2)")
                    .arg(named(object), object.value(Property::Definition))};
    case ObjectKind::Sequence:
        return createSequence(object);
    case ObjectKind::Function:
    case ObjectKind::Procedure:
        return {withoutSemicolon(object.value(Property::Definition))};
    case ObjectKind::Table:
        return createTable(object, schema);
    case ObjectKind::Column:
        return QStringList{QStringLiteral("ALTER TABLE %1 ADD COLUMN %2")
                               .arg(onTable(object), columnDefinition(object))}
        + columnSettings(object);
    case ObjectKind::View:
        return {
            QStringLiteral("CREATE OR REPLACE VIEW %1%2 AS\n%3")
                .arg(named(object), inParentheses(QStringLiteral("WITH"), object.value(Property::Options)),
                    withoutSemicolon(object.value(Property::Definition)))};
    case ObjectKind::MaterializedView:
        return {
            QStringLiteral("CREATE MATERIALIZED VIEW %1%2 AS\n%3\n  WITH NO DATA")
                .arg(named(object), inParentheses(QStringLiteral("WITH"), object.value(Property::Options)),
                    withoutSemicolon(object.value(Property::Definition)))};
    case ObjectKind::Index:
        return createIndex(object);
    case ObjectKind::Constraint:
        return createConstraint(object);
    case ObjectKind::Trigger:
        return createTrigger(object);
    case ObjectKind::Policy:
        return {
            QStringLiteral("CREATE POLICY %1 ON %2 %3")
                .arg(quoteIdentifier(object.id.name), onTable(object), object.value(Property::Definition))};
    case ObjectKind::Rule:
    case ObjectKind::Statistics:
        return {withoutSemicolon(object.value(Property::Definition))};
    case ObjectKind::Comment:
        return {commentStatement(object.id, object.value(Property::Comment))};
    case ObjectKind::Aggregate:
    case ObjectKind::Other:
        return {notWritten(QStringLiteral("to be made"), object.id)};
    }
    Q_UNREACHABLE();
}

QString dropStatement(const SchemaObject &object)
{
    switch (object.id.kind) {
    case ObjectKind::Column:
        return QStringLiteral("ALTER TABLE %1 DROP COLUMN %2")
            .arg(onTable(object), quoteIdentifier(object.id.name));
    case ObjectKind::Constraint:
        return QStringLiteral("ALTER %1 %2 DROP CONSTRAINT %3")
            .arg(containerWord(object), onTable(object), quoteIdentifier(object.id.name));
    case ObjectKind::Trigger:
    case ObjectKind::Policy:
    case ObjectKind::Rule:
        return QStringLiteral("DROP %1 %2 ON %3")
            .arg(dropWord(object.id.kind), quoteIdentifier(object.id.name), onTable(object));
    case ObjectKind::Comment:
        return commentStatement(object.id, {});
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate:
        return QStringLiteral("DROP %1 %2").arg(dropWord(object.id.kind), callable(object.id));
    case ObjectKind::Other:
        return notWritten(QStringLiteral("to be dropped"), object.id);
    case ObjectKind::Schema:
    case ObjectKind::Extension:
    case ObjectKind::Enum:
    case ObjectKind::Domain:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::Sequence:
    case ObjectKind::Table:
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::Index:
    case ObjectKind::Statistics:
        return QStringLiteral("DROP %1 %2").arg(dropWord(object.id.kind), named(object));
    }
    Q_UNREACHABLE();
}

QStringList statementsFor(const std::vector<Change> &changes, const Schema &after, bool withOwners)
{
    std::vector<const Change *> order;
    for (const Change &change : changes)
        order.push_back(&change);
    std::stable_sort(order.begin(), order.end(),
        [](const Change *a, const Change *b) { return orderOf(*a) < orderOf(*b); });
    QStringList statements;
    for (auto change = order.rbegin(); change != order.rend(); ++change) {
        if ((*change)->action == ChangeAction::Drop && !(*change)->implied)
            statements << dropStatement(*(*change)->before);
    }
    QStringList owned;
    const Arrivals arrivals(changes);
    for (const Change *change : order) {
        // The columns of a new table stand in its CREATE TABLE; its constraints do not.
        const bool inTable = change->implied && change->kind() == ObjectKind::Column;
        if (change->action == ChangeAction::Add && !inTable && !arrivals.bring(*change->after))
            statements << createStatements(*change->after, after);
        else if (change->action == ChangeAction::Rename
            || (change->action == ChangeAction::Alter && !change->implied))
            statements << alterStatements(*change, after);
        if (change->action == ChangeAction::Add && change->kind() == ObjectKind::Sequence)
            owned << sequenceOwner(*change->after);
        if (withOwners && change->after && change->kind() != ObjectKind::Comment)
            owned << ownerStatements(*change->after);
    }
    statements << owned;
    statements.removeAll(QString());
    return statements;
}

} // namespace stillroom
