#include "migrations/operations/querywriter.h"

#include <QStringList>

#include <algorithm>

namespace stillroom
{

namespace
{

using Elements = std::vector<FromElement>;

bool holds(const std::vector<TableName> &tables, const TableName &table)
{
    return std::find(tables.begin(), tables.end(), table) != tables.end();
}

void addTables(const std::vector<Expression> &expressions, Elements &elements)
{
    std::vector<TableName> tables;
    for (const Expression &expression : expressions)
        collectTables(expression, tables);
    for (const TableName &table : tables) {
        if (std::find(elements.begin(), elements.end(), FromElement{table}) == elements.end())
            elements.push_back({table});
    }
}

std::vector<TableName> tablesOf(const FromElement &element)
{
    std::vector<TableName> tables{element.table};
    for (const FromElement::Join &join : element.joins)
        tables.push_back(join.table);
    return tables;
}

/// FROM as SQLAlchemy gathers it: of the columns, of the conditions, then what select_from() said; a table
/// that a join holds is not named again.
Elements gathered(const SelectExpression &query)
{
    Elements elements;
    addTables(query.columns, elements);
    addTables(query.where, elements);
    for (const FromElement &element : query.from) {
        if (std::find(elements.begin(), elements.end(), element) == elements.end())
            elements.push_back(element);
    }
    std::vector<TableName> joined;
    for (const FromElement &element : elements) {
        const std::vector<TableName> tables = tablesOf(element);
        if (!element.joins.empty())
            joined.insert(joined.end(), tables.begin(), tables.end());
    }
    std::erase_if(elements,
        [&](const FromElement &element) { return element.joins.empty() && holds(joined, element.table); });
    return elements;
}

class QueryWriter
{
public:
    QueryWriter(SqlText &sql, const QueryScope &around)
        : m_sql(sql)
        , m_around(around)
        , m_inside{{}, around.labels}
    {
    }

    QString write(const SelectExpression &query)
    {
        Elements elements = gathered(query);
        correlate(elements);
        for (const FromElement &element : elements) {
            const std::vector<TableName> tables = tablesOf(element);
            m_inside.tables.insert(m_inside.tables.end(), tables.begin(), tables.end());
        }
        QString text = QStringLiteral("SELECT ")
            + (query.distinct ? QLatin1String("DISTINCT ") : QLatin1String()) + columns(query.columns);
        QStringList from;
        for (const FromElement &element : elements)
            from.append(elementText(element));
        if (!from.isEmpty())
            text += QLatin1String(" \nFROM ") + from.join(QLatin1String(", "));
        if (!query.where.empty())
            text += QLatin1String(" \nWHERE ") + conjunction(query.where);
        if (!query.groupBy.empty())
            text += QLatin1String(" GROUP BY ") + list(query.groupBy);
        if (!query.having.empty())
            text += QLatin1String(" \nHAVING ") + conjunction(query.having);
        if (!query.orderBy.empty())
            text += QLatin1String(" ORDER BY ") + list(query.orderBy);
        return text + limits(query);
    }

private:
    QString expression(const Expression &expression)
    {
        return expressionText(m_sql, expression, ColumnNaming::WithTable, m_inside);
    }

    QString list(const std::vector<Expression> &expressions)
    {
        QStringList texts;
        for (const Expression &one : expressions)
            texts.append(expression(one));
        return texts.join(QLatin1String(", "));
    }

    QString conjunction(const std::vector<Expression> &conditions)
    {
        return expression(joinedBy(true, conditions));
    }

    /// A query inside a statement that names a table of the statement means that one, unless it names no
    /// other.
    void correlate(Elements &elements)
    {
        if (elements.size() < 2)
            return;
        std::erase_if(elements, [this](const FromElement &element) {
            return element.joins.empty() && holds(m_around.tables, element.table);
        });
        if (elements.empty())
            m_sql.refuse(
                QStringLiteral("A query inside a statement has no table of its own: SQLAlchemy says it "
                               "\"returned no FROM clauses due to auto-correlation\"."));
    }

    QString elementText(const FromElement &element)
    {
        QString text = m_sql.table(element.table);
        for (const FromElement::Join &join : element.joins) {
            text += join.full ? QLatin1String(" FULL OUTER JOIN ")
                : join.outer  ? QLatin1String(" LEFT OUTER JOIN ")
                              : QLatin1String(" JOIN ");
            text += m_sql.table(join.table) + QLatin1String(" ON ");
            for (const Expression &on : join.on)
                text += expression(on);
        }
        return text;
    }

    QString limits(const SelectExpression &query)
    {
        QString text;
        if (!query.limit.empty())
            text += QLatin1String(" \n LIMIT ") + expression(query.limit.front());
        if (query.offset.empty())
            return text;
        if (query.limit.empty())
            text += QLatin1String("\n LIMIT ALL");
        return text + QLatin1String(" OFFSET ") + expression(query.offset.front());
    }

    QString columns(const std::vector<Expression> &all)
    {
        QStringList texts;
        for (const Expression &one : all)
            texts.append(column(one));
        return texts.join(QLatin1String(", "));
    }

    QString column(const Expression &column)
    {
        const QString label = labelOf(column);
        const QString text = expression(column);
        return label.isEmpty() ? text : text + QLatin1String(" AS ") + m_sql.identifier(label);
    }

    /// What follows AS; empty: nothing. Made before the column's own text, as SQLAlchemy counts.
    QString labelOf(const Expression &column)
    {
        if (const auto *label = std::get_if<LabelExpression>(&column.node))
            return named(label->label, column, {});
        if (const auto *plain = std::get_if<ColumnExpression>(&column.node))
            return named(plain->name, column, plain->name);
        if (std::holds_alternative<TextExpression>(column.node)
            || std::holds_alternative<LiteralColumn>(column.node))
            return {};
        QString base = QStringLiteral("anon");
        if (const auto *function = std::get_if<FunctionExpression>(&column.node))
            base = function->name.section(QLatin1Char('.'), -1);
        if (const auto *cast = std::get_if<CastExpression>(&column.node)) {
            const auto *subject = cast->subject.empty()
                ? nullptr
                : std::get_if<ColumnExpression>(&cast->subject.front().node);
            // A cast is called like its column, unless that name is taken.
            if (subject && !isNamed(subject->name)) {
                m_named.emplace_back(subject->name, column);
                return subject->name;
            }
            if (subject)
                base = subject->name + QLatin1Char('_');
        }
        return m_around.labels->next(base);
    }

    bool isNamed(const QString &name) const
    {
        return std::any_of(
            m_named.begin(), m_named.end(), [&](const auto &entry) { return entry.first == name; });
    }

    /// A second column of the same name is told apart; `shown` is the name that prints without AS.
    QString named(const QString &name, const Expression &column, const QString &shown)
    {
        const auto earlier = std::find_if(
            m_named.begin(), m_named.end(), [&](const auto &entry) { return entry.first == name; });
        if (earlier == m_named.end()) {
            m_named.emplace_back(name, column);
            return shown == name ? QString() : name;
        }
        if (shown.isEmpty() || earlier->second == column)
            return m_sql.handOver(
                QStringLiteral("A query names \"%1\" twice; SQLAlchemy decides what it is called.")
                    .arg(name));
        return m_around.labels->next(name);
    }

    SqlText &m_sql;
    const QueryScope &m_around;
    QueryScope m_inside;
    std::vector<std::pair<QString, Expression>> m_named;
};

} // namespace

void collectTables(const Expression &expression, std::vector<TableName> &tables)
{
    if (const auto *column = std::get_if<ColumnExpression>(&expression.node)) {
        const TableName table{column->table, column->schema};
        if (!table.name.isEmpty() && !holds(tables, table))
            tables.push_back(table);
    }
    for (const Expression &operand : operandsOf(expression))
        collectTables(operand, tables);
}

QString queryText(SqlText &sql, const SelectExpression &query, const QueryScope &around)
{
    if (around.labels == nullptr)
        return sql.handOver(QStringLiteral("A query stands where only an expression is expected."));
    if (query.columns.empty())
        return sql.handOver(QStringLiteral("A query here selects nothing."));
    return QueryWriter(sql, around).write(query);
}

} // namespace stillroom
