#include "migrations/operations/tablewriter.h"

#include "migrations/operations/constraintwriter.h"

#include <algorithm>

namespace stillroom
{

namespace
{

/// The primary key's line: the explicit constraint, or the columns marked primary_key with the
/// autoincrement column first.
std::optional<PrimaryKey> primaryKeyOf(const CreateTable &create, const std::vector<ColumnRole> &roles)
{
    std::optional<PrimaryKey> key;
    for (const Constraint &constraint : create.constraints) {
        if (const auto *candidate = std::get_if<PrimaryKey>(&constraint))
            key = *candidate;
    }
    if (key && !key->columns.isEmpty())
        return key;
    PrimaryKey marked = key.value_or(PrimaryKey{{create.keyName, true}, {}});
    for (size_t i = 0; i < roles.size(); ++i) {
        if (!roles[i].primaryKey)
            continue;
        if (roles[i].generated && !key)
            marked.columns.prepend(create.columns[i].name);
        else
            marked.columns.append(create.columns[i].name);
    }
    return marked.columns.isEmpty() ? std::nullopt : std::optional(marked);
}

bool isDeferred(const Constraint &constraint)
{
    const auto *key = std::get_if<ForeignKey>(&constraint);
    return key != nullptr && key->reference.useAlter;
}

/// Constraints in the order of CREATE TABLE: the primary key, the script's own, then what came with the
/// columns.
QStringList constraintLines(SqlText &sql, const CreateTable &create, const std::vector<ColumnRole> &roles)
{
    QStringList lines;
    if (const std::optional<PrimaryKey> key = primaryKeyOf(create, roles))
        lines.append(constraintText(sql, *key));
    for (const Constraint &constraint : create.constraints) {
        const auto *unique = std::get_if<UniqueConstraint>(&constraint);
        const bool isEmpty = unique != nullptr && unique->columns.isEmpty();
        if (!std::holds_alternative<PrimaryKey>(constraint) && !isDeferred(constraint))
            lines.append(isEmpty ? QString() : constraintText(sql, constraint));
    }
    for (const Column &column : create.columns) {
        for (const Constraint &constraint : columnConstraints(column, false))
            lines.append(constraintText(sql, constraint));
    }
    return lines;
}

QString tableOptions(SqlText &sql, const CreateTable &create)
{
    QString text;
    if (!create.inherits.isEmpty())
        text += QStringLiteral("\n INHERITS ( ") + sql.identifiers(create.inherits) + QLatin1String(" )");
    if (!create.partitionBy.isEmpty())
        text += QLatin1String("\n PARTITION BY ") + create.partitionBy;
    if (!create.usingMethod.isEmpty() && sql.newest())
        text += QLatin1String("\n USING ") + create.usingMethod;
    if (create.withOids)
        text += *create.withOids ? QLatin1String("\n WITH OIDS") : QLatin1String("\n WITHOUT OIDS");
    if (!create.onCommit.isEmpty())
        text += QLatin1String("\n ON COMMIT ")
            + QString(create.onCommit).replace(QLatin1Char('_'), QLatin1Char(' ')).toUpper();
    if (!create.tablespace.isEmpty())
        text += QLatin1String("\n TABLESPACE ") + sql.identifier(create.tablespace);
    return text;
}

QStringList columnLines(SqlText &sql, const CreateTable &create, const std::vector<ColumnRole> &roles)
{
    QStringList lines;
    for (size_t i = 0; i < create.columns.size(); ++i) {
        const Column &column = create.columns[i];
        if (column.system)
            continue;
        QString line = columnText(sql, column, roles[i], create.table.schema);
        for (const InlineCheck &check : column.checks)
            line += QLatin1Char(' ') + inlineCheckText(sql, check);
        lines.append(line);
    }
    return lines;
}

} // namespace

QString createTableText(SqlText &sql, const CreateTable &create)
{
    const std::vector<ColumnRole> roles = columnRoles(sql, create.columns, create.constraints);
    const QStringList lines = columnLines(sql, create, roles) + constraintLines(sql, create, roles);
    QString text = QStringLiteral("CREATE ");
    if (!create.prefixes.isEmpty())
        text += create.prefixes.join(QLatin1Char(' ')) + QLatin1Char(' ');
    text += QLatin1String("TABLE ");
    if (create.ifNotExists && sql.newest())
        text += QLatin1String("IF NOT EXISTS ");
    text += sql.table(create.table) + QLatin1String(" (\n");
    if (!lines.isEmpty())
        text += QLatin1String("    ") + lines.join(QLatin1String(", \n    ")) + QLatin1Char('\n');
    return text + QLatin1Char(')') + tableOptions(sql, create);
}

} // namespace stillroom
