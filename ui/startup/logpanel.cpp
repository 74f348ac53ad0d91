#include "ui/startup/logpanel.h"

#include "app/services/background.h"
#include "app/startup/logtext.h"
#include "ui/run/celltable.h"
#include "ui/shell/settings.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMimeData>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int barHeight = 44; // px at 100 %, as the ones below
constexpr int detailWidth = 560;
constexpr int mostLineRows = 400;
constexpr int tickMs = 200;

QPushButton *barButton(const char *name, const QString &text, QWidget *parent)
{
    QPushButton *button = textButton(text, ButtonKind::Default, parent);
    button->setObjectName(QLatin1String(name));
    return button;
}

} // namespace

LogPanel::LogPanel(const Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(theme)
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("logPanel"));
    setAcceptDrops(true);
    auto *splitter = new Splitter(Qt::Horizontal, this);
    splitter->addWidget(createList());
    splitter->addWidget(createDetail());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({theme.px(636), theme.px(detailWidth)});
    splitter->remember(settings, QStringLiteral("startup/log"));
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createBar());
    layout->addWidget(m_content, 1);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this,
        [this] { m_empty->setText(tr("%1 MB read").arg(double(m_progress->load()) / 1e6, 0, 'f', 0)); });
    showEmpty();
}

QWidget *LogPanel::createBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("panel", QStringLiteral("bar"));
    bar->setFixedHeight(m_theme.px(barHeight));
    QPushButton *open = barButton("logOpen", tr("Open log…"), bar);
    QPushButton *paste = barButton("logPaste", tr("Paste"), bar);
    m_source = new ElidingLabel(TextRole::Meta, bar, Qt::ElideMiddle);
    m_source->setObjectName(QStringLiteral("logSource"));
    setTone(m_source, Tone::Muted);
    m_scenario = new QComboBox(bar);
    m_scenario->setObjectName(QStringLiteral("logScenario"));
    m_scenario->setAccessibleName(tr("Expected messages of"));
    m_scenario->addItem(tr("nothing"), -1);
    for (const LogScenario scenario : {LogScenario::FirstDeployment, LogScenario::Restart,
             LogScenario::FlagOff, LogScenario::ForcedFailure})
        m_scenario->addItem(logScenarioTitle(scenario), int(scenario));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(open);
    layout->addWidget(paste);
    layout->addWidget(m_source, 1);
    layout->addWidget(textLabel(tr("Compare with"), TextRole::Meta, bar, Tone::Muted));
    layout->addWidget(m_scenario);
    connect(open, &QPushButton::clicked, this, &LogPanel::chooseFile);
    connect(paste, &QPushButton::clicked, this, &LogPanel::paste);
    connect(m_scenario, &QComboBox::currentIndexChanged, this, &LogPanel::showStart);
    return bar;
}

QWidget *LogPanel::createList()
{
    m_list = new QTableView(this);
    m_list->setObjectName(QStringLiteral("logStarts"));
    m_list->setAccessibleName(tr("Starts in the log"));
    m_list->setModel(&m_model);
    styleRowList(*m_list, {0, 170, 90, 100}, m_theme);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LogPanel::showStart);
    return m_list;
}

QWidget *LogPanel::createDetail()
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(m_theme.px(360));
    auto *detail = new QWidget;
    detail->setProperty("panel", QStringLiteral("surface"));
    m_icon = new ResultIcon(ResultKind::Passed, 16, m_theme, detail);
    m_title = textLabel({}, TextRole::Section, detail);
    m_title->setObjectName(QStringLiteral("logTitle"));
    m_meaning = wrappedLabel({}, TextRole::Body, detail);
    m_meaning->setObjectName(QStringLiteral("logMeaning"));
    m_advice = new InlineMessage(m_theme, detail);
    m_advice->setObjectName(QStringLiteral("logAdvice"));
    m_expectedTitle = textLabel({}, TextRole::Label, detail);
    m_expected
        = new CellTable({{tr("Result"), 90}, {tr("Expected message"), 0}}, mostLineRows, m_theme, detail);
    m_expected->setObjectName(QStringLiteral("logExpected"));
    m_lines = new CellTable(
        {{tr("Line"), 70, true}, {tr("Means"), 190}, {tr("Message"), 0}}, mostLineRows, m_theme, detail);
    m_lines->setObjectName(QStringLiteral("logLines"));
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_icon);
    head->addWidget(m_title, 1);
    auto *layout = new QVBoxLayout(detail);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(m_meaning);
    layout->addWidget(m_advice);
    layout->addWidget(m_expectedTitle);
    layout->addWidget(m_expected);
    layout->addWidget(textLabel(tr("What it logged"), TextRole::Label, detail));
    layout->addWidget(m_lines);
    layout->addStretch(1);
    scroll->setWidget(detail);
    return scroll;
}

void LogPanel::showEmpty()
{
    m_empty->showEmpty(QStringLiteral("startup"), tr("Read a log"),
        tr("Open or drop a log file, or paste lines. Any size, with any prefix; nothing is sent anywhere."));
    connect(m_empty->addButton(tr("Open log…")), &QPushButton::clicked, this, &LogPanel::chooseFile);
    m_content->setCurrentWidget(m_empty);
}

void LogPanel::begin(const QString &name)
{
    m_cancel.cancel();
    m_cancel = CancelToken();
    m_progress = std::make_shared<LogProgress>(0);
    m_name = name;
    m_reading = true;
    ++m_number;
    m_empty->showLoading(tr("Reading %1…").arg(name));
    connect(m_empty->addButton(tr("Cancel")), &QPushButton::clicked, this, &LogPanel::cancel);
    m_content->setCurrentWidget(m_empty);
    m_tick.start();
}

void LogPanel::openFile(const QString &path)
{
    begin(QFileInfo(path).fileName());
    background(
        this,
        [path, cancel = m_cancel, progress = m_progress] {
            return readLogFile(path, cancel, progress.get());
        },
        [this, number = m_number](const Result<LogReport> &report) { onRead(number, report); });
}

void LogPanel::readText(const QByteArray &text, const QString &name)
{
    begin(name);
    background(
        this,
        [text] {
            LogReader reader;
            reader.feed(text);
            return Result<LogReport>(reader.finish());
        },
        [this, number = m_number](const Result<LogReport> &report) { onRead(number, report); });
}

bool LogPanel::cancel()
{
    if (!m_reading)
        return false;
    m_cancel.cancel();
    return true;
}

void LogPanel::onRead(quint64 number, const Result<LogReport> &report)
{
    if (number != m_number)
        return;
    m_reading = false;
    m_tick.stop();
    m_report.reset();
    if (!report) {
        m_source->setFullText({});
        m_model.setReport({});
        if (report.error().kind == ErrorKind::Cancelled) {
            showEmpty();
        } else {
            m_empty->showError(tr("The log cannot be read"), report.error().message);
            m_content->setCurrentWidget(m_empty);
        }
        Q_EMIT reportChanged();
        return;
    }
    m_report = std::make_shared<const LogReport>(*report);
    m_model.setReport(m_report);
    const QLocale c(QLocale::English);
    QString source
        = tr("%1 · %2 lines · %3 starts")
              .arg(m_name, c.toString(m_report->lineCount), c.toString(qint64(m_report->starts.size())));
    if (m_report->severalWorkers())
        source += tr(" · several workers or a reloader ran at the same time");
    m_source->setFullText(source);
    if (m_report->starts.empty()) {
        m_empty->showEmpty(QStringLiteral("startup"), tr("No start is in this log"),
            tr("None of the messages of the start-up procedure is in it. Is it the log of the application's "
               "start?"));
        m_content->setCurrentWidget(m_empty);
    } else {
        m_content->setCurrentIndex(1);
        m_list->selectRow(int(m_report->starts.size()) - 1);
        m_list->scrollToBottom();
    }
    showStart();
    Q_EMIT reportChanged();
}

const LogStart *LogPanel::current() const
{
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    return rows.isEmpty() || !m_report ? nullptr : &m_report->starts[size_t(rows.front().row())];
}

std::vector<ScenarioCheck> LogPanel::checks() const
{
    const int scenario = m_scenario->currentData().toInt();
    const LogStart *start = current();
    return scenario < 0 || !start ? std::vector<ScenarioCheck>()
                                  : checkScenario(LogScenario(scenario), *start);
}

void LogPanel::showStart()
{
    const LogStart *start = current();
    if (!start)
        return;
    m_icon->setKind(resultKindOf(start->kind));
    m_title->setText(startTitle(*start, size_t(m_list->selectionModel()->selectedRows().front().row()) + 1));
    m_meaning->setText(startClassMeaning(start->kind));
    const QString advice = startAdvice(*start);
    m_advice->setVisible(!advice.isEmpty() || !start->detail.isEmpty());
    m_advice->setMessage(start->kind == StartClass::Failure ? MessageKind::Bad : MessageKind::Warn,
        start->advice          ? start->advice->meaning
            : advice.isEmpty() ? tr("What the log says")
                               : advice,
        start->advice ? QStringList{start->detail, start->advice->advice}.join(u'\n').trimmed()
                      : start->detail);
    std::vector<std::vector<Cell>> rows;
    for (size_t i = 0; i < start->lines.size() && i < size_t(mostLineRows); ++i) {
        const LogLine &line = start->lines[i];
        rows.push_back(
            {{QLocale(QLocale::English).toString(line.number), TextRole::Code, &Tokens::muted, true},
                {logKeyMeaning(line.key), TextRole::Meta, &Tokens::text},
                {line.text, TextRole::Code, &Tokens::text, false, line.text}});
    }
    m_lines->setRows(std::move(rows));
    const std::vector<ScenarioCheck> expected = checks();
    m_expectedTitle->setText(tr("Expected of: %1").arg(m_scenario->currentText()));
    m_expectedTitle->setVisible(!expected.empty());
    m_expected->setVisible(!expected.empty());
    std::vector<std::vector<Cell>> results;
    for (const ScenarioCheck &check : expected) {
        results.push_back({{check.found ? tr("Found") : tr("Missing"), TextRole::Label,
                               check.found ? &Tokens::ok : &Tokens::bad},
            {logKeyMeaning(check.expected), TextRole::Meta, &Tokens::text}});
    }
    m_expected->setRows(std::move(results));
}

void LogPanel::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open log"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &LogPanel::openFile);
    dialog->open();
}

void LogPanel::paste()
{
    const QString text = QApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) {
        m_source->setFullText(tr("The clipboard holds no text"));
        return;
    }
    readText(text.toUtf8(), tr("pasted text"));
}

QString LogPanel::reportText() const
{
    return m_report ? logReportLines(*m_report, checks()).join(u'\n') + u'\n' : QString();
}

void LogPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void LogPanel::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            return openFile(url.toLocalFile());
    }
    if (event->mimeData()->hasText())
        readText(event->mimeData()->text().toUtf8(), tr("dropped text"));
}

} // namespace stillroom
