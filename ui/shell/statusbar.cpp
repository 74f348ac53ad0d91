#include "ui/shell/statusbar.h"

#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>

namespace stillroom
{
namespace
{

constexpr int barHeight = 24;
constexpr int lockSide = 12;

} // namespace

StatusBar::StatusBar(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_left(new ElidingLabel(TextRole::Note, this))
    , m_right(new ElidingLabel(TextRole::Note, this))
{
    setObjectName(QStringLiteral("statusBar"));
    for (ElidingLabel *label : {m_left, m_right})
        label->setProperty("tone", QStringLiteral("muted"));
    m_right->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(6);
    layout->addWidget(new IconLabel(QStringLiteral("lock"), &Tokens::muted, lockSide, theme, this));
    layout->addWidget(m_left, 1);
    layout->addWidget(m_right, 0);
    const auto resize = [this, &theme] { setFixedHeight(theme.px(barHeight)); };
    connect(&theme, &Theme::changed, this, resize);
    resize();
}

void StatusBar::setTexts(const QString &left, const QString &right)
{
    m_left->setFullText(left);
    m_right->setFullText(right);
}

} // namespace stillroom
