#include "migrations/python/parser.h"

#include "migrations/python/lexer.h"
#include "migrations/python/literals.h"
#include "migrations/python/treeparser.h"

namespace stillroom::python
{

namespace
{

Error errorOf(const Source &source, const Refusal &refusal)
{
    // The end of a text belongs to its last line, also behind that line's newline.
    const auto size = static_cast<std::uint32_t>(source.text().size());
    const std::uint32_t offset = refusal.offset == size && size > 0 ? size - 1 : refusal.offset;
    return Error{ErrorKind::BrokenProject, refusal.message, {}, source.place(offset)};
}

} // namespace

Result<Module> parseModule(QByteArray bytes, const QString &path, ParseDepth depth)
{
    Result<Source> source = Source::decode(std::move(bytes), path);
    if (!source)
        return source.error();
    Module module;
    module.m_source = std::move(source.value());
    const std::string_view text = module.m_source.text();
    Lexer lexer(text, 0, static_cast<std::uint32_t>(text.size()), {});
    TreeParser parser(module.m_source, module.m_arena, lexer, depth);
    module.m_body = parser.parseFile();
    if (parser.isRefused())
        return errorOf(module.m_source, parser.refusal());
    return module;
}

Result<Suite> parseBody(Module &module, const Suite &body)
{
    if (!body.isSkipped)
        return body;
    // Shallower than any line can be: the block's own first line sets the indentation.
    Lexer lexer(module.m_source.text(), body.extent.begin, body.extent.end, {-1, -1});
    TreeParser parser(module.m_source, module.m_arena, lexer, ParseDepth::Full);
    const Suite read = parser.parseBlock();
    if (parser.isRefused())
        return errorOf(module.m_source, parser.refusal());
    return read;
}

const StringLiteral *docstring(const Suite &body)
{
    if (body.isEmpty())
        return nullptr;
    const auto *first = body.statements.front()->as<ExpressionStatement>();
    return first ? first->value->as<StringLiteral>() : nullptr;
}

std::string decimalText(const IntLiteral &literal)
{
    if (literal.value)
        return std::to_string(*literal.value);
    return literal.base == 10 ? std::string(literal.digits) : toDecimal(literal.digits, literal.base);
}

} // namespace stillroom::python
