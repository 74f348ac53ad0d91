#include "migrations/python/treeparser.h"

#include <string>

namespace stillroom::python
{

const Statement *TreeParser::parseImport()
{
    const std::uint32_t begin = take().begin;
    Gathered<ImportedName> names;
    do {
        const std::uint32_t nameBegin = this->begin();
        ImportedName name{};
        name.name = parseDottedName();
        if (accept(TokenKind::As))
            name.alias = expectName();
        name.extent = {nameBegin, m_previousEnd};
        names.push_back(name);
    } while (accept(TokenKind::Comma));
    return makeStatement<Import>(begin, keep(names));
}

const Statement *TreeParser::parseImportFrom()
{
    const std::uint32_t begin = take().begin;
    int level = 0;
    while (at(TokenKind::Dot) || at(TokenKind::Ellipsis))
        level += take().kind == TokenKind::Dot ? 1 : 3;
    const std::string_view module
        = level > 0 && !at(TokenKind::Name) ? std::string_view() : parseDottedName();
    expect(TokenKind::Import);
    const auto names = parseImportedNames();
    return makeStatement<ImportFrom>(begin, module, names, level);
}

Values<ImportedName> TreeParser::parseImportedNames()
{
    Gathered<ImportedName> names;
    const std::uint32_t begin = this->begin();
    if (accept(TokenKind::Star)) {
        names.push_back(ImportedName{{begin, m_previousEnd}, m_source.text({begin, begin + 1}), {}});
        return keep(names);
    }
    const bool isBracketed = accept(TokenKind::OpenParenthesis);
    do {
        ImportedName name{};
        const std::uint32_t nameBegin = this->begin();
        name.name = expectName();
        if (accept(TokenKind::As))
            name.alias = expectName();
        name.extent = {nameBegin, m_previousEnd};
        names.push_back(name);
    } while (accept(TokenKind::Comma) && !(isBracketed && at(TokenKind::CloseParenthesis)));
    if (isBracketed)
        expect(TokenKind::CloseParenthesis);
    return keep(names);
}

// A view into the source when nothing stands between the parts.
std::string_view TreeParser::parseDottedName()
{
    const std::uint32_t begin = this->begin();
    std::string_view name = expectName();
    if (!at(TokenKind::Dot))
        return name;
    std::string joined(name);
    while (accept(TokenKind::Dot))
        joined.append(1, '.').append(expectName());
    const std::string_view written = m_isRefused ? std::string_view() : m_source.text({begin, m_previousEnd});
    return written == joined ? written : m_arena.copy(std::string_view(joined));
}

} // namespace stillroom::python
