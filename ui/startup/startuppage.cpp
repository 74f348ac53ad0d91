#include "ui/startup/startuppage.h"

#include "app/startup/decision.h"
#include "ui/shell/settings.h"
#include "ui/startup/logpanel.h"
#include "ui/startup/startupflow.h"
#include "ui/startup/startupflowview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int toolbarHeight = 44; // px at 100 %
constexpr int panelWidth = 428;
constexpr int whatIfMode = 1; ///< segments, from 0
constexpr int logMode = 2;

QString messagesText(const StartupDecision &decision)
{
    QStringList lines;
    for (const StartupMessage &message : decision.messages)
        lines += lineOf(message, MessageForm::Bracket);
    if (!decision.standardError.isEmpty())
        lines += decision.standardError;
    return lines.join(u'\n');
}

QComboBox *choice(const QString &name, const QStringList &texts, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setAccessibleName(name);
    combo->addItems(texts);
    return combo;
}

} // namespace

StartupPage::StartupPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("startupPage"));
    setProperty("panel", QStringLiteral("canvas"));
    m_flow = new StartupFlowView(theme);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_flow);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->addWidget(scroll);
    m_panel = createPanel();
    splitter->addWidget(m_panel);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({theme.px(768), theme.px(panelWidth)});
    splitter->remember(settings, QStringLiteral("startup/splitter"));
    auto *verdict = new QFrame(this);
    verdict->setProperty("verdict", QStringLiteral("plain"));
    m_headline = textLabel({}, TextRole::Label, verdict);
    m_headline->setObjectName(QStringLiteral("startupHeadline"));
    m_sub = wrappedLabel({}, TextRole::Meta, verdict, Tone::Muted);
    auto *texts = new QVBoxLayout(verdict);
    texts->setContentsMargins(16, 10, 16, 10);
    texts->setSpacing(2);
    texts->addWidget(m_headline);
    texts->addWidget(m_sub);
    auto *shown = new QWidget(this);
    auto *shownLayout = new QVBoxLayout(shown);
    shownLayout->setContentsMargins(0, 0, 0, 0);
    shownLayout->setSpacing(0);
    shownLayout->addWidget(verdict);
    shownLayout->addWidget(splitter, 1);
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(shown);
    m_log = new LogPanel(theme, settings, this);
    m_content->addWidget(m_log);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createToolbar());
    layout->addWidget(m_content, 1);
    connect(&workspace, &Workspace::startupForecast, this, &StartupPage::onForecast);
    connect(&workspace, &Workspace::startupRefused, this, &StartupPage::onRefused);
    connect(m_log, &LogPanel::reportChanged, this, &Page::offersChanged);
}

QWidget *StartupPage::createToolbar()
{
    auto *toolbar = new QFrame(this);
    toolbar->setProperty("panel", QStringLiteral("toolbar"));
    toolbar->setFixedHeight(m_theme.px(toolbarHeight));
    m_mode = new SegmentedControl(toolbar);
    m_mode->setObjectName(QStringLiteral("startupMode"));
    m_mode->setAccessibleName(tr("Next start"));
    m_mode->addSegment(tr("As configured"));
    m_mode->addSegment(tr("What if…"));
    m_mode->addSegment(tr("Read a log"));
    m_whatIf = new QWidget(toolbar);
    m_flag = choice(tr("Flag"), {tr("flag true"), tr("flag false"), tr("flag unset")}, m_whatIf);
    m_flag->setObjectName(QStringLiteral("whatIfFlag"));
    m_skip = choice(tr("Skip switch"), {tr("skip unset"), tr("skip 1")}, m_whatIf);
    m_skip->setObjectName(QStringLiteral("whatIfSkip"));
    m_tables = choice(
        tr("Tables"), {tr("tables as they are"), tr("tables missing"), tr("tables there")}, m_whatIf);
    m_tables->setObjectName(QStringLiteral("whatIfTables"));
    auto *choices = new QHBoxLayout(m_whatIf);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(8);
    for (QComboBox *combo : {m_flag, m_skip, m_tables}) {
        choices->addWidget(combo);
        connect(combo, &QComboBox::currentIndexChanged, this, &StartupPage::decide);
    }
    m_whatIf->hide();
    m_readAt = textLabel({}, TextRole::Meta, toolbar, Tone::Muted);
    m_again = textButton(tr("Read again"), ButtonKind::Default, toolbar);
    auto *layout = new QHBoxLayout(toolbar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(textLabel(tr("Next start"), TextRole::Body, toolbar, Tone::Muted));
    layout->addWidget(m_mode);
    layout->addWidget(m_whatIf);
    layout->addStretch(1);
    layout->addWidget(m_readAt);
    layout->addWidget(m_again);
    connect(m_again, &QPushButton::clicked, this, &StartupPage::read);
    connect(m_mode, &SegmentedControl::currentChanged, this, &StartupPage::showMode);
    return toolbar;
}

QWidget *StartupPage::createPanel()
{
    auto *panel = new QWidget(this);
    panel->setProperty("panel", QStringLiteral("surface"));
    panel->setMinimumWidth(m_theme.px(280));
    auto *scroll = new QScrollArea(panel);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_reasonsBody = new QWidget;
    m_reasonsBody->setProperty("panel", QStringLiteral("surface"));
    m_reasons = new QVBoxLayout(m_reasonsBody);
    m_reasons->setContentsMargins(16, 14, 16, 12);
    m_reasons->setSpacing(10);
    scroll->setWidget(m_reasonsBody);
    m_messages = new QPlainTextEdit(panel);
    m_messages->setObjectName(QStringLiteral("startupMessages"));
    m_messages->setAccessibleName(tr("Messages this start will log"));
    m_messages->setReadOnly(true);
    m_messages->setFont(m_theme.font(TextRole::Code));
    m_messages->setFrameShape(QFrame::NoFrame);
    m_messages->document()->setDocumentMargin(m_theme.px(12));
    m_messages->setFixedHeight(m_theme.px(150));
    QPushButton *copy = textButton(tr("Copy"), ButtonKind::Link, panel);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(16, 6, 12, 2);
    title->addWidget(textLabel(tr("Messages this start will log"), TextRole::Label, panel));
    title->addStretch(1);
    title->addWidget(copy);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(horizontalRule(panel));
    layout->addLayout(title);
    layout->addWidget(m_messages);
    connect(copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_messages->toPlainText());
        Q_EMIT toastRequested(tr("Messages copied"));
    });
    return panel;
}

void StartupPage::read()
{
    if (!m_workspace.state()->project)
        return;
    m_reading = true;
    m_request = m_workspace.requestStartup();
    if (!m_forecast) {
        m_empty->showLoading(tr("Reading what the next start will meet…"));
        if (m_mode->current() != logMode)
            m_content->setCurrentWidget(m_empty);
    }
}

void StartupPage::showMode()
{
    const bool log = m_mode->current() == logMode;
    m_whatIf->setVisible(m_mode->current() == whatIfMode);
    m_again->setVisible(!log);
    m_readAt->setVisible(!log);
    if (log)
        m_content->setCurrentWidget(m_log);
    else
        m_content->setCurrentIndex(m_forecast ? 1 : 0);
    decide();
    Q_EMIT offersChanged();
}

bool StartupPage::isBusy() const
{
    return m_reading || m_log->isBusy();
}

void StartupPage::chooseTab(int tab)
{
    if (tab < m_mode->count())
        m_mode->setCurrent(tab);
}

bool StartupPage::escape()
{
    return m_mode->current() == logMode && m_log->cancel();
}

void StartupPage::onForecast(quint64 request, const std::shared_ptr<const StartupForecast> &forecast)
{
    if (request != m_request)
        return;
    m_reading = false;
    m_forecast = forecast;
    m_readAt->setText(tr("Read at %1").arg(forecast->at.toString(QStringLiteral("hh:mm:ss"))));
    if (m_mode->current() != logMode)
        m_content->setCurrentIndex(1);
    decide();
}

void StartupPage::onRefused(quint64 request, const Error &error)
{
    if (request != m_request)
        return;
    m_reading = false;
    m_empty->showError(tr("The project could not be read"), error.message);
    if (m_mode->current() != logMode)
        m_content->setCurrentWidget(m_empty);
}

/// The situation as it is, or as the switches say.
StartupSituation StartupPage::asked() const
{
    StartupSituation situation = m_forecast->situation;
    if (m_mode->current() != whatIfMode)
        return situation;
    const std::optional<QString> flags[] = {QStringLiteral("true"), QStringLiteral("false"), std::nullopt};
    situation.flag = flags[m_flag->currentIndex()];
    situation.skip = m_skip->currentIndex() == 1 ? std::optional(QStringLiteral("1")) : std::nullopt;
    if (m_tables->currentIndex() == 1)
        situation.missing = situation.required;
    else if (m_tables->currentIndex() == 2)
        situation.missing.clear();
    if (m_tables->currentIndex() > 0 && situation.missingAfter)
        situation.missingAfter = QStringList();
    return situation;
}

void StartupPage::decide()
{
    if (!m_forecast)
        return;
    StartupForecast shown = *m_forecast;
    shown.situation = asked();
    if (m_mode->current() == whatIfMode)
        shown.flagSource = shown.skipSource = QString();
    m_decision = decideStartup(shown.situation);
    m_flow->setNodes(startupFlow(shown, m_decision));
    m_headline->setText(m_mode->current() == whatIfMode
            ? tr("What if: %1").arg(startupHeadline(shown, m_decision))
            : startupHeadline(shown, m_decision));
    m_sub->setText(m_decision.path.empty() ? QString() : m_decision.path.back().reason);
    m_sub->setVisible(!m_sub->text().isEmpty());
    m_messages->setPlainText(messagesText(m_decision));
    fillReasons(m_decision);
    Q_EMIT offersChanged();
}

void StartupPage::fillReasons(const StartupDecision &decision)
{
    while (QLayoutItem *item = m_reasons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_reasons->addWidget(textLabel(tr("Why this path"), TextRole::Section, m_reasonsBody));
    int number = 0;
    for (const PathStep &step : decision.path) {
        if (step.node == StartupNode::Start || step.node == StartupNode::AlreadyRun)
            continue;
        auto *row = new QWidget(m_reasonsBody);
        auto *grid = new QGridLayout(row);
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(8);
        grid->setVerticalSpacing(1);
        grid->setColumnStretch(1, 1);
        grid->addWidget(textLabel(QString::number(++number), TextRole::Label, row, Tone::Accent), 0, 0);
        grid->addWidget(textLabel(startupNodeName(step.node), TextRole::Label, row), 0, 1);
        grid->addWidget(textLabel(step.answer, TextRole::Code, row), 0, 2, Qt::AlignRight);
        if (!step.reason.isEmpty())
            grid->addWidget(wrappedLabel(step.reason, TextRole::Meta, row, Tone::Muted), 1, 1, 1, 2);
        m_reasons->addWidget(row);
    }
    if (m_forecast->seedScripts > 0) {
        m_reasons->addWidget(wrappedLabel(tr("%1 seed scripts are run by stillroom-cli startup; whether each "
                                             "has something to do, its table says.")
                                              .arg(m_forecast->seedScripts),
            TextRole::Meta, m_reasonsBody, Tone::Muted));
    }
    m_reasons->addStretch(1);
}

std::pair<QString, QString> StartupPage::copyText() const
{
    if (m_mode->current() == logMode)
        return {m_log->reportText(), tr("report")};
    if (!m_forecast)
        return {};
    QStringList lines{m_headline->text()};
    for (const PathStep &step : m_decision.path)
        lines += QStringLiteral("%1 %2: %3")
                     .arg(startupNodeName(step.node), step.answer, step.reason)
                     .simplified();
    return {lines.join(u'\n') + QStringLiteral("\n\n") + m_messages->toPlainText() + u'\n', tr("decision")};
}

QList<QWidget *> StartupPage::regions()
{
    if (m_mode->current() == logMode)
        return {m_log};
    return {m_flow, m_panel};
}

} // namespace stillroom
