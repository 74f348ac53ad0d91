#include "app/cli/envoptions.h"
#include "app/cli/commandregistry.h"

#include <memory>

namespace stillroom::cli
{

namespace
{

struct Raw {
    std::string file, with, service, key, value, preset;
    bool dryRun = false;
    bool fromInput = false;
};

QString toQString(const std::string &text)
{
    return QString::fromLocal8Bit(text.data(), qsizetype(text.size()));
}

} // namespace

void addEnvCommand(CommandRegistry &registry)
{
    const auto raw = std::make_shared<Raw>();
    const auto action = std::make_shared<EnvCommand::Action>(EnvCommand::Action::Show);
    CLI::App *env = registry.add("env", "Read and edit .env, .env.example and render.yaml", [raw, action] {
        EnvCommand command;
        command.action = *action;
        command.file = toQString(raw->file);
        command.with = toQString(raw->with);
        command.service = toQString(raw->service);
        command.key = toQString(raw->key);
        command.value = toQString(raw->value);
        command.readsValue = raw->fromInput;
        command.preset = toQString(raw->preset);
        command.dryRun = raw->dryRun;
        return Command(command);
    });
    env->require_subcommand(1);
    const auto add = [&](const char *name, const char *help, EnvCommand::Action which) {
        CLI::App *command = env->add_subcommand(name, help);
        command->fallthrough();
        command->callback([action, which] { *action = which; });
        return command;
    };
    CLI::App *show = add("show", "Every key: text as written, value read, where", EnvCommand::Action::Show);
    CLI::App *get = add("get", "One value; status 1 when unset", EnvCommand::Action::Get);
    CLI::App *set = add("set", "Change or add a value", EnvCommand::Action::Set);
    CLI::App *unset = add("unset", "Remove a key", EnvCommand::Action::Unset);
    CLI::App *diff = add("diff", "Keys that differ between two files", EnvCommand::Action::Diff);
    CLI::App *preset = add("preset", "Apply a deployment preset", EnvCommand::Action::Preset);
    for (CLI::App *command : {show, get, set, unset, diff})
        command->add_option("--file", raw->file, "A dotenv file or a blueprint (default: .env)")
            ->type_name("FILE");
    for (CLI::App *command : {show, get, set, unset, preset})
        command->add_option("--service", raw->service, "A service or group of the blueprint")
            ->type_name("NAME");
    for (CLI::App *command : {set, unset, preset})
        command->add_flag("--dry-run", raw->dryRun, "Print the difference and write nothing");
    for (CLI::App *command : {get, set, unset})
        command->add_option("KEY", raw->key, "The variable")->required();
    CLI::Option *value = set->add_option("VALUE", raw->value, "Its new value");
    CLI::Option *input = set->add_flag("--stdin", raw->fromInput, "Read the value from standard input");
    value->excludes(input);
    set->callback([action, value, input] {
        if (value->empty() && input->empty())
            throw CLI::RequiredError("VALUE or --stdin");
        *action = EnvCommand::Action::Set;
    });
    diff->add_option("--with", raw->with, "The other file (default: .env.example)")->type_name("FILE");
    preset->add_option("NAME", raw->preset, "The preset")
        ->required()
        ->check(CLI::IsMember(
            {"development", "staging", "production-single", "production-ha", "docker", "render", "manual"}));
}

} // namespace stillroom::cli
