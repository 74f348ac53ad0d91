#include "ui/timeline/timelinemessages.h"

#include "migrations/graph/revisiongraph.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("TimelineMessages", text);
}

QString listed(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts << id.text();
    return texts.join(QStringLiteral(", "));
}

std::optional<TimelineMessage> connectionMessage(const WorkspaceState &state)
{
    using Action = TimelineMessage::Action;
    switch (state.phase) {
    case ConnectionPhase::NotConnected:
        return TimelineMessage{MessageKind::Info, tr("Not connected"),
            tr("The graph comes from the files alone. What is applied shows after connecting."),
            Action::Connect};
    case ConnectionPhase::Failed: {
        const Error error = state.connectionError.value_or(Error{});
        const QString body = error.detail.isEmpty() ? error.message : error.message + u'\n' + error.detail;
        const QString name = state.target ? state.target->name : tr("the database");
        return TimelineMessage{
            MessageKind::Bad, tr("%1 could not be read").arg(name), body, Action::TryAgain};
    }
    case ConnectionPhase::Connecting:
    case ConnectionPhase::Connected:
        return std::nullopt;
    }
    return std::nullopt;
}

TimelineMessage missingMessage(const WorkspaceState &state)
{
    const bool one = state.unknownRows.size() == 1;
    const QString table = state.project->online.versionTable.displayName();
    return {MessageKind::Bad,
        one ? tr("The database is at a revision that this project does not contain")
            : tr("The database is at revisions that this project does not contain"),
        (one ? tr("%1 on %2 holds %3. Nothing can be upgraded or downgraded until its script is back.")
             : tr("%1 on %2 holds %3. Nothing can be upgraded or downgraded until their scripts are back."))
            .arg(table, state.database->server.database, listed(state.unknownRows))};
}

std::optional<TimelineMessage> headsMessage(const RevisionGraph &graph)
{
    if (graph.heads().size() < 2)
        return std::nullopt;
    std::vector<RevisionId> heads;
    for (const int head : graph.heads())
        heads.push_back(graph.id(head));
    return TimelineMessage{MessageKind::Warn, tr("There are %1 heads").arg(heads.size()),
        tr("%1. An upgrade needs one of them named, or all; a merge revision joins them.")
            .arg(listed(heads))};
}

std::optional<TimelineMessage> problemMessage(const Project &project)
{
    if (project.problems.empty())
        return std::nullopt;
    const Error &first = project.problems.front();
    QString body = first.message;
    const QString place = first.place.toString();
    if (!place.isEmpty() && !body.contains(first.place.path))
        body += QStringLiteral(" (%1)").arg(place);
    const int more = int(project.problems.size()) - 1;
    if (more > 0)
        body += u'\n' + (more == 1 ? tr("1 more problem.") : tr("%1 more problems.").arg(more));
    const bool one = more == 0;
    return TimelineMessage{MessageKind::Warn,
        one ? tr("One problem in the scripts") : tr("%1 problems in the scripts").arg(more + 1), body};
}

} // namespace

std::vector<TimelineMessage> timelineMessages(const WorkspaceState &state)
{
    std::vector<TimelineMessage> messages;
    if (!state.project || !state.graph)
        return messages;
    if (!state.unknownRows.empty() && state.database)
        messages.push_back(missingMessage(state));
    if (const auto message = connectionMessage(state))
        messages.push_back(*message);
    if (const auto message = problemMessage(*state.project))
        messages.push_back(*message);
    if (const auto message = headsMessage(*state.graph))
        messages.push_back(*message);
    if (state.database && !state.database->versionTableExists && !state.graph->isEmpty()) {
        messages.push_back({MessageKind::Info, tr("This database has never been migrated"),
            tr("%1 has no %2. An upgrade creates it and runs every revision.")
                .arg(state.database->server.database, state.project->online.versionTable.displayName())});
    }
    return messages;
}

TimelineMessages::TimelineMessages(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("timelineMessages"));
    m_layout->setContentsMargins(12, 8, 12, 10);
    m_layout->setSpacing(8);
    setVisible(false);
}

void TimelineMessages::show(const WorkspaceState &state)
{
    std::vector<TimelineMessage> values = timelineMessages(state);
    if (values == m_values)
        return;
    m_values = std::move(values);
    qDeleteAll(m_messages);
    m_messages.clear();
    for (const TimelineMessage &value : m_values) {
        auto *message = new InlineMessage(m_theme, this);
        message->setMessage(value.kind, value.title, value.body);
        if (value.action != TimelineMessage::Action::None) {
            connect(message->addButton(TimelineMessages::tr("Connect…")), &QPushButton::clicked, this,
                &TimelineMessages::connectRequested);
        }
        if (value.action == TimelineMessage::Action::TryAgain) {
            connect(message->addButton(TimelineMessages::tr("Try again")), &QPushButton::clicked, this,
                &TimelineMessages::tryAgainRequested);
        }
        m_layout->addWidget(message);
        m_messages << message;
    }
    setVisible(!m_values.empty());
}

} // namespace stillroom
