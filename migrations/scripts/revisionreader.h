#pragma once

#include "migrations/base/result.h"
#include "migrations/graph/revision.h"

#include <QByteArray>
#include <QString>

namespace stillroom
{

/// The header of one revision script, read from its module-level code without running it (never from
/// comments): `revision`, `down_revision`, `branch_labels`, `depends_on` as literals, tuples, lists,
/// None, concatenations and names bound to such; the docstring. The last assignment wins.
/// Errors with file and line: text that is no Python, no `revision` (unless the file is named by hex
/// digits, as in Alembic), no `down_revision`, a value that only running the script would tell, an id
/// with a forbidden character.
Result<Revision> readRevision(QByteArray bytes, const QString &path);

} // namespace stillroom
