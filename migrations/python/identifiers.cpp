#include "migrations/python/identifiers.h"

#include "migrations/python/token.h"

#include <QChar>
#include <QString>

namespace stillroom::python
{

namespace
{

// XID_Start and XID_Continue of Unicode, from general categories and the few characters beyond them.
bool isStart(char32_t c)
{
    if (c == U'_' || c == 0x2118 || c == 0x212E || c == 0x309B || c == 0x309C || c == 0x1885 || c == 0x1886)
        return true;
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Number_Letter:
        return c != 0x2E2F; // VERTICAL TILDE is pattern syntax
    default:
        return false;
    }
}

bool isContinue(char32_t c)
{
    if (c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) || c == 0x19DA || isStart(c))
        return true;
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Number_DecimalDigit:
    case QChar::Punctuation_Connector:
        return true;
    default:
        return false;
    }
}

std::size_t lengthOf(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

} // namespace

StringPrefix stringPrefix(std::string_view name, std::uint8_t &flags)
{
    bool format = false;
    bool unicode = false;
    flags = 0;
    for (const char letter : name) {
        switch (letter | 0x20) {
        case 'r':
            if ((flags & TokenFlag::Raw) != 0)
                return StringPrefix::None;
            flags |= TokenFlag::Raw;
            break;
        case 'b':
            if ((flags & TokenFlag::Bytes) != 0)
                return StringPrefix::None;
            flags |= TokenFlag::Bytes;
            break;
        case 'f':
            if (format)
                return StringPrefix::None;
            format = true;
            break;
        case 'u':
            unicode = true;
            break;
        default:
            return StringPrefix::None;
        }
    }
    const bool bytes = (flags & TokenFlag::Bytes) != 0;
    if ((unicode && name.size() > 1) || (format && bytes))
        return StringPrefix::None;
    return format ? StringPrefix::Format : StringPrefix::Plain;
}

std::size_t findInvalidInIdentifier(std::string_view name)
{
    for (std::size_t i = 0; i < name.size(); i += lengthOf(name[i])) {
        const char32_t c = firstCodePoint(name.substr(i));
        if (i == 0 ? !isStart(c) : !isContinue(c))
            return i;
    }
    return std::string_view::npos;
}

char32_t firstCodePoint(std::string_view text)
{
    const std::size_t length = lengthOf(text.front());
    auto value = static_cast<char32_t>(static_cast<unsigned char>(text.front()));
    if (length > 1)
        value &= 0x7FU >> length;
    for (const char byte : text.substr(1, length - 1))
        value = (value << 6) | (static_cast<unsigned char>(byte) & 0x3FU);
    return value;
}

std::string normalizedIdentifier(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))
        .normalized(QString::NormalizationForm_KC)
        .toStdString();
}

} // namespace stillroom::python
