#include "ui/widgets/chip.h"

#include <QFontMetrics>
#include <QPainter>

namespace stillroom
{
namespace
{

constexpr int chipHeight = 18;
constexpr int chipPadding = 7;
constexpr int chipIcon = 12;
constexpr qreal chipRadius = 4;

bool hasIcon(ChipKind kind)
{
    return kind == ChipKind::Applied || kind == ChipKind::MissingScript;
}

struct ChipColours {
    QColor fill, outline, text;
};

ChipColours coloursOf(ChipKind kind, const Tokens &t, ChipGround ground)
{
    switch (kind) {
    case ChipKind::Applied:
        return {{}, {}, t.muted};
    case ChipKind::Current:
        return {t.accent, {}, t.onAccent};
    case ChipKind::Pending:
        return {ground == ChipGround::SelectedRow ? t.surface : t.accentSoft, {}, t.accentText};
    case ChipKind::Head:
        return {{}, t.accentText, t.accentText};
    case ChipKind::MissingScript:
        return {t.badSoft, t.badLine, t.bad};
    }
    return {};
}

void paintBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &outline)
{
    painter->setPen(outline.isValid() ? QPen(outline, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = outline.isValid() ? 0.5 : 0.0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), chipRadius, chipRadius);
}

} // namespace

QString chipText(ChipKind kind)
{
    switch (kind) {
    case ChipKind::Applied:
        return QObject::tr("Applied");
    case ChipKind::Current:
        return QObject::tr("Current");
    case ChipKind::Pending:
        return QObject::tr("Pending");
    case ChipKind::Head:
        return QObject::tr("Head");
    case ChipKind::MissingScript:
        return QObject::tr("Missing script");
    }
    return {};
}

QSize chipSize(ChipKind kind, const Theme &theme)
{
    const int text = QFontMetrics(theme.font(TextRole::Chip)).horizontalAdvance(chipText(kind));
    const int padding = kind == ChipKind::Applied ? theme.px(1) : theme.px(chipPadding);
    const int icon = hasIcon(kind) ? theme.px(chipIcon + 3) : 0;
    return {text + icon + 2 * padding, theme.px(chipHeight)};
}

void paintChip(QPainter *painter, const QPoint &topLeft, ChipKind kind, const Theme &theme, ChipGround ground)
{
    const QRect rect(topLeft, chipSize(kind, theme));
    const ChipColours colours = coloursOf(kind, theme.tokens(), ground);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (colours.fill.isValid() || colours.outline.isValid())
        paintBox(painter, rect, colours.fill, colours.outline);
    int x = rect.left() + (kind == ChipKind::Applied ? theme.px(1) : theme.px(chipPadding));
    if (hasIcon(kind)) {
        const int side = theme.px(chipIcon);
        const QRect box(x, rect.top() + (rect.height() - side) / 2, side, side);
        const bool missing = kind == ChipKind::MissingScript;
        theme
            .icon(missing ? QStringLiteral("warning") : QStringLiteral("check"),
                missing ? &Tokens::bad : &Tokens::muted)
            .paint(painter, box);
        x += theme.px(chipIcon + 3);
    }
    painter->setFont(theme.font(TextRole::Chip));
    painter->setPen(colours.text);
    painter->drawText(QRect(x, rect.top(), rect.right() - x + 1, rect.height()),
        Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, chipText(kind));
    painter->restore();
}

QString environmentShortName(TargetKind kind)
{
    switch (kind) {
    case TargetKind::Development:
        return QStringLiteral("DEV");
    case TargetKind::Staging:
        return QStringLiteral("STG");
    case TargetKind::Production:
        return QStringLiteral("PROD");
    }
    return {};
}

QSize environmentChipSize(const Theme &theme)
{
    return {theme.px(46), theme.px(chipHeight)};
}

void paintEnvironmentChip(QPainter *painter, const QPoint &topLeft, TargetKind kind, const Theme &theme)
{
    const Tokens &t = theme.tokens();
    const QRect rect(topLeft, environmentChipSize(theme));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor text;
    switch (kind) {
    case TargetKind::Development:
        paintBox(painter, rect, t.envDevSoft, t.okLine);
        text = t.envDev;
        break;
    case TargetKind::Staging:
        paintBox(painter, rect, t.envStg, {});
        text = t.envStgText;
        break;
    case TargetKind::Production:
        paintBox(painter, rect, t.envProd, {});
        text = t.envProdText;
        break;
    }
    painter->setFont(theme.font(TextRole::Chip));
    painter->setPen(text);
    painter->drawText(rect, Qt::AlignCenter, environmentShortName(kind));
    painter->restore();
}

Chip::Chip(ChipKind kind, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(chipText(kind));
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
}

void Chip::setKind(ChipKind kind)
{
    m_kind = kind;
    setAccessibleName(chipText(kind));
    updateGeometry();
    update();
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(&painter, {0, (height() - chipSize(m_kind, m_theme).height()) / 2}, m_kind, m_theme);
}

} // namespace stillroom
