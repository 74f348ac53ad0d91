#pragma once

#include <functional>

class QWidget;

namespace stillroom
{

/// Runs `work` once, as soon as the window has been painted for the first time: what nobody sees yet does not
/// keep the window from being shown.
void afterFirstPaint(QWidget *window, std::function<void()> work);

} // namespace stillroom
