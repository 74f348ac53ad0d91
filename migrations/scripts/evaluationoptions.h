#pragma once

#include "migrations/operations/compiler.h"
#include "migrations/operations/namingconvention.h"

#include <QMap>

#include <optional>

namespace stillroom
{

/// What the script may ask about the run it is part of.
struct EvaluationOptions {
    bool offline = false; ///< what context.is_offline_mode() answers: true for `--sql` text
    Generation generation = Generation::Newest; ///< which Alembic and SQLAlchemy the project has
    NamingConvention naming{}; ///< of the project's metadata
    /// Column types that are not SQLAlchemy's, by dotted name: "app.types.Money" -> "NUMERIC(12, 2)".
    QMap<QString, QString> types{};
    bool passesArguments = false; ///< env.py gives upgrade() arguments: context.run_migrations(engine_name=…)
    /// env.py migrates outside a transaction, so that a script can catch a failed statement and go on.
    bool errorsCanBeCaught = false;
    /// What env.py gives context.configure(version_table_schema=…); empty: None; no value: not known.
    std::optional<QString> versionTableSchema = QString();

    bool operator==(const EvaluationOptions &) const = default;
};

} // namespace stillroom
