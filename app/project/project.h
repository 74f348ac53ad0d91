#pragma once

#include "migrations/plan/plan.h"
#include "migrations/scripts/evaluationoptions.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

enum class ProjectKind { FlaskMigrate, Alembic };

/// What the `context.configure(…)` calls of env.py change, read from literals only (formats.md 3.3).
struct ContextOptions {
    VersionTableName versionTable;
    bool transactionPerMigration = false;
    bool transactionalDdl = true;
    /// `--sql` prints `%` as `%%`: psycopg2's paramstyle, unless dialect_opts says another.
    bool percentDoubled = true;
    bool versionTableKnown = true; ///< false: env.py works it out
    QStringList assumptions; ///< what could not be read and is assumed; shown in the plan

    bool operator==(const ContextOptions &) const = default;
};

/// A folder with migrations, as found on disk.
struct Project {
    QString name; ///< the root folder's name
    QString root; ///< absolute
    ProjectKind kind = ProjectKind::Alembic;
    bool multidb = false; ///< Flask-Migrate's template for several binds
    QStringList writeHooks{}; ///< names of post_write_hooks, which go over a new script
    QString configFile; ///< alembic.ini or pyproject.toml, absolute; empty when there is none
    QString section = QStringLiteral("alembic");
    QString scriptLocation; ///< absolute: the folder that holds env.py
    QStringList versionLocations; ///< absolute
    bool recursive = false;
    QString configuredUrl; ///< sqlalchemy.url of the configuration, with password; empty: none
    int configuredUrlLine = 0;
    ContextOptions online;
    ContextOptions offline; ///< for --sql: Flask-Migrate's template passes fewer options there
    EvaluationOptions evaluation; ///< of every script: versions, naming convention, declared types
    std::vector<Error> problems; ///< scripts, settings and graph; shown, each with its place

    bool operator==(const Project &) const = default;
};

} // namespace stillroom
