#include "ui/timeline/revisioncode.h"

#include "ui/timeline/revisiontext.h"
#include "ui/timeline/timelinerow.h"
#include "ui/widgets/elidinglabel.h"
#include "ui/widgets/inlinemessage.h"
#include "ui/widgets/text.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace stillroom
{

namespace
{

QString reasonLines(const std::vector<EngineReason> &reasons)
{
    constexpr size_t shown = 4;
    QStringList lines;
    for (size_t n = 0; n < reasons.size() && n < shown; ++n) {
        const SourcePlace place{QFileInfo(reasons[n].place.path).fileName(), reasons[n].place.line, 0};
        lines << QStringLiteral("%1: %2").arg(place.toString(), reasons[n].reason);
    }
    if (reasons.size() > shown)
        lines << RevisionCode::tr("%1 more reasons.").arg(reasons.size() - shown);
    return lines.join(u'\n');
}

} // namespace

RevisionCode::RevisionCode(CodeLanguage language, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_message(new InlineMessage(theme, this))
    , m_fileLine(new QWidget(this))
    , m_file(new ElidingLabel(TextRole::Code, m_fileLine, Qt::ElideMiddle))
    , m_code(new CodeView(language, theme, this))
{
    auto *file = new QHBoxLayout(m_fileLine);
    file->setContentsMargins(16, 6, 16, 8);
    file->setSpacing(12);
    file->addWidget(m_file);
    file->addWidget(textLabel(tr("read only"), TextRole::Note, m_fileLine, Tone::Muted));
    file->addStretch(1);

    auto *message = new QVBoxLayout;
    message->setContentsMargins(16, 12, 16, 12);
    message->addWidget(m_message);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(message);
    layout->addWidget(m_fileLine);
    layout->addWidget(horizontalRule(this));
    layout->addWidget(m_code, 1);
    if (language == CodeLanguage::Python)
        message->setContentsMargins(0, 0, 0, 0);
    m_fileLine->setVisible(language == CodeLanguage::Python);
    m_message->setVisible(false);
}

/// What the copy's server was sent is shown; what another database makes the script send may differ.
void RevisionCode::showPythonStep(
    const PlanStep &step, const std::vector<RehearsedStatement> *captured, const QDateTime &at)
{
    const QString why
        = tr("Only the project's own Python can run this step.") + u'\n' + reasonLines(step.engineReasons);
    QString sql;
    int count = 0;
    for (const RehearsedStatement &statement : captured ? *captured : std::vector<RehearsedStatement>()) {
        sql += statement.sql + QStringLiteral(";\n\n");
        ++count;
    }
    m_code->setText(sql.trimmed());
    m_code->setVisible(count > 0);
    if (count == 0) {
        m_message->setMessage(MessageKind::Warn, tr("The SQL is known only after a rehearsal"), why);
        return;
    }
    m_message->setMessage(MessageKind::Info,
        tr("%1, captured from Project Python in the rehearsal of %2")
            .arg(statementCount(count), at.toString(QStringLiteral("yyyy-MM-dd HH:mm"))),
        why);
}

void RevisionCode::showStep(
    const PlanStep &step, const std::vector<RehearsedStatement> *captured, const QDateTime &at)
{
    m_message->setVisible(true);
    if (step.engine == Engine::ProjectPython)
        return showPythonStep(step, captured, at);
    const int count = int(step.statements.size());
    m_message->setMessage(MessageKind::Info, tr("%1, written by Native SQL").arg(statementCount(count)),
        tr("This text is what will run, character for character."));
    m_code->setVisible(true);
    m_code->setText(sqlText(step));
}

void RevisionCode::showScript(
    const QString &path, const QString &text, const std::vector<EngineReason> &reasons)
{
    m_file->setFullText(QFileInfo(path).fileName());
    m_message->setVisible(false);
    m_code->setVisible(true);
    m_code->setText(text);
    // The line stands beside it, and that only Python knows is what the mark means.
    static const QRegularExpression around(
        QStringLiteral("^line \\d+ |; only the project's Python knows the result$"));
    std::vector<CodeNote> notes;
    m_notes.clear();
    for (const EngineReason &reason : reasons) {
        const CodeNote note{
            reason.place.line, tr("Project Python: %1").arg(QString(reason.reason).remove(around))};
        const QString said = QStringLiteral("%1: %2").arg(note.line).arg(note.text);
        if (note.line < 1 || QFileInfo(reason.place.path).fileName() != QFileInfo(path).fileName()
            || m_notes.contains(said))
            continue;
        notes.push_back(note);
        m_notes << said;
    }
    m_code->setNotes(notes);
}

QStringList RevisionCode::notes() const
{
    return m_notes;
}

void RevisionCode::showError(const Error &error)
{
    m_message->setVisible(true);
    m_message->setMessage(MessageKind::Bad, tr("The script cannot be read"),
        error.place.path.isEmpty() ? error.message
                                   : QStringLiteral("%1\n%2").arg(error.message, error.place.toString()));
    m_code->setText({});
    m_code->setVisible(false);
}

void RevisionCode::clear()
{
    m_message->setVisible(false);
    m_code->setText({});
}

QString RevisionCode::text() const
{
    return m_code->text();
}

} // namespace stillroom
