#include "ui/shell/header.h"

#include "ui/shell/actions.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/resulticon.h"
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
    m_stack->addWidget(createProject());
    connect(&theme, &Theme::changed, this, &Header::resizeToFont);
    resizeToFont();
}

void Header::resizeToFont()
{
    setFixedHeight(m_theme.px(headerHeight));
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
    row->setContentsMargins(12, 0, 12, 0);
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
    m_projectMenu->addAction(m_actions[ActionId::CloseProject]);

    m_project = new QToolButton(this);
    m_project->setObjectName(QStringLiteral("projectMenu"));
    m_project->setProperty("kind", QStringLiteral("project"));
    m_project->setPopupMode(QToolButton::InstantPopup);
    m_project->setMenu(m_projectMenu);
    m_project->setFocusPolicy(Qt::StrongFocus);
    m_place = new ElidingLabel(TextRole::Meta, this);
    setTone(m_place, Tone::Muted);
    m_place->setIndent(0);
    m_place->setContentsMargins(4, 0, 0, 0);
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
    m_dot = new IconLabel(QStringLiteral("dot"), &Tokens::ok, 12, m_theme, this);
    m_broken = new ResultIcon(ResultKind::Cancelled, 12, m_theme, this);
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

void Header::addRunButtons(QHBoxLayout *row)
{
    m_preview = textButton(tr("Preview SQL"), ButtonKind::Default, this);
    m_preview->setObjectName(QStringLiteral("previewButton"));
    connect(m_preview, &QPushButton::clicked, m_actions[ActionId::PreviewSql], &QAction::trigger);

    auto *down = new QMenu(this);
    down->addAction(m_actions[ActionId::Downgrade]);
    down->addAction(m_actions[ActionId::DowngradeToSelected]);
    down->addAction(m_actions[ActionId::DowngradeToBase]);
    m_downgrade = splitButton(tr("Downgrade"), QStringLiteral("default"), down);
    m_downgrade->setObjectName(QStringLiteral("downgradeButton"));
    connect(m_downgrade, &QToolButton::clicked, m_actions[ActionId::Downgrade], &QAction::trigger);

    m_upgradeMenu = new QMenu(this);
    m_headsMenu = new QMenu(tr("To head"), this);
    m_upgradeMenu->addAction(m_actions[ActionId::Upgrade]);
    m_upgradeMenu->addMenu(m_headsMenu);
    m_upgradeMenu->addAction(m_actions[ActionId::UpgradeToSelected]);
    m_upgradeMenu->addAction(m_actions[ActionId::UpgradeOneStep]);
    m_headsMenu->menuAction()->setVisible(false);
    m_upgrade = splitButton(tr("Upgrade"), QStringLiteral("primary"), m_upgradeMenu);
    m_upgrade->setObjectName(QStringLiteral("upgradeButton"));
    connect(m_upgrade, &QToolButton::clicked, this, [this] {
        if (m_headsMenu->menuAction()->isVisible())
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

void Header::setFacts(const WindowFacts &facts)
{
    m_stack->setCurrentIndex(facts.hasProject ? 1 : 0);
    m_project->setText(facts.project);
    m_project->setAccessibleName(tr("Project %1").arg(facts.project));
    m_place->setFullText(facts.projectPlace);
    m_environment->setVisible(facts.environment.has_value());
    const QString environment
        = facts.environment ? targetKindName(*facts.environment) : QStringLiteral("none");
    m_environment->setText(facts.environment ? environmentLongName(*facts.environment) : QString());
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
    const auto offer = [](auto *widget, const RunOffer &value, const QString &tip) {
        widget->setEnabled(value.enabled);
        widget->setToolTip(value.enabled ? tip : value.reason);
    };
    offer(m_preview, upgrade, tr("Show the SQL of all pending revisions (Ctrl+P)"));
    offer(m_upgrade, upgrade, tr("Review an upgrade (Ctrl+U)"));
    offer(m_downgrade, downgrade, tr("Review a downgrade (Ctrl+Shift+U)"));
    for (const ActionId id : {ActionId::PreviewSql, ActionId::Upgrade, ActionId::UpgradeOneStep})
        m_actions[id]->setEnabled(upgrade.enabled);
    for (const ActionId id : {ActionId::Downgrade, ActionId::DowngradeToBase})
        m_actions[id]->setEnabled(downgrade.enabled);
    offer(m_actions[ActionId::UpgradeToSelected], selectedUp, {});
    offer(m_actions[ActionId::DowngradeToSelected], selectedDown, {});
}

} // namespace stillroom
