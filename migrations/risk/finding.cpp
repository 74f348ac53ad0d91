#include "migrations/risk/finding.h"

#include <algorithm>

namespace stillroom
{

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("info");
    case Severity::Low:
        return QStringLiteral("low");
    case Severity::Medium:
        return QStringLiteral("medium");
    case Severity::High:
        return QStringLiteral("high");
    }
    return {};
}

std::optional<Severity> severityFromName(const QString &name)
{
    for (const Severity severity : {Severity::Info, Severity::Low, Severity::Medium, Severity::High}) {
        if (severityName(severity) == name)
            return severity;
    }
    return {};
}

std::optional<Severity> worstOf(const std::vector<Finding> &findings)
{
    std::optional<Severity> worst;
    for (const Finding &finding : findings) {
        if (!finding.allowed)
            worst = std::max(worst.value_or(finding.severity), finding.severity);
    }
    return worst;
}

} // namespace stillroom
