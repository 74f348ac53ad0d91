#include "migrations/operations/rowwriter.h"

#include "migrations/operations/expressionwriter.h"

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

/// Adds the tables other than `target` whose columns an expression names.
void collectTables(const Expression &expression, const TableName &target, std::vector<TableName> &tables)
{
    if (const auto *column = std::get_if<ColumnExpression>(&expression.node)) {
        const TableName table{column->table, column->schema};
        const bool known = std::find(tables.begin(), tables.end(), table) != tables.end();
        if (!table.name.isEmpty() && table != target && !known)
            tables.push_back(table);
    }
    for (const Expression &operand : operandsOf(expression))
        collectTables(operand, target, tables);
}

/// " FROM other" of UPDATE, " USING other" of DELETE.
QString otherTables(SqlText &sql, const QString &word, const std::vector<TableName> &tables)
{
    if (tables.empty())
        return {};
    if (tables.size() > 1)
        return sql.handOver(QStringLiteral("An UPDATE or DELETE over three tables is left to SQLAlchemy."));
    return word + sql.table(tables.front());
}

QString values(SqlText &sql, const Cells &cells)
{
    QStringList texts;
    for (const BulkInsert::Cell &cell : cells)
        texts.append(groupedText(sql, cell.value, ColumnNaming::WithTable));
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

QString insertText(SqlText &sql, const BulkInsert &insert, const std::vector<Cells> &rows)
{
    const QString start = QStringLiteral("INSERT INTO ") + sql.table(insert.table) + QLatin1Char(' ');
    if (rows.front().empty())
        return start + QLatin1String("DEFAULT VALUES") + returning(sql, insert);
    QStringList lines;
    for (const Cells &row : rows)
        lines.append(values(sql, row));
    return start + QLatin1Char('(') + columns(sql, rows.front()) + QLatin1String(") VALUES ")
        + lines.join(QLatin1String(", ")) + returning(sql, insert);
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

QString updateText(SqlText &sql, const UpdateRows &update)
{
    QStringList settings;
    std::vector<TableName> tables;
    for (const BulkInsert::Cell &cell : inTableOrder(sql, update.table, update.fields, update.values)) {
        settings.append(sql.identifier(cell.column) + QLatin1Char('=')
            + groupedText(sql, cell.value, ColumnNaming::WithTable));
        collectTables(cell.value, update.table, tables);
    }
    if (update.where)
        collectTables(*update.where, update.table, tables);
    QString text = QStringLiteral("UPDATE ") + sql.table(update.table) + QLatin1String(" SET ")
        + settings.join(QLatin1String(", ")) + otherTables(sql, QStringLiteral(" FROM "), tables);
    if (update.where)
        text += QLatin1String(" WHERE ") + expressionText(sql, *update.where, ColumnNaming::WithTable);
    return text;
}

QString deleteText(SqlText &sql, const DeleteRows &remove)
{
    QString text = QStringLiteral("DELETE FROM ") + sql.table(remove.table);
    if (!remove.where)
        return text;
    std::vector<TableName> tables;
    collectTables(*remove.where, remove.table, tables);
    text += otherTables(sql, QStringLiteral(" USING "), tables);
    return text + QLatin1String(" WHERE ") + expressionText(sql, *remove.where, ColumnNaming::WithTable);
}

} // namespace stillroom
