#include "ui/connect/firstrunpage.h"

#include "ui/connect/recentdelegate.h"
#include "ui/connect/recentmodel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/scrollingcolumn.h"
#include "ui/widgets/text.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QMimeData>
#include <QUrl>
#include <QVBoxLayout>

namespace stillroom
{
namespace
{

constexpr int openingWidth = 380;
constexpr int recentWidth = 600;
constexpr int narrowRecentWidth = 400;
constexpr int columnGap = 56;
constexpr int rowHeight = 57;

QString droppedFolder(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

FirstRunPage::FirstRunPage(RecentProjects &recent, const Theme &theme, QWidget *parent)
    : Page(parent)
    , m_theme(theme)
    , m_recent(recent)
    , m_model(new RecentModel(recent, this))
{
    setAcceptDrops(true);
    m_columns = new QHBoxLayout;
    m_columns->setSpacing(columnGap);
    m_columns->addStretch(1);
    m_columns->addWidget(createOpening(), 0, Qt::AlignTop);
    m_recentColumn = createRecent();
    m_columns->addWidget(m_recentColumn, 100, Qt::AlignTop); // takes the width it may before the margins do
    m_columns->addStretch(1);
    QVBoxLayout *layout = scrollingColumn(this);
    layout->addStretch(2);
    layout->addLayout(m_columns);
    layout->addStretch(3);
    connect(m_model, &QAbstractItemModel::modelReset, this, &FirstRunPage::arrange);
    connect(&theme, &Theme::changed, this, &FirstRunPage::arrange);
    arrange();
}

QWidget *FirstRunPage::createOpening()
{
    auto *column = new QWidget(this);
    column->setFixedWidth(m_theme.px(openingWidth));
    connect(&m_theme, &Theme::changed, column,
        [this, column] { column->setFixedWidth(m_theme.px(openingWidth)); });
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(textLabel(tr("Open a project"), TextRole::Page, column));
    layout->addWidget(
        wrappedLabel(tr("Choose the folder that holds alembic.ini or the migrations folder of your "
                        "Flask app. Stillroom reads the scripts; it does not import your app."),
            TextRole::Body, column, Tone::Muted));
    m_open = textButton(tr("Open project folder…"), ButtonKind::Primary, column);
    m_open->setObjectName(QStringLiteral("openFolder"));
    m_open->setIcon(m_theme.icon(QStringLiteral("folder-open"), &Tokens::onAccent));
    layout->addSpacing(4);
    layout->addWidget(m_open, 0, Qt::AlignLeft);
    layout->addWidget(textLabel(tr("Or drop the folder here"), TextRole::Meta, column, Tone::Muted));
    layout->addSpacing(12);
    layout->addWidget(horizontalRule(column));
    layout->addSpacing(12);
    layout->addWidget(textLabel(tr("New here?"), TextRole::Section, column));
    layout->addWidget(
        wrappedLabel(tr("The sample project has 26 revisions, 6 of them pending. Nothing you do in it "
                        "can reach a real database."),
            TextRole::Body, column, Tone::Muted));
    m_sample = textButton(tr("Try the sample project"), ButtonKind::Default, column);
    m_sample->setObjectName(QStringLiteral("trySample"));
    layout->addSpacing(4);
    layout->addWidget(m_sample, 0, Qt::AlignLeft);
    m_activity = textLabel({}, TextRole::Meta, column, Tone::Muted);
    m_activity->setObjectName(QStringLiteral("activity"));
    layout->addWidget(m_activity);
    layout->addSpacing(4);
    layout->addWidget(horizontalRule(column));
    layout->addSpacing(12);
    auto *safe = new QHBoxLayout;
    safe->setSpacing(8);
    safe->addWidget(new IconLabel(QStringLiteral("lock"), &Tokens::ok, 16, m_theme, column), 0, Qt::AlignTop);
    safe->addWidget(
        wrappedLabel(tr("Opening a project changes nothing. Every database session is read-only until "
                        "you confirm a run."),
            TextRole::Body, column, Tone::Muted),
        1);
    layout->addLayout(safe);
    connect(m_open, &QPushButton::clicked, this, &FirstRunPage::openRequested);
    connect(m_sample, &QPushButton::clicked, this, &FirstRunPage::sampleRequested);
    return column;
}

QWidget *FirstRunPage::createRecent()
{
    auto *column = new QWidget(this);
    column->setMaximumWidth(m_theme.px(recentWidth));
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    head->addWidget(textLabel(tr("Recent projects"), TextRole::Section, column));
    head->addStretch(1);
    QPushButton *clear = textButton(tr("Clear list"), ButtonKind::Link, column);
    connect(clear, &QPushButton::clicked, &m_recent, &RecentProjects::clear);
    head->addWidget(clear);
    layout->addLayout(head);
    auto *card = new QFrame(column);
    card->setProperty("panel", QStringLiteral("card"));
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    m_list = new QListView(card);
    m_list->setObjectName(QStringLiteral("recentProjects"));
    m_list->setAccessibleName(tr("Recent projects"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RecentDelegate(m_theme, m_list));
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    inside->addWidget(m_list);
    layout->addWidget(card);
    const auto open = [this](const QModelIndex &index) {
        Q_EMIT folderChosen(index.data(RecentModel::FolderRole).toString());
    };
    // A click opens, as the list is a list of links; so does Enter.
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    return column;
}

void FirstRunPage::arrange()
{
    const int rows = m_model->rowCount();
    m_recentColumn->setVisible(rows > 0);
    m_recentColumn->setMaximumWidth(m_theme.px(recentWidth));
    m_list->setFixedHeight(m_theme.px(rowHeight) * rows);
    const int side = m_theme.px(16);
    m_open->setIconSize({side, side});
    // Layouts inside a stack of scrolling and aligned ones lose the height that wrapped text needs.
    const int lockWidth = m_theme.px(16) + 8;
    for (QLabel *label : findChildren<QLabel *>()) {
        if (label->wordWrap())
            label->setMinimumHeight(label->heightForWidth(m_theme.px(openingWidth) - lockWidth));
    }
    // Large text or a small window: one column below the other.
    const bool narrow = width() < m_theme.px(openingWidth + narrowRecentWidth) + columnGap;
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void FirstRunPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void FirstRunPage::activate()
{
    m_model->reload();
    m_open->setFocus(Qt::OtherFocusReason);
}

QList<QWidget *> FirstRunPage::regions()
{
    return m_model->rowCount() > 0 ? QList<QWidget *>{m_open, m_list} : QList<QWidget *>{m_open};
}

void FirstRunPage::setBusy(const QString &activity)
{
    const bool idle = activity.isEmpty();
    m_open->setEnabled(idle);
    m_sample->setEnabled(idle);
    m_list->setEnabled(idle);
    m_activity->setText(activity);
}

void FirstRunPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFolder(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FirstRunPage::dropEvent(QDropEvent *event)
{
    const QString folder = droppedFolder(event->mimeData());
    if (folder.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT folderChosen(folder);
}

} // namespace stillroom
