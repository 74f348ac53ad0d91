#include "migrations/sql/actionreader.h"

#include "migrations/sql/quoting.h"
#include "migrations/sql/statementjudge.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace stillroom
{

namespace
{

struct LongName {
    const char *internal;
    const char *text;
    const char *suffix; ///< behind the numbers, "timestamp(3) with time zone"
};

constexpr std::array longNames{LongName{"int2", "smallint", ""}, LongName{"int4", "integer", ""},
    LongName{"int8", "bigint", ""}, LongName{"bool", "boolean", ""}, LongName{"float4", "real", ""},
    LongName{"float8", "double precision", ""}, LongName{"varchar", "character varying", ""},
    LongName{"bpchar", "character", ""}, LongName{"timestamptz", "timestamp", " with time zone"},
    LongName{"timestamp", "timestamp", " without time zone"}, LongName{"timetz", "time", " with time zone"},
    LongName{"time", "time", " without time zone"}, LongName{"varbit", "bit varying", ""},
    LongName{"serial", "integer", ""}, LongName{"serial4", "integer", ""},
    LongName{"bigserial", "bigint", ""}, LongName{"serial8", "bigint", ""},
    LongName{"smallserial", "smallint", ""}, LongName{"serial2", "smallint", ""}};

QString typmodText(const PgQuery__TypeName &type)
{
    QStringList numbers;
    for (size_t i = 0; i < type.n_typmods; ++i) {
        const PgQuery__Node &node = *type.typmods[i];
        if (node.node_case != PG_QUERY__NODE__NODE_A_CONST
            || node.a_const->val_case != PG_QUERY__A__CONST__VAL_IVAL)
            return {};
        numbers << QString::number(node.a_const->ival->ival);
    }
    return numbers.isEmpty() ? QString() : u'(' + numbers.join(u',') + u')';
}

void readConstraint(const PgQuery__Constraint &constraint, ColumnShape &shape)
{
    switch (constraint.contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
        shape.notNull = true;
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
        shape.hasDefault = true;
        if (constraint.raw_expr)
            shape.volatileDefault = isVolatile(*constraint.raw_expr);
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
        shape.identity = true;
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
        shape.generatedStored = true;
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
        shape.primaryKey = true;
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
        shape.unique = true;
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
        shape.check = true;
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
        if (constraint.pktable)
            shape.references = tableName(*constraint.pktable);
        return;
    default:
        return;
    }
}

} // namespace

QStringList nameList(size_t count, PgQuery__Node *const *nodes)
{
    QStringList names;
    for (size_t i = 0; i < count; ++i) {
        if (nodes[i]->node_case == PG_QUERY__NODE__NODE_STRING)
            names << QString::fromUtf8(nodes[i]->string->sval);
    }
    return names;
}

QString typeText(const PgQuery__TypeName &type)
{
    QStringList names = nameList(type.n_names, type.names);
    if (names.size() > 1 && names.front() == u"pg_catalog")
        names.removeFirst();
    QString text;
    QString suffix;
    const auto known = std::find_if(longNames.begin(), longNames.end(), [&](const LongName &name) {
        return names.size() == 1 && names.front() == QLatin1String(name.internal);
    });
    if (known != longNames.end()) {
        text = QLatin1String(known->text);
        suffix = QLatin1String(known->suffix);
    } else {
        for (QString &name : names)
            name = quoteIdentifier(name);
        text = names.join(u'.');
    }
    text += typmodText(type) + suffix;
    for (size_t i = 0; i < type.n_array_bounds; ++i)
        text += QLatin1String("[]");
    return text;
}

ColumnShape columnShape(const PgQuery__ColumnDef &column)
{
    ColumnShape shape;
    shape.name = QString::fromUtf8(column.colname);
    if (column.type_name) {
        shape.type = typeText(*column.type_name);
        shape.serial = isSerialType(*column.type_name);
        shape.plainType = shape.serial || isPlainType(*column.type_name);
    }
    for (size_t i = 0; i < column.n_constraints; ++i) {
        if (column.constraints[i]->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
            readConstraint(*column.constraints[i]->constraint, shape);
    }
    return shape;
}

} // namespace stillroom
