#pragma once

#include "migrations/operations/sqltext.h"

#include <map>

namespace stillroom
{

/// Whether columns print with their table: DDL names them alone, UPDATE and DELETE in full.
enum class ColumnNaming { Alone, WithTable };

/// The names SQLAlchemy makes up for unnamed columns of queries, counted through one statement:
/// count_1, count_2, anon_1.
class AnonymousLabels
{
public:
    QString next(const QString &base) { return base + QLatin1Char('_') + QString::number(++m_counts[base]); }

    /// NULL, true and false are one object each, called the same in every query of the statement. What stands
    /// again in one query is told apart by `repeat`, which counts such repetitions from 1.
    QString ofConstant(SqlConstant constant, int repeat)
    {
        QString &label = m_constants[{constant, repeat}];
        if (label.isEmpty())
            label = next(repeat > 0 ? QStringLiteral("anon_") : QStringLiteral("anon"));
        return label;
    }

private:
    std::map<QString, int> m_counts;
    std::map<std::pair<SqlConstant, int>, QString> m_constants;
};

/// What a query inside a statement has to know of it.
struct QueryScope {
    std::vector<TableName> tables{}; ///< of the statement around: a query inside leaves them out of its FROM
    AnonymousLabels *labels = nullptr; ///< null: no query may stand here
    bool isNested = true; ///< false: the query is what the statement inserts
};

/// An expression as SQLAlchemy prints it, parentheses by its precedence rules.
QString expressionText(SqlText &sql, const Expression &expression, ColumnNaming naming = ColumnNaming::Alone,
    const QueryScope &scope = {});

/// The same where the whole may stand in parentheses of its own (`self_group()`): index elements and
/// values of SET.
QString groupedText(SqlText &sql, const Expression &expression, ColumnNaming naming = ColumnNaming::Alone,
    const QueryScope &scope = {});

/// Whether not_() turns the comparison into its opposite ("=" into "!=") instead of writing NOT.
bool hasOpposite(const BinaryExpression &comparison);

/// Text of `sa.text()` and of plain strings: `:name` becomes its parameter, `\:` a colon.
QString clauseText(SqlText &sql, const TextExpression &text);

} // namespace stillroom
