#include "migrations/operations/constraintwriter.h"

#include "migrations/operations/expressionwriter.h"

#include <QRegularExpression>

namespace stillroom
{

namespace
{

/// A keyword sequence the script gives as text: refused when it is not one of the known ones.
QString phrase(SqlText &sql, const QString &text, const QString &pattern)
{
    const QRegularExpression known(
        QRegularExpression::anchoredPattern(pattern), QRegularExpression::CaseInsensitiveOption);
    if (!known.match(text).hasMatch())
        return sql.refuse(QStringLiteral("\"%1\" is not a phrase PostgreSQL knows at this place.").arg(text));
    return text;
}

QString preamble(SqlText &sql, const ConstraintOptions &options)
{
    if (!options.name)
        return {};
    return QStringLiteral("CONSTRAINT ") + sql.objectName(*options.name, options.conventional)
        + QLatin1Char(' ');
}

QString deferrability(SqlText &sql, const ConstraintOptions &options)
{
    QString text;
    if (options.deferrable)
        text = *options.deferrable ? QStringLiteral(" DEFERRABLE") : QStringLiteral(" NOT DEFERRABLE");
    if (!options.initially.isEmpty())
        text += QLatin1String(" INITIALLY ")
            + phrase(sql, options.initially, QStringLiteral("DEFERRED|IMMEDIATE"));
    return text;
}

QString included(SqlText &sql, const QStringList &columns)
{
    return columns.isEmpty() || !sql.newest() ? QString()
                                              : QStringLiteral(" INCLUDE (%1)").arg(sql.identifiers(columns));
}

QString validity(bool notValid)
{
    return notValid ? QStringLiteral(" NOT VALID") : QString();
}

QString text(SqlText &sql, const PrimaryKey &key)
{
    return preamble(sql, key.options) + QLatin1String("PRIMARY KEY (") + sql.identifiers(key.columns)
        + QLatin1Char(')') + included(sql, key.include) + deferrability(sql, key.options);
}

QString text(SqlText &sql, const UniqueConstraint &unique)
{
    QString distinct;
    if (unique.nullsNotDistinct && sql.newest())
        distinct = *unique.nullsNotDistinct ? QStringLiteral("NULLS NOT DISTINCT ")
                                            : QStringLiteral("NULLS DISTINCT ");
    return preamble(sql, unique.options) + QLatin1String("UNIQUE ") + distinct + QLatin1Char('(')
        + sql.identifiers(unique.columns) + QLatin1Char(')') + included(sql, unique.include)
        + deferrability(sql, unique.options);
}

QString text(SqlText &sql, const CheckConstraint &check)
{
    return preamble(sql, check.options) + QLatin1String("CHECK (") + expressionText(sql, check.condition)
        + QLatin1Char(')') + deferrability(sql, check.options) + validity(check.notValid);
}

QString text(SqlText &sql, const ForeignKey &key)
{
    if (key.targets.isEmpty() || key.targets.size() != key.columns.size())
        return sql.refuse(
            QStringLiteral("A foreign key needs as many target columns as columns of its own."));
    QStringList targetColumns;
    for (qsizetype i = 0; i < key.targets.size(); ++i) {
        const QString column = referenceTarget(key.targets[i]).column;
        targetColumns.append(column.isEmpty() ? key.columns[i] : column);
    }
    return preamble(sql, key.options) + QLatin1String("FOREIGN KEY(") + sql.identifiers(key.columns)
        + QLatin1String(") REFERENCES ") + sql.table(referenceTarget(key.targets.front()).table)
        + QLatin1String(" (") + sql.identifiers(targetColumns) + QLatin1Char(')')
        + referenceText(sql, key.reference, key.options) + validity(key.reference.notValid);
}

const QString indexMethods = QStringLiteral("\\w+");

/// What a column or a text is called where operator classes are listed by name.
QString keyOf(const Expression &expression)
{
    if (const auto *column = std::get_if<ColumnExpression>(&expression.node))
        return column->name;
    if (const auto *literal = std::get_if<LiteralColumn>(&expression.node))
        return literal->text;
    const auto *text = std::get_if<TextExpression>(&expression.node);
    return text != nullptr ? text->text : QString();
}

/// postgresql_ops and ops=: the class of an element, with a blank in front.
QString operatorClass(
    const Expression &expression, const std::vector<std::pair<QString, QString>> &operatorClasses)
{
    const QString key = keyOf(expression);
    for (const auto &[name, className] : operatorClasses) {
        if (name == key && !key.isEmpty())
            return QLatin1Char(' ') + className;
    }
    return {};
}

QString text(SqlText &sql, const ExcludeConstraint &exclude)
{
    QStringList elements;
    for (const ExcludeConstraint::Element &element : exclude.elements) {
        elements.append(expressionText(sql, element.expression)
            + operatorClass(element.expression, exclude.operatorClasses) + QLatin1String(" WITH ")
            + element.operation);
    }
    QString written = preamble(sql, exclude.options) + QLatin1String("EXCLUDE USING ")
        + phrase(sql, exclude.usingMethod, indexMethods).toLower() + QLatin1String(" (")
        + elements.join(QLatin1String(", ")) + QLatin1Char(')');
    if (exclude.where)
        written += QLatin1String(" WHERE (") + expressionText(sql, *exclude.where) + QLatin1Char(')');
    return written + deferrability(sql, exclude.options);
}

/// What stands behind the columns of an index.
QString indexOptions(SqlText &sql, const Index &index)
{
    QString text;
    if (!index.include.isEmpty())
        text += QStringLiteral(" INCLUDE (") + sql.identifiers(index.include) + QLatin1Char(')');
    if (index.nullsNotDistinct && sql.newest())
        text += *index.nullsNotDistinct ? QLatin1String(" NULLS NOT DISTINCT")
                                        : QLatin1String(" NULLS DISTINCT");
    if (!index.storage.empty()) {
        QStringList settings;
        for (const auto &[name, value] : index.storage)
            settings.append(name + QLatin1String(" = ") + value);
        text += QLatin1String(" WITH (") + settings.join(QLatin1String(", ")) + QLatin1Char(')');
    }
    if (!index.tablespace.isEmpty())
        text += QLatin1String(" TABLESPACE ") + sql.identifier(index.tablespace);
    if (index.where)
        text += QLatin1String(" WHERE ") + expressionText(sql, *index.where);
    return text;
}

/// The name SQLAlchemy gives an index without one: ix_[schema_]table_column of its first column.
QString automaticIndexName(SqlText &sql, const TableName &table, const Index &index)
{
    const auto *column = index.expressions.empty()
        ? nullptr
        : std::get_if<ColumnExpression>(&index.expressions.front().node);
    if (column == nullptr)
        return sql.refuse(
            QStringLiteral("An index of table \"%1\" has neither a name nor a first column to be named "
                           "after. Name it in the script.")
                .arg(table.name));
    QString schema = table.schema;
    schema.replace(QLatin1Char('.'), QLatin1Char('_'));
    const QString owner = schema.isEmpty() ? table.name : schema + QLatin1Char('_') + table.name;
    return sql.objectName(QStringLiteral("ix_%1_%2").arg(owner, column->name), true);
}

} // namespace

QString constraintText(SqlText &sql, const Constraint &constraint)
{
    return std::visit([&sql](const auto &value) { return text(sql, value); }, constraint);
}

QString inlineCheckText(SqlText &sql, const InlineCheck &check)
{
    return preamble(sql, check.options) + QLatin1String("CHECK (") + expressionText(sql, check.condition)
        + QLatin1Char(')') + deferrability(sql, check.options);
}

QString referenceText(SqlText &sql, const ReferenceOptions &reference, const ConstraintOptions &options)
{
    const QString actions = QStringLiteral("RESTRICT|CASCADE|SET NULL|NO ACTION|SET DEFAULT");
    const QString deleteActions
        = QStringLiteral("RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\\s*\\(.+\\))?|NO ACTION");
    QString text;
    if (!reference.match.isEmpty())
        text += QLatin1String(" MATCH ") + reference.match;
    if (!reference.onDelete.isEmpty())
        text += QLatin1String(" ON DELETE ")
            + phrase(sql, reference.onDelete, sql.newest() ? deleteActions : actions);
    if (!reference.onUpdate.isEmpty())
        text += QLatin1String(" ON UPDATE ") + phrase(sql, reference.onUpdate, actions);
    return text + deferrability(sql, options);
}

ReferenceTarget referenceTarget(const QString &target)
{
    QStringList parts = target.split(QLatin1Char('.'));
    if (parts.size() == 1)
        return {TableName{target}, {}};
    const QString column = parts.takeLast();
    const QString table = parts.takeLast();
    return {TableName{table, parts.join(QLatin1Char('.'))}, column};
}

QString createIndexText(SqlText &sql, const TableName &table, const Index &index, bool ifNotExists)
{
    QStringList elements;
    for (const Expression &expression : index.expressions)
        elements.append(groupedText(sql, expression) + operatorClass(expression, index.operatorClasses));
    QString text = QStringLiteral("CREATE ");
    if (index.unique)
        text += QLatin1String("UNIQUE ");
    text += QLatin1String("INDEX ");
    if (index.concurrently)
        text += QLatin1String("CONCURRENTLY ");
    if (ifNotExists && sql.newest())
        text += QLatin1String("IF NOT EXISTS ");
    text += index.name ? sql.objectName(*index.name, index.conventional)
                       : automaticIndexName(sql, table, index);
    text += QLatin1String(" ON ") + sql.table(table) + QLatin1Char(' ');
    if (!index.usingMethod.isEmpty())
        text += QLatin1String("USING ") + phrase(sql, index.usingMethod, indexMethods).toLower()
            + QLatin1Char(' ');
    return text + QLatin1Char('(') + elements.join(QLatin1String(", ")) + QLatin1Char(')')
        + indexOptions(sql, index);
}

} // namespace stillroom
