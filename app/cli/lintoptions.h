#pragma once

namespace stillroom::cli
{

class CommandRegistry;
void addLintCommand(CommandRegistry &registry);

} // namespace stillroom::cli
