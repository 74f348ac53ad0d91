#pragma once

#include "migrations/base/error.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// How the project is started where it is deployed, as far as its files say: gunicorn.conf.py, Procfile,
/// render.yaml, Dockerfile, build.sh are read as text; what is not literal stays unknown.
struct DeploymentReading {
    std::optional<QString> startCommand{}; ///< the first found
    bool isGunicorn = false;
    bool preload = false; ///< --preload or preload_app = True
    bool reloads
        = false; ///< started again on every change: the first process and its child both run the procedure
    std::optional<int> workers{}; ///< as written; unset: not said
    int assumedWorkers = 1; ///< gunicorn's own default
    QStringList evidence{}; ///< "Procfile:1"
    std::vector<SourcePlace> upgradePlaces{}; ///< lines that run `flask db upgrade` or `alembic upgrade`
    std::vector<SourcePlace> urlPrints{}; ///< lines that print the beginning of a URL variable

    bool operator==(const DeploymentReading &) const = default;
};

DeploymentReading readDeployment(const QString &root);

} // namespace stillroom
