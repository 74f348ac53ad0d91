#include "app/cli/lintwriter.h"

#include <QDir>

#include <map>

namespace stillroom::cli
{

namespace
{

QString indented(const QString &text, const QString &by)
{
    return by + QString(text).replace(u'\n', u'\n' + by);
}

void addFinding(QString &text, const Finding &finding, const QDir &root)
{
    text += QStringLiteral("  %1 %2  %3\n")
                .arg(finding.allowed ? QStringLiteral("ALLOWED") : severityName(finding.severity).toUpper(),
                    -7)
                .arg(finding.rule, finding.title);
    QStringList facts;
    if (!finding.place.path.isEmpty())
        facts << SourcePlace{root.relativeFilePath(finding.place.path), finding.place.line, 0}.toString();
    if (!finding.estimate.isEmpty())
        facts << finding.estimate;
    if (!facts.isEmpty())
        text += QStringLiteral("          ") + facts.join(QStringLiteral(" · ")) + u'\n';
    if (finding.allowed) {
        text += QStringLiteral("          because ") + *finding.allowed + u'\n';
        return;
    }
    text += QStringLiteral("          ") + finding.why + u'\n';
    if (!finding.safer.text.isEmpty())
        text += QStringLiteral("          Gentler: ") + finding.safer.text + u'\n';
    if (!finding.safer.code.isEmpty())
        text += indented(finding.safer.code, QStringLiteral("              ")) + u'\n';
}

QString countText(const LintReport &report)
{
    std::map<Severity, int> counts;
    int allowed = 0;
    for (const Finding &finding : report.findings) {
        if (finding.allowed)
            ++allowed;
        else
            ++counts[finding.severity];
    }
    QStringList parts;
    for (const Severity severity : {Severity::High, Severity::Medium, Severity::Low}) {
        if (counts[severity] > 0)
            parts << QStringLiteral("%1 %2").arg(counts[severity]).arg(severityName(severity));
    }
    if (allowed > 0)
        parts << QStringLiteral("%1 allowed").arg(allowed);
    if (counts[Severity::Info] > 0)
        parts << (counts[Severity::Info] == 1 ? QStringLiteral("1 note")
                                              : QStringLiteral("%1 notes").arg(counts[Severity::Info]));
    return parts.isEmpty() ? QStringLiteral("no risks") : parts.join(QStringLiteral(", "));
}

} // namespace

QString lintText(const LintReport &report, bool notes)
{
    const qsizetype steps = qsizetype(report.plan.steps.size());
    QString text
        = QStringLiteral("%1: %2%3\n")
              .arg(steps == 1 ? QStringLiteral("1 revision") : QStringLiteral("%1 revisions").arg(steps),
                  countText(report),
                  report.live ? QString() : QStringLiteral(" (without a database: sizes are not known)"));
    std::optional<RevisionId> shown;
    for (const Finding &finding : report.findings) {
        if (finding.severity == Severity::Info && !notes)
            continue;
        if (shown != finding.revision) {
            shown = finding.revision;
            QString heading
                = finding.revision.isEmpty() ? QStringLiteral("The run as a whole") : finding.revision.text();
            for (const PlanStep &step : report.plan.steps) {
                if (step.revision == finding.revision)
                    heading += QStringLiteral("  ") + step.message;
            }
            text += u'\n' + heading + u'\n';
        }
        addFinding(text, finding, QDir(report.root));
    }
    return text;
}

} // namespace stillroom::cli
