#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// A variable set by a file that Stillroom reads and never edits.
struct ForeignVariable {
    QString key;
    QString written{}; ///< as it stands in the file, quotes included
    std::optional<QString> value{}; ///< what the process gets; unset: depends on something outside the file
    int line = 0;

    bool operator==(const ForeignVariable &) const = default;
};

/// What the image of a Dockerfile's last stage sets: `ENV KEY=value …` and `ENV KEY value`, those of the
/// stages it builds on included. A value with a `$` is unknown. Mirrors the Dockerfile reference, ENV.
std::vector<ForeignVariable> dockerfileVariables(const QByteArray &bytes);

/// One service of a compose file.
struct ComposeService {
    QString name;
    std::vector<ForeignVariable> variables{}; ///< of `environment`, list or mapping
    QStringList envFiles{}; ///< of `env_file`, as written; later ones win
    int line = 0;

    bool operator==(const ComposeService &) const = default;
};

/// A value with `$` and a key without a value (taken from the shell that runs compose) are unknown.
/// Errors: BrokenProject with the line.
Result<std::vector<ComposeService>> composeServices(const QByteArray &bytes, const QString &path = {});

/// `export KEY=value` lines of a shell script, in order; an `unset KEY` takes an earlier one away. Anything
/// the shell would have to expand is unknown.
std::vector<ForeignVariable> shellExports(const QByteArray &bytes);

} // namespace stillroom
