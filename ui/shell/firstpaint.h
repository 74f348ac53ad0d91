#pragma once

#include <functional>
#include <vector>

class QWidget;

namespace stillroom
{

/// Runs the parts once each, in their order, as soon as the window has been painted for the first time: what
/// nobody sees yet does not keep the window from being shown. Each has a turn of the event loop of its own,
/// so that clicks and keys are answered in between.
void afterFirstPaint(QWidget *window, std::vector<std::function<void()>> parts);

} // namespace stillroom
