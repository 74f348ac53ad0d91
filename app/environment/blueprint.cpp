#include "app/environment/blueprint.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

const YamlNode *anchored(const YamlNode &node, const QString &anchor)
{
    if (node.anchor == anchor)
        return &node;
    for (const YamlNode &child : node.children) {
        if (const YamlNode *found = anchored(child, anchor))
            return found;
    }
    return nullptr;
}

bool isAliased(const YamlNode &node, const QString &anchor)
{
    if (node.kind == YamlNode::Kind::Alias && node.text == anchor)
        return true;
    return std::any_of(node.children.begin(), node.children.end(),
        [&](const YamlNode &child) { return isAliased(child, anchor); });
}

bool isNullText(const YamlNode &node)
{
    static const QStringList words{
        QStringLiteral("null"), QStringLiteral("Null"), QStringLiteral("NULL"), QStringLiteral("~")};
    return node.style == YamlNode::Style::Plain && (node.absent || words.contains(node.text));
}

} // namespace

/// Walks the three lists, wherever the format lets them stand.
class BlueprintReader
{
public:
    explicit BlueprintReader(Blueprint &blueprint)
        : m_blueprint(blueprint)
    {
    }

    void read()
    {
        const YamlNode &root = m_blueprint.m_root;
        lists(root, QString());
        if (const YamlNode *projects = value(root, u"projects"))
            for (size_t i = 0; i < projects->children.size(); ++i)
                project(projects->children[i], QStringLiteral("projects[%1]").arg(i));
        if (const YamlNode *ungrouped = value(root, u"ungrouped"))
            lists(*ungrouped, QStringLiteral("ungrouped."));
    }

private:
    /// The value of a key, through aliases and merge keys.
    const YamlNode *value(const YamlNode &node, QStringView key, bool *shared = nullptr) const
    {
        const YamlNode *mapping = m_blueprint.resolved(node);
        if (!mapping || mapping->kind != YamlNode::Kind::Mapping)
            return nullptr;
        if (const YamlNode *own = mapping->find(key)) {
            const YamlNode *target = m_blueprint.resolved(*own);
            if (shared && target
                && (target != own
                    || (!target->anchor.isEmpty() && isAliased(m_blueprint.m_root, target->anchor))))
                *shared = true;
            return target;
        }
        const YamlNode *merge = mapping->find(u"<<");
        if (!merge)
            return nullptr;
        if (shared)
            *shared = true;
        if (merge->kind != YamlNode::Kind::Sequence)
            return value(*merge, key);
        for (const YamlNode &each : merge->children) {
            if (const YamlNode *found = value(each, key))
                return found;
        }
        return nullptr;
    }

    QString textOf(const YamlNode &node, QStringView key) const
    {
        const YamlNode *found = value(node, key);
        return found && found->kind == YamlNode::Kind::Scalar ? found->text : QString();
    }

    void project(const YamlNode &node, const QString &path)
    {
        lists(node, path + u'.');
        const YamlNode *environments = value(node, u"environments");
        if (!environments)
            return;
        for (size_t i = 0; i < environments->children.size(); ++i)
            lists(environments->children[i], QStringLiteral("%1.environments[%2].").arg(path).arg(i));
    }

    void lists(const YamlNode &node, const QString &prefix)
    {
        // In the file's own order, so that entries come as they stand.
        std::vector<std::pair<const YamlNode *, QString>> found;
        for (const QString &name : {QStringLiteral("services"), QStringLiteral("envVarGroups")}) {
            if (const YamlNode *list = value(node, name))
                found.emplace_back(list, name);
        }
        std::stable_sort(found.begin(), found.end(),
            [](const auto &a, const auto &b) { return a.first->start < b.first->start; });
        for (const auto &[list, name] : found) {
            for (size_t i = 0; i < list->children.size(); ++i)
                owner(list->children[i], QStringLiteral("%1%2[%3]").arg(prefix, name).arg(i),
                    name == u"envVarGroups");
        }
    }

    void owner(const YamlNode &node, const QString &path, bool isGroup)
    {
        BlueprintOwner owner{path, textOf(node, u"name"), isGroup, node.line};
        m_blueprint.m_owners.push_back(owner);
        bool shared = node.kind == YamlNode::Kind::Alias;
        const YamlNode *variables = value(node, u"envVars", &shared);
        if (!variables || variables->kind != YamlNode::Kind::Sequence)
            return;
        for (size_t i = 0; i < variables->children.size(); ++i)
            entry(variables->children[i], QStringLiteral("%1.envVars[%2]").arg(path).arg(i), owner, shared);
    }

    void entry(const YamlNode &node, const QString &path, const BlueprintOwner &owner, bool shared)
    {
        BlueprintEntry entry;
        entry.path = path;
        (owner.isGroup ? entry.group : entry.service) = owner.name;
        entry.line = node.line;
        entry.shared = shared || node.kind == YamlNode::Kind::Alias
            || (!node.anchor.isEmpty() && isAliased(m_blueprint.m_root, node.anchor));
        entry.key = textOf(node, u"key");
        if (const YamlNode *mapping = m_blueprint.resolved(node);
            mapping && mapping->kind == YamlNode::Kind::Mapping) {
            for (size_t i = 0; i < mapping->children.size(); i += 2) {
                if (const QString &name = mapping->children[i].text; name != u"key" && name != u"<<")
                    entry.forms += name;
            }
            entry.forms.sort();
        }
        bool sharedValue = false;
        if (const YamlNode *written = value(node, u"value", &sharedValue);
            written && written->kind == YamlNode::Kind::Scalar) {
            entry.text = written->text;
            entry.style = written->style;
            entry.isNull = isNullText(*written);
            entry.start = written->start;
            entry.end = written->end;
            entry.valueLine = written->line;
            entry.shared = entry.shared || sharedValue;
        }
        m_blueprint.m_entries.push_back(std::move(entry));
    }

    Blueprint &m_blueprint;
};

QString BlueprintEntry::form() const
{
    static const std::vector<std::pair<QString, QString>> names{
        {QStringLiteral("value"), QStringLiteral("value")}, {QStringLiteral("sync"), QStringLiteral("sync")},
        {QStringLiteral("generateValue"), QStringLiteral("generate")},
        {QStringLiteral("fromDatabase"), QStringLiteral("database")},
        {QStringLiteral("fromService"), QStringLiteral("service")},
        {QStringLiteral("fromGroup"), QStringLiteral("group")}};
    for (const auto &[form, name] : names) {
        if (forms.contains(form))
            return name;
    }
    return {};
}

Result<Blueprint> Blueprint::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()), {}, {path, 0, 0}};
    }
    return parse(file.readAll(), path);
}

Result<Blueprint> Blueprint::parse(const QByteArray &bytes, const QString &path)
{
    Result<YamlNode> root = parseYaml(bytes, path);
    if (!root)
        return root.error();
    Blueprint blueprint;
    blueprint.m_path = path;
    blueprint.m_bytes = bytes;
    blueprint.m_root = std::move(*root);
    BlueprintReader(blueprint).read();
    return blueprint;
}

const YamlNode *Blueprint::resolved(const YamlNode &node) const
{
    const YamlNode *at = &node;
    for (int hops = 0; at && at->kind == YamlNode::Kind::Alias && hops < 10; ++hops)
        at = anchored(m_root, at->text);
    return at && at->kind != YamlNode::Kind::Alias ? at : nullptr;
}

std::vector<const BlueprintEntry *> Blueprint::entriesOf(const QString &key, const QString &owner) const
{
    std::vector<const BlueprintEntry *> found;
    for (const BlueprintEntry &entry : m_entries) {
        if (entry.key == key && (owner.isEmpty() || entry.service == owner || entry.group == owner))
            found.push_back(&entry);
    }
    return found;
}

const YamlNode *Blueprint::ownerNode(const QString &path) const
{
    static const QRegularExpression step(QStringLiteral("^([A-Za-z]+)(?:\\[(\\d+)\\])?$"));
    const YamlNode *at = &m_root;
    for (const QString &part : path.split(u'.')) {
        const QRegularExpressionMatch match = step.match(part);
        at = at ? at->find(match.captured(1)) : nullptr;
        at = at ? resolved(*at) : nullptr;
        if (at && !match.captured(2).isEmpty()) {
            const size_t index = match.captured(2).toUInt();
            at = index < at->children.size() ? &at->children[index] : nullptr;
        }
    }
    return at;
}

bool needsYamlQuotes(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_/.][A-Za-z0-9_/.@+=,:%~ -]*$"));
    static const QRegularExpression typed(
        QStringLiteral("^(?:y|n|yes|no|on|off|true|false|null|~|[-+]?\\.(?:inf|nan)|"
                       "[-+]?[0-9][0-9_]*(?:\\.[0-9_]*)?(?:e[-+]?[0-9]+)?|[-+]?\\.[0-9_]+(?:e[-+]?[0-9]+)?|"
                       "0[bxo][0-9a-f_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?|"
                       "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$"),
        QRegularExpression::CaseInsensitiveOption);
    const bool ends = text.endsWith(u' ') || text.endsWith(u':');
    return ends || !plain.match(text).hasMatch() || typed.match(text).hasMatch()
        || text.contains(QLatin1String(": ")) || text.contains(QLatin1String(" #"));
}

QString yamlStyleName(YamlNode::Style style)
{
    switch (style) {
    case YamlNode::Style::Plain:
        return QStringLiteral("plain");
    case YamlNode::Style::Single:
        return QStringLiteral("single");
    case YamlNode::Style::Double:
        return QStringLiteral("double");
    case YamlNode::Style::Literal:
        return QStringLiteral("literal");
    case YamlNode::Style::Folded:
        return QStringLiteral("folded");
    }
    Q_UNREACHABLE();
}

} // namespace stillroom
