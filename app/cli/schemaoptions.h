#pragma once

namespace stillroom::cli
{

class CommandRegistry;
/// `rehearse` and `diff`.
void addSchemaCommands(CommandRegistry &registry);

} // namespace stillroom::cli
