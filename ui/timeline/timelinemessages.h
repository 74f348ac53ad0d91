#pragma once

#include "app/services/workspacestate.h"
#include "ui/widgets/inlinemessage.h"

#include <QWidget>

class QVBoxLayout;

namespace stillroom
{

/// A message above the timeline, as a value.
struct TimelineMessage {
    enum class Action { None, Connect, TryAgain };
    MessageKind kind = MessageKind::Info;
    QString title;
    QString body;
    Action action = Action::None;

    bool operator==(const TimelineMessage &) const = default;
};

/// What stands in the way of a run or needs saying, worst first. Pure.
std::vector<TimelineMessage> timelineMessages(const WorkspaceState &state);

/// The messages of a state, each directly above the table it concerns.
class TimelineMessages final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineMessages(const Theme &theme, QWidget *parent = nullptr);
    void show(const WorkspaceState &state);

Q_SIGNALS:
    void connectRequested();
    void tryAgainRequested();

private:
    const Theme &m_theme;
    QVBoxLayout *m_layout;
    std::vector<TimelineMessage> m_values;
    QList<InlineMessage *> m_messages;
};

} // namespace stillroom
