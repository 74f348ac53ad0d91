#include "migrations/sql/statementjudge.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace stillroom
{

namespace
{

constexpr std::array serialTypes{"serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"};
constexpr std::array plainTypes{"text", "uuid", "json", "jsonb", "bytea", "date", "timestamptz", "timestamp",
    "inet", "cidr", "macaddr", "int2", "int4", "int8", "float4", "float8", "bool", "varchar", "bpchar",
    "numeric", "money", "xml", "tsvector", "tsquery", "oid", "name", "point", "box", "time", "timetz",
    "interval", "citext", "hstore", "int4range", "int8range", "numrange", "daterange", "tsrange",
    "tstzrange"};
constexpr std::array volatileFunctions{"random", "gen_random_uuid", "uuid_generate_v1", "uuid_generate_v1mc",
    "uuid_generate_v4", "clock_timestamp", "timeofday", "nextval"};
constexpr std::array stableFunctions{"now", "statement_timestamp", "transaction_timestamp", "timezone",
    "to_timestamp", "current_setting", "lower", "upper", "jsonb_build_object", "json_build_object",
    "date_trunc", "current_database"};

template<size_t N> bool listed(const std::array<const char *, N> &list, const char *name)
{
    return std::any_of(
        list.begin(), list.end(), [&](const char *entry) { return std::strcmp(entry, name) == 0; });
}

const char *lastName(size_t count, PgQuery__Node *const *names)
{
    return count > 0 && names[count - 1]->node_case == PG_QUERY__NODE__NODE_STRING
        ? names[count - 1]->string->sval
        : "";
}

} // namespace

bool isSerialType(const PgQuery__TypeName &type)
{
    return type.n_names == 1 && listed(serialTypes, lastName(type.n_names, type.names));
}

bool isPlainType(const PgQuery__TypeName &type)
{
    if (type.n_names > 1 && type.names[0]->node_case == PG_QUERY__NODE__NODE_STRING
        && std::strcmp(type.names[0]->string->sval, "pg_catalog") == 0)
        return true;
    return type.n_names == 1 && listed(plainTypes, lastName(type.n_names, type.names));
}

std::optional<bool> isVolatile(const PgQuery__Node &expression)
{
    std::optional<bool> result = false;
    walkMessages(*reinterpret_cast<const ProtobufCMessage *>(&expression), [&](const ProtobufCMessage &part) {
        const auto *call = messageAs<PgQuery__FuncCall>(part, pg_query__func_call__descriptor);
        if (!call)
            return true;
        const char *name = lastName(call->n_funcname, call->funcname);
        if (listed(volatileFunctions, name))
            result = true;
        else if (!listed(stableFunctions, name) && result == false)
            result = std::nullopt;
        return true;
    });
    return result;
}

void StatementJudge::alterTable(const PgQuery__AlterTableStmt &statement)
{
    const QString table = tableName(*statement.relation);
    LockMode strongest = LockMode::AccessShare;
    for (size_t i = 0; i < statement.n_cmds; ++i) {
        if (statement.cmds[i]->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD)
            strongest = std::max(strongest, alterCommand(*statement.cmds[i]->alter_table_cmd, table));
    }
    claim(table, strongest);
}

LockMode StatementJudge::alterCommand(const PgQuery__AlterTableCmd &command, const QString &table)
{
    if (command.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
        m_facts.hiddenTables = true;
    switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn:
        if (command.def && command.def->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF)
            addColumn(*command.def->column_def);
        return LockMode::AccessExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull:
        setScan(true); // unless a valid CHECK proves it, which the text cannot tell
        return LockMode::AccessExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
        setRewrite(std::nullopt); // depends on the old type
        setScan(std::nullopt);
        return LockMode::AccessExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint:
        if (command.def && command.def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
            return addConstraint(*command.def->constraint);
        return LockMode::AccessExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint:
        m_facts.hiddenTables = true; // the other table, when it is a foreign key
        return LockMode::AccessExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint:
        m_facts.hiddenTables = true; // ROW SHARE on the other table, when it is a foreign key
        setScan(true);
        return LockMode::ShareUpdateExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartitionFinalize:
        return partition(command, table);
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddInherit:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropInherit:
        if (command.def && command.def->node_case == PG_QUERY__NODE__NODE_RANGE_VAR)
            claim(command.def->range_var, LockMode::ShareUpdateExclusive);
        return LockMode::AccessExclusive;
    default:
        return storageCommand(command);
    }
}

/// Settings, triggers, and where and how the table is stored.
LockMode StatementJudge::storageCommand(const PgQuery__AlterTableCmd &command)
{
    switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetStatistics:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetRelOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ResetRelOptions:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ClusterOn:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropCluster:
        return LockMode::ShareUpdateExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableAlwaysTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableReplicaTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigAll:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigUser:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigAll:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigUser:
        return LockMode::ShareRowExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetAccessMethod:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace:
        setRewrite(true);
        return LockMode::AccessExclusive;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterConstraint:
        m_facts.hiddenTables = true;
        return LockMode::AccessExclusive;
    default:
        return LockMode::AccessExclusive;
    }
}

void StatementJudge::addColumn(const PgQuery__ColumnDef &column)
{
    if (column.type_name) {
        if (isSerialType(*column.type_name))
            setRewrite(true);
        else if (!isPlainType(*column.type_name))
            setRewrite(std::nullopt); // a domain with a CHECK would
    }
    for (size_t i = 0; i < column.n_constraints; ++i) {
        if (column.constraints[i]->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
            addColumnConstraint(*column.constraints[i]->constraint, column);
    }
}

void StatementJudge::addColumnConstraint(
    const PgQuery__Constraint &constraint, const PgQuery__ColumnDef &column)
{
    switch (constraint.contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
        if (constraint.raw_expr)
            setRewrite(isVolatile(*constraint.raw_expr));
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY:
    case PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED:
        return setRewrite(true);
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL: {
        const bool hasDefault = std::any_of(
            column.constraints, column.constraints + column.n_constraints, [](const PgQuery__Node *node) {
                return node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT
                    && node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT;
            });
        return setScan(!hasDefault);
    }
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
        return setScan(true);
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
        return claim(constraint.pktable, LockMode::ShareRowExclusive);
    default:
        return;
    }
}

LockMode StatementJudge::addConstraint(const PgQuery__Constraint &constraint)
{
    switch (constraint.contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN:
        claim(constraint.pktable, LockMode::ShareRowExclusive);
        setScan(!constraint.skip_validation);
        return LockMode::ShareRowExclusive;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
        setScan(!constraint.skip_validation);
        return LockMode::AccessExclusive;
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
        setScan(std::strlen(constraint.indexname) == 0);
        return LockMode::AccessExclusive;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
        // With an index at hand only nullable columns are scanned.
        setScan(std::strlen(constraint.indexname) == 0 ? std::optional<bool>(true) : std::nullopt);
        return LockMode::AccessExclusive;
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
        setScan(true);
        return LockMode::AccessExclusive;
    default:
        return LockMode::AccessExclusive;
    }
}

LockMode StatementJudge::partition(const PgQuery__AlterTableCmd &command, const QString &table)
{
    if (!command.def || command.def->node_case != PG_QUERY__NODE__NODE_PARTITION_CMD)
        return LockMode::AccessExclusive;
    const PgQuery__PartitionCmd &part = *command.def->partition_cmd;
    if (command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition) {
        // A matching CHECK on the child spares the scan; the text cannot tell.
        setScan(true);
        claim(part.name, LockMode::AccessExclusive);
        return LockMode::ShareUpdateExclusive;
    }
    const bool finalize = command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartitionFinalize;
    if (part.concurrent) {
        m_facts.concurrently = true;
        refuseTransaction(QStringLiteral("ALTER TABLE %1 DETACH PARTITION CONCURRENTLY").arg(table));
    }
    claim(part.name, LockMode::AccessExclusive);
    return part.concurrent || finalize ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
}

} // namespace stillroom
