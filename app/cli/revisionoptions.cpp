#include "app/cli/revisionoptions.h"
#include "app/cli/commandregistry.h"

#include <memory>
#include <vector>

namespace stillroom::cli
{

namespace
{

struct Raw {
    std::string message, head, label, id;
    std::vector<std::string> dependsOn, revisions;
    bool splice = false;
    bool yes = false;
    bool noHooks = false;
};

QString toQString(const std::string &text)
{
    return QString::fromLocal8Bit(text.data(), qsizetype(text.size()));
}

QStringList toList(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list += toQString(text);
    return list;
}

} // namespace

void addRevisionCommands(CommandRegistry &registry)
{
    const auto raw = std::make_shared<Raw>();
    CLI::App *revision
        = registry.add("revision", "Write a new script from the project's script.py.mako", [raw] {
              RevisionCommand command;
              command.message = toQString(raw->message);
              if (!raw->head.empty())
                  command.heads = {toQString(raw->head)};
              command.splice = raw->splice;
              command.branchLabel = toQString(raw->label);
              command.dependsOn = toList(raw->dependsOn);
              command.revisionId = toQString(raw->id);
              command.runsHooks = !raw->noHooks;
              return Command(command);
          });
    revision->add_option("--head", raw->head, "The parent (default: head)")->type_name("H");
    revision->add_flag("--splice", raw->splice, "The parent need not be a head");
    revision->add_option("--depends-on", raw->dependsOn, "Must run before; several times for several")
        ->type_name("R");
    CLI::App *merge = registry.add("merge", "Write a merge script", [raw] {
        RevisionCommand command;
        command.message = toQString(raw->message);
        command.heads = toList(raw->revisions);
        command.branchLabel = toQString(raw->label);
        command.revisionId = toQString(raw->id);
        command.merges = true;
        command.runsHooks = !raw->noHooks;
        return Command(command);
    });
    CLI::App *migrate = registry.add(
        "migrate", "Compare models and database with the project's own Python, and write a script", [raw] {
            return Command(MigrateCommand{toQString(raw->message), raw->yes});
        });
    migrate->add_option("-m,--message", raw->message, "What it does")->required()->type_name("TEXT");
    migrate->add_flag("--yes", raw->yes, "Runs project code against a production database too");
    merge->add_option("REVS", raw->revisions, "The heads to merge; \"heads\" for all")->required();
    for (CLI::App *command : {revision, merge}) {
        command->add_option("-m,--message", raw->message, "What it does")->required()->type_name("TEXT");
        command->add_option("--branch-label", raw->label, "A label for the branch")->type_name("L");
        command->add_option("--rev-id", raw->id, "Its id (default: a random one)")->type_name("ID");
        command->add_flag("--no-hooks", raw->noHooks, "Leaves the project's post_write_hooks out");
    }
}

} // namespace stillroom::cli
