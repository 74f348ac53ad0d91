#include "migrations/sql/statementjudge.h"

#include <algorithm>
#include <cstring>

namespace stillroom
{

namespace
{

const PgQuery__Constraint *asConstraint(const PgQuery__Node &node)
{
    return node.node_case == PG_QUERY__NODE__NODE_CONSTRAINT ? node.constraint : nullptr;
}

/// The names of one object of a DROP: a list of strings.
QString objectName(const PgQuery__Node &object, size_t leaveOut = 0)
{
    if (object.node_case != PG_QUERY__NODE__NODE_LIST)
        return {};
    const size_t count = object.list->n_items > leaveOut ? object.list->n_items - leaveOut : 0;
    return qualifiedName(count, object.list->items);
}

} // namespace

void StatementJudge::createTable(const PgQuery__CreateStmt &statement)
{
    m_facts.createdTables << tableName(*statement.relation);
    claimAll(statement.n_inh_relations, statement.inh_relations,
        statement.partbound ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    const auto judgeConstraint = [&](const PgQuery__Node &node) {
        if (const PgQuery__Constraint *constraint = asConstraint(node))
            claim(constraint->pktable, LockMode::ShareRowExclusive);
    };
    for (size_t i = 0; i < statement.n_constraints; ++i)
        judgeConstraint(*statement.constraints[i]);
    for (size_t i = 0; i < statement.n_table_elts; ++i) {
        const PgQuery__Node &element = *statement.table_elts[i];
        judgeConstraint(element);
        if (element.node_case == PG_QUERY__NODE__NODE_TABLE_LIKE_CLAUSE)
            claim(element.table_like_clause->relation, LockMode::AccessShare);
        if (element.node_case != PG_QUERY__NODE__NODE_COLUMN_DEF)
            continue;
        for (size_t k = 0; k < element.column_def->n_constraints; ++k)
            judgeConstraint(*element.column_def->constraints[k]);
    }
}

void StatementJudge::createTableAs(const PgQuery__CreateTableAsStmt &statement)
{
    m_facts.createdTables << tableName(*statement.into->rel);
    readTables(*reinterpret_cast<const ProtobufCMessage *>(statement.query->select_stmt));
    setScan(std::nullopt);
}

void StatementJudge::createIndex(const PgQuery__IndexStmt &statement)
{
    claim(statement.relation, statement.concurrent ? LockMode::ShareUpdateExclusive : LockMode::Share);
    setScan(true);
    if (!statement.concurrent)
        return;
    m_facts.concurrently = true;
    refuseTransaction(QStringLiteral("CREATE INDEX CONCURRENTLY"));
}

void StatementJudge::drop(const PgQuery__DropStmt &statement)
{
    if (statement.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
        m_facts.hiddenTables = true;
    if (statement.concurrent) {
        m_facts.concurrently = true;
        refuseTransaction(QStringLiteral("DROP INDEX CONCURRENTLY"));
    }
    for (size_t i = 0; i < statement.n_objects; ++i) {
        const PgQuery__Node &object = *statement.objects[i];
        switch (statement.remove_type) {
        case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
            m_facts.hiddenTables = true; // its table
            claim(objectName(object),
                statement.concurrent ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
            break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
            m_facts.hiddenTables = true; // the tables its foreign keys point to
            [[fallthrough]];
        case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
        case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW:
        case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE:
        case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE:
            claim(objectName(object), LockMode::AccessExclusive);
            break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER:
        case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
        case PG_QUERY__OBJECT_TYPE__OBJECT_RULE:
            claim(objectName(object, 1), LockMode::AccessExclusive);
            break;
        default:
            break;
        }
    }
}

void StatementJudge::rename(const PgQuery__RenameStmt &statement)
{
    const bool isIndex = statement.rename_type == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX;
    claim(statement.relation, isIndex ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
}

void StatementJudge::comment(const PgQuery__CommentStmt &statement)
{
    switch (statement.objtype) {
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
    case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
    case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW:
    case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE:
        return claim(objectName(*statement.object), LockMode::ShareUpdateExclusive);
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN:
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
    case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER:
    case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
    case PG_QUERY__OBJECT_TYPE__OBJECT_RULE:
        return claim(objectName(*statement.object, 1), LockMode::ShareUpdateExclusive);
    default:
        return;
    }
}

void StatementJudge::copy(const PgQuery__CopyStmt &statement)
{
    if (statement.relation)
        claim(statement.relation, statement.is_from ? LockMode::RowExclusive : LockMode::AccessShare);
    if (statement.query)
        readTables(*reinterpret_cast<const ProtobufCMessage *>(statement.query->select_stmt));
    if (statement.is_from && !statement.is_program && std::strlen(statement.filename) == 0)
        m_facts.copyFromStdin = true;
    setScan(statement.is_from ? std::optional<bool>(false) : std::nullopt);
}

void StatementJudge::vacuum(const PgQuery__VacuumStmt &statement)
{
    const bool full = hasOption(statement.n_options, statement.options, "full");
    if (statement.is_vacuumcmd)
        refuseTransaction(QStringLiteral("VACUUM"));
    for (size_t i = 0; i < statement.n_rels; ++i) {
        if (statement.rels[i]->node_case == PG_QUERY__NODE__NODE_VACUUM_RELATION)
            claim(statement.rels[i]->vacuum_relation->relation,
                full ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    }
    m_facts.hiddenTables = m_facts.hiddenTables || statement.n_rels == 0;
    setRewrite(full);
    setScan(true);
}

void StatementJudge::reindex(const PgQuery__ReindexStmt &statement)
{
    const bool concurrently = hasOption(statement.n_params, statement.params, "concurrently");
    const bool isIndex = statement.kind == PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX;
    if (concurrently) {
        m_facts.concurrently = true;
        refuseTransaction(QStringLiteral("REINDEX CONCURRENTLY"));
    } else if (!statement.relation) {
        refuseTransaction(QStringLiteral("REINDEX of a schema or database"));
    }
    m_facts.hiddenTables = m_facts.hiddenTables || isIndex || !statement.relation;
    claim(statement.relation,
        concurrently  ? LockMode::ShareUpdateExclusive
            : isIndex ? LockMode::AccessExclusive
                      : LockMode::Share);
    setScan(true);
}

void StatementJudge::lockTables(const PgQuery__LockStmt &statement)
{
    // PostgreSQL's lock modes count from 1 in the order of LockMode.
    const int mode = std::clamp(statement.mode, 1, 8) - 1;
    claimAll(statement.n_relations, statement.relations, LockMode(mode));
}

} // namespace stillroom
