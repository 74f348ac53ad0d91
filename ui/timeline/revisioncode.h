#pragma once

#include "app/services/rehearsing.h"
#include "app/services/workspacestate.h"
#include "ui/widgets/codeview.h"

#include <QWidget>

class QLabel;

namespace stillroom
{

class ElidingLabel;
class InlineMessage;

/// One tab of code in the inspector: a message that says where it comes from, and the text.
class RevisionCode final : public QWidget
{
    Q_OBJECT

public:
    RevisionCode(CodeLanguage language, const Theme &theme, QWidget *parent = nullptr);

    /// \a captured: what the step sent in a rehearsal at that time; null: it has not been rehearsed.
    void showStep(const PlanStep &step, const std::vector<RehearsedStatement> *captured = nullptr,
        const QDateTime &at = {});
    /// \a reasons: why it needs the project's own Python; their lines are marked.
    void showScript(const QString &path, const QString &text, const std::vector<EngineReason> &reasons = {});
    /// "40: reads rows with sa.select()" a line: what is marked in the text.
    QStringList notes() const;
    void showError(const Error &error);
    void clear();
    QString text() const;

private:
    void showPythonStep(
        const PlanStep &step, const std::vector<RehearsedStatement> *captured, const QDateTime &at);

    InlineMessage *m_message;
    QWidget *m_fileLine;
    ElidingLabel *m_file;
    CodeView *m_code;
    QStringList m_notes;
};

} // namespace stillroom
