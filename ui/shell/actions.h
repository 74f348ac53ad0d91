#pragma once

#include <QAction>
#include <QObject>

#include <array>

namespace stillroom
{

/// Everything the keyboard can ask of the window (ui-guide 6).
enum class ActionId {
    OpenProject,
    Connect,
    Disconnect,
    CloseProject,
    Refresh,
    NewRevision,
    MergeHeads,
    Autogenerate,
    PreviewSql,
    Upgrade,
    Downgrade,
    UpgradeToSelected,
    UpgradeOneStep,
    Rehearse,
    DowngradeToSelected,
    DowngradeToBase,
    NextRegion,
    PreviousRegion,
    Search,
    GoToCurrent,
    Copy,
    CopySql,
    Back,
    Settings,
    Help,
    Quit,
    Count
};

/// The actions of the window with their texts and keys, made from one table.
class Actions : public QObject
{
    Q_OBJECT

public:
    /// The actions belong to `window`, which gets all shortcuts.
    explicit Actions(QWidget *window);

    QAction *operator[](ActionId id) const { return m_actions[size_t(id)]; }

private:
    std::array<QAction *, size_t(ActionId::Count)> m_actions{};
};

} // namespace stillroom
