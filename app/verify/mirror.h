#pragma once

#include "app/verify/verification.h"

namespace stillroom
{

enum class LineStatus { Ok, Error, Warning, Info, None };

/// A line of the report; a value with line breaks gives several, the later ones without a status.
struct MirrorLine {
    LineStatus status = LineStatus::None;
    QString text;

    bool operator==(const MirrorLine &) const = default;
};

struct MirrorSection {
    QString title;
    std::vector<MirrorLine> lines;

    bool operator==(const MirrorSection &) const = default;
};

/// The verdict the project's own verify_migration_setup.py would give, weaknesses included
/// (spec/auto-run.md 3.1 to 3.8), computed without running project code. URLs are masked.
struct MirroredReport {
    bool environment = false;
    bool files = false;
    bool routes = false;
    bool database = false;
    bool overall = false;
    int exitStatus = 1;
    QString noVerdict{}; ///< why the program would end without a summary; empty: it would not
    std::vector<MirrorSection> sections; ///< the first is the heading

    bool operator==(const MirroredReport &) const = default;
};

MirroredReport mirrorVerification(const Verification &verification);

/// The report in the script's own layout, 3.1.
QString mirrorText(const MirroredReport &report);

/// "✅", "❌", "⚠️", "ℹ️"; empty for None.
QString lineSymbol(LineStatus status);

} // namespace stillroom
