#include "ui/timeline/revisionrisks.h"

#include "ui/timeline/revisiontext.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/riskbadge.h"
#include "ui/widgets/text.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGridLayout>
#include <QGuiApplication>

#include <algorithm>

namespace stillroom
{

namespace
{

Tone toneOf(LockMode mode)
{
    return mode == LockMode::AccessExclusive ? Tone::Bad : blocksWrites(mode) ? Tone::Warn : Tone::Muted;
}

} // namespace

RevisionRisks::RevisionRisks(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("revisionRisks"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Locks and risks"));
}

void RevisionRisks::begin()
{
    m_shownWays.clear();
    m_body = new QWidget;
    m_body->setProperty("panel", QStringLiteral("surface"));
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(16, 12, 16, 16);
    m_layout->setSpacing(8);
}

void RevisionRisks::finish()
{
    m_layout->addStretch(1);
    setWidget(m_body);
}

void RevisionRisks::clear()
{
    m_sheet = {};
    begin();
    finish();
}

void RevisionRisks::showError(const Error &error)
{
    m_sheet = {};
    begin();
    auto *message = new InlineMessage(m_theme, m_body);
    message->setMessage(MessageKind::Bad, tr("The script cannot be read"), error.message);
    m_layout->addWidget(message);
    finish();
}

void RevisionRisks::showSheet(const RiskSheet &sheet)
{
    m_sheet = sheet;
    begin();
    if (!sheet.known) {
        auto *message = new InlineMessage(m_theme, m_body);
        message->setMessage(MessageKind::Warn, tr("What it locks is known only after a rehearsal"),
            tr("Only the project's own Python knows which statements this revision sends."));
        m_layout->addWidget(message);
    } else {
        addHead();
        if (!sheet.statements.empty())
            addSection(tr("Locks, in order"));
    }
    int number = 0;
    for (const StatementLocks &statement : sheet.statements)
        addStatement(++number, statement);
    if (const int more = sheet.statementCount - number; more > 0) {
        m_layout->addWidget(wrappedLabel(
            tr("%1 more; \"Copy SQL\" on the Upgrade SQL tab has them all.").arg(statementCount(more)),
            TextRole::Meta, m_body, Tone::Muted));
    }
    if (!sheet.dangers.empty())
        addSection(tr("What can go wrong"));
    for (const Finding &finding : sheet.dangers)
        addFinding(finding);
    if (!sheet.allowed.empty())
        addSection(tr("Allowed in the script"));
    for (const Finding &finding : sheet.allowed) {
        m_layout->addWidget(wrappedLabel(finding.title, TextRole::Body, m_body));
        m_layout->addWidget(
            wrappedLabel(tr("because %1").arg(*finding.allowed), TextRole::Meta, m_body, Tone::Muted));
    }
    finish();
}

void RevisionRisks::addHead()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(textLabel(tr("Risk"), TextRole::Label, m_body));
    auto *badge = new RiskBadge(riskLevel(m_sheet.worst), m_theme, m_body);
    badge->setAccessibleName(riskText(riskLevel(m_sheet.worst)));
    head->addWidget(badge);
    head->addStretch(1);
    head->addWidget(textLabel(statementCount(m_sheet.statementCount), TextRole::Meta, m_body, Tone::Muted));
    m_layout->addLayout(head);
    if (!m_sheet.reason.isEmpty())
        m_layout->addWidget(wrappedLabel(m_sheet.reason, TextRole::Body, m_body));
    m_layout->addWidget(wrappedLabel(m_sheet.basis, TextRole::Meta, m_body, Tone::Muted));
}

void RevisionRisks::addSection(const QString &title)
{
    m_layout->addSpacing(2);
    m_layout->addWidget(horizontalRule(m_body));
    m_layout->addSpacing(2);
    m_layout->addWidget(textLabel(title, TextRole::Label, m_body));
}

void RevisionRisks::addStatement(int number, const StatementLocks &statement)
{
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnMinimumWidth(0, m_theme.px(14));
    grid->setColumnStretch(1, 1);
    grid->addWidget(textLabel(QString::number(number), TextRole::Label, m_body), 0, 0, Qt::AlignTop);
    auto *sql = new ElidingLabel(TextRole::Code, m_body);
    sql->setFullText(statement.statement);
    grid->addWidget(sql, 0, 1);
    int row = 1;
    std::vector<LockMode> shown;
    for (const LockClaim &lock : statement.locks) {
        if (std::find(shown.begin(), shown.end(), lock.mode) != shown.end())
            continue; // the tables of one mode stand in the line below
        shown.push_back(lock.mode);
        auto *line = new QHBoxLayout;
        line->setSpacing(8);
        line->addWidget(textLabel(lockModeName(lock.mode), TextRole::Code, m_body, toneOf(lock.mode)));
        line->addWidget(textLabel(lockConsequence(lock.mode), TextRole::Meta, m_body, Tone::Muted));
        line->addStretch(1);
        grid->addLayout(line, row++, 1);
    }
    for (const QString &text : {statement.nothing, statement.details}) {
        if (!text.isEmpty())
            grid->addWidget(wrappedLabel(text, TextRole::Meta, m_body, Tone::Muted), row++, 1);
    }
    m_layout->addLayout(grid);
}

void RevisionRisks::addFinding(const Finding &finding)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const bool high = finding.severity == Severity::High;
    row->addWidget(new ResultIcon(high ? ResultKind::Failed : ResultKind::Warning, 16, m_theme, m_body), 0,
        Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(2);
    QLabel *title = wrappedLabel(finding.title, TextRole::Body, m_body);
    title->setObjectName(QStringLiteral("riskFinding"));
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(title);
    column->addWidget(wrappedLabel(finding.why, TextRole::Meta, m_body, Tone::Muted));
    QStringList facts{riskText(riskLevel(finding.severity)), finding.rule};
    if (!finding.place.path.isEmpty() && finding.place.line > 0)
        facts << tr("line %1").arg(finding.place.line);
    if (!finding.estimate.isEmpty())
        facts << finding.estimate;
    column->addWidget(wrappedLabel(facts.join(QStringLiteral(" · ")), TextRole::Meta, m_body, Tone::Muted));
    row->addLayout(column, 1);
    m_layout->addLayout(row);
    if (!finding.safer.text.isEmpty())
        addGentler(finding.safer);
}

void RevisionRisks::addGentler(const SaferWay &way)
{
    if (std::find(m_shownWays.begin(), m_shownWays.end(), way) != m_shownWays.end())
        return;
    m_shownWays.push_back(way);
    auto *message = new InlineMessage(m_theme, m_body);
    message->setMessage(MessageKind::Info, tr("A gentler way"), way.text);
    if (!way.code.isEmpty()) {
        QPushButton *copy = message->addButton(tr("Copy code"));
        copy->setObjectName(QStringLiteral("copyGentler"));
        copy->setToolTip(way.code);
        connect(copy, &QPushButton::clicked, this, [this, code = way.code] {
            QGuiApplication::clipboard()->setText(code);
            Q_EMIT toastRequested(tr("Copied code"));
        });
    }
    m_layout->addWidget(message);
}

} // namespace stillroom
