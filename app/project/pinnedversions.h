#pragma once

#include "migrations/base/error.h"
#include "migrations/operations/compiler.h"

#include <QString>

namespace stillroom
{

/// The SQLAlchemy a project is pinned to, and where that is said.
struct PinnedVersion {
    QString version; ///< "1.4.46"; empty: nothing says
    SourcePlace place{}; ///< the line, or the folder of an environment
};

/// From the project's environment (.venv, venv, env), else its lock files (poetry, uv, pdm, Pipenv), else
/// `==` in requirements files. Reads, never runs.
PinnedVersion pinnedSqlAlchemy(const QString &root);

/// Whose SQL a version writes: before 2.0 the older of the two generations.
Generation generationOf(const QString &version);

} // namespace stillroom
