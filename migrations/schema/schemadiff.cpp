#include "migrations/schema/schemadiff.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace stillroom
{

namespace
{

/// The properties a comparison looks at.
std::vector<PropertyValue> visible(const SchemaObject &object, const NoiseFilter &noise)
{
    std::vector<PropertyValue> kept;
    for (const PropertyValue &entry : object.properties) {
        if (!noise.hides(entry.property))
            kept.push_back(entry);
    }
    return kept;
}

bool sameProperties(const SchemaObject &a, const SchemaObject &b, const NoiseFilter &noise)
{
    return a.properties == b.properties || visible(a, noise) == visible(b, noise);
}

bool renamesObject(const Rename &rename, const ObjectId &id)
{
    return rename.kind == id.subject && rename.schema == id.schema && rename.table == id.table
        && rename.from == id.name;
}

/// Where an object of `before` is after the renames, applied in the order in which they ran.
ObjectId renamed(ObjectId id, const std::vector<Rename> &renames)
{
    for (const Rename &rename : renames) {
        if (renamesObject(rename, id))
            id.name = rename.to;
        const bool holdsOthers = rename.kind == ObjectKind::Table || rename.kind == ObjectKind::View
            || rename.kind == ObjectKind::MaterializedView || rename.kind == ObjectKind::Domain;
        if (holdsOthers && rename.schema == id.schema && rename.from == id.table)
            id.table = rename.to;
    }
    return id;
}

class Differ
{
public:
    explicit Differ(const DiffOptions &options)
        : m_options(options)
    {
    }

    std::vector<Change> run(const Schema &before, const Schema &after)
    {
        if (m_options.renames.empty())
            merge(before.objects(), after.objects());
        else
            mergeRenamed(before, after);
        if (!m_options.noise.columnOrder)
            findReordered(after);
        markImplied();
        return std::move(m_changes);
    }

private:
    using Objects = std::vector<SchemaObject>;

    void merge(const Objects &before, const Objects &after)
    {
        auto left = before.begin();
        auto right = after.begin();
        while (left != before.end() || right != after.end()) {
            if (right == after.end() || (left != before.end() && left->id < right->id))
                drop(*left++);
            else if (left == before.end() || right->id < left->id)
                add(*right++);
            else
                both(*left++, *right++);
        }
    }

    void mergeRenamed(const Schema &before, const Schema &after)
    {
        std::map<ObjectId, const SchemaObject *> moved;
        for (const SchemaObject &object : before.objects())
            moved.emplace(renamed(object.id, m_options.renames), &object);
        auto left = moved.begin();
        auto right = after.objects().begin();
        while (left != moved.end() || right != after.objects().end()) {
            if (right == after.objects().end() || (left != moved.end() && left->first < right->id))
                drop(*(left++)->second);
            else if (left == moved.end() || right->id < left->first)
                add(*right++);
            else
                both(*(left++)->second, *right++);
        }
    }

    void drop(const SchemaObject &object)
    {
        if (!m_options.noise.hides(object.id))
            m_changes.push_back({ChangeAction::Drop, object, std::nullopt});
    }

    void add(const SchemaObject &object)
    {
        if (!m_options.noise.hides(object.id))
            m_changes.push_back({ChangeAction::Add, std::nullopt, object});
    }

    void both(const SchemaObject &before, const SchemaObject &after)
    {
        if (m_options.noise.hides(after.id))
            return;
        if (before.id.name != after.id.name)
            m_changes.push_back({ChangeAction::Rename, before, after});
        else if (!sameProperties(before, after, m_options.noise))
            m_changes.push_back({ChangeAction::Alter, before, after});
        if (after.id.kind == ObjectKind::Column && !m_options.noise.columnOrder)
            m_columns[{after.id.schema, after.id.table}].emplace_back(before.position, after.position);
    }

    /// Columns that stayed stand in another order than before. Only dropping and adding again does that.
    void findReordered(const Schema &after)
    {
        for (auto &[table, positions] : m_columns) {
            std::sort(positions.begin(), positions.end());
            const bool inOrder = std::is_sorted(positions.begin(), positions.end(),
                [](const auto &a, const auto &b) { return a.second < b.second; });
            if (!inOrder)
                noteReordered(ObjectId(ObjectKind::Table, table.first, {}, table.second), after);
        }
    }

    void noteReordered(const ObjectId &id, const Schema &after)
    {
        const auto place = std::find_if(m_changes.begin(), m_changes.end(),
            [&id](const Change &change) { return change.after && change.after->id == id; });
        if (place != m_changes.end()) {
            place->reordered = true;
        } else if (const SchemaObject *table = after.find(id)) {
            Change change{ChangeAction::Alter, *table, *table};
            change.reordered = true;
            const auto less = [](const Change &a, const Change &b) { return a.id() < b.id(); };
            m_changes.insert(std::upper_bound(m_changes.begin(), m_changes.end(), change, less), change);
        }
    }

    /// With a new table come its columns and constraints; with a dropped one goes all it has.
    void markImplied()
    {
        QSet<QString> added;
        QSet<QString> dropped;
        const auto key
            = [](const QString &schema, const QString &name) { return schema + QChar(u'\0') + name; };
        for (const Change &change : m_changes) {
            const ObjectId &id = change.id();
            if (!id.table.isEmpty() || change.kind() == ObjectKind::Comment)
                continue;
            if (change.action == ChangeAction::Add)
                added.insert(key(id.schema, id.name));
            else if (change.action == ChangeAction::Drop)
                dropped.insert(key(id.schema, id.name));
        }
        for (Change &change : m_changes) {
            const ObjectId &id = change.id();
            const bool isPart
                = change.kind() == ObjectKind::Column || change.kind() == ObjectKind::Constraint;
            if (change.action == ChangeAction::Add)
                change.implied = (isPart && added.contains(key(id.schema, id.table)))
                    || belongsToOne(change, added, key);
            else if (change.action == ChangeAction::Drop)
                change.implied = (!id.table.isEmpty() && dropped.contains(key(id.schema, id.table)))
                    || (change.kind() == ObjectKind::Comment && dropped.contains(key(id.schema, id.name)))
                    || belongsToOne(change, dropped, key);
        }
        markColumnParts();
        markInherited();
    }

    /// What a parent table gives its children, and what an extension says about itself.
    void markInherited()
    {
        QSet<QString> moved; // tables that change their parent
        for (const Change &change : m_changes) {
            if (change.action == ChangeAction::Alter && change.kind() == ObjectKind::Table
                && (differs(change, Property::PartitionOf) || differs(change, Property::Inherits)))
                moved.insert(change.id().schema + u'\n' + change.id().name);
        }
        for (Change &change : m_changes) {
            const SchemaObject &object = change.after ? *change.after : *change.before;
            if (change.action == ChangeAction::Alter) {
                const bool follows
                    = differs(change, Property::Inherited) || differs(change, Property::AttachedTo);
                change.implied = change.implied
                    || (follows && changedProperties(change).size() == 1
                        && moved.contains(object.id.schema + u'\n' + object.id.table));
            } else {
                change.implied = change.implied || object.has(Property::Inherited)
                    || (object.has(Property::AttachedTo) && object.id.kind == ObjectKind::Index)
                    || (object.id.kind == ObjectKind::Comment && object.id.subject == ObjectKind::Extension);
            }
        }
    }

    static bool differs(const Change &change, Property property)
    {
        return change.before->value(property) != change.after->value(property);
    }

    template<typename Key>
    bool belongsToOne(const Change &change, const QSet<QString> &tables, const Key &key) const
    {
        if (change.kind() != ObjectKind::Sequence)
            return false;
        const SchemaObject &sequence = change.after ? *change.after : *change.before;
        const QString owner = sequence.value(Property::OwnedBy);
        return !owner.isEmpty() && tables.contains(key(sequence.id.schema, owner.section(u'\n', 1, 1)));
    }

    /// The comment and the serial's sequence of a dropped column go with it.
    void markColumnParts()
    {
        QSet<QString> columns;
        for (const Change &change : m_changes) {
            if (change.kind() == ObjectKind::Column && change.action == ChangeAction::Drop)
                columns.insert(change.id().schema + u'\n' + change.id().table + u'\n' + change.id().name);
        }
        for (Change &change : m_changes) {
            if (change.action != ChangeAction::Drop)
                continue;
            const ObjectId &id = change.id();
            const QString column = change.kind() == ObjectKind::Sequence
                ? change.before->value(Property::OwnedBy)
                : id.schema + u'\n' + id.table + u'\n' + id.name;
            const bool isPart = change.kind() == ObjectKind::Sequence
                || (change.kind() == ObjectKind::Comment && id.subject == ObjectKind::Column);
            if (isPart && columns.contains(column))
                change.implied = true;
        }
    }

    const DiffOptions &m_options;
    std::vector<Change> m_changes;
    std::map<std::pair<QString, QString>, std::vector<std::pair<int, int>>> m_columns;
};

} // namespace

QString changeActionName(ChangeAction action)
{
    switch (action) {
    case ChangeAction::Add:
        return QStringLiteral("add");
    case ChangeAction::Drop:
        return QStringLiteral("drop");
    case ChangeAction::Alter:
        return QStringLiteral("alter");
    case ChangeAction::Rename:
        return QStringLiteral("rename");
    }
    Q_UNREACHABLE();
}

std::vector<Change> diffSchemas(const Schema &before, const Schema &after, const DiffOptions &options)
{
    return Differ(options).run(before, after);
}

std::vector<Change> withoutImplied(const std::vector<Change> &changes)
{
    std::vector<Change> kept;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(kept),
        [](const Change &change) { return !change.implied; });
    return kept;
}

std::vector<Change> reversed(const std::vector<Change> &changes)
{
    std::vector<Change> back;
    for (Change change : changes) {
        std::swap(change.before, change.after);
        if (change.action == ChangeAction::Add)
            change.action = ChangeAction::Drop;
        else if (change.action == ChangeAction::Drop)
            change.action = ChangeAction::Add;
        back.push_back(std::move(change));
    }
    return back;
}

Schema applied(const Schema &schema, const std::vector<Change> &changes)
{
    std::vector<SchemaObject> objects;
    std::vector<ObjectId> gone;
    for (const Change &change : changes) {
        if (change.before)
            gone.push_back(change.before->id);
        if (change.after)
            objects.push_back(*change.after);
    }
    std::sort(gone.begin(), gone.end());
    for (const SchemaObject &object : schema.objects()) {
        if (!std::binary_search(gone.begin(), gone.end(), object.id))
            objects.push_back(object);
    }
    return Schema(std::move(objects), schema.serverVersion(), schema.notices());
}

std::vector<Property> changedProperties(const Change &change, const NoiseFilter &noise)
{
    std::vector<Property> changed;
    if (!change.before || !change.after)
        return changed;
    for (int i = 0; i <= int(Property::Grants); ++i) {
        const Property property = Property(i);
        if (!noise.hides(property) && change.before->value(property) != change.after->value(property))
            changed.push_back(property);
    }
    return changed;
}

} // namespace stillroom
