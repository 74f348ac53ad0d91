#pragma once

#include "app/cli/session.h"

namespace stillroom::cli
{

/// One function per command, each in a file of its own; the value is the exit status, an Error is
/// printed and turned into one.
Result<int> execute(const StatusCommand &command, Session &session);
Result<int> execute(const HistoryCommand &command, Session &session);
Result<int> execute(const CurrentCommand &command, Session &session);
Result<int> execute(const HeadsCommand &command, Session &session);
Result<int> execute(const BranchesCommand &command, Session &session);
Result<int> execute(const ShowCommand &command, Session &session);
Result<int> execute(const PlanCommand &command, Session &session);
Result<int> execute(const UpgradeCommand &command, Session &session);
Result<int> execute(const DowngradeCommand &command, Session &session);
Result<int> execute(const StampCommand &command, Session &session);
Result<int> execute(const CheckCommand &command, Session &session);
Result<int> execute(const LintCommand &command, Session &session);
Result<int> execute(const StartupCommand &command, Session &session);
Result<int> execute(const VerifyCommand &command, Session &session);
Result<int> execute(const EnvCommand &command, Session &session);
Result<int> execute(const JournalCommand &command, Session &session);
Result<int> execute(const MigrateCommand &command, Session &session);
Result<int> execute(const RehearseCommand &command, Session &session);
Result<int> execute(const DiffCommand &command, Session &session);
Result<int> execute(const RevisionCommand &command, Session &session);
Result<int> execute(const SandboxCommand &command, Session &session);

} // namespace stillroom::cli
