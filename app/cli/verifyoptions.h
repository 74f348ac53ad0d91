#pragma once

namespace stillroom::cli
{

class CommandRegistry;
void addVerifyCommand(CommandRegistry &registry);

} // namespace stillroom::cli
