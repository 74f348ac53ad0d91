#pragma once

#include "app/cli/invocation.h"

#include <variant>

namespace stillroom::cli
{

/// Understands the arguments, or prints help, version or what is wrong and gives the exit status.
std::variant<Invocation, int> parseCommandLine(int argc, char **argv);

/// Does what the arguments say; the exit status of spec/cli.md.
int run(int argc, char **argv);

} // namespace stillroom::cli
