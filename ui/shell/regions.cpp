#include "ui/shell/regions.h"

#include <QApplication>
#include <QWidget>

namespace stillroom
{
namespace
{

bool canTakeFocus(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

QWidget *focusTarget(QWidget *region)
{
    if (!region->isVisible() || !region->isEnabled())
        return nullptr;
    if (canTakeFocus(region))
        return region;
    const auto children = region->findChildren<QWidget *>();
    const auto found = std::find_if(children.cbegin(), children.cend(), canTakeFocus);
    return found == children.cend() ? nullptr : *found;
}

} // namespace

void focusNextRegion(const QList<QWidget *> &regions, int step)
{
    const QWidget *focused = QApplication::focusWidget();
    const auto count = static_cast<int>(regions.size());
    // The innermost region that holds the focus is the one with the last index: pages list parts of
    // themselves.
    int here = step > 0 ? -1 : count;
    for (int i = 0; i < count; ++i) {
        if (focused && (regions[i] == focused || regions[i]->isAncestorOf(focused)))
            here = i;
    }
    for (int n = 1; n <= count; ++n) {
        QWidget *target = focusTarget(regions[((here + n * step) % count + count) % count]);
        if (target && target != focused) {
            target->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace stillroom
