#include "ui/help/helpbrowser.h"

#include <QDesktopServices>
#include <QFile>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>

namespace stillroom
{

static const QString indexPage = QStringLiteral("index.md");

static QString pageText(const QString &name)
{
    QFile file(QStringLiteral(":/help/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

HelpBrowser::HelpBrowser(const Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setAccessibleName(tr("Help page"));
    document()->setDocumentMargin(24);
    connect(this, &QTextBrowser::anchorClicked, this, &HelpBrowser::openLink);
    connect(&theme, &Theme::changed, this, [this] { showPage(m_page); });
}

QList<HelpBrowser::Entry> HelpBrowser::contents()
{
    QList<Entry> entries{{tr("Contents"), indexPage}};
    static const QRegularExpression link(
        QStringLiteral(R"(^- \[([^\]]+)\]\(([a-z-]+\.md)\))"), QRegularExpression::MultilineOption);
    const QString text = pageText(indexPage);
    for (auto it = link.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        entries.append({match.captured(1), match.captured(2)});
    }
    return entries;
}

void HelpBrowser::showPage(const QString &name)
{
    QString text = pageText(name);
    m_page = name;
    if (text.isEmpty()) {
        m_page = indexPage;
        text = pageText(indexPage);
    }
    document()->setDefaultFont(m_theme.font(TextRole::Body));
    document()->setMarkdown(text, QTextDocument::MarkdownDialectGitHub);
    styleDocument();
    styleTables();
    moveCursor(QTextCursor::Start);
    Q_EMIT pageShown(m_page);
}

void HelpBrowser::openLink(const QUrl &link)
{
    if (link.isRelative())
        showPage(link.fileName());
    else
        QDesktopServices::openUrl(link);
}

/// Markdown brings its own sizes and no colours: headings, paragraphs, code and links get the theme's.
void HelpBrowser::styleDocument()
{
    const Tokens &tokens = m_theme.tokens();
    const QFont code = m_theme.font(TextRole::Code);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        // Lines of code stand together; the last one keeps the distance of a paragraph.
        const bool isCode = format.hasProperty(QTextFormat::BlockCodeLanguage);
        const bool codeGoesOn
            = isCode && block.next().blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
        format.setLineHeight(isCode ? 125 : 140, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 1 ? m_theme.px(16) : 0);
        format.setBottomMargin(level > 0 ? m_theme.px(8) : codeGoesOn ? 0 : m_theme.px(isCode ? 10 : 6));
        cursor.setBlockFormat(format);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextCharFormat old = it.fragment().charFormat();
            QTextCharFormat change;
            if (level > 0)
                change.setFont(m_theme.font(level == 1 ? TextRole::Page : TextRole::Section));
            else if (old.fontFixedPitch() || isCode)
                change.setFont(code);
            if (old.isAnchor()) {
                change.setForeground(tokens.accentText);
                change.setFontUnderline(false);
            }
            cursor.setPosition(it.fragment().position());
            cursor.setPosition(it.fragment().position() + it.fragment().length(), QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(change);
        }
    }
}

void HelpBrowser::styleTables()
{
    const Tokens &tokens = m_theme.tokens();
    const QList<QTextFrame *> frames = document()->rootFrame()->childFrames();
    for (QTextFrame *frame : frames) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(tokens.grid);
        format.setCellPadding(m_theme.px(6));
        format.setCellSpacing(0);
        format.setTopMargin(m_theme.px(8));
        format.setBottomMargin(m_theme.px(12));
        table->setFormat(format);
        for (int column = 0; column < table->columns(); ++column) {
            QTextTableCell cell = table->cellAt(0, column);
            QTextCharFormat head = cell.format();
            head.setBackground(tokens.sunken);
            cell.setFormat(head);
        }
    }
}

} // namespace stillroom
