#include "app/cli/interrupt.h"

#include <csignal>
#include <cstring>

namespace stillroom::cli
{

namespace
{

/// A copy that outlives every command: the handler may come at any time.
CancelToken *interruptToken = nullptr;

extern "C" void onInterrupt(int)
{
    interruptToken->cancel();
}

} // namespace

void cancelOnInterrupt(const CancelToken &token)
{
    if (interruptToken)
        return;
    static CancelToken copy;
    copy = token;
    interruptToken = &copy;
    struct sigaction action;
    std::memset(&action, 0, sizeof action);
    action.sa_handler = onInterrupt;
    action.sa_flags = int(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace stillroom::cli
