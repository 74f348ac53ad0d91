// The widgets of the page; what they do is in changespage.cpp.
#include "ui/changes/changesdetail.h"
#include "ui/changes/changespage.h"
#include "ui/changes/changestree.h"
#include "ui/changes/revisionchanges.h"
#include "ui/changes/sqlpane.h"
#include "ui/changes/targetsview.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int toolbarHeight = 44; // px at 100 %, as the ones below
constexpr int barHeight = 40;
constexpr int detailWidth = 404;
constexpr int sqlHeight = 206;

} // namespace

ChangesPage::ChangesPage(Workspace &workspace, const Theme &theme, Settings &settings, QWidget *parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_settings(settings)
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("changesPage"));
    setProperty("panel", QStringLiteral("surface"));
    m_byRevision = new RevisionChanges(workspace, theme, settings, this);
    m_byObject = createByObject(settings);
    m_targets = new TargetsView(workspace, theme, settings, this);
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(m_byObject);
    m_content->addWidget(m_byRevision);
    m_content->addWidget(m_targets);
    m_message = new InlineMessage(theme, this);
    m_message->setObjectName(QStringLiteral("changesMessage"));
    m_messagePlace = new QWidget(this);
    auto *place = new QVBoxLayout(m_messagePlace);
    place->setContentsMargins(12, 8, 12, 8);
    place->addWidget(m_message);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createToolbar());
    layout->addWidget(createTargetBar());
    layout->addWidget(m_messagePlace);
    layout->addWidget(m_content, 1);
    connect(&workspace, &Workspace::stateChanged, this, &ChangesPage::onStateChanged);
    connect(&workspace, &Workspace::changesReady, this, &ChangesPage::onReady);
    connect(&workspace, &Workspace::changesRefused, this, &ChangesPage::onRefused);
    connect(m_byRevision, &RevisionChanges::revisionRequested, this, &Page::revisionRequested);
    connect(m_byRevision, &RevisionChanges::selectionChanged, this, &Page::offersChanged);
    connect(m_byRevision, &RevisionChanges::driftRequested, this, &ChangesPage::showDrift);
    connect(
        m_byRevision, &RevisionChanges::copied, this, [this] { Q_EMIT toastRequested(tr("SQL copied")); });
    connect(&m_progress, &QTimer::timeout, this, [this] {
        if (const QString text = m_workspace.changesProgress(); !text.isEmpty())
            m_empty->setText(tr("%1. The live database is only read.").arg(text));
    });
    onStateChanged();
    showContent();
}

QWidget *ChangesPage::createToolbar()
{
    auto *toolbar = new QFrame(this);
    toolbar->setProperty("panel", QStringLiteral("toolbar"));
    toolbar->setFixedHeight(m_theme.px(toolbarHeight));
    m_view = new SegmentedControl(toolbar);
    m_view->setObjectName(QStringLiteral("changesView"));
    m_view->setAccessibleName(tr("View"));
    m_view->addSegment(tr("By object"));
    m_view->addSegment(tr("By revision"));
    m_view->addSegment(tr("Other targets"));
    m_search = new QLineEdit(toolbar);
    m_search->setObjectName(QStringLiteral("changesSearch"));
    m_search->setPlaceholderText(tr("Filter objects"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(m_theme.px(200));
    m_search->addAction(
        m_theme.icon(QStringLiteral("edit-find"), &Tokens::muted), QLineEdit::LeadingPosition);
    m_changedOnly = new QCheckBox(tr("Changed only"), toolbar);
    m_changedOnly->setObjectName(QStringLiteral("changesChangedOnly"));
    m_counts = new QWidget(toolbar);
    m_counts->setObjectName(QStringLiteral("changesCounts"));
    auto *counts = new QHBoxLayout(m_counts);
    counts->setContentsMargins(0, 0, 8, 0);
    counts->setSpacing(6);
    const ChangeMark marks[]
        = {ChangeMark::Added, ChangeMark::Changed, ChangeMark::Removed, ChangeMark::Drift};
    for (int i = 0; i < 4; ++i) {
        if (i > 0)
            counts->addSpacing(6);
        counts->addWidget(new MarkLabel(marks[i], m_theme, m_counts));
        m_countLabels[i] = textLabel({}, TextRole::Meta, m_counts);
        counts->addWidget(m_countLabels[i]);
    }
    m_again = textButton(tr("Check again"), ButtonKind::Default, toolbar);
    m_again->setObjectName(QStringLiteral("changesAgain"));
    auto *layout = new QHBoxLayout(toolbar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(10);
    layout->addWidget(m_view);
    layout->addWidget(m_search, 100);
    layout->addWidget(m_changedOnly);
    layout->addStretch(1);
    layout->addWidget(m_counts);
    layout->addWidget(m_again);
    connect(m_view, &SegmentedControl::currentChanged, this, [this] {
        showContent();
        Q_EMIT offersChanged();
    });
    connect(m_search, &QLineEdit::textChanged, this, &ChangesPage::applyFilter);
    connect(m_changedOnly, &QCheckBox::toggled, this, &ChangesPage::applyFilter);
    connect(m_again, &QPushButton::clicked, this, &ChangesPage::compare);
    return toolbar;
}

QWidget *ChangesPage::createTargetBar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("panel", QStringLiteral("bar"));
    bar->setFixedHeight(m_theme.px(barHeight));
    m_bar = bar;
    m_now = textLabel({}, TextRole::Code, bar);
    m_nowMessage = new ElidingLabel(TextRole::Meta, bar);
    setTone(m_nowMessage, Tone::Muted);
    m_target = new QComboBox(bar);
    m_target->setObjectName(QStringLiteral("changesTarget"));
    m_target->setAccessibleName(tr("After upgrade to"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(34);
    m_compared = textLabel({}, TextRole::Meta, bar, Tone::Muted);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->setSpacing(8);
    layout->addWidget(textLabel(tr("Now"), TextRole::Overline, bar));
    layout->addWidget(m_now);
    layout->addWidget(m_nowMessage);
    layout->addWidget(textLabel(QStringLiteral("›"), TextRole::Label, bar, Tone::Muted));
    layout->addWidget(textLabel(tr("After upgrade"), TextRole::Overline, bar));
    layout->addWidget(m_target);
    layout->addStretch(1);
    layout->addWidget(m_compared);
    connect(m_target, &QComboBox::activated, this, &ChangesPage::compare);
    return bar;
}

QWidget *ChangesPage::createByObject(Settings &settings)
{
    m_tree = new ChangesTree(m_model, m_theme, settings, this);
    m_detail = new ChangesDetail(m_theme, this);
    m_sql = new SqlPane(m_theme, this);
    auto *above = new Splitter(Qt::Horizontal, this);
    above->addWidget(m_tree);
    above->addWidget(m_detail);
    above->setStretchFactor(0, 1);
    above->setStretchFactor(1, 0);
    above->setChildrenCollapsible(false);
    above->setSizes({m_theme.px(792), m_theme.px(detailWidth)});
    above->remember(settings, QStringLiteral("changes/detail"));
    auto *splitter = new Splitter(Qt::Vertical, this);
    splitter->addWidget(above);
    splitter->addWidget(m_sql);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({m_theme.px(420), m_theme.px(sqlHeight)});
    splitter->remember(settings, QStringLiteral("changes/sql"));
    connect(m_tree, &ChangesTree::nodeChosen, this, &ChangesPage::showSelection);
    connect(m_detail, &ChangesDetail::revisionRequested, this, &Page::revisionRequested);
    connect(m_sql, &SqlPane::allRequested, this, &ChangesPage::showAllSql);
    connect(m_sql, &SqlPane::scriptRequested, this, &ChangesPage::adoptDrift);
    connect(m_sql, &SqlPane::copied, this, [this] { Q_EMIT toastRequested(tr("SQL copied")); });
    return splitter;
}

} // namespace stillroom
