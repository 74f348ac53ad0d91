#include "migrations/sql/actionreader.h"

#include "migrations/sql/statementjudge.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace stillroom
{

namespace
{

/// The names of one object of a DROP: a list of strings, or a type's.
QString dropped(const PgQuery__Node &object)
{
    if (object.node_case == PG_QUERY__NODE__NODE_LIST)
        return qualifiedName(object.list->n_items, object.list->items);
    if (object.node_case == PG_QUERY__NODE__NODE_STRING)
        return QString::fromUtf8(object.string->sval);
    if (object.node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
        return qualifiedName(object.type_name->n_names, object.type_name->names);
    return {};
}

QStringList indexColumns(const PgQuery__IndexStmt &statement)
{
    QStringList columns;
    for (size_t i = 0; i < statement.n_index_params; ++i) {
        const PgQuery__Node &node = *statement.index_params[i];
        if (node.node_case == PG_QUERY__NODE__NODE_INDEX_ELEM)
            columns << QString::fromUtf8(node.index_elem->name);
    }
    return columns;
}

bool isConstrained(const PgQuery__CreateDomainStmt &statement)
{
    return std::any_of(statement.constraints, statement.constraints + statement.n_constraints,
        [](const PgQuery__Node *node) {
            return node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT
                && (node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK
                    || node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL);
        });
}

QString transactionWord(PgQuery__TransactionStmtKind kind)
{
    switch (kind) {
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START:
        return QStringLiteral("BEGIN");
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT:
        return QStringLiteral("COMMIT");
    case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK:
        return QStringLiteral("ROLLBACK");
    default:
        return {}; // savepoints stay inside Alembic's transaction
    }
}

} // namespace

SqlAction &ActionReader::add(SqlActionKind kind, const QString &table)
{
    SqlAction &action = m_actions.emplace_back();
    action.kind = kind;
    action.table = table;
    return action;
}

SqlAction &ActionReader::add(SqlActionKind kind, const PgQuery__RangeVar *table)
{
    return add(kind, table ? tableName(*table) : QString());
}

void ActionReader::read(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
        return createTable(*node.create_stmt);
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
        add(SqlActionKind::CreateTableAs, node.create_table_as_stmt->into->rel);
        return;
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT:
        return alterTable(*node.alter_table_stmt);
    case PG_QUERY__NODE__NODE_INDEX_STMT:
        return createIndex(*node.index_stmt);
    case PG_QUERY__NODE__NODE_DROP_STMT:
        return drop(*node.drop_stmt);
    case PG_QUERY__NODE__NODE_RENAME_STMT:
        return rename(*node.rename_stmt);
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
        return alterEnum(*node.alter_enum_stmt);
    case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT:
        return alterDomain(*node.alter_domain_stmt);
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT:
        return createDomain(*node.create_domain_stmt);
    default:
        readMaintenance(node);
        readData(node);
        readSecurity(node);
    }
}

void ActionReader::readMaintenance(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_TRUNCATE_STMT:
        return truncate(*node.truncate_stmt);
    case PG_QUERY__NODE__NODE_VACUUM_STMT:
        return vacuum(*node.vacuum_stmt);
    case PG_QUERY__NODE__NODE_REINDEX_STMT:
        return reindex(*node.reindex_stmt);
    case PG_QUERY__NODE__NODE_CLUSTER_STMT:
        add(SqlActionKind::Cluster, node.cluster_stmt->relation);
        return;
    case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT:
        add(SqlActionKind::RefreshView, node.refresh_mat_view_stmt->relation).concurrently
            = node.refresh_mat_view_stmt->concurrent;
        return;
    case PG_QUERY__NODE__NODE_DROPDB_STMT:
        add(SqlActionKind::DropDatabase, QString::fromUtf8(node.dropdb_stmt->dbname));
        return;
    case PG_QUERY__NODE__NODE_TRANSACTION_STMT:
        if (const QString word = transactionWord(node.transaction_stmt->kind); !word.isEmpty())
            add(SqlActionKind::TransactionControl).name = word;
        return;
    case PG_QUERY__NODE__NODE_DO_STMT:
        add(SqlActionKind::Opaque).name = QStringLiteral("DO");
        return;
    case PG_QUERY__NODE__NODE_CALL_STMT:
        add(SqlActionKind::Opaque).name = QStringLiteral("CALL");
        return;
    default:
        return;
    }
}

void ActionReader::readData(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_INSERT_STMT:
        add(SqlActionKind::Insert, node.insert_stmt->relation).columns
            = nameList(node.insert_stmt->n_cols, node.insert_stmt->cols);
        return;
    case PG_QUERY__NODE__NODE_UPDATE_STMT: {
        SqlAction &action = add(SqlActionKind::Update, node.update_stmt->relation);
        action.hasWhere = node.update_stmt->where_clause != nullptr;
        for (size_t i = 0; i < node.update_stmt->n_target_list; ++i) {
            const PgQuery__Node &target = *node.update_stmt->target_list[i];
            if (target.node_case == PG_QUERY__NODE__NODE_RES_TARGET)
                action.columns << QString::fromUtf8(target.res_target->name);
        }
        return;
    }
    case PG_QUERY__NODE__NODE_DELETE_STMT:
        add(SqlActionKind::Delete, node.delete_stmt->relation).hasWhere
            = node.delete_stmt->where_clause != nullptr;
        return;
    default:
        return;
    }
}

void ActionReader::readSecurity(const PgQuery__Node &node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
        add(SqlActionKind::Trigger, node.create_trig_stmt->relation).name
            = QString::fromUtf8(node.create_trig_stmt->trigname);
        return;
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
        add(SqlActionKind::Policy, node.create_policy_stmt->table).name
            = QString::fromUtf8(node.create_policy_stmt->policy_name);
        return;
    case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT:
        add(SqlActionKind::Policy, node.alter_policy_stmt->table).name
            = QString::fromUtf8(node.alter_policy_stmt->policy_name);
        return;
    default:
        return;
    }
}

void ActionReader::createTable(const PgQuery__CreateStmt &statement)
{
    const bool isPartition = statement.partbound != nullptr;
    SqlAction &action
        = add(isPartition ? SqlActionKind::CreatePartition : SqlActionKind::CreateTable, statement.relation);
    action.ifExists = statement.if_not_exists;
    action.temporary = QLatin1String(statement.relation->relpersistence) == QLatin1String("t");
    action.identifiers << QString::fromUtf8(statement.relation->relname);
    if (isPartition && statement.n_inh_relations > 0
        && statement.inh_relations[0]->node_case == PG_QUERY__NODE__NODE_RANGE_VAR)
        action.otherTable = tableName(*statement.inh_relations[0]->range_var);
    for (size_t i = 0; i < statement.n_table_elts; ++i) {
        const PgQuery__Node &element = *statement.table_elts[i];
        if (element.node_case == PG_QUERY__NODE__NODE_COLUMN_DEF) {
            action.shapes.push_back(columnShape(*element.column_def));
            action.identifiers << action.shapes.back().name;
        } else if (element.node_case == PG_QUERY__NODE__NODE_CONSTRAINT) {
            if (element.constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY)
                action.columns = nameList(element.constraint->n_keys, element.constraint->keys);
            if (QLatin1String(element.constraint->conname).size() > 0)
                action.identifiers << QString::fromUtf8(element.constraint->conname);
        }
    }
}

void ActionReader::createIndex(const PgQuery__IndexStmt &statement)
{
    SqlAction &action = add(SqlActionKind::CreateIndex, statement.relation);
    action.name = QString::fromUtf8(statement.idxname);
    action.columns = indexColumns(statement);
    action.unique = statement.unique;
    action.concurrently = statement.concurrent;
    action.ifExists = statement.if_not_exists;
    action.hasWhere = statement.where_clause != nullptr;
    if (!action.name.isEmpty())
        action.identifiers << action.name;
}

void ActionReader::drop(const PgQuery__DropStmt &statement)
{
    for (size_t i = 0; i < statement.n_objects; ++i) {
        SqlAction action;
        switch (statement.remove_type) {
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
            action.kind = SqlActionKind::DropTable;
            break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA:
            action.kind = SqlActionKind::DropSchema;
            break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
            action.kind = SqlActionKind::DropIndex;
            break;
        default:
            return;
        }
        const QString name = dropped(*statement.objects[i]);
        (action.kind == SqlActionKind::DropIndex ? action.name : action.table) = name;
        action.concurrently = statement.concurrent;
        action.ifExists = statement.missing_ok;
        action.cascade = statement.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
        m_actions.push_back(std::move(action));
    }
}

void ActionReader::rename(const PgQuery__RenameStmt &statement)
{
    SqlAction action;
    switch (statement.rename_type) {
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
        action.kind = SqlActionKind::RenameTable;
        break;
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN:
        action.kind = SqlActionKind::RenameColumn;
        action.column = QString::fromUtf8(statement.subname);
        break;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA:
        action.kind = SqlActionKind::RenameSchema;
        action.table = QString::fromUtf8(statement.subname);
        break;
    default:
        return;
    }
    if (statement.relation)
        action.table = tableName(*statement.relation);
    action.newName = QString::fromUtf8(statement.newname);
    action.identifiers << action.newName;
    m_actions.push_back(std::move(action));
}

void ActionReader::alterEnum(const PgQuery__AlterEnumStmt &statement)
{
    const bool renames = QLatin1String(statement.old_val).size() > 0;
    SqlAction &action = add(renames ? SqlActionKind::RenameEnumValue : SqlActionKind::AddEnumValue);
    action.name = qualifiedName(statement.n_type_name, statement.type_name);
    action.newName = QString::fromUtf8(statement.new_val);
    action.column = QString::fromUtf8(statement.old_val);
    action.placed = QLatin1String(statement.new_val_neighbor).size() > 0;
    action.ifExists = statement.skip_if_new_val_exists;
}

void ActionReader::alterDomain(const PgQuery__AlterDomainStmt &statement)
{
    // "C" adds a constraint, "O" sets NOT NULL.
    const QLatin1String subtype(statement.subtype);
    if (subtype != QLatin1String("C") && subtype != QLatin1String("O"))
        return;
    SqlAction &action = add(SqlActionKind::AlterDomain);
    action.name = qualifiedName(statement.n_type_name, statement.type_name);
    action.notValid = statement.def && statement.def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT
        && statement.def->constraint->skip_validation;
}

void ActionReader::createDomain(const PgQuery__CreateDomainStmt &statement)
{
    if (isConstrained(statement))
        add(SqlActionKind::CreateDomain).name = qualifiedName(statement.n_domainname, statement.domainname);
}

void ActionReader::truncate(const PgQuery__TruncateStmt &statement)
{
    for (size_t i = 0; i < statement.n_relations; ++i) {
        if (statement.relations[i]->node_case == PG_QUERY__NODE__NODE_RANGE_VAR)
            add(SqlActionKind::Truncate, statement.relations[i]->range_var).cascade
                = statement.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
    }
}

void ActionReader::vacuum(const PgQuery__VacuumStmt &statement)
{
    if (!hasOption(statement.n_options, statement.options, "full"))
        return;
    if (statement.n_rels == 0)
        add(SqlActionKind::VacuumFull);
    for (size_t i = 0; i < statement.n_rels; ++i) {
        if (statement.rels[i]->node_case == PG_QUERY__NODE__NODE_VACUUM_RELATION)
            add(SqlActionKind::VacuumFull, statement.rels[i]->vacuum_relation->relation);
    }
}

void ActionReader::reindex(const PgQuery__ReindexStmt &statement)
{
    SqlAction &action = add(SqlActionKind::Reindex, statement.relation);
    if (statement.kind == PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX)
        action.name = std::exchange(action.table, QString());
    action.concurrently = hasOption(statement.n_params, statement.params, "concurrently");
}

namespace
{

/// The grammar hands on names cut at 63 bytes; the text still has them whole.
QString wholeName(const QString &name, const QByteArray &sql)
{
    const QByteArray cut = name.toUtf8();
    if (cut.size() < 60) // a multibyte character may end a cut name a little earlier
        return name;
    for (qsizetype at = sql.indexOf(cut); at >= 0; at = sql.indexOf(cut, at + 1)) {
        const bool quoted = at > 0 && sql[at - 1] == '"';
        qsizetype end = at + cut.size();
        const auto goesOn = [&](char c) {
            return quoted ? c != '"' : std::isalnum(uchar(c)) || c == '_' || c == '$' || uchar(c) >= 0x80;
        };
        while (end < sql.size() && goesOn(sql[end]))
            ++end;
        if (end > at + cut.size())
            return QString::fromUtf8(sql.mid(at, end - at));
    }
    return name;
}

} // namespace

std::vector<SqlAction> actionsOf(const QString &sql)
{
    std::vector<SqlAction> actions;
    const auto notUnderstood = [&] { actions = {SqlAction{.kind = SqlActionKind::NotUnderstood}}; };
    if (sql.contains(QChar(u'\0'))) {
        notUnderstood();
        return actions;
    }
    const QByteArray utf8 = sql.toUtf8();
    const bool read = onParserStack(utf8, [&] {
        const ParseTree tree = parseSql(utf8);
        if (!tree.result)
            return notUnderstood();
        ActionReader reader(actions);
        for (size_t i = 0; i < tree.result->n_stmts; ++i)
            reader.read(*tree.result->stmts[i]->stmt);
        for (SqlAction &action : actions) {
            for (QString &name : action.identifiers)
                name = wholeName(name, utf8);
        }
    });
    if (!read)
        notUnderstood();
    return actions;
}

} // namespace stillroom
