#include "migrations/python/characters.h"
#include "migrations/python/lexer.h"

namespace stillroom::python
{

using namespace CharacterClass;

namespace
{

bool isTripled(const char *quote)
{
    return quote[1] == quote[0] && quote[2] == quote[0];
}

QString unterminated(bool triple)
{
    return triple ? QStringLiteral("this triple-quoted string is never closed")
                  : QStringLiteral("this string is not closed in its line");
}

} // namespace

// m_at is on the first quote, `begin` on the prefix.
bool Lexer::lexString(const char *begin, std::uint8_t flags)
{
    const char quote = *m_at;
    const bool triple = isTripled(m_at);
    if (triple)
        flags |= TokenFlag::Triple;
    m_at += triple ? 3 : 1;
    for (;; ++m_at) {
        while (!isOf(*m_at, StringStop))
            ++m_at;
        if (*m_at == quote) {
            if (!triple || isTripled(m_at))
                break;
        } else if (*m_at == '\\') {
            flags |= TokenFlag::Escaped;
            ++m_at;
            if (*m_at == '\0')
                return refuse(begin, unterminated(triple));
            if (*m_at == '\r') {
                flags |= TokenFlag::CarriageReturn;
                m_at += m_at[1] == '\n' ? 1 : 0;
            } else if (!isAsciiByte(*m_at)) {
                flags |= TokenFlag::NonAscii;
            }
        } else if (!isAsciiByte(*m_at)) {
            flags |= TokenFlag::NonAscii;
        } else if (*m_at == '\0' || (!triple && (*m_at == '\n' || *m_at == '\r'))) {
            return refuse(begin, unterminated(triple));
        } else if (*m_at == '\r') {
            flags |= TokenFlag::CarriageReturn;
        }
    }
    m_at += triple ? 3 : 1;
    emit(TokenKind::String, begin, m_at, flags);
    return true;
}

// As CPython 3.12: the pieces are tokens, and what stands in braces is lexed like any other text.
bool Lexer::lexFString(const char *begin, std::uint8_t flags)
{
    if (m_openFStrings == mostFStrings)
        return refuse(begin, QStringLiteral("more than 100 f-strings stand in one another"));
    const bool triple = isTripled(m_at);
    if (triple)
        flags |= TokenFlag::Triple;
    const FString string{offsetOf(begin), *m_at, flags};
    m_at += triple ? 3 : 1;
    emit(TokenKind::FStringStart, begin, m_at, flags);
    ++m_openFStrings;
    for (;;) {
        if (!lexFStringText(string, false))
            return false;
        if (*m_at != '{')
            break;
        if (!lexSubstitution(string, 1))
            return false;
    }
    --m_openFStrings;
    const char *quotes = m_at;
    m_at += triple ? 3 : 1;
    emit(TokenKind::FStringEnd, quotes, m_at, flags);
    return true;
}

bool Lexer::atClosingQuotes(const FString &string) const
{
    return *m_at == string.quote && ((string.flags & TokenFlag::Triple) == 0 || isTripled(m_at));
}

// Literal text up to '{', the closing quotes or, in a format, '}'. A format in a single-quoted string also
// ends with its line; whoever expects '}' then refuses.
bool Lexer::lexFStringText(const FString &string, bool inFormat)
{
    const bool triple = (string.flags & TokenFlag::Triple) != 0;
    const char *begin = m_at;
    std::uint8_t flags = string.flags;
    for (;; ++m_at) {
        const char byte = *m_at;
        if (atClosingQuotes(string))
            break;
        if (byte == '{' || byte == '}') {
            const bool doubled = m_at[1] == byte && !inFormat;
            if (!doubled && byte == '}' && !inFormat)
                return refuse(
                    m_at, QStringLiteral("a '}' in an f-string that closes nothing must be doubled"));
            if (!doubled)
                break;
            flags |= TokenFlag::Escaped;
            ++m_at;
        } else if (byte == '\\') {
            if (!lexFStringEscape(string, flags))
                return false;
        } else if (byte == '\0' || (!triple && (byte == '\n' || byte == '\r'))) {
            return refuse(m_text.data() + string.begin, unterminated(triple));
        } else if (byte == '\r') {
            flags |= TokenFlag::CarriageReturn;
        }
    }
    if (m_at > begin)
        emit(TokenKind::FStringMiddle, begin, m_at, flags);
    return true;
}

// Leaves m_at on the last byte of the escape.
bool Lexer::lexFStringEscape(const FString &string, std::uint8_t &flags)
{
    const bool raw = (string.flags & TokenFlag::Raw) != 0;
    flags |= TokenFlag::Escaped;
    if (m_at[1] == '{' || m_at[1] == '}')
        return true; // the brace keeps its meaning
    ++m_at;
    if (*m_at == '\0')
        return refuse(m_text.data() + string.begin, unterminated((string.flags & TokenFlag::Triple) != 0));
    if (*m_at == '\r') {
        flags |= TokenFlag::CarriageReturn;
        m_at += m_at[1] == '\n' ? 1 : 0;
    } else if (*m_at == 'N' && m_at[1] == '{' && !raw) {
        while (*m_at != '}' && *m_at != string.quote && !isOf(*m_at, LineEnd))
            ++m_at;
        if (*m_at != '}')
            return refuse(m_at, QStringLiteral("the character name after \\N is not closed with '}'"));
    }
    return true;
}

// `{expression!r:format}`; m_at is on the opening brace.
bool Lexer::lexSubstitution(const FString &string, int nesting)
{
    if (nesting > mostNestedFormats)
        return refuse(m_at, QStringLiteral("substitutions stand too deep in one another"));
    if (!openBracket(TokenKind::OpenBrace))
        return false;
    const std::size_t depth = m_depth;
    for (;;) {
        while (isOf(*m_at, Blank))
            ++m_at;
        if (m_depth == depth) {
            if (*m_at == '}')
                return closeBracket(TokenKind::CloseBrace, '{');
            if (*m_at == '!' && m_at[1] != '=') {
                emit(TokenKind::Exclamation, m_at, m_at + 1);
                ++m_at;
                continue;
            }
            if (*m_at == ':') {
                emit(TokenKind::Colon, m_at, m_at + 1);
                ++m_at;
                return lexFormat(string, nesting) && closeBracket(TokenKind::CloseBrace, '{');
            }
        }
        if (!lexToken())
            return false;
    }
}

bool Lexer::lexFormat(const FString &string, int nesting)
{
    for (;;) {
        if (!lexFStringText(string, true))
            return false;
        if (*m_at == '}')
            return true;
        if (*m_at != '{')
            return refuse(m_at, QStringLiteral("a substitution of this f-string is not closed with '}'"));
        if (!lexSubstitution(string, nesting + 1))
            return false;
    }
}

} // namespace stillroom::python
