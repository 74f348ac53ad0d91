#include "migrations/sql/statementjudge.h"

#include "migrations/sql/quoting.h"

#include <QSet>

#include <algorithm>
#include <cstring>

namespace stillroom
{

namespace
{

/// "OBJECT_MATVIEW" -> "MATVIEW"
QString objectWord(PgQuery__ObjectType type)
{
    const ProtobufCEnumValue *value
        = protobuf_c_enum_descriptor_get_value(&pg_query__object_type__descriptor, int(type));
    return value ? QString::fromLatin1(value->name).mid(int(std::strlen("OBJECT_"))) : QString();
}

/// "AlterEnumStmt" -> "ALTER ENUM"
QString wordsOf(const ProtobufCMessage &message)
{
    QString words;
    const QString name = QString::fromLatin1(message.descriptor->short_name).remove(QStringLiteral("Stmt"));
    for (const QChar c : name) {
        if (c.isUpper() && !words.isEmpty())
            words += QLatin1Char(' ');
        words += c.toUpper();
    }
    return words;
}

const ProtobufCMessage &contentOf(const PgQuery__Node &node)
{
    // Every member of the union is a pointer to a message.
    return *reinterpret_cast<const ProtobufCMessage *>(node.select_stmt);
}

QString commandName(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
        return QStringLiteral("CREATE TABLE");
    case PG_QUERY__NODE__NODE_INDEX_STMT:
        return QStringLiteral("CREATE INDEX");
    case PG_QUERY__NODE__NODE_VIEW_STMT:
        return QStringLiteral("CREATE VIEW");
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
        return QStringLiteral("ALTER ") + objectWord(node.alter_table_stmt->objtype);
    case PG_QUERY__NODE__NODE_DROP_STMT:
        return QStringLiteral("DROP ") + objectWord(node.drop_stmt->remove_type);
    case PG_QUERY__NODE__NODE_RENAME_STMT:
        switch (node.rename_stmt->rename_type) {
        case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN:
        case PG_QUERY__OBJECT_TYPE__OBJECT_ATTRIBUTE:
            return QStringLiteral("ALTER ") + objectWord(node.rename_stmt->relation_type);
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
            return QStringLiteral("ALTER TABLE");
        default:
            return QStringLiteral("ALTER ") + objectWord(node.rename_stmt->rename_type);
        }
    default:
        return wordsOf(contentOf(node));
    }
}

StatementClass classOf(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_SELECT_STMT:
        return StatementClass::Select;
    case PG_QUERY__NODE__NODE_INSERT_STMT:
    case PG_QUERY__NODE__NODE_UPDATE_STMT:
    case PG_QUERY__NODE__NODE_DELETE_STMT:
    case PG_QUERY__NODE__NODE_MERGE_STMT:
        return StatementClass::Dml;
    case PG_QUERY__NODE__NODE_TRANSACTION_STMT:
        return StatementClass::TransactionControl;
    case PG_QUERY__NODE__NODE_COPY_STMT:
        return StatementClass::Copy;
    case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT:
    case PG_QUERY__NODE__NODE_VARIABLE_SHOW_STMT:
    case PG_QUERY__NODE__NODE_DISCARD_STMT:
    case PG_QUERY__NODE__NODE_LISTEN_STMT:
    case PG_QUERY__NODE__NODE_UNLISTEN_STMT:
    case PG_QUERY__NODE__NODE_CONSTRAINTS_SET_STMT:
        return StatementClass::Session;
    case PG_QUERY__NODE__NODE_VACUUM_STMT:
    case PG_QUERY__NODE__NODE_DO_STMT:
    case PG_QUERY__NODE__NODE_CALL_STMT:
    case PG_QUERY__NODE__NODE_LOCK_STMT:
    case PG_QUERY__NODE__NODE_EXPLAIN_STMT:
    case PG_QUERY__NODE__NODE_PREPARE_STMT:
    case PG_QUERY__NODE__NODE_EXECUTE_STMT:
    case PG_QUERY__NODE__NODE_DEALLOCATE_STMT:
    case PG_QUERY__NODE__NODE_DECLARE_CURSOR_STMT:
    case PG_QUERY__NODE__NODE_FETCH_STMT:
    case PG_QUERY__NODE__NODE_CLOSE_PORTAL_STMT:
    case PG_QUERY__NODE__NODE_CHECK_POINT_STMT:
    case PG_QUERY__NODE__NODE_NOTIFY_STMT:
    case PG_QUERY__NODE__NODE_LOAD_STMT:
        return StatementClass::Utility;
    default:
        return StatementClass::Ddl;
    }
}

} // namespace

QString tableName(const PgQuery__RangeVar &table)
{
    return quoteQualified(QString::fromUtf8(table.schemaname), QString::fromUtf8(table.relname));
}

QString qualifiedName(size_t count, PgQuery__Node *const *names)
{
    QStringList parts;
    for (size_t i = 0; i < count; ++i) {
        if (names[i]->node_case == PG_QUERY__NODE__NODE_STRING)
            parts << quoteIdentifier(QString::fromUtf8(names[i]->string->sval));
    }
    return parts.join(QLatin1Char('.'));
}

bool hasOption(size_t count, PgQuery__Node *const *options, const char *name)
{
    return std::any_of(options, options + count, [&](const PgQuery__Node *node) {
        if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM
            || std::strcmp(node->def_elem->defname, name) != 0)
            return false;
        const PgQuery__Node *value = node->def_elem->arg;
        return !value || value->node_case != PG_QUERY__NODE__NODE_STRING
            || (std::strcmp(value->string->sval, "false") != 0
                && std::strcmp(value->string->sval, "off") != 0);
    });
}

void StatementJudge::judge(const PgQuery__Node &statement)
{
    const bool first = m_facts.kind == StatementClass::Empty;
    const StatementClass kind = classOf(statement);
    if (first)
        m_facts.command = commandName(statement);
    // Several statements in one text: the one that matters most names the class.
    if (first || kind == StatementClass::TransactionControl || kind == StatementClass::Ddl)
        m_facts.kind = kind;
    judgeTableStatement(statement);
}

void StatementJudge::judgeTableStatement(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
        return createTable(*node.create_stmt);
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_TABLE_STMT:
        return createTable(*node.create_foreign_table_stmt->base_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
        return createTableAs(*node.create_table_as_stmt);
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
        return alterTable(*node.alter_table_stmt);
    case PG_QUERY__NODE__NODE_DROP_STMT:
        return drop(*node.drop_stmt);
    case PG_QUERY__NODE__NODE_RENAME_STMT:
        return rename(*node.rename_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT:
        return claim(node.alter_object_schema_stmt->relation, LockMode::AccessExclusive);
    case PG_QUERY__NODE__NODE_COMMENT_STMT:
        return comment(*node.comment_stmt);
    case PG_QUERY__NODE__NODE_VIEW_STMT:
        if (node.view_stmt->replace)
            claim(node.view_stmt->view, LockMode::AccessExclusive);
        return readTables(contentOf(*node.view_stmt->query));
    default:
        return judgeIndexStatement(node);
    }
}

void StatementJudge::judgeIndexStatement(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_INDEX_STMT:
        return createIndex(*node.index_stmt);
    case PG_QUERY__NODE__NODE_CREATE_STATS_STMT:
        return claimAll(node.create_stats_stmt->n_relations, node.create_stats_stmt->relations,
            LockMode::ShareUpdateExclusive);
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
        claim(node.create_trig_stmt->relation, LockMode::ShareRowExclusive);
        return claim(node.create_trig_stmt->constrrel, LockMode::ShareRowExclusive);
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
        return claim(node.create_policy_stmt->table, LockMode::AccessExclusive);
    case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT:
        return claim(node.alter_policy_stmt->table, LockMode::AccessExclusive);
    case PG_QUERY__NODE__NODE_RULE_STMT:
        return claim(node.rule_stmt->relation, LockMode::AccessExclusive);
    case PG_QUERY__NODE__NODE_ALTER_SEQ_STMT:
        return claim(node.alter_seq_stmt->sequence, LockMode::ShareRowExclusive);
    case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT:
        // A new constraint is checked against every column of the domain.
        m_facts.hiddenTables = true;
        return setScan(
            std::strcmp(node.alter_domain_stmt->subtype, "C") == 0 ? std::optional<bool>() : false);
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
        m_facts.addsEnumValue = m_facts.addsEnumValue || std::strlen(node.alter_enum_stmt->old_val) == 0;
        return;
    default:
        return judgeMaintenance(node);
    }
}

void StatementJudge::judgeMaintenance(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_TRUNCATE_STMT:
        m_facts.hiddenTables
            = m_facts.hiddenTables || node.truncate_stmt->behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
        return claimAll(
            node.truncate_stmt->n_relations, node.truncate_stmt->relations, LockMode::AccessExclusive);
    case PG_QUERY__NODE__NODE_VACUUM_STMT:
        return vacuum(*node.vacuum_stmt);
    case PG_QUERY__NODE__NODE_REINDEX_STMT:
        return reindex(*node.reindex_stmt);
    case PG_QUERY__NODE__NODE_CLUSTER_STMT:
        if (!node.cluster_stmt->relation)
            refuseTransaction(QStringLiteral("CLUSTER without a table"));
        claim(node.cluster_stmt->relation, LockMode::AccessExclusive);
        return setRewrite(true);
    case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT:
        claim(node.refresh_mat_view_stmt->relation,
            node.refresh_mat_view_stmt->concurrent ? LockMode::Exclusive : LockMode::AccessExclusive);
        setRewrite(!node.refresh_mat_view_stmt->concurrent);
        return setScan(true);
    case PG_QUERY__NODE__NODE_LOCK_STMT:
        return lockTables(*node.lock_stmt);
    case PG_QUERY__NODE__NODE_COPY_STMT:
        return copy(*node.copy_stmt);
    default:
        return judgeDataStatement(node);
    }
}

void StatementJudge::judgeDataStatement(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_SELECT_STMT:
    case PG_QUERY__NODE__NODE_INSERT_STMT:
    case PG_QUERY__NODE__NODE_MERGE_STMT:
        readTables(contentOf(node));
        return setScan(std::nullopt);
    case PG_QUERY__NODE__NODE_UPDATE_STMT:
        readTables(contentOf(node));
        return setScan(node.update_stmt->where_clause ? std::optional<bool>() : true);
    case PG_QUERY__NODE__NODE_DELETE_STMT:
        readTables(contentOf(node));
        return setScan(node.delete_stmt->where_clause ? std::optional<bool>() : true);
    default:
        return judgeOther(node);
    }
}

/// Statements without table locks of their own, and those whose text says nothing about them.
void StatementJudge::judgeOther(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATEDB_STMT:
    case PG_QUERY__NODE__NODE_DROPDB_STMT:
    case PG_QUERY__NODE__NODE_CREATE_TABLE_SPACE_STMT:
    case PG_QUERY__NODE__NODE_DROP_TABLE_SPACE_STMT:
    case PG_QUERY__NODE__NODE_ALTER_SYSTEM_STMT:
        return refuseTransaction(m_facts.command);
    case PG_QUERY__NODE__NODE_DISCARD_STMT:
        if (node.discard_stmt->target == PG_QUERY__DISCARD_MODE__DISCARD_ALL)
            refuseTransaction(QStringLiteral("DISCARD ALL"));
        return;
    case PG_QUERY__NODE__NODE_DO_STMT:
    case PG_QUERY__NODE__NODE_CALL_STMT:
    case PG_QUERY__NODE__NODE_EXECUTE_STMT:
    case PG_QUERY__NODE__NODE_EXPLAIN_STMT:
    case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT:
    case PG_QUERY__NODE__NODE_ALTER_EXTENSION_STMT:
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT:
    case PG_QUERY__NODE__NODE_ALTER_TYPE_STMT:
    case PG_QUERY__NODE__NODE_DROP_OWNED_STMT:
    case PG_QUERY__NODE__NODE_REASSIGN_OWNED_STMT:
    case PG_QUERY__NODE__NODE_ALTER_TABLE_MOVE_ALL_STMT:
    case PG_QUERY__NODE__NODE_IMPORT_FOREIGN_SCHEMA_STMT:
        if (node.node_case == PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT
            && node.create_schema_stmt->n_schema_elts == 0)
            return;
        m_facts.locksKnown = false;
        setRewrite(std::nullopt);
        return setScan(std::nullopt);
    default:
        return;
    }
}

void StatementJudge::claim(const QString &table, LockMode mode)
{
    const auto same = [&](const LockClaim &claim) { return claim.table == table; };
    const auto found = std::find_if(m_facts.locks.begin(), m_facts.locks.end(), same);
    if (found == m_facts.locks.end())
        m_facts.locks.push_back({table, mode});
    else
        found->mode = std::max(found->mode, mode);
}

void StatementJudge::claim(const PgQuery__RangeVar *table, LockMode mode)
{
    if (table)
        claim(tableName(*table), mode);
}

void StatementJudge::claimAll(size_t count, PgQuery__Node *const *nodes, LockMode mode)
{
    for (size_t i = 0; i < count; ++i) {
        if (nodes[i]->node_case == PG_QUERY__NODE__NODE_RANGE_VAR)
            claim(nodes[i]->range_var, mode);
    }
}

void StatementJudge::refuseTransaction(const QString &what)
{
    if (m_facts.transactionRefusal.isEmpty())
        m_facts.transactionRefusal = QStringLiteral("%1 cannot run inside a transaction").arg(what);
}

/// Several parts: true wins, then "not known".
void StatementJudge::setRewrite(std::optional<bool> value)
{
    if (value == true || (!value && m_facts.rewrite == false))
        m_facts.rewrite = value;
}

void StatementJudge::setScan(std::optional<bool> value)
{
    if (value == true || (!value && m_facts.scan == false))
        m_facts.scan = value;
}

/// FOR UPDATE and its kin lock every table of the FROM clause, joined ones too.
void StatementJudge::lockRows(const PgQuery__SelectStmt &select)
{
    for (size_t i = 0; i < select.n_from_clause; ++i) {
        walkMessages(contentOf(*select.from_clause[i]), [&](const ProtobufCMessage &part) {
            if (const auto *table = messageAs<PgQuery__RangeVar>(part, pg_query__range_var__descriptor))
                claim(table, LockMode::RowShare);
            return true;
        });
    }
}

void StatementJudge::readTables(const ProtobufCMessage &message)
{
    QSet<QString> queryNames;
    walkMessages(message, [&](const ProtobufCMessage &part) {
        if (const auto *cte
            = messageAs<PgQuery__CommonTableExpr>(part, pg_query__common_table_expr__descriptor))
            queryNames.insert(QString::fromUtf8(cte->ctename));
        return true;
    });
    const auto claimTarget = [&](const PgQuery__RangeVar *table) { claim(table, LockMode::RowExclusive); };
    walkMessages(message, [&](const ProtobufCMessage &part) {
        if (const auto *insert = messageAs<PgQuery__InsertStmt>(part, pg_query__insert_stmt__descriptor))
            claimTarget(insert->relation);
        else if (const auto *update = messageAs<PgQuery__UpdateStmt>(part, pg_query__update_stmt__descriptor))
            claimTarget(update->relation);
        else if (const auto *remove = messageAs<PgQuery__DeleteStmt>(part, pg_query__delete_stmt__descriptor))
            claimTarget(remove->relation);
        else if (const auto *merge = messageAs<PgQuery__MergeStmt>(part, pg_query__merge_stmt__descriptor))
            claimTarget(merge->relation);
        else if (const auto *into = messageAs<PgQuery__IntoClause>(part, pg_query__into_clause__descriptor)) {
            m_facts.createdTables << tableName(*into->rel);
            return false;
        } else if (const auto *table = messageAs<PgQuery__RangeVar>(part, pg_query__range_var__descriptor)) {
            const bool isQueryName = std::strlen(table->schemaname) == 0
                && queryNames.contains(QString::fromUtf8(table->relname));
            if (!isQueryName)
                claim(table, LockMode::AccessShare);
        } else if (const auto *select
            = messageAs<PgQuery__SelectStmt>(part, pg_query__select_stmt__descriptor)) {
            if (select->n_locking_clause > 0)
                lockRows(*select);
        }
        return true;
    });
}

} // namespace stillroom
