#include "migrations/python/characters.h"
#include "migrations/python/lexer.h"

#include <string_view>

namespace stillroom::python
{

using namespace CharacterClass;

namespace
{

bool isOneOf(char byte, std::string_view letters)
{
    return byte != '\0' && letters.find(byte) != std::string_view::npos;
}

// A keyword may touch a number (`1if x else 2`): deprecated, yet valid in all of 3.8 to 3.13.
bool beginsTouchingKeyword(const char *at)
{
    switch (*at) {
    case 'a':
        return at[1] == 'n' && at[2] == 'd';
    case 'e':
        return at[1] == 'l' && at[2] == 's' && at[3] == 'e';
    case 'f':
        return at[1] == 'o' && at[2] == 'r';
    case 'i':
        return isOneOf(at[1], "fns");
    case 'n':
        return at[1] == 'o' && at[2] == 't';
    case 'o':
        return at[1] == 'r';
    default:
        return false;
    }
}

} // namespace

bool Lexer::lexNumber()
{
    const char *begin = m_at;
    if (begin[0] == '0' && isOneOf(begin[1], "xX"))
        return lexRadixNumber(16, Hex, "hexadecimal");
    if (begin[0] == '0' && isOneOf(begin[1], "oO"))
        return lexRadixNumber(8, Digit, "octal");
    if (begin[0] == '0' && isOneOf(begin[1], "bB"))
        return lexRadixNumber(2, Digit, "binary");
    if (*m_at != '.' && !lexDecimalTail())
        return false;
    const char *integerEnd = m_at;
    if (!lexFractionAndExponent())
        return false;
    const bool isImaginary = isOneOf(*m_at, "jJ");
    if (isImaginary)
        ++m_at;
    const std::string_view digits(begin, static_cast<std::size_t>(integerEnd - begin));
    if (m_at == integerEnd && digits.front() == '0'
        && digits.find_first_not_of("0_") != std::string_view::npos) {
        return refuse(
            begin, QStringLiteral("a decimal number may not begin with 0; write 0o… for an octal one"));
    }
    if (!verifyNumberEnd(isImaginary ? "imaginary" : "decimal"))
        return false;
    emit(TokenKind::Number, begin, m_at);
    return true;
}

bool Lexer::lexRadixNumber(int base, std::uint8_t digitClass, const char *name)
{
    const char *begin = m_at;
    const auto isDigit = [&](char byte) { return isOf(byte, digitClass) && (base > 8 || byte < '0' + base); };
    m_at += 2;
    do {
        if (*m_at == '_')
            ++m_at;
        if (!isDigit(*m_at))
            return refuse(m_at, QStringLiteral("this is no valid %1 number").arg(QLatin1String(name)));
        while (isDigit(*m_at))
            ++m_at;
    } while (*m_at == '_');
    if (isOf(*m_at, Digit))
        return refuse(
            m_at, QStringLiteral("a digit here is too large for a %1 number").arg(QLatin1String(name)));
    if (!verifyNumberEnd(name))
        return false;
    emit(TokenKind::Number, begin, m_at);
    return true;
}

// Digits with single underscores between them; m_at is on the first digit.
bool Lexer::lexDecimalTail()
{
    for (;;) {
        while (isOf(*m_at, Digit))
            ++m_at;
        if (*m_at != '_')
            return true;
        ++m_at;
        if (!isOf(*m_at, Digit))
            return refuse(m_at, QStringLiteral("a digit must follow '_' in a number"));
    }
}

bool Lexer::lexFractionAndExponent()
{
    if (*m_at == '.') {
        ++m_at;
        if (isOf(*m_at, Digit) && !lexDecimalTail())
            return false;
    }
    if (!isOneOf(*m_at, "eE"))
        return true;
    const bool isSigned = isOneOf(m_at[1], "+-");
    const char *digits = m_at + (isSigned ? 2 : 1);
    if (isOf(*digits, Digit)) {
        m_at = digits;
        return lexDecimalTail();
    }
    // Without a sign the letter may begin a keyword: `1else`.
    return !isSigned || refuse(m_at, QStringLiteral("this is no valid decimal number"));
}

bool Lexer::verifyNumberEnd(const char *name)
{
    if (!isOf(*m_at, NamePart) || beginsTouchingKeyword(m_at))
        return true;
    return refuse(m_at, QStringLiteral("this is no valid %1 number").arg(QLatin1String(name)));
}

} // namespace stillroom::python
