#pragma once

#include "migrations/plan/plan.h"

namespace stillroom::test
{

/// A plan written as text: statements end with `;` at a line's end, steps are parted by a line `---`, a
/// statement that begins with `autocommit:` stands in an autocommit block. Statement n of step s is said
/// to stand in line 10 · s + n of `s.py`, both counted from 1.
Plan planOf(const QString &text);

} // namespace stillroom::test
