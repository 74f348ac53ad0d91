#include "ui/changes/changestree.h"

#include "ui/shell/settings.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace stillroom
{

namespace
{

constexpr int rowHeight = 26; // px at 100 %, as the ones below
constexpr int step = 18;
constexpr int padding = 8;
constexpr int gap = 6;

class ChangesDelegate final : public QStyledItemDelegate
{
public:
    ChangesDelegate(const ChangesModel &model, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {m_theme.px(60), m_theme.px(rowHeight)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const ChangeNode &node = m_model.node(index);
        if (index.column() == ChangesModel::Object) {
            paintObject(painter, option.rect, node);
            return;
        }
        const bool absent = index.column() == ChangesModel::Now ? node.nowAbsent
            : index.column() == ChangesModel::After             ? node.afterAbsent
                                                                : false;
        const bool cause = index.column() == ChangesModel::CausedBy;
        const Token colour = absent || (cause && node.drift >= 0) ? &Tokens::muted
            : cause                                               ? &Tokens::accentText
                                                                  : &Tokens::text;
        // Counts and words are prose, definitions and ids are code.
        const bool prose = absent || node.kind == ChangeNode::Kind::Container
            || (cause && (node.drift >= 0 || index.data().toString().contains(u' ')));
        draw(painter, option.rect.adjusted(m_theme.px(padding), 0, -m_theme.px(padding), 0),
            index.data().toString(), prose ? TextRole::Meta : TextRole::Code, colour);
    }

private:
    void paintObject(QPainter *painter, QRect rect, const ChangeNode &node) const
    {
        const bool group = node.kind == ChangeNode::Kind::Group || node.kind == ChangeNode::Kind::Note;
        rect.adjust(m_theme.px(2), 0, -m_theme.px(padding), 0);
        if (node.mark != ChangeMark::None) {
            const int side = markSide(m_theme);
            paintMark(
                painter, {rect.left(), rect.center().y() - side / 2 + 1, side, side}, node.mark, m_theme);
            rect.setLeft(rect.left() + side + m_theme.px(gap));
        }
        const int used
            = draw(painter, rect, node.text, group ? TextRole::Label : TextRole::Code, &Tokens::text);
        if (!node.note.isEmpty()) {
            rect.setLeft(rect.left() + used + m_theme.px(padding));
            draw(painter, rect, node.note, TextRole::Meta, &Tokens::muted);
        }
    }

    int draw(QPainter *painter, const QRect &box, const QString &text, TextRole role, Token colour) const
    {
        painter->setFont(m_theme.font(role));
        painter->setPen(m_theme.tokens().*colour);
        const QFontMetrics metrics(painter->font());
        const QString shown = metrics.elidedText(text, Qt::ElideRight, box.width());
        painter->drawText(box, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), shown);
        return metrics.horizontalAdvance(shown);
    }

    const ChangesModel &m_model;
    const Theme &m_theme;
};

} // namespace

ChangesTree::ChangesTree(ChangesModel &model, const Theme &theme, Settings &settings, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("changesTree"));
    setAccessibleName(tr("Objects"));
    setModel(&model);
    setItemDelegate(new ChangesDelegate(model, theme, this));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(theme.px(step));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(true);
    setUpHeader(settings);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChangesTree::nodeChosen);
    connect(&theme, &Theme::changed, this, [this] {
        setIndentation(m_theme.px(step));
        viewport()->update();
    });
}

void ChangesTree::setUpHeader(Settings &settings)
{
    QHeaderView *columns = header();
    columns->setHighlightSections(false);
    columns->setStretchLastSection(false);
    columns->setSectionsMovable(false);
    columns->setMinimumSectionSize(m_theme.px(60));
    const int widths[] = {0, 150, 190, 110};
    for (int column = 0; column < ChangesModel::ColumnCount; ++column) {
        columns->setSectionResizeMode(
            column, widths[column] == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (widths[column] > 0)
            columns->resizeSection(column, m_theme.px(widths[column]));
    }
    const QString name = QStringLiteral("changes/columns");
    if (const QByteArray kept = settings.layout(name); !kept.isEmpty())
        columns->restoreState(kept);
    connect(columns, &QHeaderView::sectionResized, this,
        [columns, name, &settings] { settings.setLayout(name, columns->saveState()); });
}

const ChangeNode *ChangesTree::current() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model.node(rows.front());
}

void ChangesTree::show(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        expand(above);
    setCurrentIndex(index);
    scrollTo(index);
}

void ChangesTree::drawRow(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const bool selected = selectionModel()->isRowSelected(index.row(), index.parent());
    painter->fillRect(option.rect, selected ? t.sel : t.surface);
    if (selected && hasFocus())
        painter->fillRect(
            QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), t.accentText);
    QStyleOptionViewItem plain = option;
    plain.state &= ~QStyle::State_Selected;
    QTreeView::drawRow(painter, plain, index);
}

void ChangesTree::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!m_model.hasChildren(index))
        return;
    const int side = m_theme.px(12);
    const QRect box(rect.right() - m_theme.px(step) + (m_theme.px(step) - side) / 2 + 1,
        rect.center().y() - side / 2 + 1, side, side);
    m_theme
        .icon(isExpanded(index) ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
            &Tokens::muted)
        .paint(painter, box);
}

} // namespace stillroom
