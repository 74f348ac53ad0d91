#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace stillroom::python
{

/// What one byte of source text may be; bytes over 127 count as parts of names until checked.
namespace CharacterClass
{
inline constexpr std::uint8_t NameStart = 1;
inline constexpr std::uint8_t Digit = 2;
inline constexpr std::uint8_t NamePart = NameStart | Digit;
inline constexpr std::uint8_t Hex = 4;
inline constexpr std::uint8_t Blank = 8; ///< blank, tab, form feed
inline constexpr std::uint8_t LineEnd = 16; ///< LF, CR, NUL (the end of the text)
inline constexpr std::uint8_t StringStop = 32; ///< quotes, backslash, line ends, bytes over 127
inline constexpr std::uint8_t BlockStop = 64; ///< what matters when a block is passed over unread
} // namespace CharacterClass

namespace detail
{
constexpr std::array<std::uint8_t, 256> characterTable()
{
    using namespace CharacterClass;
    std::array<std::uint8_t, 256> table{};
    const auto mark = [&](std::string_view bytes, std::uint8_t bits) {
        for (const char byte : bytes)
            table[static_cast<unsigned char>(byte)] |= bits;
    };
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", NameStart);
    mark("0123456789", Digit);
    mark("0123456789abcdefABCDEF", Hex);
    mark(" \t\f", Blank);
    mark(std::string_view("\n\r\0", 3), LineEnd | StringStop | BlockStop);
    mark("'\"\\", StringStop | BlockStop);
    mark("()[]{}#", BlockStop);
    for (int byte = 128; byte < 256; ++byte)
        table[static_cast<std::size_t>(byte)] |= NameStart | StringStop;
    return table;
}
inline constexpr std::array<std::uint8_t, 256> characters = characterTable();
} // namespace detail

constexpr bool isOf(char byte, std::uint8_t classes)
{
    return (detail::characters[static_cast<unsigned char>(byte)] & classes) != 0;
}

constexpr bool isAsciiByte(char byte)
{
    return static_cast<unsigned char>(byte) < 128;
}

} // namespace stillroom::python
