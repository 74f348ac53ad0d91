#include "migrations/python/identifiers.h"
#include "migrations/python/literals.h"
#include "migrations/python/treeparser.h"

#include <utility>

namespace stillroom::python
{

namespace
{

// The text of a String token between its quotes.
std::string_view content(std::string_view token, std::uint8_t flags)
{
    const std::size_t prefix = token.find_first_of("'\"");
    const std::size_t quotes = (flags & TokenFlag::Triple) != 0 ? 3 : 1;
    return token.substr(prefix + quotes, token.size() - prefix - 2 * quotes);
}

bool isPlain(std::uint8_t flags)
{
    const bool raw = (flags & TokenFlag::Raw) != 0;
    return (flags & TokenFlag::CarriageReturn) == 0 && (raw || (flags & TokenFlag::Escaped) == 0);
}

} // namespace

const Expression *TreeParser::parseNumber()
{
    const Token &token = take();
    const std::uint32_t begin = token.begin;
    const std::string_view text = m_source.text({token.begin, token.end});
    const bool isRadix = text.size() > 1 && text[0] == '0' && (text[1] | 0x20) >= 'a'
        && (text[1] | 0x20) != 'e' && (text[1] | 0x20) != 'j';
    if (!isRadix && (text.back() | 0x20) == 'j')
        return make<ImaginaryLiteral>(begin, decodeFloat(text.substr(0, text.size() - 1)));
    if (!isRadix && text.find_first_of(".eE") != std::string_view::npos)
        return make<FloatLiteral>(begin, decodeFloat(text));
    const IntegerText integer = decodeInteger(text);
    if (integer.base == 10 && integer.digits.size() > mostDecimalDigits)
        refuseAt(begin, QStringLiteral("a decimal number may have 4300 digits; Python refuses more"));
    // Usually the digits stand in the source as they are.
    const std::size_t plain = text.size() >= integer.digits.size() ? text.size() - integer.digits.size() : 0;
    const std::string_view digits = text.substr(plain) == integer.digits
        ? text.substr(plain)
        : m_arena.copy(std::string_view(integer.digits));
    return make<IntLiteral>(begin, digits, integer.base, integer.value);
}

const Expression *TreeParser::parseStrings()
{
    const Token &token = *m_at;
    const bool isAlone = token.kind == TokenKind::String && m_at[1].kind != TokenKind::String
        && m_at[1].kind != TokenKind::FStringStart;
    const bool isBytes = (token.flags & TokenFlag::Bytes) != 0;
    if (!isAlone || !isPlain(token.flags) || isBytes)
        return parseJoinedStrings();
    take();
    return make<StringLiteral>(token.begin, content(m_source.text({token.begin, token.end}), token.flags));
}

// One or more literals in a row, f-strings among them.
const Expression *TreeParser::parseJoinedStrings()
{
    const std::uint32_t begin = this->begin();
    const bool isBytes = (m_at->flags & TokenFlag::Bytes) != 0;
    bool isFormatted = false;
    Gathered<const Expression *> parts;
    // f-strings stand in one another: the outer one keeps its own unfinished text.
    std::string outerText = std::exchange(m_text, {});
    while (at(TokenKind::String) || at(TokenKind::FStringStart)) {
        if (((m_at->flags & TokenFlag::Bytes) != 0) != isBytes)
            refuse(QStringLiteral("bytes and text cannot be joined"));
        else if (isBytes && (m_at->flags & TokenFlag::NonAscii) != 0)
            refuse(QStringLiteral("bytes may hold ASCII characters only; write others as in \\xe9"));
        else if (at(TokenKind::FStringStart)) {
            isFormatted = true;
            parseFString(parts);
        } else {
            const Token &token = take();
            addText(token, content(m_source.text({token.begin, token.end}), token.flags), false);
        }
    }
    if (isFormatted)
        flushText(begin, parts);
    const std::string_view value = isFormatted ? std::string_view() : m_arena.copy(std::string_view(m_text));
    m_text = std::move(outerText);
    if (isFormatted)
        return make<FormattedString>(begin, keep(parts));
    if (isBytes)
        return make<BytesLiteral>(begin, value);
    return make<StringLiteral>(begin, value);
}

void TreeParser::parseFString(Gathered<const Expression *> &parts)
{
    take();
    while (!accept(TokenKind::FStringEnd) && !m_isRefused) {
        if (at(TokenKind::FStringMiddle)) {
            const Token &token = take();
            addText(token, m_source.text({token.begin, token.end}), true);
        } else {
            parseSubstitution(parts);
        }
    }
}

// `{value=!r:format}`
void TreeParser::parseSubstitution(Gathered<const Expression *> &parts)
{
    const std::uint32_t begin = this->begin();
    expect(TokenKind::OpenBrace);
    const std::uint32_t valueBegin = m_previousEnd;
    const Expression *value = parseYieldOrStarExpressions();
    const bool isShown = accept(TokenKind::Equal);
    if (isShown)
        m_text += m_source.text({valueBegin, std::max(valueBegin, this->begin())});
    flushText(begin, parts);
    char conversion = 0;
    if (accept(TokenKind::Exclamation)) {
        const std::uint32_t letterBegin = m_previousEnd;
        const std::string_view letter = expectName();
        if (!m_isRefused
            && (m_previousEnd - letterBegin != 1 || (letter != "s" && letter != "r" && letter != "a")))
            refuseAt(letterBegin, QStringLiteral("one of s, r, a must follow '!' in an f-string"));
        conversion = letter.empty() ? '\0' : letter.front();
    }
    const FormattedString *format = accept(TokenKind::Colon) ? parseFormat() : nullptr;
    if (isShown && conversion == 0 && !format)
        conversion = 'r';
    expect(TokenKind::CloseBrace);
    parts.push_back(make<FormattedValue>(begin, value, conversion, format));
}

const FormattedString *TreeParser::parseFormat()
{
    const std::uint32_t begin = this->begin();
    Gathered<const Expression *> parts;
    std::string outerText = std::exchange(m_text, {});
    while (!at(TokenKind::CloseBrace) && !m_isRefused) {
        if (at(TokenKind::FStringMiddle)) {
            const Token &token = take();
            addText(token, m_source.text({token.begin, token.end}), true);
        } else {
            parseSubstitution(parts);
        }
    }
    flushText(begin, parts);
    m_text = std::move(outerText);
    return make<FormattedString>(begin, keep(parts));
}

void TreeParser::addText(const Token &token, std::string_view text, bool inFString)
{
    const std::uint32_t begin = token.begin;
    const auto problem
        = inFString ? decodeFStringText(text, token.flags, m_text) : decodeLiteral(text, token.flags, m_text);
    if (problem)
        refuseAt(begin, *problem);
}

void TreeParser::flushText(std::uint32_t begin, Gathered<const Expression *> &parts)
{
    if (m_text.empty())
        return;
    parts.push_back(make<StringLiteral>(begin, m_arena.copy(std::string_view(m_text))));
    m_text.clear();
}

} // namespace stillroom::python
