#include "ui/checklist/checklistsummary.h"

#include "app/verify/reportfiles.h"
#include "ui/checklist/checkrow.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int panelWidth = 308; // px at 100 %
constexpr int mostTasks = 6;

} // namespace

ChecklistSummary::ChecklistSummary(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("checklistSummary"));
    setProperty("panel", QStringLiteral("surface"));
    setMinimumWidth(theme.px(240));
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_body = new QWidget;
    m_body->setProperty("panel", QStringLiteral("surface"));
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(16, 14, 16, 12);
    m_layout->setSpacing(10);
    scroll->setWidget(m_body);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    resize(theme.px(panelWidth), height());
}

void ChecklistSummary::addTask(int number, const Check &check)
{
    auto *task = new QWidget(m_body);
    auto *grid = new QGridLayout(task);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(2, 1);
    grid->addWidget(textLabel(QString::number(number), TextRole::Label, task), 0, 0, Qt::AlignTop);
    grid->addWidget(new ResultIcon(resultKindOf(check.outcome), 16, m_theme, task), 0, 1, Qt::AlignTop);
    grid->addWidget(wrappedLabel(check.label, TextRole::Label, task), 0, 2);
    grid->addWidget(wrappedLabel(check.remedy.isEmpty() ? check.finding : check.remedy, TextRole::Meta, task,
                        Tone::Muted),
        1, 2);
    m_layout->addWidget(task);
}

void ChecklistSummary::show(const VerifyReport &report)
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_layout->addWidget(textLabel(tr("Summary"), TextRole::Section, m_body));
    int number = 0;
    for (const CheckOutcome outcome : {CheckOutcome::Fail, CheckOutcome::Warn}) {
        for (const Check &check : report.checklist.checks) {
            if (check.outcome == outcome && number < mostTasks)
                addTask(++number, check);
        }
    }
    if (number == 0)
        m_layout->addWidget(wrappedLabel(tr("Nothing to do."), TextRole::Body, m_body));
    m_layout->addWidget(horizontalRule(m_body));
    m_layout->addWidget(textLabel(tr("The project's own program"), TextRole::Label, m_body));
    const MirroredReport &mirrored = report.mirrored;
    m_layout->addWidget(wrappedLabel(!mirrored.noVerdict.isEmpty()
            ? tr("Would end without a verdict: %1").arg(mirrored.noVerdict)
            : mirrored.overall ? tr("Would say that all checks passed. It does not count the database.")
                               : tr("Would say that some checks failed."),
        TextRole::Meta, m_body, Tone::Muted));
    m_layout->addWidget(horizontalRule(m_body));
    m_layout->addWidget(textLabel(tr("For your ticket"), TextRole::Label, m_body));
    m_layout->addWidget(
        wrappedLabel(tr("“Copy as text” puts all %1 results on the clipboard, without secrets.")
                         .arg(report.checklist.checks.size()),
            TextRole::Meta, m_body, Tone::Muted));
    m_layout->addStretch(1);
}

} // namespace stillroom
