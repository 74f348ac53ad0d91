#include "migrations/sql/actionreader.h"

#include "migrations/sql/statementjudge.h"

#include <utility>

namespace stillroom
{

void ActionReader::alterTable(const PgQuery__AlterTableStmt &statement)
{
    const QString table = statement.relation ? tableName(*statement.relation) : QString();
    for (size_t i = 0; i < statement.n_cmds; ++i) {
        if (statement.cmds[i]->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD)
            alterColumn(*statement.cmds[i]->alter_table_cmd, table);
    }
}

void ActionReader::alterColumn(const PgQuery__AlterTableCmd &command, const QString &table)
{
    const auto named = [&](SqlActionKind kind) -> SqlAction & {
        SqlAction &action = add(kind, table);
        action.column = QString::fromUtf8(command.name);
        action.cascade = command.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
        action.ifExists = command.missing_ok;
        return action;
    };
    switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn:
        if (command.def && command.def->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF) {
            SqlAction &action = add(SqlActionKind::AddColumn, table);
            action.shapes.push_back(columnShape(*command.def->column_def));
            action.column = action.shapes.front().name;
            action.otherTable = action.shapes.front().references;
            action.ifExists = command.missing_ok;
            action.identifiers << action.column;
        }
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn:
        named(SqlActionKind::DropColumn);
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull:
        named(SqlActionKind::SetNotNull);
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull:
        named(SqlActionKind::DropNotNull);
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
        if (command.def && command.def->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF) {
            SqlAction &action = named(SqlActionKind::AlterType);
            const PgQuery__ColumnDef &column = *command.def->column_def;
            action.type = column.type_name ? typeText(*column.type_name) : QString();
            action.hasUsing = column.raw_default != nullptr;
        }
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint:
        if (command.def && command.def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
            addConstraint(*command.def->constraint, table);
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint: {
        SqlAction &action = named(SqlActionKind::DropConstraint);
        action.name = std::exchange(action.column, QString());
        return;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ValidateConstraint: {
        SqlAction &action = named(SqlActionKind::ValidateConstraint);
        action.name = std::exchange(action.column, QString());
        return;
    }
    default:
        partition(command, table);
    }
}

void ActionReader::addConstraint(const PgQuery__Constraint &constraint, const QString &table)
{
    const auto added = [&](SqlActionKind kind) -> SqlAction & {
        SqlAction &action = add(kind, table);
        action.name = QString::fromUtf8(constraint.conname);
        action.columns = nameList(constraint.n_keys, constraint.keys);
        action.notValid = constraint.skip_validation;
        action.newName = QString::fromUtf8(constraint.indexname);
        action.usingIndex = !action.newName.isEmpty();
        if (!action.name.isEmpty())
            action.identifiers << action.name;
        return action;
    };
    switch (constraint.contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN: {
        SqlAction &action = added(SqlActionKind::AddForeignKey);
        action.columns = nameList(constraint.n_fk_attrs, constraint.fk_attrs);
        action.otherTable = constraint.pktable ? tableName(*constraint.pktable) : QString();
        return;
    }
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
        added(SqlActionKind::AddCheck);
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
        added(SqlActionKind::AddUnique);
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
        added(SqlActionKind::AddPrimaryKey);
        return;
    case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION:
        added(SqlActionKind::AddExclusion);
        return;
    default:
        return;
    }
}

/// Partitions, and how the table is stored and guarded.
void ActionReader::partition(const PgQuery__AlterTableCmd &command, const QString &table)
{
    switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition: {
        if (!command.def || command.def->node_case != PG_QUERY__NODE__NODE_PARTITION_CMD)
            return;
        const bool attach = command.subtype == PG_QUERY__ALTER_TABLE_TYPE__AT_AttachPartition;
        SqlAction &action
            = add(attach ? SqlActionKind::AttachPartition : SqlActionKind::DetachPartition, table);
        action.otherTable = tableName(*command.def->partition_cmd->name);
        action.concurrently = command.def->partition_cmd->concurrent;
        return;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetAccessMethod:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_SetTableSpace:
        add(SqlActionKind::SetStorage, table);
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableAlwaysTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableReplicaTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigAll:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableTrigUser:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigAll:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigUser:
        add(SqlActionKind::Trigger, table).name = QString::fromUtf8(command.name);
        return;
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ChangeOwner:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_NoForceRowSecurity:
        add(SqlActionKind::Policy, table);
        return;
    default:
        return;
    }
}

} // namespace stillroom
