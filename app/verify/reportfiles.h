#pragma once

#include "app/verify/verifyrun.h"

#include <QString>

namespace stillroom
{

/// The checklist as plain text: headline, sections, worst first, with a header of project, target, versions
/// and time. No password is in it.
QString checklistText(const VerifyReport &report);

/// One HTML file that needs nothing else and prints well.
QString checklistHtml(const VerifyReport &report);

/// JUnit XML for build servers: one test case a check, warnings pass with a message.
QString checklistJunit(const VerifyReport &report);

/// "Ready", "Ready, with 2 warnings", "Not ready: 1 check failed".
QString checklistHeadline(const Checklist &checklist);

} // namespace stillroom
