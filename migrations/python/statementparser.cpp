#include "migrations/python/treeparser.h"

#include <array>
#include <optional>

namespace stillroom::python
{

namespace
{

std::optional<BinaryOperator> augmentedOperator(TokenKind kind)
{
    switch (kind) {
    case TokenKind::PlusEqual:
        return BinaryOperator::Add;
    case TokenKind::MinusEqual:
        return BinaryOperator::Subtract;
    case TokenKind::StarEqual:
        return BinaryOperator::Multiply;
    case TokenKind::DoubleStarEqual:
        return BinaryOperator::Power;
    case TokenKind::SlashEqual:
        return BinaryOperator::Divide;
    case TokenKind::DoubleSlashEqual:
        return BinaryOperator::FloorDivide;
    case TokenKind::PercentEqual:
        return BinaryOperator::Modulo;
    case TokenKind::AtEqual:
        return BinaryOperator::MatrixMultiply;
    case TokenKind::PipeEqual:
        return BinaryOperator::BitOr;
    case TokenKind::AmpersandEqual:
        return BinaryOperator::BitAnd;
    case TokenKind::CaretEqual:
        return BinaryOperator::BitXor;
    case TokenKind::LeftShiftEqual:
        return BinaryOperator::LeftShift;
    case TokenKind::RightShiftEqual:
        return BinaryOperator::RightShift;
    default:
        return std::nullopt;
    }
}

} // namespace

void TreeParser::parseStatement(Gathered<const Statement *> &statements)
{
    switch (kind()) {
    case TokenKind::Indent:
        noteIndentation();
        refuse(QStringLiteral("this line is indented deeper than its block"));
        return;
    case TokenKind::If:
    case TokenKind::While:
    case TokenKind::For:
    case TokenKind::With:
    case TokenKind::Try:
    case TokenKind::Def:
    case TokenKind::Class:
    case TokenKind::Async:
    case TokenKind::At:
        statements.push_back(parseCompoundStatement());
        return;
    case TokenKind::Name:
        if (beginsMatch()) {
            statements.push_back(parseMatch());
            return;
        }
        break;
    default:
        break;
    }
    parseSimpleStatements(statements);
}

// One line: statements with ';' between them.
void TreeParser::parseSimpleStatements(Gathered<const Statement *> &statements)
{
    do {
        statements.push_back(parseSimpleStatement());
    } while (accept(TokenKind::Semicolon) && !at(TokenKind::Newline));
    takeLine();
}

const Statement *TreeParser::parseSimpleStatement()
{
    switch (kind()) {
    case TokenKind::Return:
        return parseReturn();
    case TokenKind::Import:
        return parseImport();
    case TokenKind::From:
        return parseImportFrom();
    case TokenKind::Raise:
        return parseRaise();
    case TokenKind::Pass:
        return parseBare<Pass>();
    case TokenKind::Break:
        return parseBare<Break>();
    case TokenKind::Continue:
        return parseBare<Continue>();
    case TokenKind::Del:
        return parseDelete();
    case TokenKind::Assert:
        return parseAssert();
    case TokenKind::Global:
        return parseNameList<Global>();
    case TokenKind::Nonlocal:
        return parseNameList<Nonlocal>();
    case TokenKind::Name:
        if (beginsTypeAlias())
            return parseTypeAlias();
        break;
    default:
        break;
    }
    return parseExpressionStatement();
}

const Statement *TreeParser::parseExpressionStatement()
{
    const std::uint32_t begin = this->begin();
    const bool isBracketed = at(TokenKind::OpenParenthesis);
    const bool isYield = at(TokenKind::Yield);
    const Expression *first = parseYieldOrStarExpressions();
    if (at(TokenKind::Newline) || isYield)
        return makeStatement<ExpressionStatement>(begin, first);
    if (at(TokenKind::Equal))
        return parseAssign(begin, first);
    if (at(TokenKind::Colon))
        return parseAnnotatedAssign(begin, first, first && first->is<Name>() && !isBracketed);
    if (const auto op = augmentedOperator(kind()))
        return parseAugmentedAssign(begin, first, *op);
    return makeStatement<ExpressionStatement>(begin, first);
}

const Statement *TreeParser::parseAssign(std::uint32_t begin, const Expression *first)
{
    Gathered<const Expression *> targets;
    const Expression *value = first;
    while (at(TokenKind::Equal) && checkTarget(value, TargetUse::Assign)) {
        take();
        targets.push_back(value);
        const bool isYield = at(TokenKind::Yield);
        value = parseYieldOrStarExpressions();
        if (isYield)
            break;
    }
    return makeStatement<Assign>(begin, keep(targets), value);
}

const Statement *TreeParser::parseAnnotatedAssign(
    std::uint32_t begin, const Expression *target, bool isSimple)
{
    take();
    const Expression *annotation = parseExpression();
    checkTarget(target, TargetUse::Single);
    const Expression *value = accept(TokenKind::Equal) ? parseYieldOrStarExpressions() : nullptr;
    return makeStatement<AnnotatedAssign>(begin, target, annotation, value, isSimple);
}

const Statement *TreeParser::parseAugmentedAssign(
    std::uint32_t begin, const Expression *target, BinaryOperator op)
{
    take();
    const Expression *value = parseYieldOrStarExpressions();
    checkTarget(target, TargetUse::Single);
    return makeStatement<AugmentedAssign>(begin, op, target, value);
}

const Statement *TreeParser::parseReturn()
{
    const std::uint32_t begin = take().begin;
    const Expression *value = beginsExpression() ? parseStarExpressions() : nullptr;
    return makeStatement<Return>(begin, value);
}

const Statement *TreeParser::parseRaise()
{
    const std::uint32_t begin = take().begin;
    if (!beginsExpression())
        return makeStatement<Raise>(begin, nullptr, nullptr);
    const Expression *exception = parseExpression();
    const Expression *cause = accept(TokenKind::From) ? parseExpression() : nullptr;
    return makeStatement<Raise>(begin, exception, cause);
}

const Statement *TreeParser::parseDelete()
{
    const std::uint32_t begin = take().begin;
    Gathered<const Expression *> targets;
    do {
        const Expression *target = parseDisjunction();
        checkTarget(target, TargetUse::Delete);
        targets.push_back(target);
    } while (accept(TokenKind::Comma) && beginsExpression());
    return makeStatement<Delete>(begin, keep(targets));
}

const Statement *TreeParser::parseAssert()
{
    const std::uint32_t begin = take().begin;
    const Expression *condition = parseExpression();
    const Expression *message = accept(TokenKind::Comma) ? parseExpression() : nullptr;
    return makeStatement<Assert>(begin, condition, message);
}

template<typename T> const Statement *TreeParser::parseNameList()
{
    const std::uint32_t begin = take().begin;
    Gathered<std::string_view> names;
    do {
        names.push_back(expectName());
    } while (accept(TokenKind::Comma));
    return makeStatement<T>(begin, keep(names));
}

template<typename T> const Statement *TreeParser::parseBare()
{
    const std::uint32_t begin = take().begin;
    return makeStatement<T>(begin);
}

bool TreeParser::beginsTypeAlias() const
{
    return m_at[1].kind == TokenKind::Name && atName("type");
}

const Statement *TreeParser::parseTypeAlias()
{
    const std::uint32_t begin = take().begin;
    const std::uint32_t nameBegin = this->begin();
    const std::string_view text = expectName();
    const Name *name = make<Name>(nameBegin, text);
    const auto parameters = parseTypeParameters();
    expect(TokenKind::Equal);
    const Expression *value = parseExpression();
    return makeStatement<TypeAlias>(begin, name, parameters, value);
}

} // namespace stillroom::python
