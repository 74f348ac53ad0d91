#include "migrations/python/keywords.h"

#include <array>

namespace stillroom::python
{

namespace
{

constexpr std::array<std::string_view, tokenKindCount> spellings = {
    "the end of the file",
    "an error",
    "the end of the line",
    "an indented block",
    "the end of the block",
    "a name",
    "a number",
    "a string",
    "an f-string",
    "text of an f-string",
    "the end of an f-string",
    "'('",
    "')'",
    "'['",
    "']'",
    "'{'",
    "'}'",
    "':'",
    "','",
    "';'",
    "'.'",
    "'...'",
    "'->'",
    "'@'",
    "'='",
    "':='",
    "'!'",
    "this character",
    "'+'",
    "'-'",
    "'*'",
    "'**'",
    "'/'",
    "'//'",
    "'%'",
    "'~'",
    "'|'",
    "'&'",
    "'^'",
    "'<<'",
    "'>>'",
    "'=='",
    "'!='",
    "'<'",
    "'<='",
    "'>'",
    "'>='",
    "'+='",
    "'-='",
    "'*='",
    "'**='",
    "'/='",
    "'//='",
    "'%='",
    "'@='",
    "'|='",
    "'&='",
    "'^='",
    "'<<='",
    "'>>='",
    "'False'",
    "'None'",
    "'True'",
    "'and'",
    "'as'",
    "'assert'",
    "'async'",
    "'await'",
    "'break'",
    "'class'",
    "'continue'",
    "'def'",
    "'del'",
    "'elif'",
    "'else'",
    "'except'",
    "'finally'",
    "'for'",
    "'from'",
    "'global'",
    "'if'",
    "'import'",
    "'in'",
    "'is'",
    "'lambda'",
    "'nonlocal'",
    "'not'",
    "'or'",
    "'pass'",
    "'raise'",
    "'return'",
    "'try'",
    "'while'",
    "'with'",
    "'yield'",
};

constexpr int firstKeyword = static_cast<int>(TokenKind::False);
constexpr std::size_t slots = 128;

// Collision-free for the 35 keywords; the static_assert below would notice a new one that is not.
constexpr std::size_t slotOf(std::string_view name)
{
    const auto first = static_cast<unsigned char>(name.front());
    const auto last = static_cast<unsigned char>(name.back());
    return (first + 11U * last + name.size()) % slots;
}

constexpr std::string_view unquoted(int kind)
{
    const std::string_view spelling = spellings[static_cast<std::size_t>(kind)];
    return spelling.substr(1, spelling.size() - 2);
}

constexpr std::array<std::uint8_t, slots> keywordSlots()
{
    std::array<std::uint8_t, slots> table{};
    for (int kind = firstKeyword; kind < tokenKindCount; ++kind)
        table[slotOf(unquoted(kind))] = static_cast<std::uint8_t>(kind);
    return table;
}
constexpr std::array<std::uint8_t, slots> keywordTable = keywordSlots();

constexpr bool everyKeywordHasItsSlot()
{
    for (int kind = firstKeyword; kind < tokenKindCount; ++kind) {
        if (keywordTable[slotOf(unquoted(kind))] != kind)
            return false;
    }
    return true;
}
static_assert(everyKeywordHasItsSlot());

} // namespace

TokenKind keywordKind(std::string_view name)
{
    if (name.size() < 2 || name.size() > 8)
        return TokenKind::Name;
    const int kind = keywordTable[slotOf(name)];
    return kind != 0 && unquoted(kind) == name ? static_cast<TokenKind>(kind) : TokenKind::Name;
}

std::string_view describe(TokenKind kind)
{
    return spellings[static_cast<std::size_t>(kind)];
}

} // namespace stillroom::python
