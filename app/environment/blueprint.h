#pragma once

#include "app/environment/yamltree.h"

#include <QStringList>

#include <optional>

namespace stillroom
{

/// One entry of an `envVars` list.
struct BlueprintEntry {
    QString path; ///< "services[0].envVars[1]"
    QString service{}; ///< name of the service; empty inside a group
    QString group{}; ///< name of the envVarGroups entry; empty inside a service
    QString key{}; ///< empty for fromGroup and for an entry without a key
    QStringList forms{}; ///< the fields beside `key`: value, sync, fromDatabase …, unknown ones too; sorted
    std::optional<QString> text{}; ///< content of `value` before typing; unset without `value`
    YamlNode::Style style = YamlNode::Style::Plain; ///< of the value
    bool isNull = false; ///< `value` reads as null: Render takes it as absent
    qsizetype start = -1; ///< bytes of the value as written; -1 without one
    qsizetype end = -1;
    int line = 0; ///< of the entry
    int valueLine = 0;
    bool shared = false; ///< reached through an alias, or its list or value carries an anchor used elsewhere

    bool operator==(const BlueprintEntry &) const = default;
    /// spec/cli.md: value, sync, generate, database, service, group; empty when it has none.
    QString form() const;
    /// What the service gets from this entry, when the file itself says it.
    std::optional<QString> value() const { return text && !isNull ? text : std::nullopt; }
};

/// Something in a blueprint a person should know.
struct BlueprintFinding {
    QString id; ///< "unquoted-boolean", "duplicate-key", "literal-secret", …
    int line = 0;
    QString message;

    bool operator==(const BlueprintFinding &) const = default;
};

/// A service or group that can hold entries.
struct BlueprintOwner {
    QString path; ///< "services[0]"
    QString name;
    bool isGroup = false;
    int line = 0;

    bool operator==(const BlueprintOwner &) const = default;
};

/// A render.yaml, lossless (formats.md 2, spec/auto-run.md 9.2).
class Blueprint
{
public:
    /// Errors: Unreadable, BrokenProject with the line.
    static Result<Blueprint> read(const QString &path);
    static Result<Blueprint> parse(const QByteArray &bytes, const QString &path = {});

    const QString &path() const { return m_path; }
    const QByteArray &bytes() const { return m_bytes; }
    const YamlNode &root() const { return m_root; }
    const std::vector<BlueprintEntry> &entries() const { return m_entries; }
    const std::vector<BlueprintOwner> &owners() const { return m_owners; }
    std::vector<BlueprintFinding> findings() const;

    /// The entries of a key: in one service or group, or (empty) in all.
    std::vector<const BlueprintEntry *> entriesOf(const QString &key, const QString &owner = {}) const;

    /// The node of a service or group by its path; null when there is none.
    const YamlNode *ownerNode(const QString &path) const;
    /// The node an alias stands for; the node itself when it is none; null for an unknown anchor.
    const YamlNode *resolved(const YamlNode &node) const;

private:
    friend class BlueprintReader;

    QString m_path;
    QByteArray m_bytes;
    YamlNode m_root;
    std::vector<BlueprintEntry> m_entries;
    std::vector<BlueprintOwner> m_owners;
};

/// "not-read" for a render.yaml that is not in the project's root, where the platform looks for it.
std::optional<BlueprintFinding> placeFinding(const QString &path, const QString &root);

/// True for a plain scalar that YAML 1.1 or YAML 1.2 reads as something else than text, or that cannot stand
/// plain at all.
bool needsYamlQuotes(const QString &text);

/// "plain", "double", "single", "literal", "folded".
QString yamlStyleName(YamlNode::Style style);

} // namespace stillroom
