#pragma once

class QVBoxLayout;
class QWidget;

namespace stillroom
{

/// Fills `page` with an area that scrolls when its content is taller than the page (large text, small
/// screens) and returns the content's layout, with the page margin of 16.
QVBoxLayout *scrollingColumn(QWidget *page);

} // namespace stillroom
