#pragma once

#include "migrations/plan/plan.h"

#include <QStringList>

namespace stillroom
{

enum class ProjectKind { FlaskMigrate, Alembic };

/// A folder with migrations, as found on disk.
struct Project {
    QString name; ///< the root folder's name
    QString root; ///< absolute
    ProjectKind kind = ProjectKind::Alembic;
    QString configFile; ///< alembic.ini or pyproject.toml, absolute; empty when there is none
    QString section = QStringLiteral("alembic");
    QString scriptLocation; ///< absolute: the folder that holds env.py
    QStringList versionLocations; ///< absolute
    bool recursive = false;
    VersionTableName versionTable;
    std::vector<Error> problems; ///< scripts, settings and graph; shown, each with its place

    bool operator==(const Project &) const = default;
};

} // namespace stillroom
