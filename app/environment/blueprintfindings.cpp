#include "app/environment/blueprint.h"
#include "app/environment/flags.h"
#include "app/environment/secrets.h"

#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

class Findings
{
public:
    explicit Findings(const Blueprint &blueprint)
        : m_blueprint(blueprint)
    {
    }

    std::vector<BlueprintFinding> collect()
    {
        for (const BlueprintEntry &entry : m_blueprint.entries())
            ofEntry(entry);
        for (const BlueprintOwner &owner : m_blueprint.owners())
            ofOwner(owner);
        flagsThatDisagree();
        std::stable_sort(m_found.begin(), m_found.end(),
            [](const BlueprintFinding &a, const BlueprintFinding &b) { return a.line < b.line; });
        return m_found;
    }

private:
    void add(const char *id, int line, const QString &message)
    {
        m_found.push_back({QLatin1String(id), line, message});
    }

    void ofEntry(const BlueprintEntry &entry)
    {
        const QString owner = entry.group.isEmpty() ? entry.service : entry.group;
        const QString place = entry.path.section(QStringLiteral(".envVars"), 0, 0);
        if (entry.key.isEmpty() && !entry.forms.contains(QLatin1String("fromGroup")))
            add("no-key", entry.line, QStringLiteral("The entry has no key"));
        if (!entry.key.isEmpty()) {
            if (m_keys[place].contains(entry.key)) {
                add("duplicate-key", entry.line,
                    QStringLiteral("%1 stands twice in %2; also in line %3")
                        .arg(entry.key, owner)
                        .arg(m_keys[place][entry.key]));
            }
            m_keys[place][entry.key] = entry.line;
        }
        conflicts(entry);
        if (entry.forms.contains(QLatin1String("fromGroup")))
            group(entry);
        if (!entry.text)
            return;
        static const QRegularExpression boolean(
            QStringLiteral("^(true|false|yes|no|on|off|y|n)$"), QRegularExpression::CaseInsensitiveOption);
        if (entry.style == YamlNode::Style::Plain && boolean.match(*entry.text).hasMatch()) {
            add("unquoted-boolean", entry.valueLine,
                QStringLiteral("%1: %2 without quotes is a boolean, which the platform refuses or rewrites; "
                               "write \"%2\"")
                    .arg(entry.key, *entry.text));
        }
        if (isSecretValue(entry.key, *entry.text)) {
            add("literal-secret", entry.valueLine,
                QStringLiteral(
                    "%1 holds a secret in plain text; use sync: false, generateValue or fromDatabase")
                    .arg(entry.key));
        }
    }

    void conflicts(const BlueprintEntry &entry)
    {
        static const QStringList known{QStringLiteral("value"), QStringLiteral("sync"),
            QStringLiteral("generateValue"), QStringLiteral("fromDatabase"), QStringLiteral("fromService"),
            QStringLiteral("fromGroup")};
        QStringList forms;
        for (const QString &form : entry.forms) {
            if (known.contains(form))
                forms += form;
            else if (form != u"previewValue")
                add("unknown-field", entry.line,
                    QStringLiteral("%1 has the field %2, which the platform does not know")
                        .arg(entry.key, form));
        }
        if (forms.size() > 1) {
            add("conflicting-forms", entry.line,
                QStringLiteral("%1 has several forms at once: %2")
                    .arg(entry.key, forms.join(QStringLiteral(", "))));
        } else if (forms.isEmpty() && !entry.key.isEmpty()) {
            add("no-form", entry.line, QStringLiteral("%1 has neither a value nor a source").arg(entry.key));
        } else if (entry.isNull) {
            add("no-value", entry.line,
                QStringLiteral("%1 has an empty value, which counts as absent").arg(entry.key));
        }
    }

    void group(const BlueprintEntry &entry)
    {
        const QString parent = entry.path.section(QStringLiteral(".envVars"), 0, 0);
        const size_t index = entry.path.section(u'[', -1).chopped(1).toUInt();
        const YamlNode *owner = m_blueprint.ownerNode(parent);
        const YamlNode *list = owner ? owner->find(u"envVars") : nullptr;
        list = list ? m_blueprint.resolved(*list) : nullptr;
        const YamlNode *name
            = list && index < list->children.size() ? list->children[index].find(u"fromGroup") : nullptr;
        if (!name)
            return;
        for (const BlueprintOwner &known : m_blueprint.owners()) {
            if (known.isGroup && known.name == name->text)
                return;
        }
        add("unknown-group", entry.line,
            QStringLiteral("The group %1 is not in this file; it must exist on the platform")
                .arg(name->text));
    }

    void ofOwner(const BlueprintOwner &owner)
    {
        const YamlNode *node = m_blueprint.ownerNode(owner.path);
        if (!node || owner.isGroup)
            return;
        for (size_t i = 0; i + 1 < node->children.size(); i += 2) {
            const YamlNode &key = node->children[i];
            const YamlNode &value = node->children[i + 1];
            if (key.text == u"env")
                add("legacy-env", key.line, QStringLiteral("env is the old name of runtime"));
            static const QStringList commands{QStringLiteral("buildCommand"),
                QStringLiteral("preDeployCommand"), QStringLiteral("startCommand"),
                QStringLiteral("dockerCommand")};
            static const QRegularExpression migrates(
                QStringLiteral("\\b(?:flask\\s+db|alembic)\\s+upgrade\\b"));
            if (commands.contains(key.text) && migrates.match(value.text).hasMatch()) {
                add("command-migrates", value.line,
                    QStringLiteral("%1 of %2 upgrades the database").arg(key.text, owner.name));
            }
        }
    }

    /// Services with different values of a migration flag decide differently.
    void flagsThatDisagree()
    {
        QMap<QString, const BlueprintEntry *> first;
        for (const BlueprintEntry &entry : m_blueprint.entries()) {
            if (!entry.text || !entry.key.contains(QLatin1String("MIGRAT")))
                continue;
            // Environments of a project may differ on purpose.
            const QString place = entry.path.section(QStringLiteral("services["), 0, 0) + u' ' + entry.key;
            const BlueprintEntry *before = first.value(place);
            if (!before) {
                first[place] = &entry;
            } else if (isTruthy(*before->text) != isTruthy(*entry.text)) {
                const QString one = before->service + before->group;
                const QString other = entry.service + entry.group;
                if (one != other) {
                    add("services-disagree", entry.valueLine,
                        QStringLiteral("%1 is \"%2\" in %3 and \"%4\" in %5")
                            .arg(entry.key, *before->text, one, *entry.text, other));
                }
            }
        }
    }

    const Blueprint &m_blueprint;
    std::vector<BlueprintFinding> m_found;
    QMap<QString, QMap<QString, int>> m_keys;
};

} // namespace

std::optional<BlueprintFinding> placeFinding(const QString &path, const QString &root)
{
    if (QFileInfo(QFileInfo(path).path()).canonicalFilePath() == QFileInfo(root).canonicalFilePath())
        return {};
    return BlueprintFinding{QStringLiteral("not-read"), 1,
        QStringLiteral(
            "Render reads render.yaml in the root alone, not this copy, unless the Blueprint names it")};
}

std::vector<BlueprintFinding> Blueprint::findings() const
{
    return Findings(*this).collect();
}

} // namespace stillroom
