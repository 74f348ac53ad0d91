#include "migrations/python/treeparser.h"

namespace stillroom::python
{

const Expression *TreeParser::parseAtom()
{
    const std::uint32_t begin = this->begin();
    switch (kind()) {
    case TokenKind::Name: {
        const std::string_view name = nameOf(take());
        return make<Name>(begin, name);
    }
    case TokenKind::Number:
        return parseNumber();
    case TokenKind::String:
    case TokenKind::FStringStart:
        return parseStrings();
    case TokenKind::OpenParenthesis:
        return parseBracketed();
    case TokenKind::OpenBracket:
        return parseListDisplay();
    case TokenKind::OpenBrace:
        return parseBraceDisplay();
    case TokenKind::None:
        take();
        return make<NoneLiteral>(begin);
    case TokenKind::True:
    case TokenKind::False: {
        const bool value = take().kind == TokenKind::True;
        return make<BoolLiteral>(begin, value);
    }
    case TokenKind::Ellipsis:
        take();
        return make<EllipsisLiteral>(begin);
    default:
        refuseUnexpected();
        return nullptr;
    }
}

// What '(' begins: a tuple, a generator, or an expression that is only grouped.
const Expression *TreeParser::parseBracketed()
{
    const std::uint32_t begin = take().begin;
    if (accept(TokenKind::CloseParenthesis))
        return make<Tuple>(begin, Nodes<Expression>());
    if (at(TokenKind::Yield)) {
        const Expression *value = parseYield();
        expect(TokenKind::CloseParenthesis);
        return value;
    }
    const bool isStarred = at(TokenKind::Star);
    const Expression *first = parseStarNamedExpression();
    if (at(TokenKind::Comma)) {
        Gathered<const Expression *> elements{first};
        take();
        gatherElements(elements, TokenKind::CloseParenthesis);
        expect(TokenKind::CloseParenthesis);
        return make<Tuple>(begin, keep(elements));
    }
    if (isStarred) {
        refuseAt(begin, QStringLiteral("a value with * cannot stand alone in parentheses"));
        return nullptr;
    }
    if (!beginsComprehension()) {
        expect(TokenKind::CloseParenthesis);
        return first;
    }
    const auto clauses = parseClauses();
    expect(TokenKind::CloseParenthesis);
    return make<Generator>(begin, first, clauses);
}

const Expression *TreeParser::parseListDisplay()
{
    const std::uint32_t begin = take().begin;
    Gathered<const Expression *> elements;
    if (!at(TokenKind::CloseBracket)) {
        const bool isStarred = at(TokenKind::Star);
        elements.push_back(parseStarNamedExpression());
        if (beginsComprehension() && !isStarred) {
            const auto clauses = parseClauses();
            expect(TokenKind::CloseBracket);
            return make<ListComprehension>(begin, elements.front(), clauses);
        }
        if (accept(TokenKind::Comma))
            gatherElements(elements, TokenKind::CloseBracket);
    }
    expect(TokenKind::CloseBracket);
    return make<List>(begin, keep(elements));
}

// Elements behind the first comma, up to the closing bracket.
void TreeParser::gatherElements(Gathered<const Expression *> &elements, TokenKind closing)
{
    while (!at(closing) && !m_isRefused) {
        elements.push_back(parseStarNamedExpression());
        if (!accept(TokenKind::Comma))
            return;
    }
}

const Expression *TreeParser::parseBraceDisplay()
{
    const std::uint32_t begin = take().begin;
    if (accept(TokenKind::CloseBrace))
        return make<Dict>(begin, Values<DictItem>());
    if (at(TokenKind::DoubleStar))
        return parseDictDisplay(begin, nullptr);
    const bool isSet = at(TokenKind::Star) || (at(TokenKind::Name) && m_at[1].kind == TokenKind::ColonEqual);
    const Checkpoint first = checkpoint();
    if (isSet)
        return parseSetDisplay(begin, parseStarNamedExpression(), first.at->kind == TokenKind::Star);
    const Expression *value = parseExpression();
    return at(TokenKind::Colon) ? parseDictDisplay(begin, value) : parseSetDisplay(begin, value, false);
}

const Expression *TreeParser::parseSetDisplay(std::uint32_t begin, const Expression *first, bool isStarred)
{
    if (beginsComprehension() && !isStarred) {
        const auto clauses = parseClauses();
        expect(TokenKind::CloseBrace);
        return make<SetComprehension>(begin, first, clauses);
    }
    Gathered<const Expression *> elements{first};
    if (accept(TokenKind::Comma))
        gatherElements(elements, TokenKind::CloseBrace);
    expect(TokenKind::CloseBrace);
    return make<Set>(begin, keep(elements));
}

// The cursor is on the ':' behind the first key, or on '**'.
const Expression *TreeParser::parseDictDisplay(std::uint32_t begin, const Expression *firstKey)
{
    Gathered<DictItem> items;
    const Expression *key = firstKey;
    while (!at(TokenKind::CloseBrace) && !m_isRefused) {
        if (accept(TokenKind::DoubleStar)) {
            items.push_back({nullptr, parseUnpacked()});
        } else {
            if (!key)
                key = parseExpression();
            expect(TokenKind::Colon);
            const Expression *value = parseExpression();
            if (items.empty() && beginsComprehension()) {
                const auto clauses = parseClauses();
                expect(TokenKind::CloseBrace);
                return make<DictComprehension>(begin, key, value, clauses);
            }
            items.push_back({key, value});
            key = nullptr;
        }
        if (!accept(TokenKind::Comma))
            break;
    }
    expect(TokenKind::CloseBrace);
    return make<Dict>(begin, keep(items));
}

bool TreeParser::beginsComprehension() const
{
    return at(TokenKind::For) || (at(TokenKind::Async) && m_at[1].kind == TokenKind::For);
}

Values<ComprehensionClause> TreeParser::parseClauses()
{
    Gathered<ComprehensionClause> clauses;
    while (beginsComprehension())
        clauses.push_back(parseClause());
    return keep(clauses);
}

ComprehensionClause TreeParser::parseClause()
{
    ComprehensionClause clause{};
    clause.isAsync = accept(TokenKind::Async);
    expect(TokenKind::For);
    clause.target = parseTargets();
    expect(TokenKind::In);
    clause.iterable = parseDisjunction();
    Gathered<const Expression *> conditions;
    while (accept(TokenKind::If))
        conditions.push_back(parseDisjunction());
    clause.conditions = keep(conditions);
    return clause;
}

} // namespace stillroom::python
