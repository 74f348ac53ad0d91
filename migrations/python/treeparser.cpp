#include "migrations/python/treeparser.h"

#include "migrations/python/identifiers.h"
#include "migrations/python/keywords.h"

#include <array>

namespace stillroom::python
{

namespace
{

// Two, because a look at the following token must stay inside.
constexpr std::array<Token, 2> afterRefusal{{{0, 0, TokenKind::Error, 0}, {0, 0, TokenKind::Error, 0}}};

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

} // namespace

TreeParser::Level::Level(TreeParser &parser)
    : m_parser(parser)
{
    if (++m_parser.m_levels > mostLevels)
        m_parser.refuse(QStringLiteral("the code is nested more than 1000 levels deep"));
}

TreeParser::TreeParser(const Source &source, Arena &arena, Lexer &lexer, ParseDepth depth)
    : m_source(source)
    , m_arena(arena)
    , m_lexer(lexer)
    , m_depth(depth)
    , m_at(lexer.nextLine())
{
}

Suite TreeParser::parseFile()
{
    Gathered<const Statement *> statements;
    const std::uint32_t begin = this->begin();
    while (!at(TokenKind::End) && !m_isRefused)
        parseStatement(statements);
    return Suite{{begin, m_previousEnd}, keep(statements), false};
}

Suite TreeParser::parseBlock()
{
    if (!at(TokenKind::Indent)) {
        refuse(QStringLiteral("an indented block must follow here"));
        return {};
    }
    ++m_at;
    Gathered<const Statement *> statements;
    const std::uint32_t begin = this->begin();
    while (!at(TokenKind::Dedent) && !at(TokenKind::End) && !m_isRefused)
        parseStatement(statements);
    if (at(TokenKind::Dedent))
        ++m_at;
    return Suite{{begin, m_previousEnd}, keep(statements), false};
}

// After an error of its grammar CPython reads all other tokens, and an error among those is the one it
// reports; an unclosed bracket only when it stands in an earlier line.
Refusal TreeParser::refusal()
{
    if (m_isAtIndentation)
        return m_refusal;
    const bool atLexerError = m_lexer.isBroken() && m_isLexical;
    while (!m_lexer.isBroken()) {
        const Token *token = m_lexer.nextLine();
        while (token->kind == TokenKind::Dedent)
            ++token;
        if (token->kind == TokenKind::End)
            return m_refusal;
    }
    const Refusal &lexical = m_lexer.refusal();
    if (!atLexerError && !lexical.outweighsGrammar)
        return m_refusal;
    const bool isUnclosed = m_lexer.hasOpenBracket() && m_lexer.openBracketOffset() == lexical.offset;
    if (isUnclosed && !atLexerError && m_source.line(lexical.offset) >= m_source.line(m_refusal.offset))
        return m_refusal;
    return lexical;
}

bool TreeParser::atName(std::string_view softKeyword) const
{
    return at(TokenKind::Name) && m_source.text({m_at->begin, m_at->end}) == softKeyword;
}

bool TreeParser::expect(TokenKind wanted)
{
    if (accept(wanted))
        return true;
    noteIndentation();
    const bool endsElement = wanted == TokenKind::Comma || wanted == TokenKind::CloseParenthesis
        || wanted == TokenKind::CloseBracket || wanted == TokenKind::CloseBrace;
    // Two expressions in a row: CPython names the first of the two.
    if (endsElement && beginsExpression() && m_lastOperand.end == m_previousEnd)
        refuseAt(m_lastOperand.begin, QStringLiteral("a comma or an operator is missing behind this"));
    else
        refuse(QStringLiteral("%1 is expected here, not %2")
                   .arg(text(describe(wanted)), text(describe(kind()))));
    return false;
}

std::string_view TreeParser::expectName()
{
    if (at(TokenKind::Name))
        return nameOf(take());
    refuse(QStringLiteral("a name is expected here, not %1").arg(text(describe(kind()))));
    return {};
}

std::string_view TreeParser::nameOf(const Token &token)
{
    const std::string_view name = m_source.text({token.begin, token.end});
    if ((token.flags & TokenFlag::NonAscii) == 0) [[likely]]
        return name;
    return m_arena.copy(std::string_view(normalizedIdentifier(name)));
}

void TreeParser::takeLine()
{
    if (at(TokenKind::Newline))
        m_at = m_lexer.nextLine();
    else
        refuseUnexpected();
}

void TreeParser::refuseAt(std::uint32_t offset, const QString &message)
{
    if (!m_isRefused) {
        m_isRefused = true;
        m_isLexical = at(TokenKind::Error);
        m_refusal = Refusal{offset, message};
    }
    m_at = afterRefusal.data();
}

// CPython stops reading at an unexpected change of indentation.
void TreeParser::noteIndentation()
{
    m_isAtIndentation = m_isAtIndentation || at(TokenKind::Indent) || at(TokenKind::Dedent);
}

void TreeParser::refuseUnexpected()
{
    noteIndentation();
    refuse(QStringLiteral("%1 cannot stand here").arg(text(describe(kind()))));
}

void TreeParser::returnTo(const Checkpoint &checkpoint)
{
    m_at = checkpoint.at;
    m_previousEnd = checkpoint.previousEnd;
    m_isRefused = false;
}

} // namespace stillroom::python
