#include "ui/checklist/checkrow.h"

#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int rowHeight = 30; // px at 100 %, as the ones below
constexpr int wordWidth = 56;
constexpr int detailIndent = 112;

Tone toneOf(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Pass:
        return Tone::Ok;
    case CheckOutcome::Warn:
        return Tone::Warn;
    case CheckOutcome::Fail:
        return Tone::Bad;
    case CheckOutcome::Unknown:
        return Tone::Muted;
    }
    Q_UNREACHABLE();
}

QString fixText(const CheckFix &fix)
{
    switch (fix.kind) {
    case CheckFix::Kind::None:
        return {};
    case CheckFix::Kind::EditVariable:
        return CheckRow::tr("Edit…");
    case CheckFix::Kind::Upgrade:
        return CheckRow::tr("Review upgrade…");
    case CheckFix::Kind::Command:
        return CheckRow::tr("Copy command");
    }
    Q_UNREACHABLE();
}

} // namespace

ResultKind resultKindOf(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Pass:
        return ResultKind::Passed;
    case CheckOutcome::Warn:
        return ResultKind::Warning;
    case CheckOutcome::Fail:
        return ResultKind::Failed;
    case CheckOutcome::Unknown:
        return ResultKind::Skipped;
    }
    Q_UNREACHABLE();
}

CheckRow::CheckRow(const Check &check, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_check(check)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("check:") + check.id);
    setAccessibleName(QStringLiteral("%1: %2, %3")
                          .arg(resultText(resultKindOf(check.outcome)), check.label, check.finding));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(horizontalRule(this));
    layout->addWidget(createLine());
    m_details = createDetails();
    layout->addWidget(m_details);
    m_details->hide();
}

QWidget *CheckRow::createLine()
{
    auto *line = new QWidget(this);
    line->setMinimumHeight(m_theme.px(rowHeight));
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(8, 0, 12, 0);
    layout->setSpacing(6);
    m_toggle = new IconButton(QStringLiteral("chevron-right"), tr("Show details"), m_theme, line);
    layout->addWidget(m_toggle);
    const ResultKind kind = resultKindOf(m_check.outcome);
    layout->addWidget(new ResultIcon(kind, 16, m_theme, line));
    QLabel *word = textLabel(resultText(kind), TextRole::Meta, line, toneOf(m_check.outcome));
    word->setFixedWidth(m_theme.px(wordWidth));
    layout->addWidget(word);
    const bool quiet = m_check.outcome == CheckOutcome::Pass;
    layout->addWidget(textLabel(m_check.label, quiet ? TextRole::Body : TextRole::Label, line));
    auto *finding = new ElidingLabel(TextRole::Meta, line);
    setTone(finding, Tone::Muted);
    finding->setFullText(m_check.finding);
    layout->addWidget(finding, 1);
    if (!m_check.evidence.isEmpty() && m_check.evidence != u"not set") {
        auto *evidence = new ElidingLabel(TextRole::Code, line, Qt::ElideLeft);
        setTone(evidence, Tone::Muted);
        evidence->setFullText(m_check.evidence);
        evidence->setMaximumWidth(m_theme.px(260));
        layout->addWidget(evidence);
    }
    if (!quiet)
        addFix(line, layout, false);
    connect(m_toggle, &QAbstractButton::clicked, this, [this] { setOpen(!m_open); });
    return line;
}

QWidget *CheckRow::createDetails()
{
    auto *details = new QWidget(this);
    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins(m_theme.px(detailIndent), 2, 12, 12);
    layout->setSpacing(6);
    layout->addWidget(wrappedLabel(m_check.finding, TextRole::Body, details));
    if (!m_check.why.isEmpty())
        layout->addWidget(wrappedLabel(m_check.why, TextRole::Meta, details, Tone::Muted));
    if (!m_check.remedy.isEmpty())
        layout->addWidget(wrappedLabel(tr("To do: %1").arg(m_check.remedy), TextRole::Body, details));
    if (!m_check.evidence.isEmpty()) {
        QLabel *evidence = wrappedLabel(m_check.evidence, TextRole::Code, details);
        evidence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(evidence);
    }
    if (!m_check.mirrored.isEmpty()) {
        layout->addWidget(wrappedLabel(
            tr("The project's own program: %1").arg(m_check.mirrored), TextRole::Meta, details, Tone::Muted));
    }
    return details;
}

void CheckRow::addFix(QWidget *parent, QHBoxLayout *layout, bool primary)
{
    const QString text = fixText(m_check.fix);
    if (text.isEmpty())
        return;
    QPushButton *button = textButton(text, primary ? ButtonKind::Primary : ButtonKind::Default, parent);
    setCompact(button);
    layout->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this] { Q_EMIT fixRequested(m_check.fix); });
}

void CheckRow::setOpen(bool open)
{
    m_open = open;
    m_details->setVisible(open);
    m_toggle->setIcon(m_theme.icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_toggle->setTip(open ? tr("Hide details") : tr("Show details"));
}

void CheckRow::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        setOpen(!m_open);
    QFrame::mouseReleaseEvent(event);
}

} // namespace stillroom
