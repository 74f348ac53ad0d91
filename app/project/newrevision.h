#pragma once

#include "app/project/alembicconfig.h"
#include "app/project/projectloader.h"

#include <QStringList>

namespace stillroom
{

/// A script to be written, as `alembic revision` and `alembic merge` take it.
struct NewRevisionRequest {
    QString message;
    QStringList heads{}; ///< of `merge`, or what `--head` names (Alembic's grammar); empty: head
    bool splice = false; ///< the parent need not be a head
    QString branchLabel{};
    QStringList dependsOn{};
    QString revisionId{}; ///< empty: a random one
    QStringList upgradeSql{}; ///< statements the functions send; empty: pass
    QStringList downgradeSql{};
};

struct NewRevision {
    QString revision;
    QStringList downRevisions;
    QString path; ///< absolute
    QString text;
    std::vector<WriteHook> hooks; ///< the project's post_write_hooks: run after the file is written
};

/// Works out the script with the project's own script.py.mako; writes nothing. Mirrors generate_revision() of
/// alembic/script/base.py.
/// Errors: InvalidCall (no such head, several heads, not a head without splice, a bad or known id),
/// NeedsProjectPython (the template needs Mako), Unreadable.
Result<NewRevision> composeRevision(const LoadedProject &loaded, const NewRevisionRequest &request);

/// Writes the file; never over one that is there. Errors: Unreadable.
Status writeRevision(const NewRevision &revision);

} // namespace stillroom
