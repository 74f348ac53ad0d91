#include "ui/run/runlogview.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace stillroom
{

namespace
{

constexpr int lineHeight = 20; // px at 100 %
constexpr int leftMargin = 12;

Token toneColour(LogTone tone)
{
    switch (tone) {
    case LogTone::Quiet:
        return &Tokens::muted;
    case LogTone::Normal:
        return &Tokens::text;
    case LogTone::Good:
        return &Tokens::ok;
    case LogTone::Warning:
        return &Tokens::warn;
    case LogTone::Bad:
        return &Tokens::bad;
    }
    return &Tokens::text;
}

class LogDelegate final : public QStyledItemDelegate
{
public:
    LogDelegate(const RunLogModel &model, const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {m_theme.px(400), m_theme.px(lineHeight)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &t = m_theme.tokens();
        const RunLogLine &line = m_model.line(index.row());
        const QRect box = option.rect.adjusted(m_theme.px(leftMargin), 0, -m_theme.px(leftMargin), 0);
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? t.sel : t.code);
        painter->setFont(m_theme.font(TextRole::Code));
        painter->setPen(t.*toneColour(line.tone));
        painter->drawText(box, Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(painter->font()).elidedText(line.toString(), Qt::ElideRight, box.width()));
    }

private:
    const RunLogModel &m_model;
    const Theme &m_theme;
};

} // namespace

void RunLogModel::setLines(const std::vector<RunLogLine> &lines)
{
    if (lines.size() < m_lines.size() || (!m_lines.empty() && lines.front() != m_lines.front())) {
        beginResetModel();
        m_lines = lines;
        endResetModel();
    } else if (lines.size() > m_lines.size()) {
        beginInsertRows({}, int(m_lines.size()), int(lines.size()) - 1);
        m_lines.insert(m_lines.end(), lines.begin() + qsizetype(m_lines.size()), lines.end());
        endInsertRows();
    }
}

QString RunLogModel::text() const
{
    QStringList lines;
    for (const RunLogLine &line : m_lines)
        lines << line.toString();
    return lines.join(u'\n');
}

int RunLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant RunLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return line(index.row()).toString();
    return {};
}

RunLogView::RunLogView(const Theme &theme, QWidget *parent)
    : QListView(parent)
{
    setObjectName(QStringLiteral("runLog"));
    setAccessibleName(tr("Log"));
    setModel(&m_model);
    setItemDelegate(new LogDelegate(m_model, theme, this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setProperty("code", true);
    // Takes what the parts around it leave, at least a few lines.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    setMinimumHeight(theme.px(4 * lineHeight));
}

void RunLogView::setLines(const std::vector<RunLogLine> &lines)
{
    m_model.setLines(lines);
    if (m_follow)
        scrollToBottom();
}

void RunLogView::setFollow(bool follow)
{
    m_follow = follow;
    if (follow)
        scrollToBottom();
}

} // namespace stillroom
