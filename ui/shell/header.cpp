#include "ui/shell/header.h"

#include "ui/shell/actions.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

constexpr int headerHeight = 58;

/// Two lines, one above the other, in the middle of the header.
QVBoxLayout *twoLines()
{
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addStretch(1);
    return layout;
}

} // namespace

Header::Header(const Theme &theme, const Actions &actions, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_stack(new QStackedLayout(this))
{
    setObjectName(QStringLiteral("header"));
    setAccessibleName(tr("Project and database"));
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(createWelcome());
    m_projectSide = createProject();
    m_stack->addWidget(m_projectSide);
    connect(&theme, &Theme::changed, this, &Header::resizeToFont);
    resizeToFont();
}

void Header::resizeToFont()
{
    setFixedHeight(m_theme.px(headerHeight));
    fit();
}

QWidget *Header::createWelcome()
{
    auto *welcome = new QWidget(this);
    auto *row = new QHBoxLayout(welcome);
    row->setContentsMargins(16, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(QStringLiteral("flask"), &Tokens::accentText, 22, m_theme, welcome));
    row->addWidget(textLabel(QStringLiteral("Stillroom"), TextRole::Section, welcome));
    row->addStretch(1);
    QPushButton *help = textButton(tr("Help"), ButtonKind::Link, welcome);
    connect(help, &QPushButton::clicked, m_actions[ActionId::Help], &QAction::trigger);
    row->addWidget(help);
    return welcome;
}

QWidget *Header::createProject()
{
    auto *project = new QWidget(this);
    auto *row = new QHBoxLayout(project);
    row->setContentsMargins(14, 0, 12, 0);
    row->setSpacing(14);
    addProjectPart(row);
    row->addWidget(verticalRule(project));
    addDatabasePart(row);
    row->addWidget(verticalRule(project));
    addCurrentPart(row);
    row->addStretch(1);
    addRunButtons(row);
    return project;
}

void Header::addProjectPart(QHBoxLayout *row)
{
    m_projectMenu = new QMenu(this);
    m_projectMenu->addAction(m_actions[ActionId::OpenProject]);
    m_recentMenu = m_projectMenu->addMenu(tr("Open recent"));
    m_projectMenu->addSeparator();
    m_projectMenu->addAction(m_actions[ActionId::Connect]);
    m_projectMenu->addAction(m_actions[ActionId::Disconnect]);
    m_projectMenu->addAction(m_actions[ActionId::Refresh]);
    m_projectMenu->addSeparator();
    for (const ActionId id : {ActionId::NewRevision, ActionId::MergeHeads, ActionId::Autogenerate})
        m_projectMenu->addAction(m_actions[id]);
    m_projectMenu->addSeparator();
    m_projectMenu->addAction(m_actions[ActionId::CloseProject]);

    m_project = new QPushButton(this);
    m_project->setObjectName(QStringLiteral("projectMenu"));
    m_project->setProperty("kind", QStringLiteral("project"));
    m_project->setAutoDefault(false);
    m_project->setMenu(m_projectMenu);
    m_place = new ElidingLabel(TextRole::Meta, this);
    setTone(m_place, Tone::Muted);
    m_place->setContentsMargins(1, 0, 0, 0);
    m_place->setMinimumCharacters(12);
    QVBoxLayout *lines = twoLines();
    lines->addWidget(m_project, 0, Qt::AlignLeft);
    lines->addWidget(m_place);
    lines->addStretch(1);
    row->addLayout(lines);
}

void Header::addDatabasePart(QHBoxLayout *row)
{
    m_environment = new QLabel(this);
    m_environment->setObjectName(QStringLiteral("environmentPill"));
    m_environment->setProperty("env", QStringLiteral("none"));
    m_database = new ElidingLabel(TextRole::Label, this, Qt::ElideMiddle);
    m_database->setObjectName(QStringLiteral("databaseName"));
    m_database->setMinimumCharacters(20); // the target is never in doubt
    m_dot = new IconLabel(QStringLiteral("dot"), &Tokens::ok, 12, m_theme, this);
    m_broken = new IconLabel(QStringLiteral("cancelled"), &Tokens::bad, 12, m_theme, this);
    m_connection = new ElidingLabel(TextRole::Meta, this);
    setTone(m_connection, Tone::Muted);
    auto *state = new QHBoxLayout;
    state->setSpacing(5);
    state->addWidget(m_dot);
    state->addWidget(m_broken);
    state->addWidget(m_connection, 1);
    QVBoxLayout *lines = twoLines();
    lines->addWidget(m_database);
    lines->addLayout(state);
    lines->addStretch(1);
    row->addWidget(m_environment, 0, Qt::AlignVCenter);
    row->addLayout(lines);
}

void Header::addCurrentPart(QHBoxLayout *row)
{
    m_current = new ElidingLabel(TextRole::Code, this);
    m_current->setObjectName(QStringLiteral("currentRevision"));
    m_current->setMinimumCharacters(12);
    m_standing = textLabel({}, TextRole::Meta, this, Tone::Accent);
    m_standing->setObjectName(QStringLiteral("standing"));
    auto *first = new QHBoxLayout;
    first->setSpacing(7);
    first->addWidget(textLabel(tr("Current"), TextRole::Meta, this, Tone::Muted));
    first->addWidget(m_current, 1);
    QVBoxLayout *lines = twoLines();
    lines->addLayout(first);
    lines->addWidget(m_standing);
    lines->addStretch(1);
    row->addLayout(lines);
}

QToolButton *Header::splitButton(const QString &text, const QString &kind, QMenu *menu)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setProperty("kind", kind);
    button->setProperty("split", true);
    button->setMenu(menu);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void Header::createMenus()
{
    m_downgradeMenu = new QMenu(tr("Downgrade"), this);
    m_downgradeMenu->addAction(m_actions[ActionId::Downgrade]);
    m_downgradeMenu->addAction(m_actions[ActionId::DowngradeToSelected]);
    m_downgradeMenu->addAction(m_actions[ActionId::DowngradeToBase]);
    m_upgradeMenu = new QMenu(this);
    m_headsMenu = new QMenu(tr("To head"), this);
    m_upgradeMenu->addAction(m_actions[ActionId::Upgrade]);
    m_upgradeMenu->addMenu(m_headsMenu);
    m_upgradeMenu->addAction(m_actions[ActionId::UpgradeToSelected]);
    m_upgradeMenu->addAction(m_actions[ActionId::UpgradeOneStep]);
    m_upgradeMenu->addAction(m_actions[ActionId::Rehearse]);
    m_headsMenu->menuAction()->setVisible(false);
}

void Header::addRunButtons(QHBoxLayout *row)
{
    createMenus();
    m_preview = textButton(tr("Preview SQL"), ButtonKind::Default, this);
    m_preview->setObjectName(QStringLiteral("previewButton"));
    connect(m_preview, &QPushButton::clicked, m_actions[ActionId::PreviewSql], &QAction::trigger);
    m_downgrade = splitButton(tr("Downgrade"), QStringLiteral("default"), m_downgradeMenu);
    m_downgrade->setObjectName(QStringLiteral("downgradeButton"));
    connect(m_downgrade, &QToolButton::clicked, m_actions[ActionId::Downgrade], &QAction::trigger);
    m_upgrade = splitButton(tr("Upgrade"), QStringLiteral("primary"), m_upgradeMenu);
    m_upgrade->setObjectName(QStringLiteral("upgradeButton"));
    connect(m_upgrade, &QToolButton::clicked, this, [this] {
        // Several heads are asked; and what gives way to large text is in the menu.
        if (m_headsMenu->menuAction()->isVisible() || !m_upgradeOffer.enabled)
            m_upgrade->showMenu();
        else
            m_actions[ActionId::Upgrade]->trigger();
    });
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addWidget(m_preview);
    buttons->addWidget(m_downgrade);
    buttons->addWidget(m_upgrade);
    row->addLayout(buttons);
}

void Header::applyFit(Fit fit)
{
    m_fit = fit;
    m_preview->setVisible(fit < Fit::PreviewInMenu);
    m_downgrade->setVisible(fit < Fit::DowngradeInMenu);
    QAction *preview = m_actions[ActionId::PreviewSql];
    m_upgradeMenu->removeAction(preview);
    m_upgradeMenu->removeAction(m_downgradeMenu->menuAction());
    if (fit >= Fit::PreviewInMenu)
        m_upgradeMenu->addAction(preview);
    if (fit >= Fit::DowngradeInMenu)
        m_upgradeMenu->addMenu(m_downgradeMenu);
    const bool isShort = fit >= Fit::ShortEnvironment;
    m_environment->setText(!m_kind ? QString()
            : isShort              ? environmentShortName(*m_kind)
                                   : environmentLongName(*m_kind));
    m_environment->setAccessibleName(m_kind ? environmentLongName(*m_kind) : QString());
    showOffers();
}

void Header::fit()
{
    if (!isVisible()) {
        applyFit(Fit::All); // no width yet; the first show fits again
        return;
    }
    for (const Fit candidate : {Fit::All, Fit::PreviewInMenu, Fit::DowngradeInMenu, Fit::ShortEnvironment}) {
        applyFit(candidate);
        m_projectSide->layout()->invalidate();
        if (m_projectSide->layout()->minimumSize().width() <= width())
            return;
    }
}

void Header::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    fit();
}

void Header::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

void Header::setFacts(const WindowFacts &facts)
{
    m_stack->setCurrentIndex(facts.hasProject ? 1 : 0);
    m_project->setText(facts.project);
    m_project->setAccessibleName(tr("Project %1").arg(facts.project));
    m_place->setFullText(facts.projectPlace);
    m_environment->setVisible(facts.environment.has_value());
    const QString environment
        = facts.environment ? targetKindName(*facts.environment) : QStringLiteral("none");
    m_kind = facts.environment;
    setStyleProperty(m_environment, "env", environment);
    setStyleProperty(this, "env", environment);
    m_database->setFullText(facts.database);
    m_dot->setVisible(facts.connected);
    m_broken->setVisible(!facts.connected);
    m_connection->setFullText(facts.connection);
    m_current->setFullText(facts.current);
    if (facts.currentRevisions.size() > 1)
        m_current->setToolTip(facts.currentRevisions.join(QLatin1Char('\n')));
    m_standing->setText(facts.standing);
    setTone(m_standing, facts.standingIsBad ? Tone::Bad : !facts.connected ? Tone::Muted : Tone::Accent);
    fit();
}

void Header::setRecent(const QList<std::pair<QString, QString>> &projects)
{
    m_recentMenu->clear();
    for (const auto &[folder, text] : projects) {
        QAction *action = m_recentMenu->addAction(text);
        connect(action, &QAction::triggered, this, [this, path = folder] { Q_EMIT recentChosen(path); });
    }
    m_recentMenu->menuAction()->setVisible(!projects.isEmpty());
}

void Header::setHeads(const std::vector<RevisionId> &heads)
{
    const bool asks = heads.size() > 1;
    m_headsMenu->clear();
    if (asks) {
        for (const RevisionId &head : heads) {
            QAction *action = m_headsMenu->addAction(head.text() + QStringLiteral("…"));
            connect(action, &QAction::triggered, this, [this, head] { Q_EMIT headChosen(head); });
        }
    }
    m_headsMenu->menuAction()->setVisible(asks);
    m_actions[ActionId::Upgrade]->setText(asks ? tr("All heads…") : tr("To head…"));
}

void Header::setOffers(const RunOffer &upgrade, const RunOffer &downgrade, const RunOffer &selectedUp,
    const RunOffer &selectedDown)
{
    m_upgradeOffer = upgrade;
    m_downgradeOffer = downgrade;
    for (const ActionId id :
        {ActionId::PreviewSql, ActionId::Upgrade, ActionId::UpgradeOneStep, ActionId::Rehearse})
        m_actions[id]->setEnabled(upgrade.enabled);
    for (const ActionId id : {ActionId::Downgrade, ActionId::DowngradeToBase})
        m_actions[id]->setEnabled(downgrade.enabled);
    const auto offer = [](QAction *action, const RunOffer &value) {
        action->setEnabled(value.enabled);
        action->setToolTip(value.reason);
    };
    offer(m_actions[ActionId::UpgradeToSelected], selectedUp);
    offer(m_actions[ActionId::DowngradeToSelected], selectedDown);
    showOffers();
}

void Header::showOffers()
{
    const auto offer = [](QWidget *widget, const RunOffer &value, const QString &tip) {
        widget->setEnabled(value.enabled);
        widget->setToolTip(value.enabled ? tip : value.reason);
    };
    offer(m_preview, m_upgradeOffer, tr("Show the SQL of all pending revisions (Ctrl+P)"));
    offer(m_upgrade, m_upgradeOffer, tr("Review an upgrade (Ctrl+U)"));
    offer(m_downgrade, m_downgradeOffer, tr("Review a downgrade (Ctrl+Shift+U)"));
    if (m_fit >= Fit::DowngradeInMenu && m_downgradeOffer.enabled)
        m_upgrade->setEnabled(true); // its menu holds the way down
}

} // namespace stillroom
