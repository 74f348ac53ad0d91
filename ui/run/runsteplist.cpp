#include "ui/run/runsteplist.h"

#include "ui/run/runtext.h"
#include "ui/widgets/resulticon.h"

#include <QPainter>

#include <algorithm>

namespace stillroom
{

namespace
{

// px at 100 %, from the left and the right edge.
constexpr int rowHeight = 34;
constexpr int iconX = 12;
constexpr int iconSide = 16;
constexpr int numberX = 38;
constexpr int revisionX = 60;
constexpr int messageX = 166;
constexpr int statusRight = 424;
constexpr int barRight = 264;
constexpr int barWidth = 180;
constexpr int barHeight = 8;
constexpr int durationRight = 76;
constexpr int visibleRows = 9;

ResultKind iconOf(StepPhase phase)
{
    switch (phase) {
    case StepPhase::NotStarted:
        return ResultKind::NotStarted;
    case StepPhase::Running:
    case StepPhase::WaitingForLock:
        return ResultKind::Running;
    case StepPhase::Done:
        return ResultKind::Passed;
    case StepPhase::Failed:
        return ResultKind::Failed;
    case StepPhase::RolledBack:
        return ResultKind::RolledBack;
    case StepPhase::Cancelled:
        return ResultKind::Cancelled;
    case StepPhase::Unknown:
        return ResultKind::Warning;
    }
    return ResultKind::NotStarted;
}

Token statusColour(StepPhase phase)
{
    switch (phase) {
    case StepPhase::Failed:
        return &Tokens::bad;
    case StepPhase::WaitingForLock:
    case StepPhase::Unknown:
        return &Tokens::warn;
    case StepPhase::NotStarted:
    case StepPhase::Running:
    case StepPhase::Done:
    case StepPhase::RolledBack:
    case StepPhase::Cancelled:
        return &Tokens::muted;
    }
    return &Tokens::muted;
}

Token barColour(StepPhase phase)
{
    switch (phase) {
    case StepPhase::Failed:
        return &Tokens::badLine;
    case StepPhase::WaitingForLock:
    case StepPhase::Unknown:
        return &Tokens::warnLine;
    case StepPhase::RolledBack:
    case StepPhase::Cancelled:
        return &Tokens::borderStrong;
    case StepPhase::NotStarted:
    case StepPhase::Running:
    case StepPhase::Done:
        return &Tokens::okLine;
    }
    return &Tokens::okLine;
}

} // namespace

RunStepDelegate::RunStepDelegate(const RunStepModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize RunStepDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.px(600), m_theme.px(rowHeight)};
}

void RunStepDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const RunStepModel::Row &row = m_model.row(index.row());
    const QRect rect = option.rect;
    const bool failed = row.phase == StepPhase::Failed;
    const bool lit = row.current || failed;
    const auto at = [&](int left, int width) {
        return QRect(rect.left() + m_theme.px(left), rect.top(), m_theme.px(width), rect.height());
    };
    const auto fromRight = [&](int right, int width) {
        return QRect(rect.right() + 1 - m_theme.px(right), rect.top(), m_theme.px(width), rect.height());
    };
    const auto text = [&](const QRect &box, const QString &value, TextRole role, const QColor &colour,
                          Qt::Alignment alignment = Qt::AlignLeft) {
        painter->setFont(m_theme.font(role));
        painter->setPen(colour);
        painter->drawText(box, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(value, Qt::ElideRight, box.width()));
    };
    painter->save();
    painter->fillRect(rect, failed ? t.badSoft : row.current ? t.sel : t.surface);
    const int side = m_theme.px(iconSide);
    const bool skipped = row.ended && row.phase == StepPhase::NotStarted;
    resultIcon(skipped ? ResultKind::Skipped : iconOf(row.phase), m_theme)
        .paint(painter,
            QRect(rect.left() + m_theme.px(iconX), rect.top() + (rect.height() - side) / 2, side, side));
    text(at(numberX, revisionX - numberX), QString::number(row.number), TextRole::Body,
        lit ? t.text : t.muted);
    text(at(revisionX, messageX - revisionX - 6), row.revision, TextRole::Code, lit ? t.text : t.muted);
    const int messageRight = rect.right() - m_theme.px(statusRight + 8);
    QRect message = at(messageX, 0);
    message.setRight(messageRight);
    text(message, row.message, lit ? TextRole::Label : TextRole::Body, t.text);
    const Token colour = statusColour(row.phase);
    text(fromRight(statusRight, statusRight - barRight - 8), row.status,
        colour == &Tokens::muted ? TextRole::Meta : TextRole::Chip, t.*colour);
    paintBar(painter, fromRight(barRight, barWidth), row);
    if (row.durationMs > 0) {
        text(fromRight(durationRight, durationRight - 12), durationText(row.durationMs), TextRole::Code,
            t.muted, Qt::AlignRight);
    }
    painter->restore();
}

void RunStepDelegate::paintBar(QPainter *painter, const QRect &rect, const RunStepModel::Row &row) const
{
    const int height = m_theme.px(barHeight);
    const QRectF track(rect.left(), rect.top() + (rect.height() - height) / 2.0, rect.width(), height);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.tokens().neutralSoft);
    painter->drawRoundedRect(track, height / 2.0, height / 2.0);
    if (row.share > 0) {
        QRectF bar = track;
        bar.setWidth(std::max(track.width() * row.share, qreal(height) / 2));
        painter->setBrush(m_theme.tokens().*barColour(row.phase));
        painter->drawRoundedRect(bar, height / 2.0, height / 2.0);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
}

RunStepList::RunStepList(const Theme &theme, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("runSteps"));
    setAccessibleName(tr("Steps of the run"));
    setModel(&m_model);
    setItemDelegate(new RunStepDelegate(m_model, theme, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void RunStepList::show(const RunProgress &progress, const QDateTime &now)
{
    const int before = m_model.rowCount();
    m_model.setProgress(progress, now);
    if (m_model.rowCount() != before)
        updateGeometry();
    const int failed
        = progress.outcome() && progress.outcome()->failure ? progress.outcome()->failure->step : -1;
    const int current = failed >= 0 ? failed : progress.currentStep();
    if (current != m_current && current >= 0)
        scrollTo(m_model.index(current));
    m_current = current;
}

QSize RunStepList::sizeHint() const
{
    const int rows = std::clamp(m_model.rowCount(), 1, visibleRows);
    return {m_theme.px(700), rows * m_theme.px(rowHeight) + 2};
}

QSize RunStepList::minimumSizeHint() const
{
    const int rows = std::clamp(m_model.rowCount(), 1, 4);
    return {m_theme.px(400), rows * m_theme.px(rowHeight)};
}

} // namespace stillroom
