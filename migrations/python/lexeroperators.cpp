#include "migrations/python/lexer.h"

namespace stillroom::python
{

namespace
{

struct OperatorMatch {
    TokenKind kind = TokenKind::Error;
    int length = 1;
};

// `op` or `op=`
OperatorMatch withEqual(const char *at, TokenKind plain, TokenKind assigned)
{
    return at[1] == '=' ? OperatorMatch{assigned, 2} : OperatorMatch{plain, 1};
}

// `op`, `op=`, `opop` or `opop=`
OperatorMatch doubled(
    const char *at, TokenKind plain, TokenKind assigned, TokenKind twice, TokenKind twiceAssigned)
{
    if (at[1] != at[0])
        return withEqual(at, plain, assigned);
    return at[2] == '=' ? OperatorMatch{twiceAssigned, 3} : OperatorMatch{twice, 2};
}

OperatorMatch matchOperator(const char *at)
{
    using enum TokenKind;
    switch (*at) {
    case ',':
        return {Comma};
    case ';':
        return {Semicolon};
    case '~':
        return {Tilde};
    case '.':
        return at[1] == '.' && at[2] == '.' ? OperatorMatch{Ellipsis, 3} : OperatorMatch{Dot};
    case ':':
        return withEqual(at, Colon, ColonEqual);
    case '=':
        return withEqual(at, Equal, EqualEqual);
    case '@':
        return withEqual(at, At, AtEqual);
    case '+':
        return withEqual(at, Plus, PlusEqual);
    case '-':
        return at[1] == '>' ? OperatorMatch{Arrow, 2} : withEqual(at, Minus, MinusEqual);
    case '%':
        return withEqual(at, Percent, PercentEqual);
    case '|':
        return withEqual(at, Pipe, PipeEqual);
    case '&':
        return withEqual(at, Ampersand, AmpersandEqual);
    case '^':
        return withEqual(at, Caret, CaretEqual);
    case '*':
        return doubled(at, Star, StarEqual, DoubleStar, DoubleStarEqual);
    case '/':
        return doubled(at, Slash, SlashEqual, DoubleSlash, DoubleSlashEqual);
    case '<':
        return doubled(at, Less, LessEqual, TokenKind::LeftShift, LeftShiftEqual);
    case '>':
        return doubled(at, Greater, GreaterEqual, TokenKind::RightShift, RightShiftEqual);
    case '!':
        return at[1] == '=' ? OperatorMatch{NotEqual, 2} : OperatorMatch{Exclamation};
    case '$':
    case '?':
    case '`':
        return {Unknown};
    default:
        return {};
    }
}

} // namespace

bool Lexer::lexOperator()
{
    switch (*m_at) {
    case '(':
        return openBracket(TokenKind::OpenParenthesis);
    case '[':
        return openBracket(TokenKind::OpenBracket);
    case '{':
        return openBracket(TokenKind::OpenBrace);
    case ')':
        return closeBracket(TokenKind::CloseParenthesis, '(');
    case ']':
        return closeBracket(TokenKind::CloseBracket, '[');
    case '}':
        return closeBracket(TokenKind::CloseBrace, '{');
    default:
        break;
    }
    const OperatorMatch match = matchOperator(m_at);
    if (match.kind == TokenKind::Error)
        return refuse(m_at, QStringLiteral("the character '%1' cannot stand here").arg(QLatin1Char(*m_at)));
    emit(match.kind, m_at, m_at + match.length);
    m_at += match.length;
    return true;
}

} // namespace stillroom::python
