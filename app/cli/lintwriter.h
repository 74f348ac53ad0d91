#pragma once

#include "migrations/plan/plan.h"
#include "migrations/risk/finding.h"

#include <QByteArray>

#include <vector>

namespace stillroom::cli
{

/// What was linted, and how it came out.
struct LintReport {
    Plan plan;
    std::vector<Finding> findings;
    bool live = false; ///< sizes of a database decided
    QString root; ///< of the project; SARIF names files relative to it
};

QByteArray lintJson(const LintReport &report);
/// SARIF 2.1.0 (OASIS), one run. Allowed findings are suppressed results with their reason.
QByteArray lintSarif(const LintReport &report);
/// For people; notes are counted only, unless asked for.
QString lintText(const LintReport &report, bool notes);

} // namespace stillroom::cli
