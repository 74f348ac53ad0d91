#pragma once

#include "app/cli/invocation.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace stillroom::cli
{

inline constexpr const char *confirmHelp
    = "Says that what production.require asks for is there: rehearsal, backup, checklist";

/// Where a group of commands adds itself to the parser. Each group lives in a file of its own
/// (`…options.cpp`), keeps what CLI11 writes into alive through the function it gives, and is called once
/// from Parser's constructor.
class CommandRegistry
{
public:
    virtual ~CommandRegistry() = default;

    /// Makes a command; `command` is asked for its value when all of the call was understood.
    virtual CLI::App *add(const std::string &name, const std::string &help, std::function<Command()> command)
        = 0;

    /// Adds a duration such as "5s" to a command; `value` must live as long as the registry.
    virtual void addDuration(
        CLI::App *command, const std::string &name, std::string &value, const std::string &help)
        = 0;
};

} // namespace stillroom::cli
