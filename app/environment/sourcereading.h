#pragma once

#include "app/environment/environmentmatrix.h"

#include <QHash>

namespace stillroom
{

/// One column while the matrix is being made.
struct SourceReading {
    MatrixSource source;
    QStringList keys{}; ///< in the file's order, each once
    QHash<QString, MatrixCell> cells{};
    std::vector<MatrixRow>
        lines{}; ///< of a dotenv file: its keys, comments and unreadable lines as they stand
    std::vector<MatrixFinding> findings{}; ///< of the file as a whole; at its first column
    QStringList groups{}; ///< of a blueprint's service: the groups it takes everything from
};

/// The columns of one file: one for a dotenv file or a Dockerfile, one a service or group. None for read-only
/// files that set nothing. \a all: for the files a compose service names.
std::vector<SourceReading> readSources(const EnvironmentFile &file, const EnvironmentFiles &all);

/// The column of this process: the given keys only.
SourceReading readProcess(const QProcessEnvironment &process, const QStringList &keys);

} // namespace stillroom
