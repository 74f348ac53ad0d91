#include "migrations/python/treeparser.h"

namespace stillroom::python
{

const Statement *TreeParser::parseCompoundStatement()
{
    const Level level(*this);
    const std::uint32_t begin = this->begin();
    switch (kind()) {
    case TokenKind::If:
        return parseIf();
    case TokenKind::While:
        return parseWhile();
    case TokenKind::For:
        return parseFor(begin, false);
    case TokenKind::With:
        return parseWith(begin, false);
    case TokenKind::Try:
        return parseTry();
    case TokenKind::Def:
        return parseFunction(begin, {}, false);
    case TokenKind::Class:
        return parseClass({});
    case TokenKind::Async:
        return parseAsync();
    case TokenKind::At:
        return parseDecorated();
    default:
        refuseUnexpected();
        return nullptr;
    }
}

const Statement *TreeParser::parseAsync()
{
    const std::uint32_t begin = take().begin;
    switch (kind()) {
    case TokenKind::Def:
        return parseFunction(begin, {}, true);
    case TokenKind::For:
        return parseFor(begin, true);
    case TokenKind::With:
        return parseWith(begin, true);
    default:
        refuseUnexpected();
        return nullptr;
    }
}

// ':' and what belongs to it: an indented block, or statements in the same line.
Suite TreeParser::parseSuite(bool mayBeSkipped)
{
    expect(TokenKind::Colon);
    if (at(TokenKind::Newline)) {
        if (mayBeSkipped && m_depth == ParseDepth::ModuleLevel)
            return skipSuite();
        takeLine();
        return parseBlock();
    }
    Gathered<const Statement *> statements;
    const std::uint32_t begin = this->begin();
    parseSimpleStatements(statements);
    return Suite{{begin, m_previousEnd}, keep(statements), false};
}

Suite TreeParser::skipSuite()
{
    Lexer::Block block;
    const bool isSkipped = m_lexer.skipBlock(block);
    m_at = m_lexer.nextLine(); // the tokens of the header are gone
    if (!isSkipped) {
        refuse(m_lexer.refusal().message);
        return {};
    }
    m_previousEnd = block.contentEnd;
    return Suite{block.extent, {}, true};
}

Suite TreeParser::parseElse()
{
    return accept(TokenKind::Else) ? parseSuite() : Suite{};
}

// `if` or `elif`
const Statement *TreeParser::parseIf()
{
    const Level level(*this);
    if (m_isRefused)
        return nullptr;
    const std::uint32_t begin = take().begin;
    const Expression *condition = parseNamedExpression();
    const Suite body = parseSuite();
    if (!at(TokenKind::Elif)) {
        const Suite orElse = parseElse();
        return makeStatement<If>(begin, condition, body, orElse);
    }
    const std::uint32_t elseBegin = this->begin();
    const Gathered<const Statement *> only{parseIf()};
    const Suite orElse{{elseBegin, m_previousEnd}, keep(only), false};
    return makeStatement<If>(begin, condition, body, orElse);
}

const Statement *TreeParser::parseWhile()
{
    const std::uint32_t begin = take().begin;
    const Expression *condition = parseNamedExpression();
    const Suite body = parseSuite();
    const Suite orElse = parseElse();
    return makeStatement<While>(begin, condition, body, orElse);
}

const Statement *TreeParser::parseFor(std::uint32_t begin, bool isAsync)
{
    take();
    const Expression *target = parseTargets();
    expect(TokenKind::In);
    const Expression *iterable = parseStarExpressions();
    const Suite body = parseSuite();
    const Suite orElse = parseElse();
    return makeStatement<For>(begin, target, iterable, body, orElse, isAsync);
}

const Statement *TreeParser::parseWith(std::uint32_t begin, bool isAsync)
{
    take();
    const auto items = parseWithItems();
    const Suite body = parseSuite();
    return makeStatement<With>(begin, items, body, isAsync);
}

// Brackets around all items (3.9) look like brackets around the first expression until the ':' comes.
Values<WithItem> TreeParser::parseWithItems()
{
    Gathered<WithItem> items;
    const Checkpoint start = checkpoint();
    if (at(TokenKind::OpenParenthesis)) {
        if (parseBracketedWithItems(items))
            return keep(items);
        if (!m_lexer.isBroken())
            returnTo(start);
        items.clear();
    }
    do {
        items.push_back(parseWithItem());
    } while (accept(TokenKind::Comma));
    return keep(items);
}

bool TreeParser::parseBracketedWithItems(Gathered<WithItem> &items)
{
    take();
    do {
        items.push_back(parseWithItem());
    } while (accept(TokenKind::Comma) && !at(TokenKind::CloseParenthesis));
    return accept(TokenKind::CloseParenthesis) && at(TokenKind::Colon);
}

WithItem TreeParser::parseWithItem()
{
    const Expression *context = parseExpression();
    if (!accept(TokenKind::As))
        return {context, nullptr};
    const Expression *target = nullptr;
    const std::uint32_t begin = this->begin();
    if (accept(TokenKind::Star))
        target = make<Starred>(begin, parsePrimary());
    else
        target = parsePrimary();
    checkTarget(target, TargetUse::Assign);
    return {context, target};
}

const Statement *TreeParser::parseTry()
{
    const std::uint32_t begin = take().begin;
    const Suite body = parseSuite();
    const bool isStar = at(TokenKind::Except) && m_at[1].kind == TokenKind::Star;
    Gathered<ExceptHandler> handlers;
    while (at(TokenKind::Except))
        handlers.push_back(parseHandler(isStar));
    const Suite orElse = handlers.empty() ? Suite{} : parseElse();
    const bool hasFinally = accept(TokenKind::Finally);
    const Suite finally = hasFinally ? parseSuite() : Suite{};
    if (handlers.empty() && !hasFinally)
        refuse(QStringLiteral("'except' or 'finally' is expected after the block of 'try'"));
    return makeStatement<Try>(begin, body, keep(handlers), orElse, finally, isStar);
}

ExceptHandler TreeParser::parseHandler(bool isStar)
{
    const std::uint32_t begin = take().begin;
    if (at(TokenKind::Star) != isStar)
        refuse(QStringLiteral("one 'try' cannot have both 'except' and 'except*'"));
    accept(TokenKind::Star);
    ExceptHandler handler{};
    if (isStar || !at(TokenKind::Colon)) {
        handler.type = parseExpression();
        if (accept(TokenKind::As))
            handler.name = expectName();
    }
    handler.body = parseSuite();
    handler.extent = {begin, m_previousEnd};
    return handler;
}

} // namespace stillroom::python
