#pragma once

#include "migrations/base/error.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace stillroom
{

/// What importing the project's module `app` would do, as far as its text tells without running it: only
/// statements at its top level that run whatever happens are taken into account.
struct ApplicationModule {
    QString path{}; ///< app.py or app/__init__.py; empty: there is none
    std::optional<Error> broken{}; ///< it is no Python: the import fails
    QStringList prints{}; ///< texts of print() calls with literal texts, before it ends
    std::optional<int> exitStatus{}; ///< it leaves the process with this status
    std::optional<QString> raises{}; ///< it raises an error: the name of its type
    std::optional<SourcePlace> end{}; ///< where it leaves or raises
    QStringList lackingNames{}; ///< of `app` and `db`: those it certainly does not define
    bool namesUrls = false; ///< it mentions DEV_DATABASE_URL or PROD_DATABASE_URL, or builds such names
    bool usesMigrate = false; ///< Flask-Migrate is set up there: `flask db` exists

    bool operator==(const ApplicationModule &) const = default;
    bool imports() const { return !path.isEmpty() && !broken && !exitStatus && !raises; }
};

ApplicationModule readApplicationModule(const QString &root);

} // namespace stillroom
