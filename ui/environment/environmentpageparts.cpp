// The widgets of the page; what they do is in environmentpage.cpp.
#include "app/environment/flags.h"
#include "ui/environment/addkeybar.h"
#include "ui/environment/environmentpage.h"
#include "ui/environment/environmentview.h"
#include "ui/environment/flagcard.h"
#include "ui/environment/matrixmark.h"
#include "ui/environment/savepane.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/resulticon.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

constexpr int toolbarHeight = 44; // px at 100 %, as the ones below
constexpr int detailHeight = 28;
constexpr int saveHeight = 150;
constexpr int segmentPresets = 4; ///< the others stand in the menu

QComboBox *choice(const QString &objectName, const QString &name, int characters, QWidget *parent)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(objectName);
    combo->setAccessibleName(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(characters);
    return combo;
}

} // namespace

EnvironmentPage::EnvironmentPage(Workspace &workspace, const Theme &theme, Settings &settings,
    const QProcessEnvironment &process, QWidget *parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_session(process)
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(QStringLiteral("environmentPage"));
    setProperty("panel", QStringLiteral("surface"));
    m_message = new InlineMessage(theme, this);
    m_message->setObjectName(QStringLiteral("environmentMessage"));
    m_messagePlace = new QWidget(this);
    auto *place = new QVBoxLayout(m_messagePlace);
    place->setContentsMargins(12, 8, 12, 8);
    place->addWidget(m_message);
    m_messagePlace->hide();
    auto *shown = new QWidget(this);
    auto *layout = new QVBoxLayout(shown);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createPresetBar());
    layout->addWidget(createCards());
    layout->addWidget(m_messagePlace);
    layout->addWidget(createToolbar());
    m_addBar = new AddKeyBar(theme, this);
    m_addBar->setObjectName(QStringLiteral("addKeyBar"));
    layout->addWidget(m_addBar);
    layout->addWidget(createMatrix(settings), 1);
    m_content = new QStackedWidget(this);
    m_content->addWidget(m_empty);
    m_content->addWidget(shown);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_content);
    addKeys();
    connect(&workspace, &Workspace::stateChanged, this, &EnvironmentPage::onStateChanged);
    connect(&m_session, &EnvironmentSession::loaded, this, &EnvironmentPage::onLoaded);
    connect(&m_session, &EnvironmentSession::edited, this, &EnvironmentPage::refresh);
    connect(&m_session, &EnvironmentSession::conflictsChanged, this, &EnvironmentPage::refresh);
    connect(&m_session, &EnvironmentSession::saved, this, &EnvironmentPage::onSaved);
    connect(&m_session, &EnvironmentSession::notSaved, this, [this](const Error &error) {
        m_save->setSaving(false);
        setNotice(error, tr("Not saved"));
    });
    connect(&m_model, &EnvironmentModel::valueEntered, this,
        [this](int source, const QString &key, const QString &value) { change(source, key, value); });
    onStateChanged();
}

QWidget *EnvironmentPage::createPresetBar()
{
    auto *bar = new QWidget(this);
    bar->setProperty("panel", QStringLiteral("surface"));
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setFixedHeight(m_theme.px(toolbarHeight));
    m_presets = new SegmentedControl(bar);
    m_presets->setObjectName(QStringLiteral("presets"));
    m_presets->setAccessibleName(tr("Preset"));
    auto *menu = new QMenu(bar);
    for (const Preset preset : allPresets()) {
        if (m_presets->count() < segmentPresets) {
            m_presets->addSegment(presetTitle(preset));
            continue;
        }
        connect(menu->addAction(presetTitle(preset)), &QAction::triggered, this,
            [this, preset] { applyPreset(preset); });
    }
    m_presets->clearCurrent();
    m_morePresets = new QToolButton(bar);
    m_morePresets->setObjectName(QStringLiteral("morePresets"));
    m_morePresets->setProperty("kind", QStringLiteral("menu"));
    m_morePresets->setPopupMode(QToolButton::InstantPopup);
    m_morePresets->setMenu(menu);
    m_morePresets->setText(tr("More"));
    m_morePresets->setAccessibleName(tr("More presets"));
    m_presetIcon = new ResultIcon(ResultKind::Passed, 12, m_theme, bar);
    m_presetState = textLabel({}, TextRole::Meta, bar, Tone::Muted);
    m_presetState->setObjectName(QStringLiteral("presetState"));
    m_flags = choice(QStringLiteral("flagsFor"), tr("Flags for"), 16, bar);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(textLabel(tr("Preset"), TextRole::Label, bar));
    layout->addWidget(m_presets);
    layout->addWidget(m_morePresets);
    layout->addSpacing(4);
    layout->addWidget(m_presetIcon);
    layout->addWidget(m_presetState);
    layout->addStretch(1);
    layout->addWidget(textLabel(tr("Flags for"), TextRole::Meta, bar, Tone::Muted));
    layout->addWidget(m_flags);
    connect(m_presets, &SegmentedControl::currentChanged, this,
        [this](int index) { applyPreset(allPresets()[size_t(index)]); });
    connect(m_flags, &QComboBox::activated, this, [this] {
        m_flagsFor = m_flags->currentText();
        refresh();
    });
    return bar;
}

QWidget *EnvironmentPage::createCards()
{
    auto *cards = new QFrame(this);
    cards->setProperty("panel", QStringLiteral("toolbar"));
    auto *layout = new QHBoxLayout(cards);
    layout->setContentsMargins(12, 0, 12, 12);
    layout->setSpacing(8);
    for (const QString &key : {variable::autoMigrate, variable::skip, variable::environment}) {
        auto *card = new FlagCard(key, m_theme, cards);
        layout->addWidget(card, 1);
        m_cards.push_back(card);
        connect(card, &FlagCard::chosen, this,
            [this, key](const std::optional<QString> &value) { change(flagSource(), key, value); });
    }
    return cards;
}

QWidget *EnvironmentPage::createToolbar()
{
    auto *bar = new QFrame(this);
    bar->setProperty("panel", QStringLiteral("bar"));
    bar->setFixedHeight(m_theme.px(toolbarHeight));
    m_search = new QLineEdit(bar);
    m_search->setObjectName(QStringLiteral("environmentSearch"));
    m_search->setPlaceholderText(tr("Filter keys"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(m_theme.px(150));
    m_search->setMaximumWidth(m_theme.px(180));
    m_search->addAction(
        m_theme.icon(QStringLiteral("edit-find"), &Tokens::muted), QLineEdit::LeadingPosition);
    m_notableOnly = new QCheckBox(tr("Differences only"), bar);
    m_notableOnly->setObjectName(QStringLiteral("differencesOnly"));
    m_reference = choice(QStringLiteral("compareWith"), tr("Compare with"), 8, bar);
    m_situation = choice(QStringLiteral("situation"), tr("What wins in"), 10, bar);
    for (const Situation each : {Situation::LocalProcess, Situation::Container, Situation::RenderService})
        m_situation->addItem(situationName(each), int(each));
    m_add = textButton(tr("Add key…"), ButtonKind::Default, bar);
    m_add->setObjectName(QStringLiteral("addKey"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_notableOnly);
    layout->addSpacing(4);
    layout->addWidget(textLabel(tr("Compare with"), TextRole::Meta, bar, Tone::Muted));
    layout->addWidget(m_reference);
    layout->addSpacing(4);
    layout->addWidget(textLabel(tr("Wins in"), TextRole::Meta, bar, Tone::Muted));
    layout->addWidget(m_situation);
    layout->addStretch(1);
    for (const MatrixMark mark : {MatrixMark::Differs, MatrixMark::NotSaved, MatrixMark::Problem}) {
        layout->addWidget(new MatrixMarkLabel(mark, m_theme, bar));
        layout->addWidget(textLabel(markName(mark), TextRole::Note, bar, Tone::Muted));
    }
    layout->addSpacing(4);
    layout->addWidget(m_add);
    const auto filter = [this] {
        m_model.setFilter(m_search->text().trimmed(), m_notableOnly->isChecked());
        showDetail();
    };
    connect(m_search, &QLineEdit::textChanged, this, filter);
    connect(m_notableOnly, &QCheckBox::toggled, this, filter);
    connect(m_reference, &QComboBox::activated, this, [this] {
        m_choice.referenceTitle = m_reference->currentText();
        refresh();
    });
    connect(m_situation, &QComboBox::activated, this, [this] {
        m_choice.situation = Situation(m_situation->currentData().toInt());
        refresh();
    });
    return bar;
}

QWidget *EnvironmentPage::createMatrix(Settings &settings)
{
    m_view = new EnvironmentView(m_model, m_theme, settings, this);
    auto *strip = new QFrame(this);
    strip->setProperty("panel", QStringLiteral("footer"));
    strip->setFixedHeight(m_theme.px(detailHeight));
    m_detail = new ElidingLabel(TextRole::Meta, strip);
    m_detail->setObjectName(QStringLiteral("environmentDetail"));
    setTone(m_detail, Tone::Muted);
    m_fix = textButton({}, ButtonKind::Link, strip);
    m_fix->setObjectName(QStringLiteral("environmentFix"));
    m_reveal = textButton(tr("Show for 10 s"), ButtonKind::Link, strip);
    m_reveal->setObjectName(QStringLiteral("environmentReveal"));
    for (QPushButton *button : {m_fix, m_reveal}) {
        setStyleProperty(button, "flush", true);
        button->hide();
    }
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(12);
    row->addWidget(m_detail, 1);
    row->addWidget(m_fix);
    row->addWidget(m_reveal);
    auto *above = new QWidget(this);
    auto *layout = new QVBoxLayout(above);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(strip);
    m_save = new SavePane(m_theme, this);
    auto *splitter = new Splitter(Qt::Vertical, this);
    splitter->addWidget(above);
    splitter->addWidget(m_save);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    // The pane takes room only while there is something to save.
    connect(m_save, &SavePane::filledChanged, splitter, [this, splitter](bool filled) {
        const int pane = filled ? m_theme.px(saveHeight) : m_save->headHeight();
        splitter->setSizes({std::max(1, splitter->height() - pane - splitter->handleWidth()), pane});
    });
    splitter->setSizes({m_theme.px(5000), m_save->headHeight()});
    connect(m_view, &EnvironmentView::currentCellChanged, this, &EnvironmentPage::showDetail);
    connect(m_view, &EnvironmentView::unsetRequested, this, [this](const QModelIndex &index) {
        change(m_model.sourceAt(index.column()), m_model.rowAt(index.row()).key, std::nullopt);
    });
    connect(m_reveal, &QPushButton::clicked, this, [this] { m_model.reveal(m_view->currentIndex()); });
    connect(m_fix, &QPushButton::clicked, this, [this] {
        const QModelIndex index = m_view->currentIndex();
        const MatrixCell *cell = m_model.cellAt(index);
        if (cell && cell->fix)
            change(m_model.sourceAt(index.column()), m_model.rowAt(index.row()).key, *cell->fix);
    });
    connect(m_save, &SavePane::saveRequested, this, &EnvironmentPage::save);
    connect(m_save, &SavePane::discardRequested, this, &EnvironmentPage::discard);
    return splitter;
}

void EnvironmentPage::addKeys()
{
    const auto on = [this](const QKeySequence &keys, auto handler) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, handler);
    };
    on(QKeySequence::Undo, [this] { m_undo.undo(); });
    on(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), [this] { m_undo.redo(); });
    on(QKeySequence(Qt::CTRL | Qt::Key_Y), [this] { m_undo.redo(); });
    on(QKeySequence::Save, [this] {
        if (m_session.isChanged())
            save();
    });
    connect(m_add, &QPushButton::clicked, this, [this] {
        QStringList titles;
        for (const MatrixSource &source : m_model.matrix().sources) {
            if (source.isEditable())
                titles << source.title;
        }
        m_addBar->open(titles, m_flagsFor);
    });
    connect(m_addBar, &AddKeyBar::closed, this, [this] {
        m_addBar->hide();
        m_add->setFocus();
    });
    connect(m_addBar, &AddKeyBar::added, this, &EnvironmentPage::addKey);
}

} // namespace stillroom
