#pragma once

#include "migrations/base/result.h"
#include "migrations/python/arena.h"
#include "migrations/python/source.h"
#include "migrations/python/syntax.h"

#include <string>

namespace stillroom::python
{

enum class ParseDepth {
    Full,
    ModuleLevel, ///< bodies of functions and classes are passed over unread (Suite::isSkipped)
};

/// One parsed file: its text, its tree and the memory of both. Moving it keeps every node where it is.
class Module
{
public:
    const Source &source() const { return m_source; }
    const Suite &body() const { return m_body; }

    template<typename Node> SourcePlace place(const Node &node) const { return m_source.place(node); }
    template<typename Node> int line(const Node &node) const { return m_source.line(node); }
    template<typename Node> std::string_view text(const Node &node) const
    {
        return m_source.text(node.extent);
    }

private:
    friend Result<Module> parseModule(QByteArray, const QString &, ParseDepth);
    friend Result<Suite> parseBody(Module &, const Suite &);

    Source m_source;
    Arena m_arena;
    Suite m_body;
};

/// Reads a Python file (3.8 to 3.13, the newest where they differ) without running it. Yields the tree
/// that CPython's ast.parse yields, or refuses with the line CPython would name; bodies that were
/// passed over are not checked. An Error has kind BrokenProject and a place. Nesting deeper than
/// CPython's own limits (200 brackets, 100 indents) is refused.
[[nodiscard]] Result<Module> parseModule(
    QByteArray bytes, const QString &path, ParseDepth depth = ParseDepth::Full);

/// The statements of a body that ParseDepth::ModuleLevel passed over, read in full; they live as long as
/// the module. A suite that was not skipped comes back as it is.
[[nodiscard]] Result<Suite> parseBody(Module &module, const Suite &body);

/// The docstring of a module, class or function body; null when it has none.
const StringLiteral *docstring(const Suite &body);

/// An integer of any size in base 10.
std::string decimalText(const IntLiteral &literal);

} // namespace stillroom::python
