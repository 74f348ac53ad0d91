#include "migrations/python/lexer.h"

#include "migrations/python/characters.h"
#include "migrations/python/identifiers.h"
#include "migrations/python/keywords.h"

namespace stillroom::python
{

using namespace CharacterClass;

Lexer::Lexer(std::string_view text, std::uint32_t begin, std::uint32_t end, Indentation outer)
    : m_text(text)
    , m_at(text.data() + begin)
    , m_end(text.data() + end)
{
    m_tokens.reserve(256);
    m_indents.push_back(outer);
}

const Token *Lexer::nextLine()
{
    m_tokens.clear();
    if (m_broken) {
        emit(TokenKind::Error, m_text.data() + m_refusal.offset, m_text.data() + m_refusal.offset);
        return m_tokens.data();
    }
    Indentation indentation;
    LineKind kind = LineKind::Blank;
    while (kind == LineKind::Blank)
        kind = readIndentation(indentation);
    if (kind == LineKind::End)
        endOfText();
    else if (kind == LineKind::Code && indentTo(indentation)) {
        while (lexToken()) { }
    }
    return m_tokens.data();
}

// Reads the white space of one line. A blank or comment line is passed over whole.
Lexer::LineKind Lexer::readIndentation(Indentation &indentation)
{
    if (m_at >= m_end)
        return LineKind::End;
    Indentation counted;
    Indentation beforeContinuation;
    for (;; ++m_at) {
        if (*m_at == ' ') {
            ++counted.width;
            ++counted.narrow;
        } else if (*m_at == '\t') {
            counted.width = (counted.width / 8 + 1) * 8;
            ++counted.narrow;
        } else if (*m_at == '\f') {
            counted = {};
        } else if (*m_at == '\\') {
            // The first backslash that follows white space settles the indentation of what comes next.
            if (beforeContinuation.width == 0)
                beforeContinuation = {counted.width, counted.width};
            if (!continueLine())
                return LineKind::Broken;
            --m_at;
        } else {
            break;
        }
    }
    indentation = beforeContinuation.width != 0 ? beforeContinuation : counted;
    if (*m_at == '#')
        skipComment();
    else if (!isOf(*m_at, LineEnd))
        return LineKind::Code;
    if (*m_at == '\0')
        return LineKind::End;
    skipLineEnd();
    return LineKind::Blank;
}

// Emits Indent or Dedents for a line that holds code.
bool Lexer::indentTo(const Indentation &indentation)
{
    const Indentation current = m_indents.back();
    const auto mixed = [this] {
        return refuseLayout(
            m_at, QStringLiteral("tabs and blanks are mixed so that the indentation is unclear"));
    };
    if (indentation.width == current.width)
        return indentation.narrow == current.narrow || mixed();
    if (indentation.width > current.width) {
        if (m_indents.size() >= mostIndents)
            return refuseLayout(m_at, QStringLiteral("more than 100 levels of indentation"));
        if (indentation.narrow <= current.narrow)
            return mixed();
        m_indents.push_back(indentation);
        emit(TokenKind::Indent, m_at, m_at);
        return true;
    }
    while (m_indents.size() > 1 && indentation.width < m_indents.back().width) {
        m_indents.pop_back();
        emit(TokenKind::Dedent, m_at, m_at);
    }
    if (indentation.width != m_indents.back().width)
        return refuseLayout(m_at, QStringLiteral("this line's indentation matches no block around it"));
    return indentation.narrow == m_indents.back().narrow || mixed();
}

void Lexer::endOfText()
{
    for (; m_indents.size() > 1; m_indents.pop_back())
        emit(TokenKind::Dedent, m_at, m_at);
    emit(TokenKind::End, m_at, m_at);
}

// One token, white space before it included. False when the line or the text ended, or at a refusal.
bool Lexer::lexToken()
{
    while (isOf(*m_at, Blank))
        ++m_at;
    if (isOf(*m_at, NameStart))
        return lexName();
    if (isOf(*m_at, Digit))
        return lexNumber();
    switch (*m_at) {
    case '\n':
    case '\r':
    case '\0':
        return lexLineEnd();
    case '#':
        skipComment();
        return true;
    case '\\':
        return continueLine();
    case '\'':
    case '"':
        return lexString(m_at, 0);
    case '.':
        if (isOf(m_at[1], Digit))
            return lexNumber();
        break;
    default:
        break;
    }
    return lexOperator();
}

bool Lexer::lexLineEnd()
{
    const bool atEnd = *m_at == '\0';
    if (m_depth > 0) {
        if (atEnd) {
            const Bracket &bracket = m_brackets[m_depth - 1];
            return refuse(m_text.data() + bracket.offset,
                QStringLiteral("'%1' was never closed").arg(QLatin1Char(bracket.open)));
        }
        skipLineEnd();
        return true;
    }
    const char *begin = m_at;
    if (!atEnd)
        skipLineEnd();
    emit(TokenKind::Newline, begin, m_at);
    return false;
}

bool Lexer::lexName()
{
    const char *begin = m_at;
    unsigned char seen = 0;
    while (isOf(*m_at, NamePart))
        seen |= static_cast<unsigned char>(*m_at++);
    const std::string_view name(begin, static_cast<std::size_t>(m_at - begin));
    if ((*m_at == '\'' || *m_at == '"') && name.size() <= 2) {
        std::uint8_t flags = 0;
        switch (stringPrefix(name, flags)) {
        case StringPrefix::Plain:
            return lexString(begin, flags);
        case StringPrefix::Format:
            return lexFString(begin, flags);
        case StringPrefix::None:
            break;
        }
    }
    if (seen < 128) {
        emit(keywordKind(name), begin, m_at);
        return true;
    }
    emit(TokenKind::Name, begin, m_at, TokenFlag::NonAscii);
    return checkName(name);
}

bool Lexer::checkName(std::string_view name)
{
    const std::size_t bad = findInvalidInIdentifier(name);
    if (bad == std::string_view::npos)
        return true;
    const char32_t character = firstCodePoint(name.substr(bad));
    const QString number = QString::number(character, 16).toUpper().rightJustified(4, QLatin1Char('0'));
    return refuse(name.data() + bad,
        QStringLiteral("the character '%1' (U+%2) cannot stand here")
            .arg(QString::fromUcs4(&character, 1), number));
}

bool Lexer::openBracket(TokenKind kind)
{
    if (m_depth == mostBrackets)
        return refuse(m_at, QStringLiteral("more than 200 brackets are open here"));
    m_brackets[m_depth++] = {*m_at, offsetOf(m_at)};
    emit(kind, m_at, m_at + 1);
    ++m_at;
    return true;
}

bool Lexer::closeBracket(TokenKind kind, char open)
{
    if (m_depth == 0)
        return refuse(m_at, QStringLiteral("'%1' closes nothing").arg(QLatin1Char(*m_at)));
    const Bracket &bracket = m_brackets[m_depth - 1];
    if (bracket.open != open) {
        return refuse(m_at,
            QStringLiteral("'%1' does not close '%2'")
                .arg(QLatin1Char(*m_at))
                .arg(QLatin1Char(bracket.open)));
    }
    --m_depth;
    emit(kind, m_at, m_at + 1);
    ++m_at;
    return true;
}

// A backslash at the end of a line.
bool Lexer::continueLine()
{
    const char *backslash = m_at++;
    if (*m_at == '\0')
        return refuseLayout(backslash, QStringLiteral("the file ends after a backslash"));
    if (*m_at != '\n' && *m_at != '\r')
        return refuseLayout(backslash, QStringLiteral("nothing may follow a backslash in its line"));
    skipLineEnd();
    if (*m_at == '\0')
        return refuseLayout(backslash, QStringLiteral("the file ends after a backslash"));
    return true;
}

void Lexer::skipComment()
{
    while (!isOf(*m_at, LineEnd))
        ++m_at;
}

void Lexer::skipLineEnd()
{
    m_at += m_at[0] == '\r' && m_at[1] == '\n' ? 2 : 1;
}

bool Lexer::refuse(const char *position, const QString &message)
{
    if (!m_broken) {
        m_broken = true;
        m_refusal = Refusal{offsetOf(position), message, true};
    }
    emit(TokenKind::Error, position, position);
    return false;
}

// Indentation and continued lines: CPython notices these only when its parser gets that far.
bool Lexer::refuseLayout(const char *position, const QString &message)
{
    if (!m_broken)
        refuse(position, message);
    m_refusal.outweighsGrammar = false;
    return false;
}

} // namespace stillroom::python
