#include "migrations/scripts/livetables.h"

#include "migrations/sql/statementfacts.h"

#include <algorithm>

namespace stillroom
{

namespace
{

/// Whether a statement of plain SQL can change which tables, columns, indexes and constraints there are.
bool leavesTables(const QString &sql)
{
    static const QStringList harmless{QStringLiteral("CREATE TYPE"), QStringLiteral("ALTER TYPE"),
        QStringLiteral("CREATE FUNCTION"), QStringLiteral("CREATE TRIGGER"),
        QStringLiteral("CREATE SEQUENCE"), QStringLiteral("COMMENT"), QStringLiteral("GRANT")};
    const StatementFacts facts = factsOf(sql);
    switch (facts.kind) {
    case StatementClass::Empty:
    case StatementClass::Dml:
    case StatementClass::TransactionControl:
        return true;
    case StatementClass::Ddl:
        return facts.statementCount == 1 && harmless.contains(facts.command);
    case StatementClass::Select: // a function may do anything
        return !sql.contains(u'(');
    case StatementClass::Session: // the search path decides what a name means
        return !sql.contains(QLatin1String("search_path"), Qt::CaseInsensitive)
            && !sql.contains(QLatin1String("role"), Qt::CaseInsensitive)
            && !sql.contains(QLatin1String("authorization"), Qt::CaseInsensitive);
    case StatementClass::NotUnderstood:
    case StatementClass::Copy:
    case StatementClass::Utility:
        return false;
    }
    Q_UNREACHABLE();
}

template<typename Items> void removeNamed(Items &items, const QString &name)
{
    items.erase(
        std::remove_if(items.begin(), items.end(), [&](const auto &item) { return item.name == name; }),
        items.end());
}

} // namespace

LiveTables::LiveTables(LiveReader reader)
    : m_reader(std::move(reader))
{
}

bool LiveTables::read()
{
    if (m_isRead)
        return true;
    Result<LiveCatalogue> catalogue = m_reader();
    if (!catalogue) {
        m_why = QStringLiteral("the database did not answer: ") + catalogue.error().message;
        return false;
    }
    m_catalogue = std::move(catalogue).value();
    m_isRead = true;
    for (const OperationValue &value : std::exchange(m_pending, {}))
        std::visit([this](const auto &operation) { change(operation); }, value);
    return true;
}

void LiveTables::apply(const Operation &operation)
{
    if (!canAsk() || m_unknown)
        return;
    if (m_isRead)
        std::visit([this](const auto &value) { change(value); }, operation.value);
    else
        m_pending.push_back(operation.value);
}

bool LiveTables::mayAsk()
{
    if (!m_unknown && !read())
        return false;
    if (m_unknown)
        m_why = QStringLiteral("a statement of the plan before it may change what is there");
    m_asked = m_asked || !m_unknown;
    return !m_unknown;
}

std::optional<LiveTables::Key> LiveTables::find(const TableName &name) const
{
    if (!name.schema.isEmpty()) {
        const Key key{name.schema, name.name};
        return m_catalogue.tables.contains(key) ? std::optional(key) : std::nullopt;
    }
    const auto it = std::find_if(m_catalogue.tables.begin(), m_catalogue.tables.end(),
        [&](const auto &entry) { return entry.first.second == name.name && entry.second.isVisible; });
    return it == m_catalogue.tables.end() ? std::nullopt : std::optional(it->first);
}

CatalogueTable *LiveTables::found(const TableName &name)
{
    const auto key = find(name);
    return key ? &m_catalogue.tables[*key] : nullptr;
}

std::optional<const CatalogueTable *> LiveTables::table(const TableName &name)
{
    return mayAsk() ? std::optional<const CatalogueTable *>(found(name)) : std::nullopt;
}

std::optional<const CatalogueTable *> LiveTables::details(const TableName &name)
{
    const auto answer = table(name);
    if (!answer || !*answer || !m_doubtful.contains(*find(name)))
        return answer;
    m_why = QStringLiteral("a statement of the plan before it changes %1").arg(name.name);
    return std::nullopt;
}

std::optional<QStringList> LiveTables::tableNames(const QString &schema)
{
    if (!mayAsk())
        return std::nullopt;
    const QString wanted = schema.isEmpty() ? m_catalogue.currentSchema : schema;
    QStringList names;
    for (const auto &[key, table] : m_catalogue.tables) {
        // Two generations disagree about tables of other schemas of the search path.
        if (schema.isEmpty() && table.isVisible && table.isTable && key.first != wanted) {
            m_why = QStringLiteral("the search path has several schemas with tables");
            return std::nullopt;
        }
        if (key.first == wanted && table.isTable)
            names += key.second;
    }
    return names;
}

bool LiveTables::takeAsked()
{
    return std::exchange(m_asked, false);
}

void LiveTables::doubtDetails(const TableName &name)
{
    if (const auto key = find(name))
        m_doubtful.insert(*key);
}

void LiveTables::change(const CreateTable &operation)
{
    const TableName &name = operation.table;
    if (operation.ifNotExists && found(name))
        return;
    CatalogueTable table;
    for (const Column &column : operation.columns)
        table.columns.push_back({column.name, column.nullable.value_or(!column.primaryKey)});
    // A schema of its own may be in the search path or not; a temporary table lies in neither.
    const bool elsewhere = !name.schema.isEmpty() && name.schema != m_catalogue.currentSchema;
    if (elsewhere || m_catalogue.currentSchema.isEmpty() || !operation.prefixes.isEmpty()
        || !operation.inherits.isEmpty())
        m_unknown = true;
    m_catalogue.tables[{m_catalogue.currentSchema, name.name}] = table;
    doubtDetails(name);
}

void LiveTables::change(const DropTable &operation)
{
    if (const auto key = find(operation.table))
        m_catalogue.tables.erase(*key);
}

void LiveTables::change(const RenameTable &operation)
{
    const auto key = find(operation.table);
    if (!key)
        return;
    auto node = m_catalogue.tables.extract(*key);
    if (m_doubtful.contains(*key))
        m_doubtful.insert({key->first, operation.newName});
    node.key() = {key->first, operation.newName};
    m_catalogue.tables.insert(std::move(node));
}

void LiveTables::change(const AddColumn &operation)
{
    CatalogueTable *table = found(operation.table);
    const Column &column = operation.column;
    if (!table
        || std::any_of(table->columns.begin(), table->columns.end(),
            [&](const CatalogueTable::Column &known) { return known.name == column.name; }))
        return;
    table->columns.push_back({column.name, column.nullable.value_or(!column.primaryKey)});
    if (column.index || column.unique || column.primaryKey || !column.foreignKeys.empty()
        || !column.checks.empty())
        doubtDetails(operation.table);
}

void LiveTables::change(const DropColumn &operation)
{
    if (CatalogueTable *table = found(operation.table))
        removeNamed(table->columns, operation.column);
    doubtDetails(operation.table);
}

void LiveTables::change(const AlterColumn &operation)
{
    if (CatalogueTable *table = found(operation.table)) {
        for (CatalogueTable::Column &column : table->columns) {
            if (column.name != operation.column)
                continue;
            column.name = operation.newName.value_or(column.name);
            column.nullable = operation.nullable.value_or(column.nullable);
            column.hasDefault = column.hasDefault || operation.newDefault;
            if (operation.type)
                column.type.clear();
        }
    }
    if (operation.newName || operation.type)
        doubtDetails(operation.table);
}

void LiveTables::change(const CreateIndex &operation)
{
    CatalogueTable *table = found(operation.table);
    if (!table || !operation.index.name || operation.index.conventional) {
        doubtDetails(operation.table);
        return;
    }
    CatalogueObject index{*operation.index.name};
    if (std::any_of(table->indexes.begin(), table->indexes.end(),
            [&](const CatalogueObject &known) { return known.name == index.name; }))
        return;
    index.unique = operation.index.unique;
    for (const Expression &expression : operation.index.expressions) {
        const auto *column = std::get_if<ColumnExpression>(&expression.node);
        if (column)
            index.columns += column->name;
        else
            index.hasExpressions = true;
    }
    table->indexes.push_back(std::move(index));
}

void LiveTables::change(const DropIndex &operation)
{
    if (!operation.name)
        return;
    for (auto &[key, table] : m_catalogue.tables) {
        if (operation.schema.isEmpty() ? table.isVisible : key.first == operation.schema)
            removeNamed(table.indexes, *operation.name);
    }
}

void LiveTables::change(const AddConstraint &operation)
{
    doubtDetails(operation.table);
    const auto *key = std::get_if<PrimaryKey>(&operation.constraint);
    CatalogueTable *table = found(operation.table);
    if (!key || !table)
        return;
    for (CatalogueTable::Column &column : table->columns)
        column.nullable = column.nullable && !key->columns.contains(column.name);
}

void LiveTables::change(const DropConstraint &operation)
{
    CatalogueTable *table = found(operation.table);
    if (!table || !operation.name)
        return;
    for (std::vector<CatalogueObject> *items :
        {&table->indexes, &table->foreignKeys, &table->uniques, &table->checks})
        removeNamed(*items, *operation.name);
    if (table->primaryKey.name == *operation.name)
        table->primaryKey = {};
    if (operation.cascade)
        m_unknown = true; // foreign keys of other tables go too
}

void LiveTables::change(const ExecuteSql &operation)
{
    static const QStringList words{
        QStringLiteral("INSERT"), QStringLiteral("UPDATE"), QStringLiteral("DELETE")};
    const QString text = operation.sql.text.trimmed();
    const bool isRows = words.contains(text.section(u' ', 0, 0).toUpper()) && !text.contains(u';');
    m_unknown = m_unknown || !(isRows || leavesTables(text));
}

} // namespace stillroom
