#pragma once

#include "app/cli/session.h"

namespace stillroom::cli
{

/// `diff --with`: the session's target beside others of the project, by name. Status 1 with \a exitCode when
/// revisions or schemas differ; that of the error when one of them does not answer.
Result<int> diffTargets(const QStringList &names, bool exitCode, Session &session);

} // namespace stillroom::cli
