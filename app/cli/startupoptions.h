#pragma once

namespace stillroom::cli
{

class CommandRegistry;
void addStartupCommand(CommandRegistry &registry);

} // namespace stillroom::cli
