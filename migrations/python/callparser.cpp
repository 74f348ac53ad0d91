#include "migrations/python/treeparser.h"

namespace stillroom::python
{

const Expression *TreeParser::parseCall(std::uint32_t begin, const Expression *function)
{
    Arguments arguments;
    const std::uint32_t bracket = take().begin;
    parseArguments(arguments);
    expect(TokenKind::CloseParenthesis);
    if (!m_isRefused && arguments.isGenerator) {
        // A lone generator takes the brackets of the call as its own.
        const auto *bare = arguments.positional.front()->as<Generator>();
        arguments.positional.front() = make<Generator>(bracket, bare->element, bare->clauses);
    }
    return make<Call>(begin, function, keep(arguments.positional), keep(arguments.keywords));
}

// Up to the closing parenthesis, which stays.
void TreeParser::parseArguments(Arguments &arguments)
{
    while (!at(TokenKind::CloseParenthesis) && !m_isRefused) {
        parseArgument(arguments);
        if (!at(TokenKind::CloseParenthesis))
            expect(TokenKind::Comma);
    }
}

void TreeParser::parseArgument(Arguments &arguments)
{
    const std::uint32_t begin = this->begin();
    if (at(TokenKind::DoubleStar) || (at(TokenKind::Name) && m_at[1].kind == TokenKind::Equal)) {
        parseKeywordArgument(arguments);
        return;
    }
    if (accept(TokenKind::Star)) {
        if (arguments.isUnpacked)
            refuseAt(begin, QStringLiteral("an argument with * may not follow one with **"));
        arguments.positional.push_back(make<Starred>(begin, parseExpression()));
        return;
    }
    const Expression *value = parseNamedExpression();
    if (beginsComprehension()) {
        const auto clauses = parseClauses();
        if (!arguments.positional.empty() || !arguments.keywords.empty() || !at(TokenKind::CloseParenthesis))
            refuseAt(begin, QStringLiteral("a generator beside other arguments needs brackets of its own"));
        value = make<Generator>(begin, value, clauses);
        arguments.isGenerator = true;
    } else if (!arguments.keywords.empty()) {
        refuseAt(m_previousEnd, QStringLiteral("a positional argument may not follow a named one"));
    }
    arguments.positional.push_back(value);
}

void TreeParser::parseKeywordArgument(Arguments &arguments)
{
    const std::uint32_t begin = this->begin();
    std::string_view name;
    if (accept(TokenKind::DoubleStar)) {
        arguments.isUnpacked = true;
    } else {
        name = nameOf(take());
        take();
    }
    const Expression *value = parseExpression();
    arguments.keywords.push_back(Keyword{{begin, m_previousEnd}, name, value});
}

const Expression *TreeParser::parseSubscript(std::uint32_t begin, const Expression *value)
{
    take();
    const std::uint32_t indexBegin = this->begin();
    const bool isStarred = at(TokenKind::Star);
    const Expression *index = parseSlice();
    if (at(TokenKind::Comma) || isStarred) {
        Gathered<const Expression *> elements{index};
        while (accept(TokenKind::Comma) && !at(TokenKind::CloseBracket))
            elements.push_back(parseSlice());
        index = make<Tuple>(indexBegin, keep(elements));
    }
    expect(TokenKind::CloseBracket);
    return make<Subscript>(begin, value, index);
}

const Expression *TreeParser::parseSlice()
{
    const std::uint32_t begin = this->begin();
    if (accept(TokenKind::Star))
        return make<Starred>(begin, parseExpression());
    const bool isNamed = at(TokenKind::Name) && m_at[1].kind == TokenKind::ColonEqual;
    const Expression *lower = at(TokenKind::Colon) ? nullptr : parseNamedExpression();
    if (!at(TokenKind::Colon) || isNamed)
        return lower;
    take();
    const auto endsHere
        = [this] { return at(TokenKind::Colon) || at(TokenKind::Comma) || at(TokenKind::CloseBracket); };
    const Expression *upper = endsHere() ? nullptr : parseExpression();
    const Expression *step = nullptr;
    if (accept(TokenKind::Colon) && !endsHere())
        step = parseExpression();
    return make<Slice>(begin, lower, upper, step);
}

} // namespace stillroom::python
