#include "app/project/scriptchanges.h"

#include "migrations/run/rehearsal.h"
#include "migrations/sql/quoting.h"
#include "migrations/sql/sqlaction.h"

#include <algorithm>
#include <map>

namespace stillroom
{

namespace
{

/// As written, unquoted.
QString bareName(const QString &written)
{
    return splitQualified(written).second;
}

/// Schema and name; an unqualified one is taken to be in `public`.
std::pair<QString, QString> placeOf(const QString &written)
{
    auto [schema, name] = splitQualified(written);
    return {schema.isEmpty() ? QStringLiteral("public") : schema, name};
}

SchemaObject columnOf(const QString &schema, const QString &table, const ColumnShape &shape, int position)
{
    SchemaObject column{{ObjectKind::Column, schema, table, bareName(shape.name)}};
    column.position = position;
    column.set(Property::Type, shape.type);
    if (shape.notNull || shape.primaryKey || shape.serial || shape.identity)
        column.set(Property::NotNull, QStringLiteral("yes"));
    return column;
}

/// A schema that statements are applied to by what they say.
class ReadSchema
{
public:
    explicit ReadSchema(const Schema &live)
        : m_version(live.serverVersion())
        , m_notices(live.notices())
    {
        for (const SchemaObject &object : live.objects())
            m_objects.emplace(object.id, object);
    }

    Schema schema() const
    {
        std::vector<SchemaObject> objects;
        for (const auto &[id, object] : m_objects)
            objects.push_back(object);
        return Schema(std::move(objects), m_version, m_notices);
    }

    /// False when the action changes something this does not follow.
    bool apply(const SqlAction &action)
    {
        const auto [schema, table] = placeOf(action.table);
        switch (action.kind) {
        case SqlActionKind::CreateTable:
            createTable(schema, table, action);
            return true;
        case SqlActionKind::DropTable:
            dropTable(schema, table);
            return true;
        case SqlActionKind::RenameTable:
            renameTable(schema, table, placeOf(action.newName).second);
            return true;
        case SqlActionKind::RenameColumn:
            rename({ObjectKind::Column, schema, table, bareName(action.column)}, bareName(action.newName));
            return true;
        case SqlActionKind::AddColumn:
            for (const ColumnShape &shape : action.shapes)
                put(columnOf(schema, table, shape, nextPosition(schema, table)));
            return true;
        case SqlActionKind::DropColumn:
            m_objects.erase({ObjectKind::Column, schema, table, bareName(action.column)});
            return true;
        case SqlActionKind::SetNotNull:
        case SqlActionKind::DropNotNull:
            change({ObjectKind::Column, schema, table, bareName(action.column)}, Property::NotNull,
                action.kind == SqlActionKind::SetNotNull ? QStringLiteral("yes") : QString());
            return true;
        case SqlActionKind::AlterType:
            change({ObjectKind::Column, schema, table, bareName(action.column)}, Property::Type, action.type);
            return true;
        case SqlActionKind::AddForeignKey:
        case SqlActionKind::AddCheck:
        case SqlActionKind::AddUnique:
        case SqlActionKind::AddPrimaryKey:
        case SqlActionKind::AddExclusion:
            return addConstraint(schema, table, action);
        case SqlActionKind::DropConstraint:
            m_objects.erase({ObjectKind::Constraint, schema, table, bareName(action.name)});
            return true;
        case SqlActionKind::CreateIndex:
            return createIndex(schema, table, action);
        case SqlActionKind::DropIndex:
            dropIndex(placeOf(action.name));
            return true;
        case SqlActionKind::AddEnumValue:
            addEnumValue(action);
            return true;
        case SqlActionKind::ValidateConstraint:
        case SqlActionKind::Reindex:
        case SqlActionKind::Truncate:
        case SqlActionKind::VacuumFull:
        case SqlActionKind::Cluster:
        case SqlActionKind::RefreshView:
        case SqlActionKind::Insert:
        case SqlActionKind::Update:
        case SqlActionKind::Delete:
        case SqlActionKind::TransactionControl:
            return true; // rows and files, not the schema
        default:
            return false;
        }
    }

private:
    void put(SchemaObject object)
    {
        const ObjectId id = object.id;
        m_objects.insert_or_assign(id, std::move(object));
    }

    int nextPosition(const QString &schema, const QString &table) const
    {
        int last = 0;
        for (const auto &[id, object] : m_objects) {
            if (id.kind == ObjectKind::Column && id.schema == schema && id.table == table)
                last = std::max(last, object.position);
        }
        return last + 1;
    }

    void createTable(const QString &schema, const QString &table, const SqlAction &action)
    {
        put({{ObjectKind::Table, schema, {}, table}});
        int position = 0;
        for (const ColumnShape &shape : action.shapes)
            put(columnOf(schema, table, shape, ++position));
    }

    void dropTable(const QString &schema, const QString &table)
    {
        std::erase_if(m_objects, [&](const auto &entry) {
            const ObjectId &id = entry.first;
            return id.schema == schema
                && (id.table == table || (id.subject == ObjectKind::Table && id.name == table));
        });
    }

    void renameTable(const QString &schema, const QString &table, const QString &name)
    {
        std::vector<SchemaObject> moved;
        for (const auto &[id, object] : m_objects) {
            if (id.schema == schema
                && (id.table == table || (id.subject == ObjectKind::Table && id.name == table)))
                moved.push_back(object);
        }
        for (SchemaObject &object : moved) {
            m_objects.erase(object.id);
            if (object.id.table == table)
                object.id.table = name;
            else
                object.id.name = name;
            put(std::move(object));
        }
    }

    void rename(const ObjectId &id, const QString &name)
    {
        const auto found = m_objects.find(id);
        if (found == m_objects.end())
            return;
        SchemaObject object = found->second;
        m_objects.erase(found);
        object.id.name = name;
        put(std::move(object));
    }

    void change(const ObjectId &id, Property property, const QString &value)
    {
        if (const auto found = m_objects.find(id); found != m_objects.end())
            found->second.set(property, value);
    }

    /// What PostgreSQL calls an unnamed one depends on what is there.
    bool addConstraint(const QString &schema, const QString &table, const SqlAction &action)
    {
        if (action.name.isEmpty())
            return false;
        SchemaObject made{{ObjectKind::Constraint, schema, table, bareName(action.name)}};
        const QString columns = action.columns.join(QStringLiteral(", "));
        switch (action.kind) {
        case SqlActionKind::AddForeignKey:
            made.set(Property::Definition,
                QStringLiteral("FOREIGN KEY (%1) REFERENCES %2").arg(columns, action.otherTable));
            break;
        case SqlActionKind::AddUnique:
            made.set(Property::Definition, QStringLiteral("UNIQUE (%1)").arg(columns));
            break;
        case SqlActionKind::AddPrimaryKey:
            made.set(Property::Definition, QStringLiteral("PRIMARY KEY (%1)").arg(columns));
            break;
        case SqlActionKind::AddCheck:
            made.set(Property::Definition, QStringLiteral("CHECK (…)"));
            break;
        default:
            made.set(Property::Definition, QStringLiteral("EXCLUDE (…)"));
            break;
        }
        put(std::move(made));
        return true;
    }

    bool createIndex(const QString &schema, const QString &table, const SqlAction &action)
    {
        if (action.name.isEmpty())
            return false;
        SchemaObject index{{ObjectKind::Index, schema, table, bareName(action.name)}};
        index.set(Property::Columns, action.columns.join(QStringLiteral(", ")));
        if (action.unique)
            index.set(Property::Unique, QStringLiteral("yes"));
        put(std::move(index));
        return true;
    }

    void dropIndex(const std::pair<QString, QString> &place)
    {
        std::erase_if(m_objects, [&](const auto &entry) {
            return entry.first.kind == ObjectKind::Index && entry.first.schema == place.first
                && entry.first.name == place.second;
        });
    }

    void addEnumValue(const SqlAction &action)
    {
        const auto [schema, name] = placeOf(action.name);
        const auto found = m_objects.find({ObjectKind::Enum, schema, {}, name});
        if (found == m_objects.end())
            return;
        const QString values = found->second.value(Property::Values);
        const QString added = u'\'' + QString(action.newName).replace(u'\'', QLatin1String("''")) + u'\'';
        found->second.set(Property::Values, values.isEmpty() ? added : values + QStringLiteral(", ") + added);
    }

    std::map<ObjectId, SchemaObject> m_objects;
    int m_version;
    QStringList m_notices;
};

} // namespace

Rehearsal changesFromScripts(const Plan &plan, const Schema &live, const NoiseFilter &noise)
{
    Rehearsal read;
    read.fromScripts = true;
    read.at = QDateTime::currentDateTime();
    read.from = plan.from;
    read.to = plan.to;
    read.before = std::make_shared<const Schema>(live);
    read.after = read.before;
    ReadSchema schema(live);
    QStringList notFollowed;
    for (const PlanStep &step : plan.steps) {
        RehearsedStep &record = read.steps.emplace_back();
        record.revision = step.revision;
        record.message = step.message;
        record.engine = step.engine;
        bool followed = step.engine == Engine::NativeSql;
        for (const PlannedStatement &planned : step.statements) {
            RehearsedStatement statement;
            statement.sql = planned.statement.sql;
            statement.place = planned.statement.place;
            statement.locks = planned.locks;
            record.statements.push_back(std::move(statement));
            for (Rename &rename : renamesOf(planned.statement.sql))
                record.renames.push_back(std::move(rename));
            const std::vector<SqlAction> actions = actionsOf(planned.statement.sql);
            followed = followed && !actions.empty();
            for (const SqlAction &action : actions)
                followed = schema.apply(action) && followed;
        }
        auto after = std::make_shared<const Schema>(schema.schema());
        record.changes = diffSchemas(*read.after, *after, {noise, record.renames});
        read.after = std::move(after);
        if (!followed)
            notFollowed << step.revision.text();
    }
    if (!notFollowed.isEmpty()) {
        read.notes << QStringLiteral("Not everything these revisions change can be read from their text: %1")
                          .arg(notFollowed.join(QStringLiteral(", ")));
    }
    return read;
}

} // namespace stillroom
