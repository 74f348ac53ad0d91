#pragma once

#include "ui/shell/theme.h"

#include <QWidget>

#include <vector>

class QsciLexer;
class QsciScintilla;

namespace stillroom
{

enum class CodeLanguage { Sql, Python };

/// What is to be said of a line (from 1) of a text.
struct CodeNote {
    int line = 0;
    QString text;
};

/// Read-only source text with line numbers, coloured for the theme: PostgreSQL's SQL or Python.
class CodeView : public QWidget
{
    Q_OBJECT

public:
    CodeView(CodeLanguage language, const Theme &theme, QWidget *parent = nullptr);
    ~CodeView() override;

    QString text() const;
    void setText(const QString &text);
    QString selectedText() const;
    void scrollToLine(int line);

    /// Marks a line (from 1) with `badSoft`, underlines `length` characters from `column` (from 1;
    /// 0: no underline) and writes "^ message" below it.
    void showError(int line, int column, int length, const QString &message);
    void clearError();

    /// Marks lines with `warnSoft` and writes "^ text" below each; a new text takes them away.
    void setNotes(const std::vector<CodeNote> &notes);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void applyTheme();
    void showNotes();

    const Theme &m_theme;
    QsciScintilla *m_editor;
    QsciLexer *m_lexer;
    bool m_styled = false; ///< for the theme as it is: a view nobody has seen yet is not
    std::vector<CodeNote> m_notes;
    int m_errorLine = -1;
    QString m_errorText;
};

} // namespace stillroom
