#include "ui/environment/environmentdelegate.h"

#include "app/environment/secrets.h"
#include "ui/environment/environmentmodel.h"
#include "ui/environment/matrixmark.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>

namespace stillroom
{

namespace
{

constexpr int rowHeight = 26; // px at 100 %, as the ones below
constexpr int padding = 8;
constexpr int gap = 6;
constexpr int markSide = 14;
constexpr int eyeSide = 16;
constexpr int leastValue = 40; ///< what a note leaves of the value

using State = MatrixCell::State;

} // namespace

EnvironmentDelegate::EnvironmentDelegate(const EnvironmentModel &model, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_theme(theme)
{
}

QSize EnvironmentDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_theme.px(120), m_theme.px(rowHeight)};
}

QRect EnvironmentDelegate::eyeBox(const QRect &cell, const QModelIndex &index) const
{
    const MatrixCell *content = m_model.cellAt(index);
    if (!content || !content->secret || content->state != State::Set || content->text.isEmpty())
        return {};
    const int side = m_theme.px(eyeSide);
    return {cell.right() - m_theme.px(padding) - side + 2, cell.center().y() - side / 2 + 1, side, side};
}

int EnvironmentDelegate::draw(QPainter *painter, const QRect &box, const QString &text, TextRole role,
    Token colour, bool struck, bool bold) const
{
    QFont font = m_theme.font(role);
    font.setStrikeOut(struck);
    if (bold)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(m_theme.tokens().*colour);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, box.width()));
    painter->drawText(box, int(Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine), shown);
    return metrics.horizontalAdvance(shown);
}

void EnvironmentDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const MatrixRow &row = m_model.rowAt(index.row());
    const MatrixCell *cell = m_model.cellAt(index);
    const QRect &box = option.rect;
    painter->save();
    painter->fillRect(box,
        row.key.isEmpty() || m_model.isEffective(index.column()) ? t.sunken
            : cell                                               ? t.*markGround(markOf(*cell))
                                                                 : t.surface);
    painter->setPen(t.grid);
    painter->drawLine(box.bottomLeft(), box.bottomRight());
    if (!row.key.isEmpty()) {
        painter->setPen(t.border);
        painter->drawLine(box.topRight(), box.bottomRight());
    }
    if (row.key.isEmpty()) {
        const QRect text = box.adjusted(m_theme.px(padding), 0, -m_theme.px(padding), 0);
        draw(painter, text, row.comment, TextRole::Code, row.invalid ? &Tokens::bad : &Tokens::muted);
    } else {
        paintCell(painter, box, index);
    }
    if (option.state.testFlag(QStyle::State_Selected)) {
        const int width = option.state.testFlag(QStyle::State_Active) ? 2 : 1;
        painter->setPen(QPen(t.accentText, width));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(box.adjusted(width / 2, width / 2, -width, -width));
    }
    painter->restore();
}

void EnvironmentDelegate::paintCell(QPainter *painter, QRect box, const QModelIndex &index) const
{
    const MatrixRow &row = m_model.rowAt(index.row());
    const QRect eye = eyeBox(box, index);
    box.adjust(m_theme.px(padding), 0, -m_theme.px(padding), 0);
    if (!eye.isNull()) {
        m_theme.icon(QStringLiteral("view-visible"), &Tokens::muted).paint(painter, eye);
        box.setRight(eye.left() - m_theme.px(gap));
    }
    if (index.column() == 0) {
        draw(painter, box, row.key, TextRole::Code, &Tokens::text, false, true);
        return;
    }
    const MatrixCell *cell = m_model.cellAt(index);
    const State state = cell ? cell->state : row.effective.state;
    const QString text = m_model.shownText(index);
    const bool empty = state == State::Set && (cell ? cell->text : row.effective.value).isEmpty();
    const TextRole role = state == State::Set && !empty ? TextRole::Code : TextRole::Meta;
    if (!cell) {
        draw(painter, box, text, role, state == State::NotSet || empty ? &Tokens::faint : &Tokens::text);
        return;
    }
    const MatrixMark mark = markOf(*cell);
    if (mark != MatrixMark::None) {
        paintMark(painter, {box.left(), box.top(), m_theme.px(markSide), box.height()}, mark, m_theme);
        box.setLeft(box.left() + m_theme.px(markSide) + m_theme.px(gap));
    }
    const QString note = mark == MatrixMark::Problem ? cell->problem
        : cell->changed                              ? QObject::tr("not saved")
                                                     : QString();
    if (!note.isEmpty()) {
        const QFontMetrics metrics(m_theme.font(TextRole::Note));
        const int width = std::min(metrics.horizontalAdvance(note) + 1, box.width() - m_theme.px(leastValue));
        draw(painter, {box.right() - width + 1, box.top(), width, box.height()}, note, TextRole::Note,
            markToken(mark));
        box.setRight(box.right() - width - m_theme.px(gap));
    }
    if (cell->changed && cell->savedText) {
        const QString old = cell->secret ? shownValue(row.key, *cell->savedText) : *cell->savedText;
        const int used = draw(painter, QRect(box.left(), box.top(), box.width() / 2, box.height()),
            old.isEmpty() ? QObject::tr("empty") : old, TextRole::Code, &Tokens::muted, true);
        box.setLeft(box.left() + used + m_theme.px(padding));
    }
    const Token colour = cell->changed       ? &Tokens::accentText
        : state == State::NotSet || empty    ? &Tokens::faint
        : state == State::Set && !cell->same ? &Tokens::text
                                             : &Tokens::muted;
    draw(painter, box, text, role, colour, false, cell->changed && state == State::Set);
}

QWidget *EnvironmentDelegate::createEditor(
    QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setObjectName(QStringLiteral("cellEditor"));
    editor->setProperty("textRole", QStringLiteral("code"));
    editor->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    const MatrixCell *cell = m_model.cellAt(index);
    if (cell && cell->secret && !m_model.isRevealed(index))
        editor->setEchoMode(QLineEdit::Password);
    QLabel *hint = textLabel(tr("Enter keeps the cell"), TextRole::Note, editor, Tone::Muted);
    hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    const int width = hint->sizeHint().width() + m_theme.px(padding);
    auto *layout = new QHBoxLayout(editor);
    layout->setContentsMargins(0, 0, m_theme.px(padding), 0);
    layout->addStretch(1);
    layout->addWidget(hint);
    // A long value needs the room more than the hint does.
    const auto makeRoom = [editor, hint, width](const QString &text) {
        const bool fits = editor->fontMetrics().horizontalAdvance(text) + width + 24 < editor->width();
        hint->setVisible(fits);
        editor->setTextMargins(0, 0, fits ? width : 0, 0);
    };
    connect(editor, &QLineEdit::textChanged, hint, makeRoom);
    return editor;
}

void EnvironmentDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *line = static_cast<QLineEdit *>(editor);
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void EnvironmentDelegate::setModelData(
    QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    model->setData(index, static_cast<QLineEdit *>(editor)->text(), Qt::EditRole);
}

void EnvironmentDelegate::updateEditorGeometry(
    QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    editor->setGeometry(option.rect);
    Q_EMIT static_cast<QLineEdit *>(editor)->textChanged(static_cast<QLineEdit *>(editor)->text());
}

} // namespace stillroom
