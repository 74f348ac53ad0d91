#pragma once

#include "migrations/python/node.h"
#include "migrations/python/token.h"

#include <QString>

#include <array>
#include <string_view>
#include <vector>

namespace stillroom::python
{

/// Why and where a text is refused.
struct Refusal {
    std::uint32_t offset = 0;
    QString message;
    /// Whether CPython reports this instead of an error of the grammar further up.
    bool outweighsGrammar = true;
};

/// One level of indentation: its width with tab stops of 8, and with tabs as wide as one blank. Where the
/// two disagree about deeper or shallower, CPython refuses the mixture.
struct Indentation {
    int width = 0;
    int narrow = 0;

    bool operator==(const Indentation &) const = default;
};

/// Cuts Python text into tokens, one logical line at a time. Mirrors CPython's Parser/tokenizer.c (3.12:
/// f-strings are tokens too). The text must be valid UTF-8, free of NUL bytes and followed by one.
class Lexer
{
public:
    /// Reads from `begin` up to the line that starts at or after `end`, inside a block that is
    /// indented by `outer`.
    Lexer(std::string_view text, std::uint32_t begin, std::uint32_t end, Indentation outer);

    /// The tokens of the next logical line: Indent or Dedents first, Newline last. At the end of the
    /// text: Dedents, End. After a refusal: Error. The pointer is good until the next call.
    const Token *nextLine();

    /// Passes over the lines that are indented deeper than the current block without looking into them;
    /// for the moment after the header of a block was read. The extent runs from the first of those
    /// lines to the first that no longer belongs; `contentEnd` is the end of the last statement.
    struct Block {
        Extent extent;
        std::uint32_t contentEnd = 0;
    };
    /// False after a refusal.
    bool skipBlock(Block &block);

    bool isBroken() const { return m_broken; }
    const Refusal &refusal() const { return m_refusal; }
    /// The innermost bracket that is open at the refusal; 0 when none.
    bool hasOpenBracket() const { return m_depth > 0; }
    std::uint32_t openBracketOffset() const { return m_brackets[m_depth - 1].offset; }

private:
    struct Bracket {
        char open;
        std::uint32_t offset;
    };
    /// What an f-string's pieces need to know of it.
    struct FString {
        std::uint32_t begin;
        char quote;
        std::uint8_t flags;
    };
    enum class LineKind { Code, Blank, End, Broken };

    // lexer.cpp: lines, names, operators
    LineKind readIndentation(Indentation &indentation);
    bool indentTo(const Indentation &indentation);
    void endOfText();
    bool lexToken();
    bool lexLineEnd();
    bool lexName();
    bool checkName(std::string_view name);
    bool lexOperator();
    bool openBracket(TokenKind kind);
    bool closeBracket(TokenKind kind, char open);
    bool continueLine();
    void skipComment();
    void skipLineEnd();

    // lexernumbers.cpp
    bool lexNumber();
    bool lexRadixNumber(int base, std::uint8_t digitClass, const char *name);
    bool lexDecimalTail();
    bool lexFractionAndExponent();
    bool verifyNumberEnd(const char *name);

    // lexerstrings.cpp
    bool lexString(const char *begin, std::uint8_t flags);
    bool lexFString(const char *begin, std::uint8_t flags);
    bool lexFStringText(const FString &string, bool inFormat);
    bool lexFStringEscape(const FString &string, std::uint8_t &flags);
    bool lexSubstitution(const FString &string, int nesting);
    bool lexFormat(const FString &string, int nesting);
    bool atClosingQuotes(const FString &string) const;

    // lexerblocks.cpp
    bool skipLogicalLine();
    bool skipStringInBlock();

    std::uint32_t offsetOf(const char *position) const
    {
        return static_cast<std::uint32_t>(position - m_text.data());
    }
    void emit(TokenKind kind, const char *begin, const char *end, std::uint8_t flags = 0)
    {
        m_tokens.push_back(Token{offsetOf(begin), offsetOf(end), kind, flags});
    }
    /// Always false, so that a caller can return it.
    bool refuse(const char *position, const QString &message);
    bool refuseLayout(const char *position, const QString &message);

    static constexpr std::size_t mostBrackets = 200; // MAXLEVEL of CPython
    static constexpr std::size_t mostIndents = 100; // MAXINDENT
    static constexpr int mostFStrings = 100; // one in the other; CPython stops at 150
    static constexpr int mostNestedFormats = 3; // MAX_EXPR_NESTING

    std::string_view m_text;
    const char *m_at;
    const char *m_end;
    std::vector<Token> m_tokens;
    std::vector<Indentation> m_indents;
    std::array<Bracket, mostBrackets> m_brackets{};
    std::size_t m_depth = 0;
    int m_openFStrings = 0;
    bool m_broken = false;
    Refusal m_refusal;
};

} // namespace stillroom::python
