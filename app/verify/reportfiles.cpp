#include "app/verify/reportfiles.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace stillroom
{

namespace
{

QString counted(int count, const char *one, const char *many)
{
    return QStringLiteral("%1 %2").arg(count).arg(QLatin1String(count == 1 ? one : many));
}

QString word(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::Pass:
        return QStringLiteral("Passed");
    case CheckOutcome::Warn:
        return QStringLiteral("Warning");
    case CheckOutcome::Fail:
        return QStringLiteral("Failed");
    case CheckOutcome::Unknown:
        return QStringLiteral("Unknown");
    }
    Q_UNREACHABLE();
}

/// Worst first, else in their order.
std::vector<const Check *> ofSection(const Checklist &checklist, const QString &section)
{
    std::vector<const Check *> checks;
    for (const Check &check : checklist.checks) {
        if (check.section == section)
            checks.push_back(&check);
    }
    const auto rank = [](const Check *check) {
        return check->outcome == CheckOutcome::Fail   ? 0
            : check->outcome == CheckOutcome::Unknown ? 1
            : check->outcome == CheckOutcome::Warn    ? 2
                                                      : 3;
    };
    std::stable_sort(
        checks.begin(), checks.end(), [&](const Check *a, const Check *b) { return rank(a) < rank(b); });
    return checks;
}

/// Project, target, server, time: what a report without them is worth nothing without.
std::vector<std::pair<QString, QString>> headerOf(const VerifyReport &report)
{
    const Verification &v = report.verification;
    std::vector<std::pair<QString, QString>> header;
    header.emplace_back(QStringLiteral("Project"), v.root);
    header.emplace_back(QStringLiteral("Target"),
        v.target ? QStringLiteral("%1 (%2)").arg(v.target->maskedUrl(), v.target->source)
                 : QStringLiteral("none"));
    if (v.facts)
        header.emplace_back(
            QStringLiteral("Server"), QStringLiteral("PostgreSQL %1").arg(v.facts->state.server.version));
    header.emplace_back(QStringLiteral("Checked"), report.at.toString(Qt::ISODate));
    header.emplace_back(QStringLiteral("Stillroom"), QStringLiteral(STILLROOM_VERSION));
    header.emplace_back(QStringLiteral("The project's own program would say"),
        !report.mirrored.noVerdict.isEmpty() ? QStringLiteral("nothing: %1").arg(report.mirrored.noVerdict)
            : report.mirrored.overall        ? QStringLiteral("All checks passed")
                                             : QStringLiteral("Some checks failed"));
    return header;
}

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString htmlRow(const Check &check)
{
    QString details;
    const auto detail = [&](const char *label, const QString &text) {
        if (!text.isEmpty())
            details += QStringLiteral("<div class=d>%1%2</div>").arg(QLatin1String(label), escaped(text));
    };
    detail("", check.evidence);
    detail("Project's program: ", check.mirrored);
    detail("", check.why);
    detail("To do: ", check.remedy);
    return QStringLiteral("<tr class=%1><td class=w>%2</td><td><b>%3</b> %4%5</td></tr>\n")
        .arg(checkOutcomeName(check.outcome), word(check.outcome), escaped(check.label),
            escaped(check.finding), details);
}

} // namespace

QString checklistHeadline(const Checklist &checklist)
{
    const int failed = checklist.count(CheckOutcome::Fail);
    const int warnings = checklist.count(CheckOutcome::Warn) + checklist.count(CheckOutcome::Unknown);
    if (failed > 0)
        return QStringLiteral("Not ready: %1 failed").arg(counted(failed, "check", "checks"));
    if (warnings > 0)
        return QStringLiteral("Ready, with %1").arg(counted(warnings, "warning", "warnings"));
    return QStringLiteral("Ready");
}

QString checklistText(const VerifyReport &report)
{
    QString text = checklistHeadline(report.checklist) + u'\n';
    for (const auto &[label, value] : headerOf(report))
        text += QStringLiteral("%1: %2\n").arg(label, value);
    for (const QString &section : checklistSections()) {
        const std::vector<const Check *> checks = ofSection(report.checklist, section);
        if (checks.empty())
            continue;
        text += QStringLiteral("\n%1\n").arg(section);
        for (const Check *check : checks) {
            text += QStringLiteral("  %1 %2: %3\n")
                        .arg(word(check->outcome), -8)
                        .arg(check->label, check->finding);
            for (const QString &line : {check->evidence, check->why, check->remedy}) {
                if (!line.isEmpty() && check->outcome != CheckOutcome::Pass)
                    text += QStringLiteral("           %1\n").arg(line);
            }
        }
    }
    return text;
}

QString checklistHtml(const VerifyReport &report)
{
    QString html = QStringLiteral(
        "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>Verification</title>\n<style>\n"
        "body{font:14px/1.5 sans-serif;max-width:60em;margin:2em auto;color:#1b1f24;background:#fff}\n"
        "h1{font-size:22px} h2{font-size:16px;margin:1.6em 0 .4em}\n"
        "table{border-collapse:collapse;width:100%} td{vertical-align:top;padding:.35em .6em;"
        "border-top:1px solid #d5dae1}\n"
        ".w{width:6em;font-weight:600} .fail .w{color:#b42318} .warn .w,.unknown .w{color:#8a5a00} "
        ".pass .w{color:#1a7f45}\n"
        ".d{color:#57606a;font-size:13px} dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em "
        "1em}\n"
        "dt{color:#57606a} dd{margin:0;overflow-wrap:anywhere}\n"
        "@media print{body{margin:0;max-width:none} tr{break-inside:avoid}}\n"
        "</style></head><body>\n");
    html += QStringLiteral("<h1>%1</h1>\n<dl>").arg(escaped(checklistHeadline(report.checklist)));
    for (const auto &[label, value] : headerOf(report))
        html += QStringLiteral("<dt>%1</dt><dd>%2</dd>").arg(escaped(label), escaped(value));
    html += QStringLiteral("</dl>\n");
    for (const QString &section : checklistSections()) {
        const std::vector<const Check *> checks = ofSection(report.checklist, section);
        if (checks.empty())
            continue;
        html += QStringLiteral("<h2>%1</h2>\n<table>\n").arg(escaped(section));
        for (const Check *check : checks)
            html += htmlRow(*check);
        html += QStringLiteral("</table>\n");
    }
    return html + QStringLiteral("</body></html>\n");
}

QString checklistJunit(const VerifyReport &report)
{
    QString text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuite"));
    xml.writeAttribute(QStringLiteral("name"), QStringLiteral("stillroom verify"));
    xml.writeAttribute(QStringLiteral("tests"), QString::number(report.checklist.checks.size()));
    xml.writeAttribute(
        QStringLiteral("failures"), QString::number(report.checklist.count(CheckOutcome::Fail)));
    xml.writeAttribute(
        QStringLiteral("skipped"), QString::number(report.checklist.count(CheckOutcome::Unknown)));
    xml.writeAttribute(QStringLiteral("timestamp"), report.at.toString(Qt::ISODate));
    for (const Check &check : report.checklist.checks) {
        xml.writeStartElement(QStringLiteral("testcase"));
        xml.writeAttribute(QStringLiteral("classname"), check.section);
        xml.writeAttribute(QStringLiteral("name"), check.label);
        if (check.outcome == CheckOutcome::Fail) {
            xml.writeStartElement(QStringLiteral("failure"));
            xml.writeAttribute(QStringLiteral("message"), check.finding);
            xml.writeCharacters(QStringList{check.evidence, check.remedy}.join(u'\n'));
            xml.writeEndElement();
        } else if (check.outcome == CheckOutcome::Unknown) {
            xml.writeStartElement(QStringLiteral("skipped"));
            xml.writeAttribute(QStringLiteral("message"), check.finding);
            xml.writeEndElement();
        } else {
            xml.writeTextElement(QStringLiteral("system-out"),
                QStringLiteral("%1: %2").arg(word(check.outcome), check.finding));
        }
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return text;
}

} // namespace stillroom
