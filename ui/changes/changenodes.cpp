#include "ui/changes/changesmodel.h"

#include "migrations/schema/objecttext.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace stillroom
{

namespace
{

QString text(const char *source)
{
    return ChangesModel::tr(source);
}

enum class Group { Tables, Enums, Views, Sequences, Functions, Others, Count };

Group groupOf(const ObjectId &id)
{
    switch (id.subject) {
    case ObjectKind::Table:
    case ObjectKind::Column:
    case ObjectKind::Index:
    case ObjectKind::Constraint:
    case ObjectKind::Trigger:
    case ObjectKind::Policy:
    case ObjectKind::Rule:
    case ObjectKind::Statistics:
        return Group::Tables;
    case ObjectKind::Enum:
        return Group::Enums;
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
        return Group::Views;
    case ObjectKind::Sequence:
        return Group::Sequences;
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate:
        return Group::Functions;
    case ObjectKind::Schema:
    case ObjectKind::Extension:
    case ObjectKind::Domain:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::Comment:
    case ObjectKind::Other:
        return Group::Others;
    }
    Q_UNREACHABLE();
}

QString groupName(Group group)
{
    const char *names[] = {QT_TRANSLATE_NOOP("stillroom::ChangesModel", "Tables"),
        QT_TRANSLATE_NOOP("stillroom::ChangesModel", "Enums"),
        QT_TRANSLATE_NOOP("stillroom::ChangesModel", "Views"),
        QT_TRANSLATE_NOOP("stillroom::ChangesModel", "Sequences"),
        QT_TRANSLATE_NOOP("stillroom::ChangesModel", "Functions"),
        QT_TRANSLATE_NOOP("stillroom::ChangesModel", "Other objects")};
    return text(names[int(group)]);
}

/// The table something belongs to; empty for things that stand by themselves.
QString tableOf(const ObjectId &id)
{
    if (id.subject == ObjectKind::Table)
        return displayName(ObjectId(ObjectKind::Table, id.schema, {}, id.name));
    return id.table.isEmpty() ? QString() : displayName(ObjectId(ObjectKind::Table, id.schema, {}, id.table));
}

int countOn(const Schema &schema, ObjectKind kind, const QString &table)
{
    return int(std::count_if(schema.objects().begin(), schema.objects().end(),
        [&](const SchemaObject &object) { return object.id.kind == kind && tableOf(object.id) == table; }));
}

QString counted(int count, const char *one, const char *several)
{
    return QStringLiteral("%1 %2").arg(count).arg(text(count == 1 ? one : several));
}

class NodeBuilder
{
public:
    NodeBuilder(const ChangesReport &report, const QString &filter, bool changedOnly)
        : m_report(report)
        , m_filter(filter)
        , m_changedOnly(changedOnly)
    {
        m_nodes.push_back({ChangeNode::Kind::Group});
    }

    std::vector<ChangeNode> build()
    {
        for (int i = 0; i < int(Group::Count); ++i)
            addGroup(Group(i));
        if (!m_changedOnly) {
            addDrift();
            addUnchanged();
        }
        return std::move(m_nodes);
    }

private:
    int add(int parent, ChangeNode node)
    {
        node.parent = parent;
        node.row = int(m_nodes[size_t(parent)].children.size());
        m_nodes[size_t(parent)].children.push_back(int(m_nodes.size()));
        m_nodes.push_back(std::move(node));
        return int(m_nodes.size()) - 1;
    }

    bool fits(const ObjectId &id) const
    {
        return m_filter.isEmpty() || displayName(id).contains(m_filter, Qt::CaseInsensitive);
    }

    void addGroup(Group group)
    {
        std::vector<int> members;
        for (size_t i = 0; i < m_report.objects.size(); ++i) {
            const ObjectId &id = m_report.objects[i].whole.id();
            if (groupOf(id) == group && fits(id))
                members.push_back(int(i));
        }
        if (members.empty())
            return;
        const int node = add(0, {ChangeNode::Kind::Group, groupName(group)});
        QHash<QString, int> tables;
        for (const int member : members) {
            const ObjectId &id = m_report.objects[size_t(member)].whole.id();
            if (id.kind == ObjectKind::Table)
                tables.insert(tableOf(id), addObject(node, member, displayName(id)));
        }
        for (const int member : members)
            addMember(node, member, tables);
        m_nodes[size_t(node)].note = text("%1 changed").arg(m_nodes[size_t(node)].children.size());
    }

    void addMember(int group, int member, QHash<QString, int> &tables)
    {
        const ObjectId &id = m_report.objects[size_t(member)].whole.id();
        if (id.kind == ObjectKind::Table)
            return;
        const QString table = tableOf(id);
        if (table.isEmpty()) {
            const int node = addObject(group, member, displayName(id));
            if (id.kind == ObjectKind::Enum)
                addLabels(node, member);
            return;
        }
        if (!tables.contains(table))
            tables.insert(table, addContainer(group, table));
        const int container = tables.value(table);
        ChangeNode &holder = m_nodes[size_t(container)];
        holder.objects.push_back(id);
        if (holder.kind == ChangeNode::Kind::Container) {
            for (const ObjectCause &cause : m_report.objects[size_t(member)].causes)
                m_causes[container].push_back(cause);
            m_nodes[size_t(container)].cause = causeText(m_causes[container]);
        }
        const bool comment = id.kind == ObjectKind::Comment;
        addObject(container, member, comment ? text("comment on %1").arg(id.name) : id.name);
    }

    /// A table that stays itself, of which something changes.
    int addContainer(int group, const QString &table)
    {
        ChangeNode node{ChangeNode::Kind::Container, table};
        node.mark = ChangeMark::Changed;
        const Schema &before = *m_report.rehearsal.before;
        const Schema &after = *m_report.rehearsal.after;
        const int columns = countOn(before, ObjectKind::Column, table);
        const int columnsAfter = countOn(after, ObjectKind::Column, table);
        const int indexes = countOn(before, ObjectKind::Index, table);
        const int indexesAfter = countOn(after, ObjectKind::Index, table);
        const bool byIndexes = columns == columnsAfter && indexes != indexesAfter;
        node.now = byIndexes ? counted(indexes, "index", "indexes") : counted(columns, "column", "columns");
        node.after = byIndexes ? counted(indexesAfter, "index", "indexes")
                               : counted(columnsAfter, "column", "columns");
        return add(group, std::move(node));
    }

    int addObject(int parent, int member, const QString &name)
    {
        const ObjectChange &object = m_report.objects[size_t(member)];
        ChangeNode node{ChangeNode::Kind::Object, name};
        node.change = member;
        node.mark = markOf(object.whole.action);
        node.objects = {object.whole.id()};
        if (object.whole.action == ChangeAction::Rename)
            node.text = QStringLiteral("%1 → %2").arg(object.whole.before->id.name, name);
        node.nowAbsent = !object.whole.before;
        node.afterAbsent = !object.whole.after;
        node.now = node.nowAbsent
            ? text("absent")
            : summary(*object.whole.before, m_report.rehearsal.before.get()).simplified();
        node.after = node.afterAbsent
            ? text("absent")
            : summary(*object.whole.after, m_report.rehearsal.after.get()).simplified();
        node.cause = causeText(object.causes);
        return add(parent, std::move(node));
    }

    /// The values an enum gets and loses, each with its place.
    void addLabels(int parent, int member)
    {
        const ObjectChange &object = m_report.objects[size_t(member)];
        if (!object.whole.before || !object.whole.after)
            return;
        const QStringList before = enumLabels(object.whole.before->value(Property::Values));
        const QStringList after = enumLabels(object.whole.after->value(Property::Values));
        const auto label = [&](const QString &name, ChangeMark mark) {
            ChangeNode node{ChangeNode::Kind::Label, QStringLiteral("'%1'").arg(name)};
            node.mark = mark;
            node.change = member;
            node.objects = {object.whole.id()};
            node.cause = causeText(object.causes);
            node.nowAbsent = mark == ChangeMark::Added;
            node.afterAbsent = !node.nowAbsent;
            const QStringList &list = node.nowAbsent ? after : before;
            const qsizetype at = list.indexOf(name);
            const QString place = at == 0 ? text("first") : text("after '%1'").arg(list[at - 1]);
            node.now = node.nowAbsent ? text("absent") : place;
            node.after = node.afterAbsent ? text("absent") : place;
            add(parent, std::move(node));
        };
        for (const QString &name : after) {
            if (!before.contains(name))
                label(name, ChangeMark::Added);
        }
        for (const QString &name : before) {
            if (!after.contains(name))
                label(name, ChangeMark::Removed);
        }
    }

    void addDrift()
    {
        if (!m_report.drift.changes)
            return;
        int group = -1;
        for (size_t i = 0; i < m_report.drift.changes->size(); ++i) {
            const Change &change = (*m_report.drift.changes)[i];
            if (!fits(change.id()))
                continue;
            if (group < 0) {
                group = add(0,
                    {ChangeNode::Kind::Group, text("Drift"),
                        text("in the database, not from any migration")});
            }
            ChangeNode node{ChangeNode::Kind::Drift, displayName(change.id())};
            node.drift = int(i);
            node.mark = ChangeMark::Drift;
            node.objects = {change.id()};
            node.nowAbsent = !change.after;
            node.now
                = change.after ? summary(*change.after, &m_report.drift.live).simplified() : text("absent");
            node.after = text("stays as it is");
            node.afterAbsent = true;
            node.cause = text("no revision");
            add(group, std::move(node));
        }
    }

    void addUnchanged()
    {
        if (!m_report.rehearsal.before || !m_filter.isEmpty())
            return;
        QSet<QString> touched;
        for (const ObjectChange &object : m_report.objects) {
            touched.insert(displayName(object.whole.id()));
            touched.insert(tableOf(object.whole.id()));
        }
        int tables = 0;
        int indexes = 0;
        int enums = 0;
        for (const SchemaObject &object : m_report.rehearsal.before->objects()) {
            if (touched.contains(displayName(object.id)) || m_report.noise.hides(object.id))
                continue;
            tables += object.id.kind == ObjectKind::Table;
            indexes += object.id.kind == ObjectKind::Index;
            enums += object.id.kind == ObjectKind::Enum;
        }
        QStringList parts;
        if (tables > 0)
            parts << counted(tables, "table", "tables");
        if (indexes > 0)
            parts << counted(indexes, "index", "indexes");
        if (enums > 0)
            parts << counted(enums, "enum", "enums");
        if (!parts.isEmpty())
            add(0, {ChangeNode::Kind::Note, text("Unchanged"), parts.join(QStringLiteral(", "))});
    }

    const ChangesReport &m_report;
    const QString &m_filter;
    bool m_changedOnly;
    std::vector<ChangeNode> m_nodes;
    QHash<int, std::vector<ObjectCause>> m_causes;
};

} // namespace

std::vector<ChangeNode> changeNodes(const ChangesReport &report, const QString &text, bool changedOnly)
{
    return NodeBuilder(report, text, changedOnly).build();
}

QString causeText(const std::vector<ObjectCause> &causes)
{
    QStringList revisions;
    for (const ObjectCause &cause : causes) {
        if (!revisions.contains(cause.revision.text()))
            revisions << cause.revision.text();
    }
    if (revisions.isEmpty())
        return text("no revision");
    return revisions.size() == 1 ? revisions.front() : text("%1 revisions").arg(revisions.size());
}

} // namespace stillroom
