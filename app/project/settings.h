#pragma once

#include "app/project/target.h"
#include "migrations/base/result.h"
#include "migrations/plan/plan.h"

#include <QMap>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace stillroom
{

/// `targets.NAME`: a named target, the variable that holds its URL, its kind.
struct TargetSetting {
    QString name;
    QString urlFrom;
    std::optional<TargetKind> kind{};
    SourcePlace place{};

    bool operator==(const TargetSetting &) const = default;
};

/// `run.*`: defaults of a run; unset keys leave the program's own defaults.
struct RunDefaults {
    std::optional<TransactionMode> transaction{};
    std::optional<std::chrono::milliseconds> lockTimeout{};
    std::optional<std::chrono::milliseconds> statementTimeout{};
    std::optional<int> retries{};

    bool operator==(const RunDefaults &) const = default;
};

/// What must have happened before a run on production.
enum class ProductionRequirement { Rehearsal, Backup, Checklist };

/// `[tool.stillroom]` of pyproject.toml, or stillroom.toml: all keys of spec/cli.md.
struct ProjectSettings {
    QString path; ///< the file read; empty: there is none
    QString migrations; ///< as written; empty: discovery decides
    std::optional<QStringList> requiredTables{};
    QString python;
    QMap<QString, QString> types; ///< "app.types.Money" -> "NUMERIC(12, 2)"
    std::vector<TargetSetting> targets; ///< in file order of their first key
    RunDefaults run;
    std::vector<ProductionRequirement> productionRequire;
    QStringList lintIgnore;
    QString lintFailOn; ///< a severity; empty: not set
    std::vector<Error> warnings; ///< unknown keys, each with its line

    bool operator==(const ProjectSettings &) const = default;
};

/// Reads stillroom.toml, else [tool.stillroom] of pyproject.toml, in `root`. No file: default values.
/// A wrong type or bad TOML is an Error with file and line; an unknown key is a warning.
Result<ProjectSettings> readSettings(const QString &root);

/// "5s", "500ms", "2min", "1h", as PostgreSQL writes durations; a bare number counts milliseconds.
Result<std::chrono::milliseconds> parseDuration(const QString &text);

} // namespace stillroom
