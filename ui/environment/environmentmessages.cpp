// What the page has to say above its table.
#include "ui/environment/environmentpage.h"

#include "ui/widgets/inlinemessage.h"

#include <QFileInfo>
#include <QPushButton>

namespace stillroom
{

/// One thing at a time, the gravest first.
void EnvironmentPage::showMessage()
{
    m_message->clearButtons();
    m_messagePlace->setVisible(true);
    if (const QStringList conflicts = m_session.conflicts(); !conflicts.isEmpty()) {
        const QString path = conflicts.front();
        m_message->setMessage(MessageKind::Warn, tr("%1 changed on disk").arg(QFileInfo(path).fileName()),
            tr("Your edits are still here. Reload takes the version on disk and drops them; Compare shows "
               "what "
               "your version would change in it."));
        connect(m_message->addButton(tr("Reload")), &QPushButton::clicked, this,
            [this, path] { m_session.takeFromDisk(path); });
        connect(m_message->addButton(tr("Compare")), &QPushButton::clicked, this,
            [this, path] { m_session.keepMine(path); });
        return;
    }
    if (m_notice) {
        m_message->setMessage(
            m_notice->bad ? MessageKind::Bad : MessageKind::Info, m_notice->title, m_notice->body);
        connect(m_message->addButton(tr("Close")), &QPushButton::clicked, this, [this] {
            m_notice.reset();
            showMessage();
        });
        return;
    }
    for (const MatrixSource &source : m_model.matrix().sources) {
        if (!source.error)
            continue;
        m_message->setMessage(MessageKind::Bad,
            tr("%1 cannot be understood").arg(QFileInfo(source.path).fileName()), source.error->message);
        return;
    }
    if (!m_session.problems().empty()) {
        m_message->setMessage(
            MessageKind::Bad, tr("A file cannot be read"), m_session.problems().front().message);
        return;
    }
    m_messagePlace->setVisible(showFindings());
}

/// What is to be known of whole files, until it is closed.
bool EnvironmentPage::showFindings()
{
    const std::vector<MatrixFinding> &findings = m_model.matrix().findings;
    QStringList lines;
    for (const MatrixFinding &finding : findings)
        lines << tr("%1, line %2: %3").arg(finding.file).arg(finding.line).arg(finding.message);
    const QString all = lines.join(u'\n');
    if (all.isEmpty() || all == m_closedFindings)
        return false;
    constexpr qsizetype mostLines = 3;
    if (lines.size() > mostLines)
        lines = lines.first(mostLines)
            + QStringList(
                tr("%1 more: stillroom-cli env show --file render.yaml").arg(lines.size() - mostLines));
    m_message->setMessage(MessageKind::Warn, tr("To know about these files"), lines.join(u'\n'));
    connect(m_message->addButton(tr("Close")), &QPushButton::clicked, this, [this, all] {
        m_closedFindings = all;
        showMessage();
    });
    return true;
}

void EnvironmentPage::setNotice(const Error &error, const QString &title)
{
    m_notice = Notice{true, title, error.message};
    showMessage();
}

} // namespace stillroom
