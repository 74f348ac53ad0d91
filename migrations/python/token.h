#pragma once

#include <cstdint>

namespace stillroom::python
{

/// Every token of Python's grammar. `match`, `case`, `type` and `_` are Names: only their place makes
/// them keywords.
enum class TokenKind : std::uint8_t {
    End, ///< end of the text
    Error, ///< Lexer::error() says what
    Newline, ///< end of a logical line
    Indent,
    Dedent,
    Name,
    Number,
    String, ///< str or bytes literal without substitutions, with prefix and quotes
    FStringStart, ///< prefix and opening quotes
    FStringMiddle, ///< literal text between substitutions, never empty
    FStringEnd, ///< closing quotes

    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Colon,
    Comma,
    Semicolon,
    Dot,
    Ellipsis,
    Arrow,
    At,
    Equal,
    ColonEqual,
    Exclamation, ///< valid only before the conversion in a substitution
    Unknown, ///< '$', '?' or '`', which no grammar has

    Plus,
    Minus,
    Star,
    DoubleStar,
    Slash,
    DoubleSlash,
    Percent,
    Tilde,
    Pipe,
    Ampersand,
    Caret,
    LeftShift,
    RightShift,
    EqualEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,

    PlusEqual,
    MinusEqual,
    StarEqual,
    DoubleStarEqual,
    SlashEqual,
    DoubleSlashEqual,
    PercentEqual,
    AtEqual,
    PipeEqual,
    AmpersandEqual,
    CaretEqual,
    LeftShiftEqual,
    RightShiftEqual,

    False,
    None,
    True,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    Try,
    While,
    With,
    Yield,
};
inline constexpr int tokenKindCount = static_cast<int>(TokenKind::Yield) + 1;

/// What the lexer noticed on its way through a literal or a name, so that the plain case costs nothing.
namespace TokenFlag
{
inline constexpr std::uint8_t Raw = 1;
inline constexpr std::uint8_t Bytes = 2;
inline constexpr std::uint8_t Triple = 4;
inline constexpr std::uint8_t Escaped = 8; ///< backslashes that must be decoded, or doubled braces
inline constexpr std::uint8_t NonAscii = 16;
inline constexpr std::uint8_t CarriageReturn = 32; ///< line ends that must become LF
} // namespace TokenFlag

struct Token {
    std::uint32_t begin = 0; ///< bytes [begin, end) of the text
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::End;
    std::uint8_t flags = 0;
};

} // namespace stillroom::python
