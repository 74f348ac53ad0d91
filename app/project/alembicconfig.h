#pragma once

#include "migrations/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace stillroom
{

/// One of post_write_hooks: a program that goes over a new script.
struct WriteHook {
    QString name;
    std::vector<std::pair<QString, QString>> options; ///< type, entrypoint, module, executable, options, cwd

    QString option(const QString &key) const; ///< empty: not given
    bool operator==(const WriteHook &) const = default;
};

/// What an alembic.ini or a pyproject.toml says about one project, paths as written.
struct AlembicConfig {
    QString path; ///< of the file
    QString section;
    std::optional<QString> scriptLocation;
    QStringList versionLocations;
    QStringList systemPaths; ///< prepend_sys_path: where `package:path` is looked for
    bool recursive = false;
    bool multidb = false; ///< Flask-Migrate's template for several binds
    QString url; ///< sqlalchemy.url; empty: none
    int urlLine = 0;
    QString fileTemplate; ///< names of new scripts; empty: Alembic's default
    int slugLength = 0; ///< truncate_slug_length; 0: Alembic's default
    QString timezone; ///< of create dates; empty: local time
    std::vector<WriteHook> hooks{}; ///< post_write_hooks, in the order in which they run

    bool operator==(const AlembicConfig &) const = default;
};

/// True for a pyproject.toml that has a [tool.alembic] table, judged by its text.
bool mentionsAlembic(const QString &pyproject);

/// Errors of reading and of `%(…)s`, with file and line.
Result<AlembicConfig> readAlembicConfig(const QString &path, const QString &section);

/// The sections of an ini that locate scripts: "alembic", or what `alembic -n` would name.
Result<QStringList> alembicSections(const QString &iniPath);

/// The folder that `written` names: absolute, `package:path`, or relative to one of the bases (the first
/// where it exists, else the first of all). Alembic takes the working directory as base.
QString resolveFolder(const QString &written, const QStringList &bases);

} // namespace stillroom
