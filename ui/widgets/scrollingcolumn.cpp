#include "ui/widgets/scrollingcolumn.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace stillroom
{

QVBoxLayout *scrollingColumn(QWidget *page)
{
    constexpr int margin = 16;
    auto *area = new QScrollArea(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(area);
    content->setProperty("panel", QStringLiteral("clear"));
    area->setWidget(content);
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(margin, margin, margin, margin);
    return layout;
}

} // namespace stillroom
