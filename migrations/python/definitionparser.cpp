#include "migrations/python/treeparser.h"

namespace stillroom::python
{

const Statement *TreeParser::parseDecorated()
{
    Gathered<const Expression *> decorators;
    while (accept(TokenKind::At)) {
        decorators.push_back(parseNamedExpression());
        takeLine();
    }
    const std::uint32_t begin = this->begin();
    if (at(TokenKind::Class))
        return parseClass(keep(decorators));
    const bool isAsync = accept(TokenKind::Async);
    if (!at(TokenKind::Def)) {
        refuse(QStringLiteral("a function or a class must follow a decorator"));
        return nullptr;
    }
    return parseFunction(begin, keep(decorators), isAsync);
}

const Statement *TreeParser::parseFunction(std::uint32_t begin, Nodes<Expression> decorators, bool isAsync)
{
    take();
    const std::string_view name = expectName();
    const auto typeParameters = parseTypeParameters();
    expect(TokenKind::OpenParenthesis);
    const auto parameters = parseParameters(TokenKind::CloseParenthesis, true);
    expect(TokenKind::CloseParenthesis);
    const Expression *returns = accept(TokenKind::Arrow) ? parseExpression() : nullptr;
    const Suite body = parseSuite(true);
    return makeStatement<Function>(
        begin, name, decorators, typeParameters, parameters, returns, body, isAsync);
}

const Statement *TreeParser::parseClass(Nodes<Expression> decorators)
{
    const std::uint32_t begin = take().begin;
    const std::string_view name = expectName();
    const auto typeParameters = parseTypeParameters();
    Arguments arguments;
    if (accept(TokenKind::OpenParenthesis)) {
        const std::uint32_t argumentsBegin = this->begin();
        parseArguments(arguments);
        if (arguments.isGenerator)
            refuseAt(argumentsBegin, QStringLiteral("a generator cannot be a base class"));
        expect(TokenKind::CloseParenthesis);
    }
    const auto bases = keep(arguments.positional);
    const auto keywords = keep(arguments.keywords);
    const Suite body = parseSuite(true);
    return makeStatement<Class>(begin, name, decorators, typeParameters, bases, keywords, body);
}

// `[T: bound = default, *Ts, **P]` (PEP 695, 696), or nothing.
Values<TypeParameter> TreeParser::parseTypeParameters()
{
    if (!accept(TokenKind::OpenBracket))
        return {};
    Gathered<TypeParameter> parameters;
    do {
        parameters.push_back(parseTypeParameter());
    } while (accept(TokenKind::Comma) && !at(TokenKind::CloseBracket));
    expect(TokenKind::CloseBracket);
    return keep(parameters);
}

TypeParameter TreeParser::parseTypeParameter()
{
    TypeParameter parameter{};
    const std::uint32_t begin = this->begin();
    if (accept(TokenKind::Star))
        parameter.kind = TypeParameterKind::TypeVarTuple;
    else if (accept(TokenKind::DoubleStar))
        parameter.kind = TypeParameterKind::ParamSpec;
    parameter.name = expectName();
    if (parameter.kind == TypeParameterKind::TypeVar && accept(TokenKind::Colon))
        parameter.bound = parseExpression();
    if (accept(TokenKind::Equal)) {
        const bool mayBeStarred = parameter.kind == TypeParameterKind::TypeVarTuple;
        parameter.defaultValue = mayBeStarred ? parseStarExpression() : parseExpression();
    }
    parameter.extent = {begin, m_previousEnd};
    return parameter;
}

// Parameters of a function (up to its closing parenthesis) or of a lambda (up to its ':').
Values<Parameter> TreeParser::parseParameters(TokenKind closing, bool mayBeAnnotated)
{
    Gathered<Parameter> parameters;
    ParameterKind next = ParameterKind::Normal;
    bool needsName = false; // behind a bare '*'
    bool hasDefault = false;
    bool hasSlash = false;
    while (!at(closing) && !m_isRefused) {
        const std::uint32_t begin = this->begin();
        if (accept(TokenKind::Slash)) {
            if (hasSlash || parameters.empty() || next != ParameterKind::Normal)
                refuseAt(
                    begin, QStringLiteral("'/' must follow a parameter, once, and stand before any '*'"));
            hasSlash = true;
            for (Parameter &parameter : parameters)
                parameter.kind = ParameterKind::PositionalOnly;
        } else if (at(TokenKind::Star)) {
            if (next != ParameterKind::Normal)
                refuse(QStringLiteral("a second '*' cannot stand among the parameters"));
            take();
            next = ParameterKind::KeywordOnly;
            needsName = at(TokenKind::Comma);
            if (!needsName)
                parameters.push_back(parseParameter(ParameterKind::VarPositional, mayBeAnnotated));
        } else if (accept(TokenKind::DoubleStar)) {
            if (needsName)
                refuseAt(begin, QStringLiteral("a named parameter must follow the bare '*'"));
            parameters.push_back(parseParameter(ParameterKind::VarKeyword, mayBeAnnotated));
            accept(TokenKind::Comma);
            break;
        } else {
            parameters.push_back(parseParameter(next, mayBeAnnotated));
            const bool isPositional = next == ParameterKind::Normal;
            needsName = false;
            if (isPositional && hasDefault && !parameters.back().defaultValue)
                refuseAt(begin, QStringLiteral("a parameter without default follows one with a default"));
            hasDefault = hasDefault || (isPositional && parameters.back().defaultValue);
        }
        if (!accept(TokenKind::Comma))
            break;
    }
    if (needsName)
        refuse(QStringLiteral("a named parameter must follow the bare '*'"));
    return keep(parameters);
}

Parameter TreeParser::parseParameter(ParameterKind kind, bool mayBeAnnotated)
{
    Parameter parameter{};
    const std::uint32_t begin = this->begin();
    const bool isVariable = kind == ParameterKind::VarPositional || kind == ParameterKind::VarKeyword;
    parameter.kind = kind;
    parameter.name = expectName();
    if (mayBeAnnotated && accept(TokenKind::Colon)) {
        const bool mayBeStarred = kind == ParameterKind::VarPositional; // PEP 646
        parameter.annotation = mayBeStarred ? parseStarExpression() : parseExpression();
    }
    parameter.extent = {begin, m_previousEnd};
    if (!isVariable && accept(TokenKind::Equal))
        parameter.defaultValue = parseExpression();
    return parameter;
}

} // namespace stillroom::python
