#pragma once

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

    void showStep(const PlanStep &step);
    void showScript(const QString &path, const QString &text);
    void showError(const Error &error);
    void clear();
    QString text() const;

private:
    InlineMessage *m_message;
    QWidget *m_fileLine;
    ElidingLabel *m_file;
    CodeView *m_code;
};

} // namespace stillroom
