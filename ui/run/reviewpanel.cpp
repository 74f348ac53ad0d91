#include "ui/run/reviewpanel.h"
#include "ui/run/pythoncheck.h"

#include "app/project/productiongate.h"
#include "app/services/rehearsing.h"
#include "ui/run/pythoncheck.h"
#include "ui/run/reviewtext.h"
#include "ui/run/runtext.h"
#include "ui/shell/settings.h"
#include "ui/timeline/revisiontext.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int panelWidth = 340; // px at 100 %
/// Another run is waited for, visibly, before this one is refused.
constexpr std::chrono::milliseconds runLockPatience{60'000};

void clear(QVBoxLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) { // perhaps with the button that asked for this
            widget->setParent(nullptr);
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

ReviewPanel::ReviewPanel(const Theme &theme, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("reviewPanel"));
    setProperty("panel", QStringLiteral("surface"));
    setFixedWidth(theme.px(panelWidth));
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("reviewFacts"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(createFacts());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(createFooter());
}

QWidget *ReviewPanel::createFacts()
{
    auto *body = new QWidget;
    body->setProperty("panel", QStringLiteral("surface"));
    auto *facts = new QVBoxLayout(body);
    facts->setContentsMargins(16, 14, 16, 12);
    facts->setSpacing(10);
    facts->addWidget(textLabel(tr("Before you run"), TextRole::Section, body));
    m_checksBody = new QWidget(body);
    m_checks = new QVBoxLayout(m_checksBody);
    m_checks->setContentsMargins(0, 0, 0, 0);
    m_checks->setSpacing(8);
    facts->addWidget(m_checksBody);
    m_python = new PythonCheck(m_theme, body);
    connect(m_python, &PythonCheck::changed, this, [this] {
        if (m_run)
            updateButton();
    });
    connect(m_python, &PythonCheck::againRequested, this, &ReviewPanel::askForPython);
    facts->addWidget(m_python);
    facts->addWidget(horizontalRule(body));
    facts->addWidget(createTransaction(body));
    facts->addWidget(createLimits(body));
    facts->addWidget(horizontalRule(body));
    facts->addWidget(textLabel(tr("Impact"), TextRole::Label, body));
    m_impactBody = new QWidget(body);
    m_impact = new QVBoxLayout(m_impactBody);
    m_impact->setContentsMargins(0, 0, 0, 0);
    m_impact->setSpacing(6);
    facts->addWidget(m_impactBody);
    facts->addStretch(1);
    return body;
}

QWidget *ReviewPanel::createTransaction(QWidget *parent)
{
    auto *box = new QWidget(parent);
    m_transaction = new SegmentedControl(box);
    m_transaction->setObjectName(QStringLiteral("reviewTransaction"));
    m_transaction->setAccessibleName(tr("Transaction"));
    m_transaction->addSegment(tr("One for all"));
    m_transaction->addSegment(tr("One per step"));
    m_price = wrappedLabel({}, TextRole::Meta, box, Tone::Muted);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(sectionRow(textLabel(tr("Transaction"), TextRole::Label, box), {m_transaction}));
    layout->addWidget(m_price);
    connect(m_transaction, &SegmentedControl::currentChanged, this, &ReviewPanel::updateTransaction);
    return box;
}

QWidget *ReviewPanel::createLimits(QWidget *parent)
{
    auto *box = new QWidget(parent);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    const auto field = [&](const QString &label, const QString &name, int row) {
        auto *spin = new QSpinBox(box);
        spin->setObjectName(name);
        spin->setAccessibleName(label);
        spin->setRange(0, 3600);
        spin->setSuffix(tr(" s"));
        spin->setSpecialValueText(tr("server's own"));
        spin->setFixedWidth(m_theme.px(132));
        grid->addWidget(textLabel(label, TextRole::Body, box), row, 0);
        grid->addWidget(spin, row, 1);
        connect(spin, &QSpinBox::valueChanged, this, &ReviewPanel::fillImpact);
        return spin;
    };
    m_lockTimeout = field(tr("Wait for a lock"), QStringLiteral("reviewLockTimeout"), 0);
    m_statementTimeout = field(tr("Time for a statement"), QStringLiteral("reviewStatementTimeout"), 1);
    return box;
}

QWidget *ReviewPanel::createFooter()
{
    auto *footer = new QFrame(this);
    footer->setProperty("panel", QStringLiteral("footer"));
    m_nameBox = new QWidget(footer);
    m_name = new QLineEdit(m_nameBox);
    m_name->setObjectName(QStringLiteral("reviewName"));
    m_name->setProperty("textRole", QStringLiteral("code"));
    m_name->setAccessibleName(tr("Type the database name to continue"));
    m_nameHint = textLabel({}, TextRole::Meta, m_nameBox, Tone::Muted);
    auto *name = new QVBoxLayout(m_nameBox);
    name->setContentsMargins(0, 0, 0, 0);
    name->setSpacing(6);
    name->addWidget(textLabel(tr("Type the database name to continue"), TextRole::Label, m_nameBox));
    name->addWidget(m_name);
    name->addWidget(m_nameHint);
    m_consent = new QCheckBox(footer);
    m_consent->setObjectName(QStringLiteral("reviewConsent"));
    auto *cancel = textButton(tr("Cancel"), ButtonKind::Default, footer);
    cancel->setObjectName(QStringLiteral("reviewCancel"));
    m_run = textButton({}, ButtonKind::Primary, footer);
    m_run->setObjectName(QStringLiteral("reviewRun"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_run);
    auto *layout = new QVBoxLayout(footer);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(10);
    m_confirmBox = new QWidget(footer);
    auto *confirmations = new QVBoxLayout(m_confirmBox);
    confirmations->setContentsMargins(0, 0, 0, 0);
    confirmations->setSpacing(6);
    layout->addWidget(m_consent);
    layout->addWidget(m_confirmBox);
    layout->addWidget(m_nameBox);
    layout->addLayout(buttons);
    connect(m_consent, &QCheckBox::toggled, this, [this] {
        askForPython();
        if (!m_rehearsing)
            fillChecks(); // what a rehearsal may run
    });
    connect(m_name, &QLineEdit::textChanged, this, &ReviewPanel::updateButton);
    // Enter in the field only moves on: no key starts a run.
    connect(m_name, &QLineEdit::returnPressed, this, [this] { m_run->setFocus(Qt::TabFocusReason); });
    connect(cancel, &QPushButton::clicked, this, &ReviewPanel::cancelled);
    connect(m_run, &QPushButton::clicked, this, [this] {
        keepConsent();
        Q_EMIT runRequested(settings());
    });
    return footer;
}

QWidget *ReviewPanel::addCheck(ResultKind kind, const QString &title, const QString &text)
{
    auto *row = new QWidget(m_checksBody);
    auto *layout = new QGridLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(1);
    layout->setColumnStretch(1, 1);
    layout->addWidget(new ResultIcon(kind, 16, m_theme, row), 0, 0, Qt::AlignTop);
    layout->addWidget(wrappedLabel(title, TextRole::Label, row), 0, 1);
    QLabel *body = wrappedLabel(text, TextRole::Meta, row, Tone::Muted);
    body->setObjectName(QStringLiteral("checkText"));
    layout->addWidget(body, 1, 1);
    m_checks->addWidget(row);
    return row;
}

void ReviewPanel::fillChecks()
{
    clear(m_checks);
    const int python = pythonSteps(m_plan);
    if (python > 0) {
        const auto step = std::find_if(m_plan.steps.begin(), m_plan.steps.end(),
            [](const PlanStep &value) { return value.engine == Engine::ProjectPython; });
        const EngineReason reason
            = step->engineReasons.empty() ? EngineReason{} : step->engineReasons.front();
        // A reason of the evaluator names the line itself; a long file name may break at its underscores.
        const bool saysLine = reason.reason.startsWith(QLatin1String("line "));
        QString file
            = SourcePlace{QFileInfo(reason.place.path).fileName(), saysLine ? 0 : reason.place.line, 0}
                  .toString();
        file.replace(u'_', QStringLiteral("_\u200B"));
        addCheck(ResultKind::Warning,
            python == 1 ? tr("One step runs the project's own Python")
                        : tr("%1 steps run the project's own Python").arg(python),
            tr("%1, %2. Such a step commits by itself; when a later one fails, it stays.")
                .arg(file, reason.reason));
    }
    addRehearsal();
    if (m_plan.createsVersionTable) {
        addCheck(ResultKind::Note, tr("First migration of this database"),
            tr("The run creates %1.").arg(m_plan.versionTable.displayName()));
    }
    for (const QString &assumption : m_plan.assumptions)
        addCheck(ResultKind::Warning, tr("Assumed"), assumption);
    if (m_state.database && m_state.database->server.standby)
        addCheck(ResultKind::Failed, tr("This server is a standby"), tr("It accepts no changes."));
    if (m_state.target && m_state.target->kind == TargetKind::Production) {
        addCheck(ResultKind::Warning, tr("Backup not checked"),
            tr("Stillroom has not looked for one. Make sure there is a backup you can restore."));
    }
}

void ReviewPanel::fillImpact()
{
    clear(m_impact);
    auto *body = new QWidget(m_impactBody);
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, m_theme.px(72));
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto fact = [&](const QString &label, const QString &value) {
        grid->addWidget(textLabel(label, TextRole::Meta, body, Tone::Muted), row, 0, Qt::AlignTop);
        grid->addWidget(wrappedLabel(value, TextRole::Body, body), row++, 1);
    };
    const std::vector<TableLock> locks = tableLocks(m_plan.steps);
    const auto blocking = std::count_if(
        locks.begin(), locks.end(), [](const TableLock &lock) { return blocksWrites(lock.mode); });
    fact(tr("Blocking"),
        blocking == 0
            ? tr("no reads or writes, as far as the text tells")
            : tr("%1: %2").arg(locks.front().table, lockConsequence(locks.front().mode).section(u' ', 1))
                + (blocking > 1 ? tr(", and %1 more").arg(blocking - 1) : QString()));
    const int wait = m_lockTimeout->value();
    fact(tr("Lock wait"),
        wait == 0 ? tr("as the server is set") : tr("stop after %1 s, then roll back").arg(wait));
    if (m_plan.direction == Direction::Downgrade) {
        fact(tr("Data"),
            losesData(m_plan) ? tr("what is in dropped tables and columns is lost")
                              : tr("no rows are deleted"));
    } else {
        fact(tr("Way back"), wayBack());
    }
    m_impact->addWidget(body);
}

QString ReviewPanel::wayBack() const
{
    const bool noWay = std::any_of(m_plan.steps.begin(), m_plan.steps.end(),
        [](const PlanStep &step) { return step.downgradeGrade == DowngradeGrade::Raises; });
    const bool loses = std::any_of(m_plan.steps.begin(), m_plan.steps.end(),
        [](const PlanStep &step) { return step.downgradeGrade == DowngradeGrade::Lossy; });
    const QString start = m_plan.from.empty() ? tr("base") : m_plan.from.front().text();
    if (noWay)
        return tr("none: one downgrade refuses to run");
    return loses ? tr("Downgrade to %1 loses what the new tables and columns hold").arg(start)
                 : tr("Downgrade to %1").arg(start);
}

void ReviewPanel::showPlan(const Plan &plan, const WorkspaceState &state)
{
    m_plan = plan;
    m_state = state;
    m_database = state.database ? state.database->server.database : QString();
    m_rehearsal.reset();
    m_rehearsalError.reset();
    m_rehearsing = false;
    const RunSettings defaults = startingSettings();
    m_transaction->setCurrent(defaults.transaction == TransactionMode::PerMigration ? 1 : 0);
    using std::chrono::duration_cast;
    using std::chrono::seconds;
    m_lockTimeout->setValue(int(duration_cast<seconds>(defaults.lockTimeout).count()));
    m_statementTimeout->setValue(int(duration_cast<seconds>(defaults.statementTimeout).count()));
    m_name->clear();
    showConsent();
    showConfirmations();
    m_nameBox->setVisible(needsTypedName(plan, state));
    m_nameHint->setText(
        state.database ? tr("%1 on %2").arg(m_database, state.database->server.host) : QString());
    fillChecks();
    fillImpact();
    updateTransaction();
    updateButton();
}

/// Asked once for each version of the project's files.
void ReviewPanel::showConsent()
{
    const QString root = m_state.project ? m_state.project->root : QString();
    const bool allowed = !m_plan.isNative() && m_settings.isCodeAllowed(root, m_state.codeHash);
    m_consent->setVisible(!m_plan.isNative());
    m_consent->setText(allowed ? tr("Run this project's own Python code, as allowed before")
                               : tr("Run this project's own Python code"));
    m_consent->setToolTip(allowed ? tr("Its files are the ones that were allowed.") : QString());
    const QSignalBlocker quiet(m_consent);
    m_consent->setChecked(allowed);
    askForPython();
}

void ReviewPanel::askForPython()
{
    if (m_plan.isNative() || !m_consent->isChecked())
        return m_python->clear();
    m_python->setLooking();
    Q_EMIT pythonRequested();
}

/// What `production.require` asks a person to say; a rehearsal is looked up instead.
void ReviewPanel::showConfirmations()
{
    for (const auto &[requirement, box] : m_confirmations)
        delete box;
    m_confirmations.clear();
    const bool production = m_state.target && m_state.target->kind == TargetKind::Production;
    for (const ProductionRequirement requirement : m_state.productionRequire) {
        if (!production || requirement == ProductionRequirement::Rehearsal)
            continue;
        auto *box = new QCheckBox(confirmationText(requirement), m_confirmBox);
        box->setObjectName(QStringLiteral("confirm-") + requirementName(requirement));
        m_confirmBox->layout()->addWidget(box);
        m_confirmations.emplace_back(requirement, box);
        connect(box, &QCheckBox::toggled, this, &ReviewPanel::updateButton);
    }
    m_confirmBox->setVisible(!m_confirmations.empty());
}

std::vector<ProductionRequirement> ReviewPanel::unmet() const
{
    if (!m_state.target || m_state.target->kind != TargetKind::Production)
        return {};
    ProductionFacts facts;
    facts.needsRehearsal = m_plan.direction == Direction::Upgrade && !m_plan.steps.empty();
    facts.rehearsed = m_rehearsal && m_rehearsal->outcome == RehearsalOutcome::Succeeded;
    for (const auto &[requirement, box] : m_confirmations) {
        if (box->isChecked())
            facts.confirmed << requirementName(requirement);
    }
    return unmetRequirements(m_state.productionRequire, facts);
}

void ReviewPanel::keepConsent()
{
    if (!m_plan.isNative() && m_consent->isChecked() && m_state.project)
        m_settings.allowCode(m_state.project->root, m_state.codeHash);
}

void ReviewPanel::setState(const WorkspaceState &state)
{
    m_state = state;
    updateButton();
}

void ReviewPanel::updateTransaction()
{
    m_price->setText(transactionPrice(settings().transaction, m_plan));
    Q_EMIT transactionChanged();
}

QList<QWidget *> ReviewPanel::regions()
{
    return {m_transaction, m_nameBox->isVisible() ? static_cast<QWidget *>(m_name) : m_run};
}

void ReviewPanel::updateButton()
{
    const bool production = m_state.target && m_state.target->kind == TargetKind::Production;
    const bool upgrade = m_plan.direction == Direction::Upgrade;
    m_run->setText((upgrade ? tr("Upgrade %1") : tr("Downgrade %1")).arg(m_database));
    setStyleProperty(m_run, "kind", production ? QStringLiteral("danger") : QStringLiteral("primary"));
    const bool named = !needsTypedName(m_plan, m_state) || m_name->text() == m_database;
    QString reason = planRefusal(m_state);
    if (reason.isEmpty() && m_state.phase != ConnectionPhase::Connected)
        reason = tr("Not connected.");
    else if (reason.isEmpty() && m_state.running)
        reason = tr("Another run is in progress.");
    else if (reason.isEmpty() && !m_plan.isNative() && !m_consent->isChecked())
        reason = tr("Allow the project's own Python code to run first.");
    else if (reason.isEmpty() && m_python->isMissing())
        reason = tr("No Python of this project can run its steps.");
    else if (const auto missing = unmet(); reason.isEmpty() && !missing.empty())
        reason = missing.front() == ProductionRequirement::Rehearsal
            ? tr("This project asks for a rehearsal of exactly this plan before a run on production.")
            : tr("This project asks for this before a run on production: %1.")
                  .arg(confirmationText(missing.front()).toLower());
    else if (reason.isEmpty() && !named)
        reason = tr("Type %1 exactly").arg(m_database);
    m_run->setEnabled(reason.isEmpty() && !m_plan.steps.empty());
    m_run->setToolTip(reason);
}

/// The project's own settings win over env.py's transaction mode, and both over the program's defaults.
RunSettings ReviewPanel::startingSettings() const
{
    RunSettings settings = m_settings.runDefaults();
    const RunDefaults &project = m_state.runDefaults;
    const bool perStep = m_state.project && m_state.project->online.transactionPerMigration;
    settings.transaction
        = project.transaction.value_or(perStep ? TransactionMode::PerMigration : settings.transaction);
    settings.lockTimeout = project.lockTimeout.value_or(settings.lockTimeout);
    settings.statementTimeout = project.statementTimeout.value_or(settings.statementTimeout);
    settings.retries = project.retries.value_or(settings.retries);
    settings.waitForRunLock = std::max(settings.waitForRunLock, runLockPatience);
    return settings;
}

RunSettings ReviewPanel::settings() const
{
    RunSettings settings = startingSettings();
    settings.transaction
        = m_transaction->current() == 0 ? TransactionMode::Single : TransactionMode::PerMigration;
    settings.lockTimeout = std::chrono::seconds(m_lockTimeout->value());
    settings.statementTimeout = std::chrono::seconds(m_statementTimeout->value());
    settings.projectPython = !m_plan.isNative() && m_consent->isChecked();
    return settings;
}

} // namespace stillroom
