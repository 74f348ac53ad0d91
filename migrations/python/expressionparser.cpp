#include "migrations/python/treeparser.h"

#include <array>

namespace stillroom::python
{

namespace
{

// Binding strength, weakest first. Comparisons share one level; unary operators bind tighter than all
// of these but `**`.
enum Precedence {
    NoPrecedence,
    OrPrecedence,
    AndPrecedence,
    NotPrecedence,
    ComparisonPrecedence,
    BitOrPrecedence,
    BitXorPrecedence,
    BitAndPrecedence,
    ShiftPrecedence,
    SumPrecedence,
    TermPrecedence,
    FactorPrecedence
};

struct Infix {
    std::uint8_t precedence = NoPrecedence;
    BinaryOperator op = BinaryOperator::Add;
};

constexpr std::array<Infix, tokenKindCount> infixTable()
{
    std::array<Infix, tokenKindCount> table{};
    const auto set = [&](TokenKind kind, Precedence precedence, BinaryOperator op = BinaryOperator::Add) {
        table[static_cast<std::size_t>(kind)] = {static_cast<std::uint8_t>(precedence), op};
    };
    set(TokenKind::Or, OrPrecedence);
    set(TokenKind::And, AndPrecedence);
    for (const TokenKind kind :
        {TokenKind::EqualEqual, TokenKind::NotEqual, TokenKind::Less, TokenKind::LessEqual,
            TokenKind::Greater, TokenKind::GreaterEqual, TokenKind::Is, TokenKind::In, TokenKind::Not})
        set(kind, ComparisonPrecedence);
    set(TokenKind::Pipe, BitOrPrecedence, BinaryOperator::BitOr);
    set(TokenKind::Caret, BitXorPrecedence, BinaryOperator::BitXor);
    set(TokenKind::Ampersand, BitAndPrecedence, BinaryOperator::BitAnd);
    set(TokenKind::LeftShift, ShiftPrecedence, BinaryOperator::LeftShift);
    set(TokenKind::RightShift, ShiftPrecedence, BinaryOperator::RightShift);
    set(TokenKind::Plus, SumPrecedence, BinaryOperator::Add);
    set(TokenKind::Minus, SumPrecedence, BinaryOperator::Subtract);
    set(TokenKind::Star, TermPrecedence, BinaryOperator::Multiply);
    set(TokenKind::Slash, TermPrecedence, BinaryOperator::Divide);
    set(TokenKind::DoubleSlash, TermPrecedence, BinaryOperator::FloorDivide);
    set(TokenKind::Percent, TermPrecedence, BinaryOperator::Modulo);
    set(TokenKind::At, TermPrecedence, BinaryOperator::MatrixMultiply);
    return table;
}
constexpr std::array<Infix, tokenKindCount> infixes = infixTable();

ComparisonOperator comparisonOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::EqualEqual:
        return ComparisonOperator::Equal;
    case TokenKind::NotEqual:
        return ComparisonOperator::NotEqual;
    case TokenKind::Less:
        return ComparisonOperator::Less;
    case TokenKind::LessEqual:
        return ComparisonOperator::LessOrEqual;
    case TokenKind::Greater:
        return ComparisonOperator::Greater;
    case TokenKind::GreaterEqual:
        return ComparisonOperator::GreaterOrEqual;
    case TokenKind::In:
        return ComparisonOperator::In;
    default:
        return ComparisonOperator::Is;
    }
}

} // namespace

const Expression *TreeParser::parseStarExpressions()
{
    const std::uint32_t begin = this->begin();
    const Expression *first = parseStarExpression();
    if (!at(TokenKind::Comma)) [[likely]]
        return first;
    Gathered<const Expression *> elements{first};
    while (accept(TokenKind::Comma) && beginsExpression())
        elements.push_back(parseStarExpression());
    return make<Tuple>(begin, keep(elements));
}

const Expression *TreeParser::parseYieldOrStarExpressions()
{
    return at(TokenKind::Yield) ? parseYield() : parseStarExpressions();
}

const Expression *TreeParser::parseStarExpression()
{
    const std::uint32_t begin = this->begin();
    if (!accept(TokenKind::Star)) [[likely]]
        return parseExpression();
    return make<Starred>(begin, parseBinary(BitOrPrecedence));
}

const Expression *TreeParser::parseStarNamedExpression()
{
    const std::uint32_t begin = this->begin();
    if (!accept(TokenKind::Star)) [[likely]]
        return parseNamedExpression();
    return make<Starred>(begin, parseBinary(BitOrPrecedence));
}

const Expression *TreeParser::parseNamedExpression()
{
    if (!at(TokenKind::Name) || m_at[1].kind != TokenKind::ColonEqual) [[likely]]
        return parseExpression();
    const std::uint32_t begin = this->begin();
    const std::string_view name = nameOf(take());
    const Name *target = make<Name>(begin, name);
    take();
    return make<Assignment>(begin, target, parseExpression());
}

const Expression *TreeParser::parseExpression()
{
    const Level level(*this);
    if (at(TokenKind::Lambda))
        return parseLambda();
    const std::uint32_t begin = this->begin();
    const Expression *value = parseBinary(OrPrecedence);
    m_lastOperand = {begin, m_previousEnd};
    if (!accept(TokenKind::If)) [[likely]]
        return value;
    const Expression *condition = parseBinary(OrPrecedence);
    expect(TokenKind::Else);
    const Expression *otherwise = parseExpression();
    return make<Conditional>(begin, condition, value, otherwise);
}

const Expression *TreeParser::parseLambda()
{
    const std::uint32_t begin = take().begin;
    const auto parameters = parseParameters(TokenKind::Colon, false);
    expect(TokenKind::Colon);
    return make<Lambda>(begin, parameters, parseExpression());
}

const Expression *TreeParser::parseYield()
{
    const std::uint32_t begin = take().begin;
    if (accept(TokenKind::From))
        return make<YieldFrom>(begin, parseExpression());
    const Expression *value = beginsExpression() ? parseStarExpressions() : nullptr;
    return make<Yield>(begin, value);
}

const Expression *TreeParser::parseDisjunction()
{
    return parseBinary(OrPrecedence);
}

const Expression *TreeParser::parseUnpacked()
{
    return parseBinary(BitOrPrecedence);
}

// Operators that bind at least as strongly as `minimum`.
const Expression *TreeParser::parseBinary(int minimum)
{
    const std::uint32_t begin = this->begin();
    const Expression *left = parseUnary(minimum);
    for (;;) {
        const Infix infix = infixes[static_cast<std::size_t>(kind())];
        if (infix.precedence < minimum || infix.precedence == NoPrecedence)
            return left;
        switch (infix.precedence) {
        case OrPrecedence:
            left = parseBoolean(begin, left, BooleanOperator::Or);
            break;
        case AndPrecedence:
            left = parseBoolean(begin, left, BooleanOperator::And);
            break;
        case ComparisonPrecedence:
            left = parseComparison(begin, left);
            break;
        default:
            take();
            left = make<BinaryOperation>(begin, infix.op, left, parseBinary(infix.precedence + 1));
            break;
        }
    }
}

const Expression *TreeParser::parseBoolean(std::uint32_t begin, const Expression *first, BooleanOperator op)
{
    const bool isOr = op == BooleanOperator::Or;
    Gathered<const Expression *> operands{first};
    while (accept(isOr ? TokenKind::Or : TokenKind::And))
        operands.push_back(parseBinary(isOr ? AndPrecedence : NotPrecedence));
    return make<BooleanOperation>(begin, op, keep(operands));
}

const Expression *TreeParser::parseComparison(std::uint32_t begin, const Expression *first)
{
    Gathered<Comparand> rest;
    while (infixes[static_cast<std::size_t>(kind())].precedence == ComparisonPrecedence) {
        const TokenKind operatorKind = take().kind;
        ComparisonOperator op = comparisonOf(operatorKind);
        if (operatorKind == TokenKind::Not) {
            expect(TokenKind::In);
            op = ComparisonOperator::NotIn;
        } else if (operatorKind == TokenKind::Is && accept(TokenKind::Not)) {
            op = ComparisonOperator::IsNot;
        }
        rest.push_back({op, parseBinary(BitOrPrecedence)});
    }
    return make<Comparison>(begin, first, keep(rest));
}

const Expression *TreeParser::parseUnary(int minimum)
{
    UnaryOperator op = UnaryOperator::Not;
    switch (kind()) {
    case TokenKind::Not:
        if (minimum > NotPrecedence)
            return parsePower(); // which refuses it
        break;
    case TokenKind::Minus:
        op = UnaryOperator::Minus;
        break;
    case TokenKind::Plus:
        op = UnaryOperator::Plus;
        break;
    case TokenKind::Tilde:
        op = UnaryOperator::Invert;
        break;
    default:
        return parsePower();
    }
    const Level level(*this);
    if (m_isRefused)
        return nullptr;
    const std::uint32_t begin = take().begin;
    const Expression *operand
        = op == UnaryOperator::Not ? parseBinary(NotPrecedence) : parseUnary(FactorPrecedence);
    return make<UnaryOperation>(begin, op, operand);
}

const Expression *TreeParser::parsePower()
{
    const std::uint32_t begin = this->begin();
    const Expression *base = parsePrimary();
    if (!at(TokenKind::DoubleStar)) [[likely]]
        return base;
    const Level level(*this);
    if (!accept(TokenKind::DoubleStar))
        return base;
    return make<BinaryOperation>(begin, BinaryOperator::Power, base, parseUnary(FactorPrecedence));
}

const Expression *TreeParser::parsePrimary()
{
    const std::uint32_t begin = this->begin();
    if (accept(TokenKind::Await)) {
        const Expression *value = at(TokenKind::Await) ? parseAtom() : parsePrimary();
        return make<Await>(begin, value);
    }
    const Expression *value = parseAtom();
    for (;;) {
        switch (kind()) {
        case TokenKind::Dot: {
            take();
            const std::string_view name = expectName();
            value = make<Attribute>(begin, value, name);
            break;
        }
        case TokenKind::OpenParenthesis:
            value = parseCall(begin, value);
            break;
        case TokenKind::OpenBracket:
            value = parseSubscript(begin, value);
            break;
        default:
            return value;
        }
    }
}

const Expression *TreeParser::parseTargets()
{
    const std::uint32_t begin = this->begin();
    const auto parseOne = [this] {
        const std::uint32_t start = this->begin();
        const bool isStarred = accept(TokenKind::Star);
        const Expression *target = parseBinary(BitOrPrecedence);
        return isStarred ? make<Starred>(start, target) : target;
    };
    const Expression *targets = parseOne();
    if (at(TokenKind::Comma)) {
        Gathered<const Expression *> elements{targets};
        while (accept(TokenKind::Comma) && beginsExpression())
            elements.push_back(parseOne());
        targets = make<Tuple>(begin, keep(elements));
    }
    checkTarget(targets, TargetUse::Assign);
    return targets;
}

bool TreeParser::beginsExpression() const
{
    switch (kind()) {
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::FStringStart:
    case TokenKind::OpenParenthesis:
    case TokenKind::OpenBracket:
    case TokenKind::OpenBrace:
    case TokenKind::Ellipsis:
    case TokenKind::Plus:
    case TokenKind::Minus:
    case TokenKind::Tilde:
    case TokenKind::Star:
    case TokenKind::Not:
    case TokenKind::Await:
    case TokenKind::Lambda:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False:
        return true;
    default:
        return false;
    }
}

} // namespace stillroom::python
