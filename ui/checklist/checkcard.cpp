#include "ui/checklist/checkcard.h"

#include "ui/checklist/checkrow.h"
#include "ui/widgets/iconbutton.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{

namespace
{

/// So many that passed are shown; the others fold.
constexpr size_t shownPassed = 2;
constexpr int headerHeight = 34; // px at 100 %

int rankOf(const Check &check)
{
    switch (check.outcome) {
    case CheckOutcome::Fail:
        return 0;
    case CheckOutcome::Warn:
        return 1;
    case CheckOutcome::Unknown:
        return 2;
    case CheckOutcome::Pass:
        return 3;
    }
    Q_UNREACHABLE();
}

} // namespace

CheckCard::CheckCard(
    const QString &title, const std::vector<Check> &checks, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_body(new QWidget(this))
    , m_rows(new QVBoxLayout(m_body))
{
    setProperty("panel", QStringLiteral("card"));
    setObjectName(QStringLiteral("card:") + title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(createHeader(title, checks));
    layout->addWidget(m_body);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    std::vector<Check> sorted = checks;
    std::stable_sort(
        sorted.begin(), sorted.end(), [](const Check &a, const Check &b) { return rankOf(a) < rankOf(b); });
    addRows(sorted);
}

QWidget *CheckCard::createHeader(const QString &title, const std::vector<Check> &checks)
{
    auto *header = new QWidget(this);
    header->setProperty("panel", QStringLiteral("sunken"));
    header->setMinimumHeight(m_theme.px(headerHeight));
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(8, 0, 12, 0);
    layout->setSpacing(6);
    m_toggle = new IconButton(QStringLiteral("chevron-down"), tr("Fold %1").arg(title), m_theme, header);
    layout->addWidget(m_toggle);
    layout->addWidget(textLabel(title, TextRole::Label, header));
    layout->addStretch(1);
    for (const CheckOutcome outcome :
        {CheckOutcome::Fail, CheckOutcome::Warn, CheckOutcome::Pass, CheckOutcome::Unknown}) {
        const auto count = std::count_if(
            checks.begin(), checks.end(), [outcome](const Check &check) { return check.outcome == outcome; });
        if (count == 0)
            continue;
        layout->addWidget(new ResultIcon(resultKindOf(outcome), 12, m_theme, header));
        layout->addWidget(textLabel(QString::number(count), TextRole::Meta, header, Tone::Muted));
    }
    connect(m_toggle, &QAbstractButton::clicked, this, [this] { setOpen(!m_open); });
    return header;
}

void CheckCard::addRow(const Check &check, QVBoxLayout *layout)
{
    auto *row = new CheckRow(check, m_theme, m_body);
    connect(row, &CheckRow::fixRequested, this, &CheckCard::fixRequested);
    layout->addWidget(row);
}

void CheckCard::addRows(const std::vector<Check> &checks)
{
    const auto passed = std::find_if(
        checks.begin(), checks.end(), [](const Check &check) { return check.outcome == CheckOutcome::Pass; });
    const size_t problems = size_t(passed - checks.begin());
    const bool folds = checks.size() - problems > shownPassed + 1;
    const size_t shown = folds ? problems + shownPassed : checks.size();
    for (size_t i = 0; i < shown; ++i)
        addRow(checks[i], m_rows);
    if (!folds)
        return;
    auto *more = new QWidget(m_body);
    auto *moreRows = new QVBoxLayout(more);
    moreRows->setContentsMargins(0, 0, 0, 0);
    moreRows->setSpacing(0);
    for (size_t i = shown; i < checks.size(); ++i)
        addRow(checks[i], moreRows);
    more->hide();
    auto *line = new QWidget(m_body);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins(38, 4, 12, 4);
    QPushButton *button
        = textButton(tr("%1 more checks passed").arg(checks.size() - shown), ButtonKind::Link, line);
    layout->addWidget(button);
    layout->addStretch(1);
    m_rows->addWidget(horizontalRule(m_body));
    m_rows->addWidget(line);
    m_rows->addWidget(more);
    connect(button, &QPushButton::clicked, this, [more, line] {
        more->show();
        line->hide();
    });
}

void CheckCard::setOpen(bool open)
{
    m_open = open;
    m_body->setVisible(open);
    m_toggle->setIcon(m_theme.icon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
}

} // namespace stillroom
