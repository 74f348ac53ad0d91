#pragma once

namespace stillroom::cli
{

class CommandRegistry;
/// `revision` and `merge`.
void addRevisionCommands(CommandRegistry &registry);

} // namespace stillroom::cli
