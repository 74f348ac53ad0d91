#include "migrations/operations/tablewriter.h"

#include "migrations/operations/expressionwriter.h"
#include "migrations/operations/typewriter.h"

#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

QString serialWord(const SqlType &type)
{
    const TypeFamily family = familyOf(type);
    if (family == TypeFamily::BigInteger)
        return QStringLiteral(" BIGSERIAL");
    return family == TypeFamily::SmallInteger ? QStringLiteral(" SMALLSERIAL") : QStringLiteral(" SERIAL");
}

bool isNumber(const SqlType &type)
{
    const TypeFamily family = familyOf(type);
    return family == TypeFamily::Integer || family == TypeFamily::BigInteger
        || family == TypeFamily::SmallInteger || family == TypeFamily::Numeric;
}

/// "auto": a number without a default of its own that refers to no other table.
bool countsByItself(const Column &column, bool hasForeignKey)
{
    const bool hasDefault = !std::holds_alternative<std::monostate>(column.serverDefault)
        && !std::holds_alternative<Identity>(column.serverDefault);
    if (!isNumber(column.type) || hasDefault || (column.hasClientDefault && !column.hasSequence))
        return false;
    return !hasForeignKey || column.autoincrement == Autoincrement::IgnoreForeignKey;
}

bool refersElsewhere(const Column &column, const std::vector<Constraint> &constraints)
{
    if (!column.foreignKeys.empty())
        return true;
    return std::any_of(constraints.begin(), constraints.end(), [&column](const Constraint &constraint) {
        const auto *key = std::get_if<ForeignKey>(&constraint);
        return key != nullptr && key->columns.contains(column.name);
    });
}

/// Index of the autoincrement column of the primary key, or -1.
int autoincrementColumn(SqlText &sql, const std::vector<Column> &columns,
    const std::vector<ColumnRole> &roles, const std::vector<Constraint> &constraints)
{
    const auto keys
        = std::count_if(roles.begin(), roles.end(), [](const ColumnRole &role) { return role.primaryKey; });
    int found = -1;
    for (size_t i = 0; i < columns.size(); ++i) {
        const Column &column = columns[i];
        if (!roles[i].primaryKey)
            continue;
        if (column.autoincrement == Autoincrement::Yes) {
            if (!isNumber(column.type))
                sql.refuse(QStringLiteral("Column \"%1\" has autoincrement=True, but its type is no number.")
                               .arg(column.name));
            if (found >= 0)
                sql.refuse(
                    QStringLiteral("Only one column may have autoincrement=True; \"%1\" is a second one.")
                        .arg(column.name));
            found = int(i);
        } else if (keys == 1 && column.autoincrement != Autoincrement::No
            && countsByItself(column, refersElsewhere(column, constraints))) {
            found = int(i);
        }
    }
    return found;
}

/// A declared type tells its SQL, not whether SQLAlchemy counts it as a number, which makes a key SERIAL.
void refuseUncertainKey(
    SqlText &sql, const std::vector<Column> &columns, const std::vector<ColumnRole> &roles)
{
    static const QStringList numbers
        = QStringLiteral("INT|INTEGER|BIGINT|SMALLINT|INT2|INT4|INT8|NUMERIC|DECIMAL|FLOAT|REAL|DOUBLE")
              .split(u'|');
    for (size_t i = 0; i < columns.size(); ++i) {
        const Column &column = columns[i];
        static const QRegularExpression end(QStringLiteral("[ (]"));
        if (roles[i].primaryKey && column.type.kind == TypeKind::Verbatim
            && numbers.contains(column.type.text.section(end, 0, 0).toUpper()))
            sql.handOver(QStringLiteral("Column \"%1\" is a key of a type that is only declared; whether it "
                                        "counts up is SQLAlchemy's to know.")
                             .arg(column.name));
    }
}

void append(QStringList &texts, const char *words, const std::optional<qint64> &value)
{
    if (value)
        texts.append(QLatin1String(words) + QString::number(*value));
}

} // namespace

QString sequenceOptionsText(const SequenceOptions &options)
{
    QStringList texts;
    append(texts, "INCREMENT BY ", options.increment);
    append(texts, "START WITH ", options.start);
    append(texts, "MINVALUE ", options.minValue);
    append(texts, "MAXVALUE ", options.maxValue);
    if (options.noMinValue)
        texts.append(QStringLiteral("NO MINVALUE"));
    if (options.noMaxValue)
        texts.append(QStringLiteral("NO MAXVALUE"));
    append(texts, "CACHE ", options.cache);
    if (options.cycle)
        texts.append(*options.cycle ? QStringLiteral("CYCLE") : QStringLiteral("NO CYCLE"));
    return texts.join(QLatin1Char(' '));
}

QString identityText(const Identity &identity)
{
    const QString options = sequenceOptionsText(identity.options);
    return QStringLiteral("GENERATED %1 AS IDENTITY%2")
        .arg(identity.always ? QStringLiteral("ALWAYS") : QStringLiteral("BY DEFAULT"),
            options.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(options));
}

QString defaultText(SqlText &sql, const ServerDefault &serverDefault)
{
    if (const auto *string = std::get_if<StringDefault>(&serverDefault))
        return sql.string(string->value);
    if (const auto *expression = std::get_if<ExpressionDefault>(&serverDefault))
        return expressionText(sql, expression->expression);
    return {};
}

std::vector<ColumnRole> columnRoles(
    SqlText &sql, const std::vector<Column> &columns, const std::vector<Constraint> &constraints)
{
    const PrimaryKey *key = nullptr;
    for (const Constraint &constraint : constraints) {
        if (const auto *candidate = std::get_if<PrimaryKey>(&constraint))
            key = candidate;
    }
    std::vector<ColumnRole> roles;
    for (const Column &column : columns)
        roles.push_back({key != nullptr && !key->columns.isEmpty() ? key->columns.contains(column.name)
                                                                   : column.primaryKey,
            false});
    refuseUncertainKey(sql, columns, roles);
    const int generated = autoincrementColumn(sql, columns, roles, constraints);
    if (generated >= 0)
        roles[size_t(generated)].generated = true;
    return roles;
}

QString columnText(SqlText &sql, const Column &column, const ColumnRole &role, const QString &tableSchema)
{
    const auto *identity = std::get_if<Identity>(&column.serverDefault);
    QString text = sql.identifier(column.name);
    if (identity != nullptr && column.autoincrement == Autoincrement::No)
        sql.refuse(QStringLiteral("Column \"%1\" is an identity and cannot have autoincrement=False.")
                       .arg(column.name));
    if (role.generated && identity == nullptr && !column.hasSequence && !column.hasClientDefault) {
        text += serialWord(column.type);
    } else {
        text += QLatin1Char(' ') + typeText(sql, column.type, tableSchema);
        const QString fallback = defaultText(sql, column.serverDefault);
        if (!fallback.isEmpty())
            text += QLatin1String(" DEFAULT ") + fallback;
    }
    if (const auto *computed = std::get_if<Computed>(&column.serverDefault)) {
        if (computed->persisted && !*computed->persisted)
            return sql.refuse(QStringLiteral("Column \"%1\": PostgreSQL has no virtual computed columns; set "
                                             "persisted to True or leave it out.")
                                  .arg(column.name));
        text += QLatin1String(" GENERATED ALWAYS AS (") + expressionText(sql, computed->expression)
            + QLatin1String(") STORED");
    }
    if (identity != nullptr)
        text += QLatin1Char(' ') + identityText(*identity);
    const bool nullable
        = column.nullable.value_or(!role.primaryKey && !column.primaryKey && identity == nullptr);
    if (!nullable && identity == nullptr)
        text += QLatin1String(" NOT NULL");
    else if (nullable && identity != nullptr)
        text += QLatin1String(" NULL");
    return text;
}

std::optional<CheckConstraint> typeCheck(const QString &column, const SqlType &type)
{
    if (type.kind != TypeKind::Enum || type.nativeEnum || !type.createConstraint)
        return std::nullopt;
    InExpression membership{{Expression{ColumnExpression{column}}}, {}};
    for (const QString &label : type.labels)
        membership.members.push_back(Expression{LiteralExpression{Literal{label}}});
    CheckConstraint check;
    if (!type.name.isEmpty())
        check.options.name = type.name;
    check.condition = Expression{membership};
    return check;
}

std::vector<Constraint> columnConstraints(const Column &column, bool withDeferred)
{
    std::vector<Constraint> constraints;
    if (column.unique && !column.index)
        constraints.push_back(UniqueConstraint{{column.uniqueName, true}, {column.name}});
    if (const std::optional<CheckConstraint> check = typeCheck(column.name, column.type))
        constraints.push_back(*check);
    for (const InlineForeignKey &key : column.foreignKeys) {
        if (withDeferred || !key.reference.useAlter)
            constraints.push_back(ForeignKey{key.options, {column.name}, {key.target}, key.reference});
    }
    return constraints;
}

} // namespace stillroom
