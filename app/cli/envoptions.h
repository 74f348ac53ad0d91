#pragma once

namespace stillroom::cli
{

class CommandRegistry;
void addEnvCommand(CommandRegistry &registry);

} // namespace stillroom::cli
