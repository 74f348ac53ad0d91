#include "migrations/operations/rowwriter.h"

#include "migrations/operations/querywriter.h"

#include <algorithm>

namespace stillroom
{

namespace
{

using Cells = std::vector<BulkInsert::Cell>;
using Fields = std::vector<BulkInsert::Field>;

/// The cells in the order of the table's columns, each value with the type of its column: SQLAlchemy
/// goes through the table, not through the row.
Cells inTableOrder(SqlText &sql, const TableName &table, const Fields &fields, const Cells &cells)
{
    Cells ordered;
    for (const BulkInsert::Field &field : fields) {
        const auto found = std::find_if(cells.rbegin(), cells.rend(),
            [&field](const BulkInsert::Cell &cell) { return cell.column == field.name; });
        if (found == cells.rend())
            continue;
        BulkInsert::Cell cell = *found;
        auto *literal = std::get_if<LiteralExpression>(&cell.value.node);
        if (literal != nullptr && literal->type.kind == TypeKind::Null)
            literal->type = field.type;
        ordered.push_back(cell);
    }
    for (const BulkInsert::Cell &cell : cells) {
        const bool known = std::any_of(fields.begin(), fields.end(),
            [&cell](const BulkInsert::Field &field) { return field.name == cell.column; });
        if (!known)
            sql.refuse(
                QStringLiteral("The table object \"%1\" has no column \"%2\", but a value is given for it.")
                    .arg(table.name, cell.column));
    }
    return ordered;
}

/// " FROM other" of UPDATE, " USING other" of DELETE: the tables of the condition that are not the target.
/// SQLAlchemy looks for them in the condition alone.
QString otherTables(SqlText &sql, const QString &word, const std::vector<TableName> &tables)
{
    QStringList names;
    for (size_t i = 1; i < tables.size(); ++i)
        names.append(sql.table(tables[i]));
    return names.isEmpty() ? QString() : word + names.join(QLatin1String(", "));
}

/// The target and the tables of the condition.
std::vector<TableName> tablesOf(const TableName &target, const std::optional<Expression> &where)
{
    std::vector<TableName> tables{target};
    if (where)
        collectTables(*where, tables);
    return tables;
}

QString values(SqlText &sql, const Cells &cells, const QueryScope &scope)
{
    QStringList texts;
    for (const BulkInsert::Cell &cell : cells)
        texts.append(groupedText(sql, cell.value, ColumnNaming::WithTable, scope));
    return QLatin1Char('(') + texts.join(QLatin1String(", ")) + QLatin1Char(')');
}

QString columns(SqlText &sql, const Cells &cells)
{
    QStringList names;
    for (const BulkInsert::Cell &cell : cells)
        names.append(cell.column);
    return sql.identifiers(names);
}

QString returning(SqlText &sql, const BulkInsert &insert)
{
    QStringList names;
    for (const QString &column : insert.returning)
        names.append(sql.table(insert.table) + QLatin1Char('.') + sql.identifier(column));
    return names.isEmpty() ? QString() : QLatin1String(" RETURNING ") + names.join(QLatin1String(", "));
}

QString conflictText(SqlText &sql, const std::optional<ConflictClause> &conflict)
{
    if (!conflict)
        return {};
    QString text = QStringLiteral(" ON CONFLICT");
    if (!conflict->constraint.isEmpty())
        text += QLatin1String(" ON CONSTRAINT ") + sql.identifier(conflict->constraint);
    else if (!conflict->columns.isEmpty())
        text += QLatin1String(" (") + sql.identifiers(conflict->columns) + QLatin1Char(')');
    if (conflict->updates.empty())
        return text + QLatin1String(" DO NOTHING");
    QStringList settings;
    for (const auto &[column, value] : conflict->updates)
        settings.append(
            sql.identifier(column) + QLatin1String(" = ") + groupedText(sql, value, ColumnNaming::WithTable));
    text += QLatin1String(" DO UPDATE SET ") + settings.join(QLatin1String(", "));
    if (conflict->where)
        text += QLatin1String(" WHERE ") + expressionText(sql, *conflict->where, ColumnNaming::WithTable);
    return text;
}

QString insertText(SqlText &sql, const BulkInsert &insert, const std::vector<Cells> &rows)
{
    AnonymousLabels labels;
    const QString start = QStringLiteral("INSERT INTO ") + sql.table(insert.table) + QLatin1Char(' ');
    if (rows.front().empty())
        return start + QLatin1String("DEFAULT VALUES") + conflictText(sql, insert.onConflict)
            + returning(sql, insert);
    QStringList lines;
    for (const Cells &row : rows)
        lines.append(values(sql, row, {{}, &labels}));
    return start + QLatin1Char('(') + columns(sql, rows.front()) + QLatin1String(") VALUES ")
        + lines.join(QLatin1String(", ")) + conflictText(sql, insert.onConflict) + returning(sql, insert);
}

} // namespace

QStringList insertTexts(SqlText &sql, const BulkInsert &insert)
{
    std::vector<Cells> rows;
    for (const Cells &row : insert.rows)
        rows.push_back(inTableOrder(sql, insert.table, insert.fields, row));
    QStringList texts;
    if (insert.singleStatement && !rows.empty()) {
        texts.append(insertText(sql, insert, rows));
        return texts;
    }
    for (const Cells &row : rows)
        texts.append(insertText(sql, insert, {row}));
    return texts;
}

QString insertSelectText(SqlText &sql, const InsertSelect &insert)
{
    AnonymousLabels labels;
    return QStringLiteral("INSERT INTO ") + sql.table(insert.table) + QLatin1String(" (")
        + sql.identifiers(insert.columns) + QLatin1String(") ")
        + queryText(sql, insert.query, {{}, &labels, false}) + conflictText(sql, insert.onConflict);
}

QString updateText(SqlText &sql, const UpdateRows &update)
{
    AnonymousLabels labels;
    const QueryScope scope{tablesOf(update.table, update.where), &labels};
    QStringList settings;
    std::vector<TableName> named = scope.tables;
    for (const BulkInsert::Cell &cell : inTableOrder(sql, update.table, update.fields, update.values)) {
        settings.append(sql.identifier(cell.column) + QLatin1Char('=')
            + groupedText(sql, cell.value, ColumnNaming::WithTable, scope));
        collectTables(cell.value, named);
    }
    if (named.size() > scope.tables.size())
        return sql.handOver(
            QStringLiteral("An UPDATE takes values from the table \"%1\", which its condition does not name.")
                .arg(named.back().name));
    QString text = QStringLiteral("UPDATE ") + sql.table(update.table) + QLatin1String(" SET ")
        + settings.join(QLatin1String(", ")) + otherTables(sql, QStringLiteral(" FROM "), scope.tables);
    if (update.where)
        text += QLatin1String(" WHERE ") + expressionText(sql, *update.where, ColumnNaming::WithTable, scope);
    return text;
}

QString deleteText(SqlText &sql, const DeleteRows &remove)
{
    AnonymousLabels labels;
    const QueryScope scope{tablesOf(remove.table, remove.where), &labels};
    QString text = QStringLiteral("DELETE FROM ") + sql.table(remove.table)
        + otherTables(sql, QStringLiteral(" USING "), scope.tables);
    if (remove.where)
        text += QLatin1String(" WHERE ") + expressionText(sql, *remove.where, ColumnNaming::WithTable, scope);
    return text;
}

} // namespace stillroom
