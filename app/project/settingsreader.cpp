#include "app/project/settingsreader.h"

namespace stillroom
{

Result<ProjectSettings> SettingsReader::read(const TomlValue &table)
{
    m_settings.path = m_path;
    if (table.kind != TomlValue::Kind::Table)
        fail(QStringLiteral("[tool.stillroom] must be a table"), table.line);
    for (const auto &[key, value] : table.entries)
        readKey(key, value);
    if (m_error)
        return *m_error;
    return std::move(m_settings);
}

void SettingsReader::readKey(const QString &key, const TomlValue &value)
{
    if (key == u"migrations") {
        m_settings.migrations = text(key, value);
    } else if (key == u"required_tables") {
        m_settings.requiredTables = list(key, value);
    } else if (key == u"python") {
        m_settings.python = text(key, value);
    } else if (key == u"types") {
        if (isTable(key, value))
            readTypes({}, value);
    } else if (key == u"targets") {
        if (isTable(key, value))
            readTargets(value);
    } else if (key == u"run") {
        if (isTable(key, value))
            readRun(value);
    } else if (key == u"production") {
        if (isTable(key, value))
            readProduction(value);
    } else if (key == u"lint") {
        if (isTable(key, value))
            readLint(value);
    } else {
        warnUnknown(key, value.line);
    }
}

/// `types."app.types.Money"`; without the quotes TOML makes nested tables of it, which mean the same.
void SettingsReader::readTypes(const QString &prefix, const TomlValue &table)
{
    for (const auto &[key, value] : table.entries) {
        const QString name = prefix.isEmpty() ? key : prefix + u'.' + key;
        if (value.kind == TomlValue::Kind::Table)
            readTypes(name, value);
        else
            m_settings.types.insert(name, text(QStringLiteral("types.\"%1\"").arg(name), value));
    }
}

void SettingsReader::readTargets(const TomlValue &table)
{
    for (const auto &[name, value] : table.entries) {
        if (isTable(QStringLiteral("targets.") + name, value))
            readTarget(name, value);
    }
}

void SettingsReader::readTarget(const QString &name, const TomlValue &table)
{
    const QString prefix = QStringLiteral("targets.%1.").arg(name);
    TargetSetting target{.name = name, .urlFrom = {}, .place = {m_path, table.line}};
    for (const auto &[key, value] : table.entries) {
        if (key == u"url_from") {
            target.urlFrom = text(prefix + key, value);
        } else if (key == u"kind") {
            const QString kind = text(prefix + key, value);
            for (const TargetKind known :
                {TargetKind::Development, TargetKind::Staging, TargetKind::Production}) {
                if (kind == targetKindName(known))
                    target.kind = known;
            }
            if (!target.kind)
                fail(prefix + QStringLiteral("kind must be development, staging or production"), value.line);
        } else {
            warnUnknown(prefix + key, value.line);
        }
    }
    if (target.urlFrom.isEmpty())
        fail(prefix + QStringLiteral("url_from must name the variable that holds the URL"), table.line);
    m_settings.targets.push_back(target);
}

void SettingsReader::readRun(const TomlValue &table)
{
    for (const auto &[key, value] : table.entries) {
        const QString name = QStringLiteral("run.") + key;
        if (key == u"transaction") {
            const QString mode = text(name, value);
            if (mode == u"single")
                m_settings.run.transaction = TransactionMode::Single;
            else if (mode == u"per-migration")
                m_settings.run.transaction = TransactionMode::PerMigration;
            else
                fail(QStringLiteral("run.transaction must be \"per-migration\" or \"single\""), value.line);
        } else if (key == u"lock_timeout") {
            m_settings.run.lockTimeout = duration(name, value);
        } else if (key == u"statement_timeout") {
            m_settings.run.statementTimeout = duration(name, value);
        } else if (key == u"retries") {
            const bool fits
                = value.kind == TomlValue::Kind::Integer && value.integer >= 0 && value.integer <= 1000;
            if (fits)
                m_settings.run.retries = int(value.integer);
            else
                fail(QStringLiteral("run.retries must be a whole number from 0 to 1000"), value.line);
        } else {
            warnUnknown(name, value.line);
        }
    }
}

void SettingsReader::readProduction(const TomlValue &table)
{
    for (const auto &[key, value] : table.entries) {
        const QString name = QStringLiteral("production.") + key;
        if (key != u"require") {
            warnUnknown(name, value.line);
            continue;
        }
        const QStringList words = list(name, value);
        for (const QString &word : words) {
            if (word == u"rehearsal")
                m_settings.productionRequire.push_back(ProductionRequirement::Rehearsal);
            else if (word == u"backup")
                m_settings.productionRequire.push_back(ProductionRequirement::Backup);
            else if (word == u"checklist")
                m_settings.productionRequire.push_back(ProductionRequirement::Checklist);
            else
                fail(QStringLiteral(
                         "production.require knows \"rehearsal\", \"backup\" and \"checklist\", not \"%1\"")
                         .arg(word),
                    value.line);
        }
    }
}

void SettingsReader::readLint(const TomlValue &table)
{
    for (const auto &[key, value] : table.entries) {
        const QString name = QStringLiteral("lint.") + key;
        if (key == u"ignore")
            m_settings.lintIgnore = list(name, value);
        else if (key == u"fail_on")
            m_settings.lintFailOn = text(name, value);
        else
            warnUnknown(name, value.line);
    }
}

QString SettingsReader::text(const QString &key, const TomlValue &value)
{
    if (value.kind != TomlValue::Kind::Text)
        expect(key, value, QStringLiteral("a string"));
    return value.text;
}

QStringList SettingsReader::list(const QString &key, const TomlValue &value)
{
    if (value.kind != TomlValue::Kind::List)
        expect(key, value, QStringLiteral("a list of strings"));
    QStringList result;
    for (const TomlValue &item : value.items) {
        if (item.kind != TomlValue::Kind::Text)
            expect(key, item, QStringLiteral("a list of strings"));
        result += item.text;
    }
    return result;
}

std::optional<std::chrono::milliseconds> SettingsReader::duration(const QString &key, const TomlValue &value)
{
    if (value.kind == TomlValue::Kind::Integer && value.integer >= 0)
        return std::chrono::milliseconds(value.integer);
    const QString written = text(key, value);
    const Result<std::chrono::milliseconds> parsed = parseDuration(written);
    if (parsed)
        return *parsed;
    fail(key + QStringLiteral(": ") + parsed.error().message, value.line);
    return {};
}

bool SettingsReader::isTable(const QString &key, const TomlValue &value)
{
    if (value.kind != TomlValue::Kind::Table)
        expect(key, value, QStringLiteral("a table"));
    return value.kind == TomlValue::Kind::Table;
}

void SettingsReader::expect(const QString &key, const TomlValue &value, const QString &wanted)
{
    fail(QStringLiteral("%1 must be %2, not %3").arg(key, wanted, value.kindName()), value.line);
}

void SettingsReader::fail(const QString &message, int line)
{
    if (m_error)
        return;
    const SourcePlace place{m_path, line};
    m_error = Error{.kind = ErrorKind::BrokenProject,
        .message = QStringLiteral("%1: %2").arg(place.toString(), message),
        .place = place};
}

void SettingsReader::warnUnknown(const QString &key, int line)
{
    const SourcePlace place{m_path, line};
    m_settings.warnings.push_back({.kind = ErrorKind::BrokenProject,
        .message = QStringLiteral("%1: unknown setting %2").arg(place.toString(), key),
        .place = place});
}

} // namespace stillroom
