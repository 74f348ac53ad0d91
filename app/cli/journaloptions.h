#pragma once

namespace stillroom::cli
{

class CommandRegistry;
void addJournalCommand(CommandRegistry &registry);

} // namespace stillroom::cli
