#include "migrations/python/treeparser.h"

namespace stillroom::python
{

// `match` is a keyword when its line ends in ':' and it does not read as a name (PEP 634). Nothing else
// that begins with a name ends in ':'.
bool TreeParser::beginsMatch() const
{
    if (!atName("match"))
        return false;
    switch (m_at[1].kind) {
    case TokenKind::Equal:
    case TokenKind::Dot:
    case TokenKind::Colon:
    case TokenKind::Comma:
    case TokenKind::Newline:
        return false;
    default:
        break;
    }
    const Token *last = m_at;
    while (last->kind != TokenKind::Newline && last->kind != TokenKind::Error)
        ++last;
    return last[-1].kind == TokenKind::Colon;
}

const Statement *TreeParser::parseMatch()
{
    const Level level(*this);
    const std::uint32_t begin = this->begin();
    if (m_isRefused)
        return nullptr;
    take();
    const Expression *subject = parseSubject();
    expect(TokenKind::Colon);
    takeLine();
    if (!at(TokenKind::Indent))
        refuse(QStringLiteral("an indented 'case' must follow 'match'"));
    else
        ++m_at;
    Gathered<MatchCase> cases;
    do {
        cases.push_back(parseCase());
    } while (!at(TokenKind::Dedent) && !at(TokenKind::End) && !m_isRefused);
    if (at(TokenKind::Dedent))
        ++m_at;
    return makeStatement<Match>(begin, subject, keep(cases));
}

const Expression *TreeParser::parseSubject()
{
    const std::uint32_t begin = this->begin();
    const bool isStarred = at(TokenKind::Star);
    const Expression *subject = parseStarNamedExpression();
    if (!at(TokenKind::Comma)) {
        if (isStarred)
            refuseAt(begin, QStringLiteral("a value with * cannot stand alone after 'match'"));
        return subject;
    }
    Gathered<const Expression *> elements{subject};
    take();
    gatherElements(elements, TokenKind::Colon);
    return make<Tuple>(begin, keep(elements));
}

MatchCase TreeParser::parseCase()
{
    MatchCase result{};
    if (!atName("case")) {
        refuse(QStringLiteral("'case' is expected here"));
        return result;
    }
    take();
    result.pattern = parsePatterns();
    if (accept(TokenKind::If))
        result.guard = parseNamedExpression();
    result.body = parseSuite();
    return result;
}

// What stands after `case`: one pattern, or a sequence without brackets.
const Pattern *TreeParser::parsePatterns()
{
    const std::uint32_t begin = this->begin();
    const bool isStarred = at(TokenKind::Star);
    const Pattern *first = parseElementPattern();
    if (!at(TokenKind::Comma)) {
        if (isStarred)
            refuseAt(begin, QStringLiteral("a pattern with * cannot stand alone"));
        return first;
    }
    Gathered<const Pattern *> elements{first};
    while (accept(TokenKind::Comma) && !at(TokenKind::Colon) && !at(TokenKind::If))
        elements.push_back(parseElementPattern());
    return makePattern<SequencePattern>(begin, keep(elements));
}

const Pattern *TreeParser::parseElementPattern()
{
    return at(TokenKind::Star) ? parseStarPattern() : parsePattern();
}

const Pattern *TreeParser::parseStarPattern()
{
    const std::uint32_t begin = take().begin;
    if (atName("_")) {
        take();
        return makePattern<StarPattern>(begin, std::string_view());
    }
    const std::string_view name = parseCaptureName();
    return makePattern<StarPattern>(begin, name);
}

const Pattern *TreeParser::parsePattern()
{
    const Level level(*this);
    const std::uint32_t begin = this->begin();
    const Pattern *pattern = parseOrPattern();
    if (!accept(TokenKind::As))
        return pattern;
    const std::string_view name = parseCaptureName();
    return makePattern<AsPattern>(begin, pattern, name);
}

const Pattern *TreeParser::parseOrPattern()
{
    const std::uint32_t begin = this->begin();
    const Pattern *first = parseClosedPattern();
    if (!at(TokenKind::Pipe))
        return first;
    Gathered<const Pattern *> alternatives{first};
    while (accept(TokenKind::Pipe))
        alternatives.push_back(parseClosedPattern());
    return makePattern<OrPattern>(begin, keep(alternatives));
}

const Pattern *TreeParser::parseClosedPattern()
{
    const std::uint32_t begin = this->begin();
    switch (kind()) {
    case TokenKind::Name:
        return parseNamePattern();
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False: {
        const Expression *value = parseAtom();
        return makePattern<SingletonPattern>(begin, value);
    }
    case TokenKind::Number:
    case TokenKind::Minus: {
        const Expression *value = parseNumberPattern();
        return makePattern<ValuePattern>(begin, value);
    }
    case TokenKind::String:
    case TokenKind::FStringStart: {
        const Expression *value = parseStrings();
        return makePattern<ValuePattern>(begin, value);
    }
    case TokenKind::OpenParenthesis:
        return parseGroupOrSequencePattern();
    case TokenKind::OpenBracket:
        return parseSequencePattern(TokenKind::CloseBracket);
    case TokenKind::OpenBrace:
        return parseMappingPattern();
    default:
        refuseUnexpected();
        return nullptr;
    }
}

// `-1`, `2.5`, `1 - 2j`
const Expression *TreeParser::parseNumberPattern()
{
    const std::uint32_t begin = this->begin();
    const auto parseOne = [this](bool mayBeNegative) -> const Expression * {
        const std::uint32_t start = this->begin();
        const bool isNegative = mayBeNegative && accept(TokenKind::Minus);
        if (!at(TokenKind::Number)) {
            refuseUnexpected();
            return nullptr;
        }
        const Expression *number = parseNumber();
        return isNegative ? make<UnaryOperation>(start, UnaryOperator::Minus, number) : number;
    };
    const Expression *first = parseOne(true);
    if (!at(TokenKind::Plus) && !at(TokenKind::Minus))
        return first;
    const auto op = take().kind == TokenKind::Plus ? BinaryOperator::Add : BinaryOperator::Subtract;
    const Expression *second = parseOne(false);
    if (!m_isRefused && !second->is<ImaginaryLiteral>())
        refuseAt(second->extent.begin, QStringLiteral("an imaginary number is expected in a pattern here"));
    return make<BinaryOperation>(begin, op, first, second);
}

std::string_view TreeParser::parseCaptureName()
{
    if (atName("_"))
        refuse(QStringLiteral("'_' cannot be bound here"));
    return expectName();
}

// A capture, the wildcard, a dotted name, or a class with arguments.
const Pattern *TreeParser::parseNamePattern()
{
    const std::uint32_t begin = this->begin();
    const bool isWildcard = atName("_");
    const std::string_view name = expectName();
    const bool isDotted = at(TokenKind::Dot);
    if (!isDotted && !at(TokenKind::OpenParenthesis)) {
        const Pattern *none = nullptr;
        return makePattern<AsPattern>(begin, none, isWildcard ? std::string_view() : name);
    }
    const Expression *value = make<Name>(begin, name);
    while (accept(TokenKind::Dot)) {
        const std::string_view member = expectName();
        value = make<Attribute>(begin, value, member);
    }
    if (at(TokenKind::OpenParenthesis))
        return parseClassPattern(begin, value);
    return makePattern<ValuePattern>(begin, value);
}

const Pattern *TreeParser::parseClassPattern(std::uint32_t begin, const Expression *type)
{
    take();
    Gathered<const Pattern *> arguments;
    Gathered<KeywordPattern> keywords;
    while (!at(TokenKind::CloseParenthesis) && !m_isRefused) {
        if (at(TokenKind::Name) && m_at[1].kind == TokenKind::Equal) {
            const std::string_view name = nameOf(take());
            take();
            keywords.push_back({name, parsePattern()});
        } else {
            if (!keywords.empty())
                refuse(QStringLiteral("a positional pattern may not follow a named one"));
            arguments.push_back(parsePattern());
        }
        if (!accept(TokenKind::Comma))
            break;
    }
    expect(TokenKind::CloseParenthesis);
    return makePattern<ClassPattern>(begin, type, keep(arguments), keep(keywords));
}

const Pattern *TreeParser::parseSequencePattern(TokenKind closing)
{
    const std::uint32_t begin = take().begin;
    Gathered<const Pattern *> elements;
    while (!at(closing) && !m_isRefused) {
        elements.push_back(parseElementPattern());
        if (!accept(TokenKind::Comma))
            break;
    }
    expect(closing);
    return makePattern<SequencePattern>(begin, keep(elements));
}

// One pattern in parentheses is only grouped; a comma makes it a sequence.
const Pattern *TreeParser::parseGroupOrSequencePattern()
{
    const Checkpoint start = checkpoint();
    take();
    if (at(TokenKind::CloseParenthesis) || at(TokenKind::Star)) {
        const bool isStarred = at(TokenKind::Star);
        returnTo(start);
        const Pattern *sequence = parseSequencePattern(TokenKind::CloseParenthesis);
        const auto *elements = m_isRefused ? nullptr : sequence->as<SequencePattern>();
        const bool hasComma
            = elements && (elements->elements.size() != 1 || m_at[-2].kind == TokenKind::Comma);
        if (isStarred && !hasComma)
            refuseAt(start.at->begin, QStringLiteral("a pattern with * cannot stand alone in parentheses"));
        return sequence;
    }
    const std::uint32_t begin = start.at->begin;
    const Pattern *first = parsePattern();
    if (!at(TokenKind::Comma)) {
        expect(TokenKind::CloseParenthesis);
        return first;
    }
    Gathered<const Pattern *> elements{first};
    while (accept(TokenKind::Comma) && !at(TokenKind::CloseParenthesis))
        elements.push_back(parseElementPattern());
    expect(TokenKind::CloseParenthesis);
    return makePattern<SequencePattern>(begin, keep(elements));
}

const Pattern *TreeParser::parseMappingPattern()
{
    const std::uint32_t begin = take().begin;
    Gathered<MappingPatternItem> items;
    std::string_view rest;
    while (!at(TokenKind::CloseBrace) && !m_isRefused) {
        if (accept(TokenKind::DoubleStar)) {
            rest = parseCaptureName();
            accept(TokenKind::Comma);
            break;
        }
        const Expression *key = parseMappingKey();
        expect(TokenKind::Colon);
        items.push_back({key, parsePattern()});
        if (!accept(TokenKind::Comma))
            break;
    }
    expect(TokenKind::CloseBrace);
    return makePattern<MappingPattern>(begin, keep(items), rest);
}

const Expression *TreeParser::parseMappingKey()
{
    switch (kind()) {
    case TokenKind::Number:
    case TokenKind::Minus:
        return parseNumberPattern();
    case TokenKind::String:
    case TokenKind::FStringStart:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False:
        return parseAtom();
    default:
        break;
    }
    const std::uint32_t begin = this->begin();
    const std::string_view name = expectName();
    const Expression *key = make<Name>(begin, name);
    if (!at(TokenKind::Dot))
        refuse(QStringLiteral("a key of a mapping pattern must be a literal or a dotted name"));
    while (accept(TokenKind::Dot)) {
        const std::string_view member = expectName();
        key = make<Attribute>(begin, key, member);
    }
    return key;
}

} // namespace stillroom::python
