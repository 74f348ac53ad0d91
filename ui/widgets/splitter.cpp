#include "ui/widgets/splitter.h"

#include "ui/shell/settings.h"

#include <QPaintEvent>
#include <QPainter>
#include <QResizeEvent>

namespace stillroom
{
namespace
{

constexpr int grabMargin = 2; // 1 px line + 2 on either side = 5 px to grab

/// Lies over its neighbours by the grab margin, but paints only the line.
class Handle : public QSplitterHandle
{
public:
    using QSplitterHandle::QSplitterHandle;

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        const bool columns = orientation() == Qt::Horizontal;
        setContentsMargins(columns ? grabMargin : 0, columns ? 0 : grabMargin, columns ? grabMargin : 0,
            columns ? 0 : grabMargin);
        setMask(QRegion(contentsRect()));
        QSplitterHandle::resizeEvent(event);
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(contentsRect(), palette().color(QPalette::Mid));
    }
};

} // namespace

Splitter::Splitter(Qt::Orientation orientation, QWidget *parent)
    : QSplitter(orientation, parent)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
}

QSplitterHandle *Splitter::createHandle()
{
    return new Handle(orientation(), this);
}

void Splitter::remember(Settings &settings, const QString &name)
{
    restoreState(settings.layout(name));
    setHandleWidth(1);
    connect(this, &QSplitter::splitterMoved, this,
        [this, &settings, name] { settings.setLayout(name, saveState()); });
}

} // namespace stillroom
