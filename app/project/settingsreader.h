#pragma once

#include "app/project/settings.h"
#include "app/project/tomlvalue.h"

#include <optional>

namespace stillroom
{

/// Turns one TOML table into ProjectSettings. The first wrong type ends the reading with an Error;
/// keys nobody knows become warnings.
class SettingsReader
{
public:
    explicit SettingsReader(QString path)
        : m_path(std::move(path))
    {
    }

    Result<ProjectSettings> read(const TomlValue &table);

private:
    void readKey(const QString &key, const TomlValue &value);
    void readTypes(const QString &prefix, const TomlValue &table);
    void readTargets(const TomlValue &table);
    void readTarget(const QString &name, const TomlValue &table);
    void readRun(const TomlValue &table);
    void readProduction(const TomlValue &table);
    void readLint(const TomlValue &table);

    QString text(const QString &key, const TomlValue &value);
    QStringList list(const QString &key, const TomlValue &value);
    std::optional<std::chrono::milliseconds> duration(const QString &key, const TomlValue &value);
    bool isTable(const QString &key, const TomlValue &value);
    void expect(const QString &key, const TomlValue &value, const QString &wanted);
    void fail(const QString &message, int line);
    void warnUnknown(const QString &key, int line);

    QString m_path;
    ProjectSettings m_settings;
    std::optional<Error> m_error;
};

} // namespace stillroom
