#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// alembic.ini as Python's configparser reads it for Alembic: case-insensitive keys, `=` or `:`,
/// full-line comments, continuation lines, [DEFAULT], `%(name)s` with the one default name `here`.
class AlembicIni
{
public:
    /// Errors with file and line: no section header (also behind a byte-order mark), a line that is
    /// no setting, a duplicate section or key, a file that cannot be read or is no UTF-8.
    static Result<AlembicIni> read(const QString &path);
    /// As read(), from bytes; `path` names the file in errors and gives `%(here)s`.
    static Result<AlembicIni> parse(const QByteArray &bytes, const QString &path);

    const QString &path() const { return m_path; }
    QStringList sections() const; ///< in file order, without DEFAULT
    bool hasSection(const QString &section) const;

    /// The value with `%(…)s` filled in, [DEFAULT] consulted; empty optional when the key is absent.
    /// Errors with line: a lone `%`, a name nobody defines, more than ten levels of names.
    Result<std::optional<QString>> value(const QString &section, const QString &key) const;
    /// The line of the key, or 0.
    int line(const QString &section, const QString &key) const;

private:
    struct Entry {
        QString key;
        QString text; ///< as written, continuation lines joined by a newline
        int line = 0;
    };
    struct Section {
        QString name;
        std::vector<Entry> entries;
    };
    friend class AlembicIniReader;

    const Section *find(const QString &section) const;
    const Entry *find(const QString &section, const QString &key) const;
    Result<QString> interpolate(
        const QString &section, const Entry &entry, const QString &text, int depth) const;

    QString m_path;
    std::vector<Section> m_sections; ///< the first one is DEFAULT
};

/// Where an alembic.ini says that the scripts are.
struct ScriptSettings {
    std::optional<QString> scriptLocation; ///< as written after `%(…)s`; Flask-Migrate leaves it out
    QStringList versionLocations; ///< as written; empty: `<script_location>/versions`
    bool recursive = false; ///< recursive_version_locations
    bool sourceless = false;

    bool operator==(const ScriptSettings &) const = default;
};

/// Reads the keys of the section (`-n NAME`; usually "alembic") that locate scripts. Mirrors
/// alembic/script/base.py: ScriptDirectory.from_config, with path_separator of 1.16.
/// Errors with line: an interpolation that fails, an unknown separator.
Result<ScriptSettings> readScriptSettings(const AlembicIni &ini, const QString &section);

} // namespace stillroom
