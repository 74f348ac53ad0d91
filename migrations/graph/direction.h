#pragma once

namespace stillroom
{

/// Which of a revision's two functions is meant.
enum class Direction { Upgrade, Downgrade };

} // namespace stillroom
