#include "ui/shell/messagebar.h"

#include "ui/widgets/inlinemessage.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

constexpr int mostChoices = 4; // more buttons than that do not fit; the text lists the rest

QString place(const Error &error)
{
    const QString text = error.place.toString();
    return text.isEmpty() ? QString() : QLatin1Char('\n') + text;
}

} // namespace

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_project(new InlineMessage(theme, this))
    , m_closing(new InlineMessage(theme, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    for (InlineMessage *message : {m_closing, m_project})
        layout->addWidget(message);
    m_project->setObjectName(QStringLiteral("projectMessage"));
    m_closing->setObjectName(QStringLiteral("closingMessage"));
    arrange();
}

void MessageBar::arrange()
{
    m_project->setVisible(m_hasProject);
    m_closing->setVisible(m_hasClosing);
    setVisible(m_hasProject || m_hasClosing);
}

void MessageBar::showRefused(const Error &error)
{
    m_project->setMessage(MessageKind::Bad, error.message, (error.detail + place(error)).trimmed());
    connect(m_project->addButton(tr("Open project folder…")), &QPushButton::clicked, this,
        &MessageBar::openRequested);
    m_hasProject = true;
    arrange();
}

void MessageBar::showChoice(const QStringList &folders)
{
    m_project->setMessage(MessageKind::Info, tr("This folder holds %1 projects").arg(folders.size()),
        tr("Choose one:\n%1").arg(folders.join(QLatin1Char('\n'))));
    for (const QString &folder : folders.first(std::min<qsizetype>(folders.size(), mostChoices))) {
        QPushButton *button = m_project->addButton(folder.section(QLatin1Char('/'), -2));
        button->setToolTip(folder);
        connect(button, &QPushButton::clicked, this, [this, folder] { Q_EMIT folderChosen(folder); });
    }
    m_hasProject = true;
    arrange();
}

void MessageBar::showClosing(const WorkspaceState &state)
{
    const QString database = state.database ? state.database->server.database : tr("the database");
    const bool up = state.runDirection == Direction::Upgrade;
    m_closing->setMessage(MessageKind::Warn,
        up ? tr("An upgrade of %1 is running").arg(database)
           : tr("A downgrade of %1 is running").arg(database),
        tr("Closing the window cancels the run and rolls back what is not committed."));
    connect(m_closing->addButton(tr("Keep running")), &QPushButton::clicked, this,
        &MessageBar::keepRunningChosen);
    connect(m_closing->addButton(tr("Cancel run and close")), &QPushButton::clicked, this,
        &MessageBar::cancelAndCloseChosen);
    m_hasClosing = true;
    arrange();
}

void MessageBar::showUnsaved(const QStringList &files)
{
    m_closing->setMessage(MessageKind::Warn, tr("Not saved: %1").arg(files.join(QStringLiteral(", "))),
        tr("Closing the window drops these edits. The files on disk stay as they are."));
    connect(m_closing->addButton(tr("Keep editing")), &QPushButton::clicked, this, &MessageBar::clearClosing);
    connect(m_closing->addButton(tr("Close without saving")), &QPushButton::clicked, this,
        &MessageBar::discardAndCloseChosen);
    m_hasClosing = true;
    arrange();
}

void MessageBar::clearProject()
{
    m_hasProject = false;
    arrange();
}

void MessageBar::clearClosing()
{
    m_hasClosing = false;
    arrange();
}

} // namespace stillroom
