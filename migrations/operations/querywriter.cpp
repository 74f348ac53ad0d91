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

void addElements(const Elements &more, Elements &elements)
{
    for (const FromElement &element : more) {
        if (std::find(elements.begin(), elements.end(), element) == elements.end())
            elements.push_back(element);
    }
}

/// FROM as SQLAlchemy gathers it: of the columns, of the conditions, and what select_from() said, which 2.0
/// puts in front; a table that a join holds is not named again.
Elements gathered(const SelectExpression &query, bool saidFirst)
{
    Elements elements;
    if (saidFirst)
        addElements(query.from, elements);
    addTables(query.columns, elements);
    addTables(query.where, elements);
    addElements(query.from, elements);
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
        Elements elements = gathered(query, m_sql.newest());
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
        const auto *cast = std::get_if<CastExpression>(&column.node);
        const Expression *subject = cast && !cast->subject.empty() ? &cast->subject.front() : &column;
        if (const auto *constant = std::get_if<SqlConstant>(&subject->node))
            return labelOf(*constant);
        if (isSubjectAgain(*subject, cast != nullptr))
            return m_sql.handOver(
                QStringLiteral("A query casts what it also selects; SQLAlchemy decides what it is called."));
        QString base = QStringLiteral("anon");
        if (const auto *function = std::get_if<FunctionExpression>(&column.node))
            base = function->name.section(QLatin1Char('.'), -1);
        if (const auto *plain = cast ? std::get_if<ColumnExpression>(&subject->node) : nullptr) {
            // A cast is called like its column, unless that name is taken.
            if (!isNamed(plain->name)) {
                m_named.emplace_back(plain->name, column);
                return plain->name;
            }
            if (m_sql.newest() && m_around.isNested)
                return undecided(plain->name);
            base = plain->name + QLatin1Char('_');
        }
        return m_around.labels->next(base);
    }

    QString labelOf(SqlConstant constant)
    {
        const bool isFirst = std::find(m_constants.begin(), m_constants.end(), constant) == m_constants.end();
        m_constants.push_back(constant);
        if (!isFirst && m_sql.newest() && m_around.isNested)
            return undecided(QStringLiteral("anon"));
        return m_around.labels->ofConstant(constant, isFirst ? 0 : ++m_repeats);
    }

    /// A cast goes by the name of its subject, so that one object selected and cast, or cast twice, is named
    /// apart; whether two equal expressions are one object is not known here.
    bool isSubjectAgain(const Expression &subject, bool isCast)
    {
        if (std::holds_alternative<ColumnExpression>(subject.node))
            return false;
        const bool isAgain = std::any_of(m_unnamed.begin(), m_unnamed.end(),
            [&](const auto &earlier) { return (isCast || earlier.second) && earlier.first == subject; });
        m_unnamed.emplace_back(subject, isCast);
        return isAgain;
    }

    /// SQLAlchemy 2 leaves such labels out in some queries inside a statement.
    QString undecided(const QString &name)
    {
        return m_sql.handOver(
            QStringLiteral("A query names \"%1\" twice; SQLAlchemy decides what it is called.").arg(name));
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
        if (shown.isEmpty() || earlier->second == column || (m_sql.newest() && m_around.isNested))
            return undecided(name);
        return m_around.labels->next(name);
    }

    SqlText &m_sql;
    const QueryScope &m_around;
    QueryScope m_inside;
    std::vector<std::pair<QString, Expression>> m_named;
    std::vector<std::pair<Expression, bool>> m_unnamed; ///< true: the subject of a cast
    std::vector<SqlConstant> m_constants;
    int m_repeats = 0; ///< of constants that stand again
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
