// The rehearsal's row of the review panel.
#include "app/services/rehearsing.h"
#include "ui/run/reviewpanel.h"
#include "ui/run/reviewtext.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QGridLayout>

namespace stillroom
{

void ReviewPanel::setRehearsal(const std::shared_ptr<const Rehearsal> &rehearsal)
{
    m_rehearsal = rehearsal;
    m_rehearsalError.reset();
    m_rehearsing = false;
    fillChecks();
    updateButton(); // production may ask for it
}

void ReviewPanel::setRehearsalError(const Error &error)
{
    m_rehearsalError = error;
    m_rehearsing = false;
    fillChecks();
}

/// The row stays while its words change, so that its button can be pressed.
void ReviewPanel::setRehearsing(const QString &progress)
{
    if (!m_rehearsing) {
        m_rehearsing = true;
        m_rehearsalError.reset();
        fillChecks();
    }
    if (m_rehearsalText)
        m_rehearsalText->setText(progress.isEmpty() ? tr("The live database is only read.") : progress);
}

void ReviewPanel::addRehearsalButton(QWidget *row, const char *name, const QString &text, bool starts)
{
    QPushButton *button = textButton(text, ButtonKind::Link, row);
    button->setObjectName(QLatin1String(name));
    setStyleProperty(button, "flush", true);
    static_cast<QGridLayout *>(row->layout())->addWidget(button, 2, 1, Qt::AlignLeft);
    if (starts) {
        button->setEnabled(m_state.phase == ConnectionPhase::Connected && !m_state.running);
        connect(button, &QPushButton::clicked, this, [this] {
            keepConsent();
            Q_EMIT rehearsalRequested(!m_plan.isNative() && m_consent->isChecked());
        });
    } else {
        connect(button, &QPushButton::clicked, this, &ReviewPanel::rehearsalCancelRequested);
    }
}

/// A missing rehearsal is a warning with a button, not a wall.
void ReviewPanel::addRehearsal()
{
    m_rehearsalText = nullptr;
    if (m_plan.direction == Direction::Downgrade || m_plan.steps.empty())
        return;
    const QString again = tr("Rehearse again…");
    if (m_rehearsing) {
        QWidget *row = addCheck(
            ResultKind::Running, tr("Rehearsing on a copy"), tr("The live database is only read."));
        m_rehearsalText = row->findChild<QLabel *>(QStringLiteral("checkText"));
        addRehearsalButton(row, "rehearsalCancel", tr("Cancel"), false);
    } else if (m_rehearsalError && m_rehearsalError->kind != ErrorKind::Cancelled) {
        QWidget *row
            = addCheck(ResultKind::Failed, tr("The rehearsal could not be made"), m_rehearsalError->message);
        addRehearsalButton(row, "rehearse", tr("Try again"), true);
    } else if (m_rehearsal) {
        const bool failed = m_rehearsal->error.has_value();
        QWidget *row = addCheck(failed     ? ResultKind::Failed
                : m_rehearsal->comesBack() ? ResultKind::Passed
                                           : ResultKind::Warning,
            failed ? tr("The rehearsal failed") : tr("Rehearsed on a copy"), rehearsalText(*m_rehearsal));
        addRehearsalButton(row, "rehearse", again, true);
    } else {
        const bool consentMissing = !m_plan.isNative() && !m_consent->isChecked();
        QWidget *row = addCheck(ResultKind::Warning, tr("Not rehearsed"),
            consentMissing
                ? tr("A copy of the schema shows what happens. It ends at the first step of Project Python "
                     "unless you allow the project's code below.")
                : tr("Try it on a copy of the schema first; the live database is only read."));
        addRehearsalButton(row, "rehearse", tr("Rehearse on a copy…"), true);
    }
}

} // namespace stillroom
