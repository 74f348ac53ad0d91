#include "ui/shell/actions.h"

#include <QWidget>

namespace stillroom
{
namespace
{

struct ActionRow {
    ActionId id;
    const char *name; ///< object name
    const char *text;
    const char *keys; ///< portable text; empty: none
};

constexpr ActionRow table[] = {
    {ActionId::OpenProject, "openProject", QT_TRANSLATE_NOOP("Actions", "Open project folder…"), "Ctrl+O"},
    {ActionId::Connect, "connect", QT_TRANSLATE_NOOP("Actions", "Connect to a database…"), "Ctrl+K"},
    {ActionId::Disconnect, "disconnect", QT_TRANSLATE_NOOP("Actions", "Disconnect"), ""},
    {ActionId::CloseProject, "closeProject", QT_TRANSLATE_NOOP("Actions", "Close project"), ""},
    {ActionId::Refresh, "refresh", QT_TRANSLATE_NOOP("Actions", "Read again"), "F5"},
    {ActionId::NewRevision, "newRevision", QT_TRANSLATE_NOOP("Actions", "New revision…"), "Ctrl+N"},
    {ActionId::MergeHeads, "mergeHeads", QT_TRANSLATE_NOOP("Actions", "Merge heads…"), ""},
    {ActionId::Autogenerate, "autogenerate", QT_TRANSLATE_NOOP("Actions", "Autogenerate…"), ""},
    {ActionId::PreviewSql, "previewSql", QT_TRANSLATE_NOOP("Actions", "Preview SQL"), "Ctrl+P"},
    {ActionId::Upgrade, "upgrade", QT_TRANSLATE_NOOP("Actions", "To head…"), "Ctrl+U"},
    {ActionId::Downgrade, "downgrade", QT_TRANSLATE_NOOP("Actions", "One step…"), "Ctrl+Shift+U"},
    {ActionId::UpgradeToSelected, "upgradeToSelected", QT_TRANSLATE_NOOP("Actions", "To selected…"), ""},
    {ActionId::UpgradeOneStep, "upgradeOneStep", QT_TRANSLATE_NOOP("Actions", "One step…"), ""},
    {ActionId::Rehearse, "rehearse", QT_TRANSLATE_NOOP("Actions", "Rehearse on a copy…"), ""},
    {ActionId::DowngradeToSelected, "downgradeToSelected", QT_TRANSLATE_NOOP("Actions", "To selected…"), ""},
    {ActionId::DowngradeToBase, "downgradeToBase", QT_TRANSLATE_NOOP("Actions", "To base…"), ""},
    {ActionId::NextRegion, "nextRegion", QT_TRANSLATE_NOOP("Actions", "Next region"), "F6"},
    {ActionId::PreviousRegion, "previousRegion", QT_TRANSLATE_NOOP("Actions", "Previous region"), "Shift+F6"},
    {ActionId::Search, "search", QT_TRANSLATE_NOOP("Actions", "Search"), "Ctrl+F"},
    {ActionId::GoToCurrent, "goToCurrent", QT_TRANSLATE_NOOP("Actions", "Go to current"), "Ctrl+G"},
    {ActionId::Copy, "copy", QT_TRANSLATE_NOOP("Actions", "Copy"), "Ctrl+C"},
    {ActionId::CopySql, "copySql", QT_TRANSLATE_NOOP("Actions", "Copy SQL"), "Ctrl+Shift+C"},
    {ActionId::Back, "back", QT_TRANSLATE_NOOP("Actions", "Back"), "Esc"},
    {ActionId::Settings, "settings", QT_TRANSLATE_NOOP("Actions", "Settings"), "Ctrl+,"},
    {ActionId::Help, "help", QT_TRANSLATE_NOOP("Actions", "Help"), "F1"},
    {ActionId::Quit, "quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q"},
};
static_assert(std::size(table) == size_t(ActionId::Count));

} // namespace

Actions::Actions(QWidget *window)
    : QObject(window)
{
    for (const ActionRow &row : table) {
        auto *action = new QAction(tr(row.text), window);
        action->setObjectName(QLatin1String(row.name));
        action->setShortcut(QKeySequence(QLatin1String(row.keys), QKeySequence::PortableText));
        window->addAction(action);
        m_actions[size_t(row.id)] = action;
    }
}

} // namespace stillroom
