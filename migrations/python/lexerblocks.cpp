#include "migrations/python/characters.h"
#include "migrations/python/identifiers.h"
#include "migrations/python/lexer.h"

namespace stillroom::python
{

using namespace CharacterClass;

bool Lexer::skipBlock(Block &block)
{
    const char *begin = m_at;
    const char *lineStart = m_at;
    const char *contentEnd = nullptr;
    for (;;) {
        lineStart = m_at;
        Indentation indentation;
        const LineKind kind = readIndentation(indentation);
        if (kind == LineKind::Broken)
            return false;
        if (kind == LineKind::Blank)
            continue;
        if (kind == LineKind::End) {
            lineStart = m_at;
            break;
        }
        if (indentation.width <= m_indents.back().width)
            break;
        if (!skipLogicalLine())
            return false;
        contentEnd = m_at;
        if (*m_at != '\0')
            skipLineEnd();
    }
    if (!contentEnd)
        return refuse(m_at, QStringLiteral("an indented block must follow here"));
    m_at = lineStart;
    block.extent = {offsetOf(begin), offsetOf(lineStart)};
    block.contentEnd = offsetOf(contentEnd);
    return true;
}

// Up to the line end, through strings, brackets and continued lines.
bool Lexer::skipLogicalLine()
{
    int depth = 0;
    const char *outermost = nullptr;
    for (;; ++m_at) {
        while (!isOf(*m_at, BlockStop))
            ++m_at;
        switch (*m_at) {
        case '\'':
        case '"':
            if (!skipStringInBlock())
                return false;
            --m_at;
            break;
        case '(':
        case '[':
        case '{':
            outermost = depth++ == 0 ? m_at : outermost;
            break;
        case ')':
        case ']':
        case '}':
            depth -= depth > 0 ? 1 : 0;
            break;
        case '#':
            skipComment();
            --m_at;
            break;
        case '\\':
            if (!continueLine())
                return false;
            --m_at;
            break;
        default: // a line end
            if (depth == 0)
                return true;
            if (*m_at == '\0')
                return refuse(
                    outermost, QStringLiteral("'%1' was never closed").arg(QLatin1Char(*outermost)));
            break;
        }
    }
}

// m_at is on an opening quote; the prefix, if any, stands before it.
bool Lexer::skipStringInBlock()
{
    const char *begin = m_at;
    while (begin > m_text.data() && isOf(begin[-1], NamePart) && m_at - begin < 3)
        --begin;
    std::uint8_t flags = 0;
    const std::string_view prefix(begin, static_cast<std::size_t>(m_at - begin));
    const bool isFString = prefix.size() <= 2 && stringPrefix(prefix, flags) == StringPrefix::Format;
    m_tokens.clear();
    return isFString ? lexFString(begin, flags) : lexString(m_at, 0);
}

} // namespace stillroom::python
