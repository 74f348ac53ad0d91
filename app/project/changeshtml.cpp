#include "app/project/changeshtml.h"

#include "app/project/schemachanges.h"
#include "migrations/schema/objecttext.h"
#include "migrations/schema/schemasql.h"

namespace stillroom
{

namespace
{

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString code(const QString &text)
{
    return QStringLiteral("<code>%1</code>").arg(escaped(text));
}

QString milliseconds(double value)
{
    return value < 1000 ? QStringLiteral("%1 ms").arg(value, 0, 'f', 0)
                        : QStringLiteral("%1 s").arg(value / 1000, 0, 'f', 1);
}

class Writer
{
public:
    explicit Writer(const ChangesDocument &document)
        : m_document(document)
    {
    }

    QString write()
    {
        head();
        objects();
        for (const RehearsedStep &step : m_document.rehearsal.steps)
            revision(step);
        general();
        drift();
        return m_html + QStringLiteral("</body></html>\n");
    }

private:
    void head()
    {
        const Rehearsal &rehearsal = m_document.rehearsal;
        m_html = QStringLiteral(
            "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>Pending versus applied</title>\n"
            "<style>\nbody{font:14px/1.5 sans-serif;max-width:72em;margin:2em "
            "auto;color:#1b1f24;background:#fff}\n"
            "h1{font-size:22px} h2{font-size:16px;margin:1.8em 0 .4em} h3{font-size:14px;margin:1em 0 .3em}\n"
            "table{border-collapse:collapse;width:100%} td,th{vertical-align:top;text-align:left;"
            "padding:.35em .6em;border-top:1px solid #d5dae1} th{color:#57606a;font-size:13px}\n"
            "pre{background:#f6f8fa;padding:.7em 1em;overflow-wrap:anywhere;white-space:pre-wrap}\n"
            "code,pre{font:12px/1.5 monospace} .d{color:#57606a;font-size:13px} .high{color:#b42318} "
            ".medium{color:#8a5a00}\ndl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em} "
            "dt{color:#57606a} dd{margin:0;overflow-wrap:anywhere}\n"
            "@media print{body{margin:0;max-width:none} "
            "tr,pre{break-inside:avoid}}\n</style></head><body>\n");
        const size_t steps = rehearsal.steps.size();
        m_html += QStringLiteral("<h1>%1</h1>\n<dl>")
                      .arg(steps == 0      ? QStringLiteral("Nothing is pending")
                              : steps == 1 ? QStringLiteral("1 revision is pending")
                                           : QStringLiteral("%1 revisions are pending").arg(steps));
        for (const auto &[label, value] : m_document.header)
            m_html += QStringLiteral("<dt>%1</dt><dd>%2</dd>").arg(escaped(label), escaped(value));
        if (steps > 0) {
            m_html += QStringLiteral("<dt>Rehearsal</dt><dd>%1</dd>")
                          .arg(rehearsal.error
                                  ? escaped(rehearsal.error->message)
                                  : QStringLiteral("succeeded on PostgreSQL %1 in %2; %3")
                                        .arg(rehearsal.serverVersion / 10000)
                                        .arg(milliseconds(double(rehearsal.durationMs)),
                                            rehearsal.comesBack()
                                                ? QStringLiteral("the way back leads to the same schema")
                                                : QStringLiteral("the way back does not lead to the "
                                                                 "same schema")));
        }
        for (const QString &note : rehearsal.notes)
            m_html += QStringLiteral("<dt>Note</dt><dd>%1</dd>").arg(escaped(note));
        m_html += QStringLiteral("</dl>\n");
    }

    void objects()
    {
        const std::vector<ObjectChange> all = objectChanges(m_document.rehearsal, m_document.noise);
        if (all.empty())
            return;
        m_html += QStringLiteral(
            "<h2>By object</h2>\n<table><tr><th>Object<th>Now<th>After the upgrade<th>Caused "
            "by</tr>\n");
        const auto text
            = [](const std::optional<SchemaObject> &object, const std::shared_ptr<const Schema> &in) {
                  return object ? code(summary(*object, in.get()).simplified())
                                : QStringLiteral("<span class=d>not there</span>");
              };
        for (const ObjectChange &object : all) {
            QStringList causes;
            for (const ObjectCause &cause : object.causes)
                causes << code(cause.revision.text());
            m_html += QStringLiteral("<tr><td>%1<td>%2<td>%3<td>%4</tr>\n")
                          .arg(code(displayName(object.whole.id())),
                              text(object.whole.before, m_document.rehearsal.before),
                              text(object.whole.after, m_document.rehearsal.after),
                              causes.join(QStringLiteral(", ")));
        }
        m_html += QStringLiteral("</table>\n");
    }

    void revision(const RehearsedStep &step)
    {
        m_html += QStringLiteral("<h2>%1 %2</h2>\n<p class=d>%3 on the copy; %4</p>\n")
                      .arg(code(step.revision.text()), escaped(step.message), milliseconds(step.durationMs),
                          step.engine == Engine::NativeSql ? QStringLiteral("Native SQL")
                                                           : QStringLiteral("Project Python"));
        const std::vector<Change> changes = withoutImplied(step.changes);
        if (!changes.empty()) {
            m_html += QStringLiteral("<ul>");
            for (const Change &change : changes)
                m_html += QStringLiteral("<li>%1</li>").arg(escaped(changeLine(change)));
            m_html += QStringLiteral("</ul>\n");
        }
        QString sql;
        for (const RehearsedStatement &statement : step.statements) {
            QStringList facts{milliseconds(statement.durationMs)};
            for (const LockClaim &lock : statement.locks)
                facts << QStringLiteral("%1 on %2").arg(lockModeName(lock.mode), lock.table);
            for (const QString &table : statement.rewritten)
                facts << QStringLiteral("rewrites %1").arg(table);
            sql += QStringLiteral("-- %1\n%2;\n")
                       .arg(facts.join(QStringLiteral(" · ")), statement.sql.trimmed());
        }
        if (!sql.isEmpty())
            m_html += QStringLiteral("<pre>%1</pre>\n").arg(escaped(sql));
        risks(step.revision);
        wayBack(step);
    }

    void risks(const RevisionId &revision)
    {
        for (const Finding &finding : m_document.risks) {
            if (finding.revision != revision || finding.allowed)
                continue;
            m_html += QStringLiteral("<p><b class=%1>%1</b> %2. <span class=d>%3 %4 %5</span></p>\n")
                          .arg(severityName(finding.severity), escaped(finding.title), escaped(finding.why),
                              escaped(finding.estimate), escaped(finding.safer.text));
        }
    }

    void wayBack(const RehearsedStep &step)
    {
        if (!step.backTried) {
            m_html += QStringLiteral("<p class=d>Way back: not tried.</p>\n");
            return;
        }
        QStringList texts{QStringLiteral("Way back: %1").arg(downgradeGradeName(step.grade))};
        for (const LostData &lost : step.losses) {
            texts << (lost.rows < 0 ? QStringLiteral("loses %1").arg(lost.object)
                                    : QStringLiteral("loses %1 (%2 rows)").arg(lost.object).arg(lost.rows));
        }
        texts += step.leftovers;
        if (step.backError)
            texts << step.backError->message;
        m_html += QStringLiteral("<p class=d>%1</p>\n").arg(escaped(texts.join(QStringLiteral("; "))));
    }

    /// What concerns the run as a whole.
    void general()
    {
        const bool any = std::any_of(m_document.risks.begin(), m_document.risks.end(),
            [](const Finding &finding) { return finding.revision.isEmpty() && !finding.allowed; });
        if (!any)
            return;
        m_html += QStringLiteral("<h2>The run as a whole</h2>\n");
        risks(RevisionId());
    }

    void drift()
    {
        if (!m_document.drift)
            return;
        const Drift &drift = *m_document.drift;
        m_html += QStringLiteral("<h2>Drift</h2>\n");
        if (drift.proposal) {
            m_html += QStringLiteral("<p>The database records no revision. It resembles %1 most: %2 objects "
                                     "differ.</p>\n")
                          .arg(code(drift.proposal->text()))
                          .arg(drift.proposal->differences.size());
        } else if (!drift.changes) {
            m_html += QStringLiteral("<p>Cannot be known: %1</p>\n").arg(escaped(drift.unknownBecause));
        } else if (drift.changes->empty()) {
            m_html += QStringLiteral("<p>None: every object comes from a migration.</p>\n");
        } else {
            for (const Change &change : *drift.changes) {
                m_html
                    += QStringLiteral("<h3>%1</h3>\n<p class=d>Undo it in the database</p>\n<pre>%2</pre>\n"
                                      "<p class=d>Adopt it in a migration</p>\n<pre>%3</pre>\n")
                           .arg(escaped(changeLine(change)), sqlOf(reversed({change}), drift.expected),
                               sqlOf({change}, drift.live));
            }
        }
    }

    static QString sqlOf(const std::vector<Change> &changes, const Schema &after)
    {
        QStringList lines;
        for (const QString &statement : statementsFor(changes, after))
            lines << statement.trimmed() + (statement.startsWith(u"--") ? QString() : QStringLiteral(";"));
        return escaped(lines.join(u'\n'));
    }

    const ChangesDocument &m_document;
    QString m_html;
};

} // namespace

QString changesHtml(const ChangesDocument &document)
{
    return Writer(document).write();
}

} // namespace stillroom
