#include "migrations/operations/alterwriter.h"

#include "migrations/operations/constraintwriter.h"
#include "migrations/operations/expressionwriter.h"
#include "migrations/operations/tablewriter.h"
#include "migrations/operations/typewriter.h"

namespace stillroom
{

namespace
{

QString alterTable(const SqlText &sql, const TableName &table)
{
    return QStringLiteral("ALTER TABLE ") + sql.alteredTable(table);
}

QString alterColumn(const SqlText &sql, const AlterColumn &alter)
{
    return alterTable(sql, alter.table) + QLatin1String(" ALTER COLUMN ") + sql.identifier(alter.column);
}

/// The options of an identity that differ from the existing one, in the order of their attribute names.
QStringList changedIdentityOptions(const Identity &wanted, const Identity &existing)
{
    QStringList changes;
    if (wanted.always != existing.always) {
        changes.append(QStringLiteral("SET GENERATED %1 ")
                           .arg(wanted.always ? QStringLiteral("ALWAYS") : QStringLiteral("BY DEFAULT")));
    }
    const auto set = [&](auto SequenceOptions::*option) {
        const auto &value = wanted.options.*option;
        if (!value || value == existing.options.*option)
            return;
        SequenceOptions one;
        one.*option = value;
        changes.append(QStringLiteral("SET ") + sequenceOptionsText(one) + QLatin1Char(' '));
    };
    set(&SequenceOptions::cache);
    set(&SequenceOptions::cycle);
    set(&SequenceOptions::increment);
    set(&SequenceOptions::maxValue);
    set(&SequenceOptions::minValue);
    set(&SequenceOptions::noMaxValue);
    set(&SequenceOptions::noMinValue);
    set(&SequenceOptions::start);
    return changes;
}

QString identityChange(SqlText &sql, const AlterColumn &alter)
{
    const auto *wanted = std::get_if<Identity>(&*alter.newDefault);
    const auto *existing = alter.existingDefault ? std::get_if<Identity>(&*alter.existingDefault) : nullptr;
    const QString start = alterColumn(sql, alter) + QLatin1Char(' ');
    if (wanted == nullptr) {
        if (std::holds_alternative<std::monostate>(*alter.newDefault))
            return start + QLatin1String("DROP IDENTITY");
        return sql.handOver(QStringLiteral("Column \"%1\" changes from an identity to a default in one call.")
                                .arg(alter.column));
    }
    if (alter.existingDefault && std::holds_alternative<std::monostate>(*alter.existingDefault))
        return start + QLatin1String("ADD ") + identityText(*wanted);
    // Whatever else is there, Alembic compares with an identity without options.
    return (
        start + changedIdentityOptions(*wanted, existing != nullptr ? *existing : Identity{}).join(QString()))
        .trimmed();
}

bool isComputed(const std::optional<ServerDefault> &serverDefault)
{
    return serverDefault && std::holds_alternative<Computed>(*serverDefault);
}

bool isIdentity(const std::optional<ServerDefault> &serverDefault)
{
    return serverDefault && std::holds_alternative<Identity>(*serverDefault);
}

QString defaultChange(SqlText &sql, const AlterColumn &alter)
{
    if (isComputed(alter.newDefault) || isComputed(alter.existingDefault))
        return sql.refuse(QStringLiteral(
            "Column \"%1\": a computed value cannot be added to or removed from an existing column.")
                              .arg(alter.column));
    if (isIdentity(alter.newDefault) || isIdentity(alter.existingDefault))
        return identityChange(sql, alter);
    if (std::holds_alternative<std::monostate>(*alter.newDefault))
        return alterColumn(sql, alter) + QLatin1String(" DROP DEFAULT");
    if (std::holds_alternative<FetchedValue>(*alter.newDefault))
        return sql.refuse(QStringLiteral("Column \"%1\": FetchedValue() is no default that could be set.")
                              .arg(alter.column));
    return alterColumn(sql, alter) + QLatin1String(" SET DEFAULT ") + defaultText(sql, *alter.newDefault);
}

QString typeChange(SqlText &sql, const AlterColumn &alter)
{
    QString text = alterColumn(sql, alter) + QLatin1String(" TYPE ") + typeText(sql, *alter.type);
    if (alter.usingExpression && !alter.usingExpression->isEmpty())
        text += QLatin1String(" USING ") + *alter.usingExpression;
    return text;
}

/// The CHECK of the type that goes. Without a name Alembic cannot drop it.
QString droppedCheck(SqlText &sql, const AlterColumn &alter, const CheckConstraint &check)
{
    if (!check.options.name)
        return sql.refuse(QStringLiteral("The CHECK of column \"%1\" has no name, so it cannot be dropped.")
                              .arg(alter.column));
    return QStringLiteral("ALTER TABLE ") + sql.table(alter.table) + QLatin1String(" DROP CONSTRAINT ")
        + sql.objectName(*check.options.name, check.options.conventional);
}

QString inlineReference(SqlText &sql, const Column &column)
{
    const InlineForeignKey &key = column.foreignKeys.front();
    const ReferenceTarget target = referenceTarget(key.target);
    return QLatin1String(" REFERENCES ") + sql.table(target.table) + QLatin1String(" (")
        + sql.identifier(target.column.isEmpty() ? column.name : target.column) + QLatin1Char(')')
        + referenceText(sql, key.reference, key.options);
}

bool rendersReferenceInline(const SqlText &sql, const AddColumn &add)
{
    return sql.newest() && add.inlineReferences && add.column.foreignKeys.size() == 1;
}

QString addColumnText(SqlText &sql, const AddColumn &add)
{
    const std::vector<ColumnRole> roles = columnRoles(sql, {add.column}, {});
    QString text = alterTable(sql, add.table) + QLatin1String(" ADD COLUMN ");
    if (add.ifNotExists && sql.newest())
        text += QLatin1String("IF NOT EXISTS ");
    text += columnText(sql, add.column, roles.front(), add.table.schema);
    if (add.inlinePrimaryKey && add.column.primaryKey && sql.newest())
        text += QLatin1String(" PRIMARY KEY");
    if (rendersReferenceInline(sql, add))
        text += inlineReference(sql, add.column);
    for (const InlineCheck &check : add.column.checks)
        text += QLatin1Char(' ') + inlineCheckText(sql, check);
    return text;
}

} // namespace

QString addConstraintText(SqlText &sql, const TableName &table, const Constraint &constraint)
{
    return QStringLiteral("ALTER TABLE ") + sql.table(table) + QLatin1String(" ADD ")
        + constraintText(sql, constraint);
}

QString columnCommentText(
    SqlText &sql, const QString &table, const QString &column, const std::optional<QString> &comment)
{
    return QStringLiteral("COMMENT ON COLUMN ") + table + QLatin1Char('.') + sql.identifier(column)
        + QLatin1String(" IS ") + (comment ? sql.string(*comment) : QStringLiteral("NULL"));
}

Index automaticIndex(const Column &column)
{
    Index index;
    index.name = column.indexName;
    index.conventional = true;
    index.expressions = {Expression{ColumnExpression{column.name}}};
    index.unique = column.unique;
    return index;
}

QStringList addColumnTexts(SqlText &sql, const AddColumn &add)
{
    QStringList texts{addColumnText(sql, add)};
    for (const Constraint &constraint : columnConstraints(add.column, true)) {
        if (!std::holds_alternative<ForeignKey>(constraint) || !rendersReferenceInline(sql, add))
            texts.append(addConstraintText(sql, add.table, constraint));
    }
    if (add.column.index)
        texts.append(createIndexText(sql, add.table, automaticIndex(add.column), false));
    if (add.column.comment && !add.column.comment->isEmpty())
        texts.append(columnCommentText(sql, sql.table(add.table), add.column.name, add.column.comment));
    return texts;
}

QStringList alterColumnTexts(SqlText &sql, const AlterColumn &alter)
{
    QStringList texts;
    if (alter.usingExpression && !alter.type)
        sql.refuse(
            QStringLiteral("Column \"%1\": postgresql_using needs type_ beside it.").arg(alter.column));
    if (alter.existingType && alter.type) {
        if (const auto check = typeCheck(alter.column, *alter.existingType))
            texts.append(droppedCheck(sql, alter, *check));
    }
    if (alter.type)
        texts.append(typeChange(sql, alter));
    if (alter.nullable)
        texts.append(alterColumn(sql, alter)
            + (*alter.nullable ? QLatin1String(" DROP NOT NULL") : QLatin1String(" SET NOT NULL")));
    if (alter.newDefault)
        texts.append(defaultChange(sql, alter));
    if (alter.newComment)
        texts.append(columnCommentText(sql, sql.alteredTable(alter.table), alter.column, *alter.newComment));
    if (alter.newName)
        texts.append(alterTable(sql, alter.table) + QLatin1String(" RENAME ") + sql.identifier(alter.column)
            + QLatin1String(" TO ") + sql.identifier(*alter.newName));
    if (alter.type) {
        if (const auto check = typeCheck(alter.column, *alter.type))
            texts.append(addConstraintText(sql, alter.table, *check));
    }
    return texts;
}

} // namespace stillroom
