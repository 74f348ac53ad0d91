#include "migrations/schema/objecttext.h"

#include <QRegularExpression>

namespace stillroom
{

namespace
{

QString counted(int count, const QString &one, const QString &several)
{
    return QStringLiteral("%1 %2").arg(count).arg(count == 1 ? one : several);
}

/// Definitions name everything with its schema; people do not.
QString withoutPublic(QString text)
{
    static const QRegularExpression prefix(QStringLiteral("(?<![\\w\".])public\\."));
    return text.replace(prefix, QString());
}

QString columnSummary(const SchemaObject &column)
{
    QString text = shortType(column.value(Property::Type));
    if (column.has(Property::Collation))
        text += QStringLiteral(" collate ") + column.value(Property::Collation);
    text += column.has(Property::NotNull) ? QStringLiteral(" not null") : QStringLiteral(" null");
    if (column.has(Property::Identity))
        text += QStringLiteral(" identity");
    if (column.has(Property::Generated))
        text += QStringLiteral(" generated (%1)").arg(withoutPublic(column.value(Property::Generated)));
    if (column.has(Property::Default))
        text += QStringLiteral(" default ") + withoutPublic(column.value(Property::Default));
    return text;
}

QString indexSummary(const SchemaObject &index)
{
    QString text = index.has(Property::Unique) ? QStringLiteral("unique ") : QString();
    text += QStringLiteral("%1 (%2)").arg(
        index.value(Property::Method), withoutPublic(index.value(Property::Columns)));
    if (index.has(Property::Include))
        text += QStringLiteral(" include (%1)").arg(index.value(Property::Include));
    if (index.has(Property::Where))
        text += QStringLiteral(" where ") + withoutPublic(index.value(Property::Where));
    if (index.has(Property::Valid))
        text += QStringLiteral(", invalid");
    return text;
}

/// The leading key words of a constraint in lower case, as the rest of the page writes them.
QString constraintSummary(const SchemaObject &constraint)
{
    QString text = withoutPublic(constraint.value(Property::Definition));
    for (const QString &word : {QStringLiteral("PRIMARY KEY"), QStringLiteral("FOREIGN KEY"),
             QStringLiteral("UNIQUE"), QStringLiteral("CHECK"), QStringLiteral("EXCLUDE")}) {
        if (text.startsWith(word))
            text.replace(0, word.size(), word.toLower());
    }
    return text.replace(QStringLiteral(") REFERENCES "), QStringLiteral(") references "));
}

QString tableSummary(const SchemaObject &table, const Schema *schema)
{
    if (!schema)
        return QStringLiteral("table");
    return counted(int(schema->columns(table.id.schema, table.id.name).size()), QStringLiteral("column"),
        QStringLiteral("columns"));
}

QString firstLine(const QString &text)
{
    const QString line = text.section(u'\n', 0, 0).trimmed();
    return line.size() < text.trimmed().size() ? line + QStringLiteral(" …") : line;
}

/// "START WITH 1 INCREMENT BY 1 CYCLE" as words and their values.
QStringList sequenceOptions(const QString &text)
{
    static const QRegularExpression option(
        QStringLiteral("(ALWAYS|BY DEFAULT|CYCLE|UNLOGGED)|(AS|SEQUENCE NAME|START WITH|INCREMENT "
                       "BY|MINVALUE|MAXVALUE|CACHE) "
                       "([^ )]+)"),
        QRegularExpression::CaseInsensitiveOption);
    QStringList options;
    for (auto match = option.globalMatch(text); match.hasNext();)
        options << match.next().captured();
    return options;
}

/// The owner of a sequence: "employees.id".
QString ownerText(const QString &value)
{
    const QStringList parts = value.split(u'\n');
    return parts.size() == 3 ? displayName(ObjectId(ObjectKind::Column, parts[0], parts[1], parts[2]))
                             : QStringLiteral("none");
}

/// Only the options that differ: "increment by 5 to increment by 6".
QString optionsDetail(const QString &before, const QString &after)
{
    const QStringList from = sequenceOptions(before);
    const QStringList to = sequenceOptions(after);
    const auto only = [](const QStringList &list, const QStringList &other) {
        QStringList kept;
        for (const QString &option : list) {
            if (!other.contains(option))
                kept << option.toLower();
        }
        return kept.isEmpty() ? QStringLiteral("none") : kept.join(QStringLiteral(", "));
    };
    return QStringLiteral("%1 to %2").arg(only(from, to), only(to, from));
}

/// A definition that fits a line is shown; the body of a function or view is not.
QString definitionDetail(const Change &change)
{
    const QString before = change.before->value(Property::Definition);
    const QString after = change.after->value(Property::Definition);
    switch (change.kind()) {
    case ObjectKind::Sequence:
        return optionsDetail(before, after);
    case ObjectKind::Constraint:
        return QStringLiteral("%1 to %2")
            .arg(constraintSummary(*change.before), constraintSummary(*change.after));
    case ObjectKind::Policy:
    case ObjectKind::CompositeType:
    case ObjectKind::Extension:
        return QStringLiteral("%1 to %2").arg(withoutPublic(before), withoutPublic(after));
    default:
        return QStringLiteral("definition");
    }
}

QString propertyDetail(Property property, const QString &before, const QString &after)
{
    const QString name = propertyName(property).toLower();
    const auto shown = [property](const QString &value) {
        const QString text = property == Property::Type ? shortType(value) : withoutPublic(value);
        return text.isEmpty() ? QStringLiteral("none") : firstLine(text);
    };
    if (property == Property::NotNull || property == Property::Valid)
        return after.isEmpty() == (property == Property::NotNull) ? QStringLiteral("null allowed") : name;
    if (property == Property::Identity && !before.isEmpty() && !after.isEmpty())
        return QStringLiteral("identity: ") + optionsDetail(before, after);
    if (property == Property::OwnedBy)
        return QStringLiteral("owned by: %1 to %2").arg(ownerText(before), ownerText(after));
    return QStringLiteral("%1: %2 to %3").arg(name, shown(before), shown(after));
}

QString valuesDetail(const Change &change)
{
    const QStringList before = enumLabels(change.before->value(Property::Values));
    const QStringList after = enumLabels(change.after->value(Property::Values));
    QStringList parts;
    for (const QString &label : after) {
        if (!before.contains(label))
            parts << QStringLiteral("adds '%1'").arg(label);
    }
    for (const QString &label : before) {
        if (!after.contains(label))
            parts << QStringLiteral("removes '%1'").arg(label);
    }
    return parts.isEmpty() ? QStringLiteral("values in another order") : parts.join(QStringLiteral(", "));
}

} // namespace

QString displayName(const ObjectId &id)
{
    QStringList parts;
    if (!id.schema.isEmpty() && id.schema != u"public")
        parts << id.schema;
    if (!id.table.isEmpty())
        parts << id.table;
    parts << id.name;
    return parts.join(u'.');
}

QString shortType(const QString &type)
{
    static const std::pair<QString, QString> names[]
        = {{QStringLiteral("character varying"), QStringLiteral("varchar")},
            {QStringLiteral("timestamp without time zone"), QStringLiteral("timestamp")},
            {QStringLiteral("timestamp with time zone"), QStringLiteral("timestamptz")},
            {QStringLiteral("time without time zone"), QStringLiteral("time")},
            {QStringLiteral("time with time zone"), QStringLiteral("timetz")},
            {QStringLiteral("double precision"), QStringLiteral("float8")},
            {QStringLiteral("character("), QStringLiteral("char(")}};
    static const QRegularExpression precise(
        QStringLiteral("^(timestamp|time)\\((\\d)\\) with(out)? time zone"));
    QString text = withoutPublic(type);
    if (const QRegularExpressionMatch match = precise.match(text); match.hasMatch()) {
        const QString zone = match.captured(3).isEmpty() ? QStringLiteral("tz") : QString();
        return match.captured(1) + zone + u'(' + match.captured(2) + u')' + text.mid(match.capturedEnd());
    }
    for (const auto &[full, brief] : names) {
        if (text.startsWith(full))
            return text.replace(0, full.size(), brief);
    }
    return text;
}

QString summary(const SchemaObject &object, const Schema *schema)
{
    switch (object.id.kind) {
    case ObjectKind::Column:
        return columnSummary(object);
    case ObjectKind::Index:
        return indexSummary(object);
    case ObjectKind::Constraint:
        return constraintSummary(object);
    case ObjectKind::Table:
        return tableSummary(object, schema);
    case ObjectKind::Enum:
        return counted(int(enumLabels(object.value(Property::Values)).size()), QStringLiteral("value"),
            QStringLiteral("values"));
    case ObjectKind::Domain:
        return columnSummary(object);
    case ObjectKind::Sequence: {
        const QString definition = object.value(Property::Definition);
        return shortType(definition.section(u' ', 1, 1));
    }
    case ObjectKind::Comment:
        return firstLine(object.value(Property::Comment));
    case ObjectKind::View:
        return QStringLiteral("view");
    case ObjectKind::MaterializedView:
        return QStringLiteral("materialized view");
    case ObjectKind::Schema:
    case ObjectKind::Extension:
        return objectKindName(object.id.kind);
    case ObjectKind::Trigger: {
        const QString text = withoutPublic(object.value(Property::Definition));
        return text.section(u' ', 3).section(QStringLiteral(" ON "), 0, 0).toLower();
    }
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate:
    case ObjectKind::Policy:
    case ObjectKind::Rule:
    case ObjectKind::Statistics:
    case ObjectKind::Other:
        return firstLine(withoutPublic(object.value(Property::Definition)));
    }
    Q_UNREACHABLE();
}

QString changeDetail(const Change &change, const Schema *before, const Schema *after)
{
    switch (change.action) {
    case ChangeAction::Add:
        return summary(*change.after, after);
    case ChangeAction::Drop:
        return summary(*change.before, before);
    case ChangeAction::Rename:
        return QStringLiteral("from %1").arg(change.before->id.name);
    case ChangeAction::Alter:
        break;
    }
    QStringList parts;
    for (const Property property : changedProperties(change)) {
        parts << (property == Property::Values ? valuesDetail(change)
                : property == Property::Definition
                ? definitionDetail(change)
                : propertyDetail(property, change.before->value(property), change.after->value(property)));
    }
    for (const Property property : {Property::Owner, Property::Grants}) {
        const QString from = change.before->value(property);
        const QString to = change.after->value(property);
        if (from != to)
            parts << propertyDetail(property, from, to);
    }
    if (change.reordered)
        parts << QStringLiteral("columns in another order");
    return parts.join(QStringLiteral(", "));
}

QString changeLine(const Change &change)
{
    const QString subject = change.kind() == ObjectKind::Comment
        ? QStringLiteral("comment on %1").arg(objectKindName(change.id().subject))
        : objectKindName(change.kind());
    return QStringLiteral("%1 %2 %3: %4")
        .arg(changeActionName(change.action), subject, displayName(change.id()), changeDetail(change));
}

QStringList enumLabels(const QString &values)
{
    QStringList labels;
    qsizetype at = 0;
    while ((at = values.indexOf(u'\'', at)) >= 0) {
        QString label;
        for (++at; at < values.size(); ++at) {
            if (values[at] != u'\'')
                label += values[at];
            else if (at + 1 < values.size() && values[at + 1] == u'\'')
                label += values[at++];
            else
                break;
        }
        labels << label;
        ++at;
    }
    return labels;
}

} // namespace stillroom
