#pragma once

#include "migrations/base/error.h"

#include <QString>

namespace stillroom
{

enum class TargetKind { Development, Staging, Production };

/// "development", "staging", "production".
QString targetKindName(TargetKind kind);

/// Where a target comes from, in the order in which targets are listed (spec/cli.md, "Targets").
enum class TargetOrigin { CommandLine, Profile, Environment, Settings, AlembicIni };

/// A named database destination and where its URL came from.
struct Target {
    QString name; ///< "DEV_DATABASE_URL", a profile's or a setting's name
    TargetKind kind = TargetKind::Development;
    QString url; ///< with password; never shown or logged: print maskedUrl()
    QString source; ///< ".env:DEV_DATABASE_URL", "--database-url", "environment:DATABASE_URL"
    TargetOrigin origin = TargetOrigin::Environment;
    bool selected = false; ///< the one the project's environment selects
    SourcePlace place{};

    bool operator==(const Target &) const = default;
    /// "postgresql://user:***@host/db"; "***" for a text that is no URL.
    QString maskedUrl() const;
};

} // namespace stillroom
