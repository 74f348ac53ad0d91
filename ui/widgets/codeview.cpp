#include "ui/widgets/codeview.h"

#include "ui/widgets/lexers.h"

#include <QVBoxLayout>

#include <algorithm>

namespace stillroom
{
namespace
{

constexpr int numberMargin = 0;
constexpr int errorMarker = 1;
constexpr int noteMarker = 2;
constexpr int errorIndicator = 8; // the first number Scintilla leaves to containers
constexpr int lineHeight = 20; // px at 100 %
constexpr int textMargin = 8; // between line numbers and text

} // namespace

CodeView::CodeView(CodeLanguage language, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(new QsciScintilla(this))
    , m_lexer(language == CodeLanguage::Sql ? static_cast<QsciLexer *>(new PostgresLexer(m_editor))
                                            : new QsciLexerPython(m_editor))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    setFocusProxy(m_editor);

    m_editor->setReadOnly(true);
    m_editor->setUtf8(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setWrapMode(QsciScintilla::WrapNone);
    m_editor->setFolding(QsciScintilla::NoFoldStyle);
    m_editor->setMarginWidth(1, 0);
    m_editor->setAnnotationDisplay(QsciScintilla::AnnotationStandard);
    m_editor->markerDefine(QsciScintilla::Background, errorMarker);
    m_editor->markerDefine(QsciScintilla::Background, noteMarker);
    m_editor->indicatorDefine(QsciScintilla::SquiggleIndicator, errorIndicator);
    m_editor->SendScintilla(QsciScintilla::SCI_SETCARETSTYLE, QsciScintilla::CARETSTYLE_INVISIBLE);
    // Without tracking a horizontal scroll bar of 2000 px is always there.
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1);
    m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTHTRACKING, 1);
    // Tab leaves a read-only view instead of doing nothing in it.
    m_editor->SendScintilla(
        QsciScintilla::SCI_CLEARCMDKEY, static_cast<unsigned long>(QsciScintilla::SCK_TAB));
    m_editor->setAccessibleName(language == CodeLanguage::Sql ? tr("SQL") : tr("Script"));

    // Two dozen styles with a font each: not before somebody looks, or the window opens late.
    connect(&theme, &Theme::changed, this, [this] {
        m_styled = false;
        if (isVisible())
            applyTheme();
    });
}

CodeView::~CodeView() = default;

void CodeView::showEvent(QShowEvent *event)
{
    if (!m_styled)
        applyTheme();
    QWidget::showEvent(event);
}

void CodeView::applyTheme()
{
    m_styled = true;
    const Tokens &t = m_theme.tokens();
    const QFont font = m_theme.editorFont();
    // Scintilla keeps what the lexer had when it was set: style first, then set.
    m_editor->setLexer(nullptr);
    if (auto *sql = qobject_cast<QsciLexerSQL *>(m_lexer))
        styleLexer(*sql, t, font);
    else if (auto *python = qobject_cast<QsciLexerPython *>(m_lexer))
        styleLexer(*python, t, font);
    m_editor->setLexer(m_lexer);
    m_editor->setPaper(t.code);
    m_editor->setColor(t.text);
    m_editor->setMarginsFont(font);
    m_editor->setMarginsBackgroundColor(t.codeMargin);
    m_editor->setMarginsForegroundColor(t.faint);
    m_editor->setSelectionBackgroundColor(t.sel);
    m_editor->resetSelectionForegroundColor();
    m_editor->setMarkerBackgroundColor(t.badSoft, errorMarker);
    m_editor->setMarkerBackgroundColor(t.warnSoft, noteMarker);
    m_editor->setIndicatorForegroundColor(t.badLine, errorIndicator);
    m_editor->SendScintilla(QsciScintilla::SCI_SETMARGINLEFT, 0UL, static_cast<long>(m_theme.px(textMargin)));
    const int extra = std::max(0, m_theme.px(lineHeight) - QFontMetrics(font).height());
    m_editor->setExtraAscent(extra / 2);
    m_editor->setExtraDescent(extra - extra / 2);
    setText(text());
    showNotes();
}

QString CodeView::text() const
{
    return m_editor->text();
}

void CodeView::setText(const QString &text)
{
    const int errorLine = m_errorLine;
    if (text != m_editor->text()) {
        clearError();
        setNotes({});
        m_editor->setText(text);
        m_editor->SendScintilla(QsciScintilla::SCI_SETSCROLLWIDTH, 1);
        m_editor->setCursorPosition(0, 0);
    } else if (errorLine >= 0) {
        showError(errorLine + 1, 0, 0, m_errorText);
    }
    const auto digits = std::max<qsizetype>(2, QString::number(m_editor->lines()).size());
    m_editor->setMarginType(numberMargin, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(numberMargin, QString(digits + 1, QLatin1Char('0')));
}

QString CodeView::selectedText() const
{
    return m_editor->selectedText();
}

void CodeView::scrollToLine(int line)
{
    m_editor->setFirstVisibleLine(std::max(0, line - 1));
}

void CodeView::showError(int line, int column, int length, const QString &message)
{
    if (column > 0)
        clearError();
    m_errorLine = line - 1;
    m_errorText = message;
    m_editor->markerAdd(m_errorLine, errorMarker);
    if (column > 0)
        m_editor->fillIndicatorRange(
            m_errorLine, column - 1, m_errorLine, column - 1 + std::max(1, length), errorIndicator);
    const Tokens &t = m_theme.tokens();
    const QsciStyle style(-1, QStringLiteral("error"), t.bad, t.badSoft, m_theme.editorFont(), true);
    m_editor->annotate(m_errorLine,
        QString(std::max(0, column - 1), QLatin1Char(' ')) + QStringLiteral("^ ") + message, style);
    m_editor->ensureLineVisible(m_errorLine);
}

void CodeView::setNotes(const std::vector<CodeNote> &notes)
{
    if (notes.empty() && m_notes.empty())
        return;
    m_notes = notes;
    showNotes();
}

void CodeView::showNotes()
{
    if (m_errorLine >= 0)
        return;
    m_editor->markerDeleteAll(noteMarker);
    m_editor->clearAnnotations();
    const Tokens &t = m_theme.tokens();
    const QsciStyle style(-1, QStringLiteral("note"), t.warn, t.warnSoft, m_theme.editorFont(), true);
    for (const CodeNote &note : m_notes) {
        const int line = note.line - 1;
        const QString code = m_editor->text(line);
        const auto begins
            = std::find_if(code.begin(), code.end(), [](QChar c) { return c != u' ' && c != u'\t'; });
        const QString earlier = m_editor->annotation(line);
        const QString added
            = QString(begins - code.begin(), QLatin1Char(' ')) + QStringLiteral("^ ") + note.text;
        m_editor->markerAdd(line, noteMarker);
        m_editor->annotate(line, earlier.isEmpty() ? added : earlier + QLatin1Char('\n') + added, style);
    }
}

void CodeView::clearError()
{
    m_editor->markerDeleteAll(errorMarker);
    m_editor->clearAnnotations();
    const int lastLine = std::max(0, m_editor->lines() - 1);
    m_editor->clearIndicatorRange(0, 0, lastLine, m_editor->lineLength(lastLine), errorIndicator);
    m_errorLine = -1;
    m_errorText.clear();
}

} // namespace stillroom
