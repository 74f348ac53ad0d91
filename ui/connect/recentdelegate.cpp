#include "ui/connect/recentdelegate.h"

#include "ui/connect/recentmodel.h"
#include "ui/widgets/chip.h"

#include <QFontMetrics>
#include <QPainter>

namespace stillroom
{
namespace
{

constexpr int recentRowHeight = 57; // 56 and the line below
constexpr int iconLeft = 18;
constexpr int iconSide = 18;
constexpr int nameLeft = 50;
constexpr int databaseLeft = 320;
constexpr int whenWidth = 84;

QColor standingColour(RecentModel::Standing standing, const Tokens &t)
{
    switch (standing) {
    case RecentModel::Standing::Pending:
        return t.accentText;
    case RecentModel::Standing::UpToDate:
    case RecentModel::Standing::FilesOnly:
        return t.muted;
    case RecentModel::Standing::Unreachable:
    case RecentModel::Standing::FolderMissing:
        return t.bad;
    }
    return t.muted;
}

void drawElided(QPainter *painter, const QRect &rect, const QString &text, Qt::TextElideMode mode,
    Qt::Alignment alignment = Qt::AlignLeft)
{
    painter->drawText(rect, alignment | Qt::AlignVCenter | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(text, mode, rect.width()));
}

} // namespace

RecentDelegate::RecentDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.px(480), m_theme.px(recentRowHeight)};
}

void RecentDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    painter->save();
    if (selected || hovered)
        painter->fillRect(row, selected ? t.sel : t.hover);
    if (selected)
        painter->fillRect(QRect(row.left(), row.top(), m_theme.px(3), row.height()), t.accentText);
    if (index.row() + 1 < index.model()->rowCount())
        painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), t.border);

    const int side = m_theme.px(iconSide);
    m_theme.icon(QStringLiteral("folder-open"), &Tokens::muted)
        .paint(painter, QRect(row.left() + m_theme.px(iconLeft), row.center().y() - side / 2, side, side));

    const int split = std::min(m_theme.px(databaseLeft), row.width() * 8 / 15);
    const int upper = row.top() + m_theme.px(11);
    const int line = m_theme.px(18);
    const QRect name(row.left() + m_theme.px(nameLeft), upper, split - m_theme.px(nameLeft + 8), line);
    painter->setPen(t.text);
    painter->setFont(m_theme.font(TextRole::Label));
    drawElided(painter, name, index.data().toString(), Qt::ElideRight);
    painter->setPen(t.muted);
    painter->setFont(m_theme.font(TextRole::Meta));
    drawElided(painter, name.translated(0, line - 1), index.data(RecentModel::PlaceRole).toString(),
        Qt::ElideMiddle);

    const QRect when(
        row.right() - m_theme.px(whenWidth + 16), row.top(), m_theme.px(whenWidth), row.height());
    drawElided(painter, when, index.data(RecentModel::WhenRole).toString(), Qt::ElideRight, Qt::AlignRight);
    const int left = row.left() + split;
    paintDatabase(painter, QRect(left, upper, when.left() - left, row.height()), index);
    painter->restore();
}

void RecentDelegate::paintDatabase(QPainter *painter, const QRect &area, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const int line = m_theme.px(18);
    const int kind = index.data(RecentModel::KindRole).toInt();
    int textTop = area.top() + line / 2; // without a database the state stands alone, in the middle
    if (kind >= 0) {
        const QSize chip = environmentChipSize(m_theme);
        paintEnvironmentChip(painter, area.topLeft(), static_cast<TargetKind>(kind), m_theme);
        painter->setPen(t.text);
        painter->setFont(m_theme.font(TextRole::Code));
        const int offset = chip.width() + m_theme.px(8);
        drawElided(painter, QRect(area.left() + offset, area.top(), area.width() - offset, line),
            index.data(RecentModel::DatabaseRole).toString(), Qt::ElideMiddle);
        textTop = area.top() + line + 1;
    }
    const auto standing
        = static_cast<RecentModel::Standing>(index.data(RecentModel::StandingTokenRole).toInt());
    QFont font = m_theme.font(TextRole::Meta);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(standingColour(standing, t));
    drawElided(painter, QRect(area.left(), textTop, area.width(), line),
        index.data(RecentModel::StandingRole).toString(), Qt::ElideRight);
}

} // namespace stillroom
