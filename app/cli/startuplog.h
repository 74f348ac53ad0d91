#pragma once

#include "app/cli/session.h"

namespace stillroom::cli
{

/// `startup --read-log FILE [--scenario NAME]`. Status 1 when a scenario was asked for and does not fit.
/// Errors: Unreadable.
Result<int> readStartupLog(const StartupCommand &command, Session &session);

} // namespace stillroom::cli
