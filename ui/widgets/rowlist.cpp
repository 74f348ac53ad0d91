#include "ui/widgets/rowlist.h"

#include <QHeaderView>
#include <QTableView>

namespace stillroom
{

namespace
{

constexpr int rowSide = 30; // px at 100 %, as the one below
constexpr int leastWidth = 36;

} // namespace

void styleRowList(QTableView &list, const std::vector<int> &widths, const Theme &theme)
{
    list.setProperty("list", QStringLiteral("rows"));
    list.setFrameShape(QFrame::NoFrame);
    list.setShowGrid(false);
    list.setSelectionBehavior(QAbstractItemView::SelectRows);
    list.setSelectionMode(QAbstractItemView::SingleSelection);
    list.setEditTriggers(QAbstractItemView::NoEditTriggers);
    list.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setWordWrap(false);
    list.setTabKeyNavigation(false);
    list.verticalHeader()->hide();
    list.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    list.verticalHeader()->setDefaultSectionSize(theme.px(rowSide));
    QHeaderView *header = list.horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(theme.px(leastWidth));
    for (size_t column = 0; column < widths.size(); ++column) {
        header->setSectionResizeMode(
            int(column), widths[column] == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (widths[column] > 0)
            header->resizeSection(int(column), theme.px(widths[column]));
    }
}

} // namespace stillroom
