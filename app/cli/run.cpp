#include "app/cli/commandline.h"
#include "app/cli/commands.h"

namespace stillroom::cli
{

int run(int argc, char **argv)
{
    const std::variant<Invocation, int> parsed = parseCommandLine(argc, argv);
    if (const int *status = std::get_if<int>(&parsed))
        return *status;
    const Invocation &invocation = std::get<Invocation>(parsed);
    Output output(invocation.global.quiet);
    Session session(invocation.global, output);
    const Result<int> status
        = std::visit([&](const auto &command) { return execute(command, session); }, invocation.command);
    if (!output.flush())
        output.fail({.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("Standard output could not be written completely")});
    if (status)
        return *status;
    output.fail(status.error());
    return exitStatusOf(status.error().kind);
}

} // namespace stillroom::cli
