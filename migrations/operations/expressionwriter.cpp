#include "migrations/operations/expressionwriter.h"

#include "migrations/operations/literalwriter.h"
#include "migrations/operations/querywriter.h"
#include "migrations/operations/typewriter.h"

#include <QHash>
#include <QRegularExpression>

namespace stillroom
{

namespace
{

// Precedences of SQLAlchemy's operators; `loosest` stands for "against nothing yet known to bind".
constexpr int loosest = -100;
constexpr int outermost = 100;
constexpr int customOperator = 0;
constexpr int comma = -1;
constexpr int conjunction = 3;
constexpr int disjunction = 2;
constexpr int negation = 5;
constexpr int minus = 8;
constexpr int ordering = 3;
constexpr int collating = 4;

int precedenceOf(const QString &operation)
{
    static const QHash<QString, int> known = {{QStringLiteral("*"), 8}, {QStringLiteral("/"), 8},
        {QStringLiteral("%"), 8}, {QStringLiteral("+"), 7}, {QStringLiteral("-"), 7},
        {QStringLiteral("||"), 5}, {QStringLiteral("="), 5}, {QStringLiteral("!="), 5},
        {QStringLiteral("<"), 5}, {QStringLiteral(">"), 5}, {QStringLiteral("<="), 5},
        {QStringLiteral(">="), 5}, {QStringLiteral("IS"), 5}, {QStringLiteral("IS NOT"), 5},
        {QStringLiteral("LIKE"), 5}, {QStringLiteral("NOT LIKE"), 5}, {QStringLiteral("ILIKE"), 5},
        {QStringLiteral("NOT ILIKE"), 5}, {QStringLiteral("~"), 5}, {QStringLiteral("!~"), 5},
        {QStringLiteral("IS DISTINCT FROM"), 5}, {QStringLiteral("IS NOT DISTINCT FROM"), 5}};
    return known.value(operation, customOperator);
}

/// (a op b) op c needs no parentheses.
bool chains(const QString &operation)
{
    return operation == QLatin1String("+") || operation == QLatin1String("*")
        || operation == QLatin1String("||");
}

/// Compared with null(), = and != become IS and IS NOT.
QString againstNull(const BinaryExpression &node)
{
    const auto *constant = node.sides.size() == 2 ? std::get_if<SqlConstant>(&node.sides[1].node) : nullptr;
    if (constant == nullptr || *constant != SqlConstant::Null)
        return node.operation;
    if (node.operation == QLatin1String("="))
        return QStringLiteral("IS");
    return node.operation == QLatin1String("!=") ? QStringLiteral("IS NOT") : node.operation;
}

/// What not_() turns an operator into; empty: it writes NOT in front.
QString negated(const QString &operation)
{
    static const QHash<QString, QString> pairs = {{QStringLiteral("="), QStringLiteral("!=")},
        {QStringLiteral("!="), QStringLiteral("=")}, {QStringLiteral("<"), QStringLiteral(">=")},
        {QStringLiteral(">="), QStringLiteral("<")}, {QStringLiteral(">"), QStringLiteral("<=")},
        {QStringLiteral("<="), QStringLiteral(">")}, {QStringLiteral("IS"), QStringLiteral("IS NOT")},
        {QStringLiteral("IS NOT"), QStringLiteral("IS")},
        {QStringLiteral("LIKE"), QStringLiteral("NOT LIKE")},
        {QStringLiteral("NOT LIKE"), QStringLiteral("LIKE")},
        {QStringLiteral("ILIKE"), QStringLiteral("NOT ILIKE")},
        {QStringLiteral("NOT ILIKE"), QStringLiteral("ILIKE")}};
    return pairs.value(operation);
}

/// The operator around an operand: what decides about parentheses.
struct Surrounding {
    int precedence = loosest;
    QString operation{}; ///< to tell the same operator
};

class ExpressionWriter
{
public:
    ExpressionWriter(SqlText &sql, ColumnNaming naming, const QueryScope &scope)
        : m_sql(sql)
        , m_naming(naming)
        , m_scope(scope)
    {
    }

    QString write(const Expression &expression, const Surrounding &around)
    {
        return std::visit([&](const auto &node) { return text(node, around); }, expression.node);
    }

private:
    static QString grouped(const QString &text, bool group)
    {
        return group ? QLatin1Char('(') + text + QLatin1Char(')') : text;
    }

    QString only(const std::vector<Expression> &operands, const Surrounding &around)
    {
        if (operands.size() != 1)
            return m_sql.handOver(QStringLiteral("An expression here has no operand."));
        return write(operands.front(), around);
    }

    QString list(
        const std::vector<Expression> &expressions, const Surrounding &around, const QString &separator)
    {
        QStringList texts;
        for (const Expression &expression : expressions)
            texts.append(write(expression, around));
        return texts.join(separator);
    }

    QString text(const TextExpression &node, const Surrounding &) { return clauseText(m_sql, node); }

    QString text(const ColumnExpression &node, const Surrounding &)
    {
        const QString name = m_sql.identifier(node.name);
        if (m_naming == ColumnNaming::Alone || node.table.isEmpty())
            return name;
        return m_sql.table(TableName{node.table, node.schema}) + QLatin1Char('.') + name;
    }

    QString text(const LiteralColumn &node, const Surrounding &) { return m_sql.verbatim(node.text); }

    QString text(const LiteralExpression &node, const Surrounding &)
    {
        return literalText(m_sql, node.value, node.type);
    }

    QString text(const SqlConstant &node, const Surrounding &)
    {
        switch (node) {
        case SqlConstant::Null:
            return QStringLiteral("NULL");
        case SqlConstant::True:
            return QStringLiteral("true");
        case SqlConstant::False:
            return QStringLiteral("false");
        }
        Q_UNREACHABLE();
    }

    QString text(const FunctionExpression &node, const Surrounding &);

    QString text(const BinaryExpression &node, const Surrounding &around)
    {
        return binary(node, againstNull(node), around);
    }

    QString binary(const BinaryExpression &node, const QString &operation, const Surrounding &around)
    {
        if (node.sides.size() != 2)
            return m_sql.handOver(QStringLiteral("A comparison here has no two sides."));
        const int precedence = precedenceOf(operation);
        const Surrounding inside{precedence, operation};
        const QString written = write(node.sides[0], inside) + QLatin1Char(' ') + m_sql.verbatim(operation)
            + QLatin1Char(' ') + write(node.sides[1], inside);
        const bool same = around.operation == operation && chains(operation);
        return grouped(written, !same && precedence <= around.precedence);
    }

    QString text(const BooleanExpression &node, const Surrounding &around)
    {
        if (node.operands.size() == 1)
            return write(node.operands.front(), around);
        const QString word = node.conjunction ? QStringLiteral("AND") : QStringLiteral("OR");
        const int precedence = node.conjunction ? conjunction : disjunction;
        const QString written
            = list(node.operands, Surrounding{precedence, word}, QLatin1Char(' ') + word + QLatin1Char(' '));
        return grouped(written, around.operation != word && precedence <= around.precedence);
    }

    QString text(const UnaryExpression &node, const Surrounding &around)
    {
        switch (node.operation) {
        case UnaryOperator::Not:
            return opposite(node, around);
        case UnaryOperator::Negate:
            return grouped(QLatin1Char('-') + only(node.operand, {minus, {}}), minus <= around.precedence);
        case UnaryOperator::Descending:
            return only(node.operand, {ordering, {}}) + QLatin1String(" DESC");
        case UnaryOperator::Ascending:
            return only(node.operand, {ordering, {}}) + QLatin1String(" ASC");
        case UnaryOperator::NullsFirst:
            return only(node.operand, {}) + QLatin1String(" NULLS FIRST");
        case UnaryOperator::NullsLast:
            return only(node.operand, {}) + QLatin1String(" NULLS LAST");
        }
        Q_UNREACHABLE();
    }

    QString opposite(const UnaryExpression &node, const Surrounding &around)
    {
        if (node.operand.size() == 1) {
            if (const auto *comparison = std::get_if<BinaryExpression>(&node.operand.front().node)) {
                const QString opposite = negated(againstNull(*comparison));
                if (!opposite.isEmpty())
                    return binary(*comparison, opposite, around);
            }
            // A boolean column stays a boolean under NOT and never needs parentheses.
            const auto *column = std::get_if<ColumnExpression>(&node.operand.front().node);
            if (column && column->type.kind == TypeKind::Boolean)
                return QLatin1String("NOT ") + only(node.operand, {negation, {}});
            if (std::holds_alternative<ExistsExpression>(node.operand.front().node))
                return grouped(QLatin1String("NOT ") + grouped(only(node.operand, {}), true),
                    negation <= around.precedence);
            if (const auto *membership = std::get_if<InExpression>(&node.operand.front().node)) {
                InExpression opposite = *membership;
                opposite.negated = !opposite.negated;
                return text(opposite, around);
            }
        }
        return grouped(
            QLatin1String("NOT ") + only(node.operand, {negation, {}}), negation <= around.precedence);
    }

    QString text(const InExpression &node, const Surrounding &around)
    {
        if (node.members.empty())
            return m_sql.handOver(
                QStringLiteral("An IN () without members is written differently by each version."));
        const QString word = node.negated ? QStringLiteral(" NOT IN (") : QStringLiteral(" IN (");
        const auto *query
            = node.members.size() == 1 ? std::get_if<SelectExpression>(&node.members.front().node) : nullptr;
        const QString subject = only(node.subject, {negation, {}});
        const QString members = query ? queryText(m_sql, *query, m_scope)
                                      : list(node.members, {comma, {}}, QStringLiteral(", "));
        const QString written = subject + word + members + QLatin1Char(')');
        return grouped(grouped(written, node.negated), negation <= around.precedence);
    }

    QString text(const CastExpression &node, const Surrounding &)
    {
        return QStringLiteral("CAST(") + only(node.subject, {}) + QLatin1String(" AS ")
            + typeText(m_sql, node.type) + QLatin1Char(')');
    }

    QString text(const CollateExpression &node, const Surrounding &around)
    {
        const QString written = only(node.subject, {collating, {}}) + QLatin1String(" COLLATE ")
            + m_sql.identifier(node.collation);
        return grouped(written, collating <= around.precedence);
    }

    QString text(const GroupExpression &node, const Surrounding &)
    {
        return grouped(only(node.subject, {}), true);
    }

    QString text(const CaseExpression &node, const Surrounding &)
    {
        QString written = QStringLiteral("CASE ");
        if (!node.subject.empty())
            written += write(node.subject.front(), {}) + QLatin1Char(' ');
        for (size_t i = 0; i < node.conditions.size() && i < node.results.size(); ++i)
            written += QLatin1String("WHEN ") + write(node.conditions[i], Surrounding{outermost, {}})
                + QLatin1String(" THEN ") + write(node.results[i], {}) + QLatin1Char(' ');
        if (!node.otherwise.empty())
            written += QLatin1String("ELSE ") + write(node.otherwise.front(), {}) + QLatin1Char(' ');
        return written + QLatin1String("END");
    }

    QString text(const LabelExpression &node, const Surrounding &around)
    {
        return only(node.subject, around);
    }

    QString text(const SelectExpression &node, const Surrounding &)
    {
        return grouped(queryText(m_sql, node, m_scope), true);
    }

    /// EXISTS binds looser than every operator around it.
    QString text(const ExistsExpression &node, const Surrounding &around)
    {
        return grouped(QLatin1String("EXISTS ") + grouped(queryText(m_sql, node.query, m_scope), true),
            around.precedence > loosest);
    }

    SqlText &m_sql;
    ColumnNaming m_naming;
    const QueryScope &m_scope;
};

/// SQLAlchemy's own functions are found whatever the case of the name; the ANSI ones have no parentheses.
QString functionName(const SqlText &sql, const QString &name)
{
    static const QStringList generic
        = QStringLiteral("coalesce max min sum now concat char_length random count array_agg mode "
                         "percentile_cont percentile_disc "
                         "rank dense_rank percent_rank cume_dist cube rollup grouping_sets")
              .split(QLatin1Char(' '));
    static const QRegularExpression legal(
        QStringLiteral("^[A-Z0-9_$]+$"), QRegularExpression::CaseInsensitiveOption);
    if (generic.contains(name.toLower()))
        return name.toLower();
    QStringList parts;
    for (const QString &part : name.split(QLatin1Char('.')))
        parts.append(legal.match(part).hasMatch() ? part : sql.identifier(part));
    return parts.join(QLatin1Char('.'));
}

bool isAnsiFunction(const QString &name)
{
    static const QStringList names = QStringLiteral(
        "current_date current_time current_timestamp current_user localtime localtimestamp session_user user")
                                         .split(QLatin1Char(' '));
    return names.contains(name);
}

QString ExpressionWriter::text(const FunctionExpression &node, const Surrounding &)
{
    const QString lower = node.name.toLower();
    if (isAnsiFunction(lower) && node.arguments.empty())
        return lower.toUpper();
    if (lower == QLatin1String("sysdate"))
        return lower;
    if (lower == QLatin1String("count") && node.arguments.empty())
        return QStringLiteral("count(*)");
    const QString arguments = list(node.arguments, {comma, {}}, QStringLiteral(", "));
    return functionName(m_sql, node.name) + QLatin1Char('(') + arguments + QLatin1Char(')');
}

} // namespace

bool hasOpposite(const BinaryExpression &comparison)
{
    return !negated(againstNull(comparison)).isEmpty();
}

QString expressionText(
    SqlText &sql, const Expression &expression, ColumnNaming naming, const QueryScope &scope)
{
    return ExpressionWriter(sql, naming, scope).write(expression, {});
}

QString groupedText(SqlText &sql, const Expression &expression, ColumnNaming naming, const QueryScope &scope)
{
    return ExpressionWriter(sql, naming, scope).write(expression, Surrounding{outermost, {}});
}

} // namespace stillroom
