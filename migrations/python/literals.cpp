#include "migrations/python/literals.h"

#include "migrations/python/characters.h"
#include "migrations/python/encoding.h"
#include "migrations/python/token.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <vector>

namespace stillroom::python
{

using namespace CharacterClass;

namespace
{

/// Decodes the text of one literal piece from front to back.
class LiteralDecoder
{
public:
    LiteralDecoder(std::string_view text, std::uint8_t flags, bool bracesAreDoubled, std::string &value)
        : m_text(text)
        , m_flags(flags)
        , m_bracesAreDoubled(bracesAreDoubled)
        , m_value(value)
    {
    }

    std::optional<QString> decode()
    {
        const bool raw = (m_flags & TokenFlag::Raw) != 0;
        while (m_at < m_text.size()) {
            const char byte = m_text[m_at++];
            if (byte == '\\' && !raw) {
                if (auto problem = decodeEscape())
                    return problem;
            } else if (byte == '\r') {
                takeLineFeed();
                m_value.push_back('\n');
            } else {
                m_value.push_back(byte);
                if (m_bracesAreDoubled && (byte == '{' || byte == '}') && peek() == byte)
                    ++m_at;
            }
        }
        return std::nullopt;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool isBytes() const { return (m_flags & TokenFlag::Bytes) != 0; }
    void takeLineFeed() { m_at += peek() == '\n' ? 1 : 0; }

    void put(char32_t value)
    {
        if (isBytes())
            m_value.push_back(static_cast<char>(value & 0xFF));
        else
            appendUtf8(m_value, value);
    }

    std::optional<QString> decodeEscape()
    {
        const char letter = peek();
        if (letter == '\0' || (m_bracesAreDoubled && (letter == '{' || letter == '}'))) {
            m_value.push_back('\\');
            return std::nullopt;
        }
        ++m_at;
        static constexpr std::string_view letters = "\\'\"abfnrtv";
        static constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
        if (const std::size_t index = letters.find(letter); index != std::string_view::npos) {
            m_value.push_back(meanings[index]);
            return std::nullopt;
        }
        if (letter >= '0' && letter <= '7') {
            decodeOctal(letter);
            return std::nullopt;
        }
        switch (letter) {
        case '\r':
            takeLineFeed();
            return std::nullopt;
        case '\n':
            return std::nullopt;
        case 'x':
            return decodeHex(letter, 2);
        case 'u':
        case 'U':
        case 'N':
            if (!isBytes())
                return letter == 'N' ? decodeName() : decodeHex(letter, letter == 'u' ? 4 : 8);
            break;
        default:
            break;
        }
        m_value.push_back('\\'); // an unknown escape stays as it is
        m_value.push_back(letter);
        return std::nullopt;
    }

    void decodeOctal(char first)
    {
        unsigned value = static_cast<unsigned>(first - '0');
        for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; ++i)
            value = value * 8 + static_cast<unsigned>(m_text[m_at++] - '0');
        put(value);
    }

    std::optional<QString> decodeHex(char letter, std::size_t length)
    {
        const std::string_view digits = m_text.substr(m_at, length);
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() < length || error != std::errc() || end != digits.data() + length)
            return QStringLiteral("%1 hexadecimal digits must follow \\%2")
                .arg(length)
                .arg(QLatin1Char(letter));
        if (value > 0x10FFFF)
            return QStringLiteral("\\U names no Unicode character: the largest is \\U0010FFFF");
        m_at += length;
        put(value);
        return std::nullopt;
    }

    std::optional<QString> decodeName()
    {
        const std::size_t close = m_text.find('}', m_at);
        if (peek() != '{' || close == std::string_view::npos)
            return QStringLiteral("a character name in braces must follow \\N");
        return QStringLiteral(
            "character names such as \\N%1 are not known here; write the character itself or "
            "its number, as in \\u2022")
            .arg(QString::fromUtf8(m_text.data() + m_at, static_cast<qsizetype>(close + 1 - m_at)));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::uint8_t m_flags;
    bool m_bracesAreDoubled;
    std::string &m_value;
};

std::string withoutUnderscores(std::string_view text)
{
    std::string digits;
    digits.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c != '_'; });
    return digits;
}

} // namespace

std::optional<QString> decodeLiteral(std::string_view text, std::uint8_t flags, std::string &value)
{
    return LiteralDecoder(text, flags, false, value).decode();
}

std::optional<QString> decodeFStringText(std::string_view text, std::uint8_t flags, std::string &value)
{
    return LiteralDecoder(text, flags, true, value).decode();
}

IntegerText decodeInteger(std::string_view text)
{
    IntegerText result;
    if (text.size() > 2 && text[0] == '0' && !isOf(text[1], Digit) && text[1] != '_') {
        const int letter = text[1] | 0x20;
        result.base = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
        text.remove_prefix(2);
    }
    result.digits = withoutUnderscores(text);
    result.digits.erase(0, std::min(result.digits.find_first_not_of('0'), result.digits.size() - 1));
    std::int64_t value = 0;
    const char *end = result.digits.data() + result.digits.size();
    if (std::from_chars(result.digits.data(), end, value, result.base).ec == std::errc())
        result.value = value;
    return result;
}

double decodeFloat(std::string_view text)
{
    const std::string digits = withoutUnderscores(text);
    const char *end = digits.data() + digits.size();
    double value = 0;
    if (std::from_chars(digits.data(), end, value).ec != std::errc::result_out_of_range)
        return value;
    // Out of range says not in which direction; the wider type usually knows.
    long double wide = 0;
    const bool known = std::from_chars(digits.data(), end, wide).ec == std::errc();
    const bool tiny = known ? wide < 1 : digits.find('-') != std::string::npos;
    return tiny ? static_cast<double>(wide) : std::numeric_limits<double>::infinity();
}

std::string toDecimal(std::string_view digits, int base)
{
    static constexpr std::uint64_t limbBase = 1'000'000'000;
    std::vector<std::uint64_t> limbs{0}; // the least significant one first
    for (const char digit : digits) {
        const int letter = digit | 0x20;
        std::uint64_t carry = static_cast<std::uint64_t>(digit <= '9' ? digit - '0' : letter - 'a' + 10);
        for (std::uint64_t &limb : limbs) {
            const std::uint64_t sum = limb * static_cast<std::uint64_t>(base) + carry;
            limb = sum % limbBase;
            carry = sum / limbBase;
        }
        if (carry != 0)
            limbs.push_back(carry);
        if (limbs.size() > mostDecimalDigits / 9 + 1)
            return {};
    }
    std::string text = std::to_string(limbs.back());
    for (auto limb = limbs.rbegin() + 1; limb != limbs.rend(); ++limb) {
        const std::string part = std::to_string(*limb);
        text.append(9 - part.size(), '0').append(part);
    }
    return text.size() <= mostDecimalDigits ? text : std::string();
}

} // namespace stillroom::python
