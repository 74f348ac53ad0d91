#pragma once

#include "migrations/base/error.h"
#include "migrations/graph/revisionid.h"

#include <QStringList>

#include <vector>

namespace stillroom
{

/// What the header of one revision script says. Mirrors alembic/script/base.py: Script.
struct Revision {
    RevisionId id;
    std::vector<RevisionId> downRevisions; ///< as written; empty for a base
    std::vector<RevisionId> dependsOn; ///< as written: ids, partial ids or branch labels
    QStringList branchLabels; ///< as written in this script, without inherited ones
    QString message; ///< docstring up to its first blank line, lines joined by one blank
    QString doc; ///< the whole docstring, stripped
    QString createDate; ///< text after "Create Date:" in the docstring; empty when absent
    SourcePlace place; ///< the script and the line of `revision = …`

    bool operator==(const Revision &) const = default;
};

} // namespace stillroom
