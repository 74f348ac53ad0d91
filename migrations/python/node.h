#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stillroom::python
{

/// Where a node stands: bytes [begin, end) of Source::text(). Source::place() turns it into line and
/// column. Same limits as CPython's lineno/col_offset: decorators and brackets around a
/// parenthesised expression stand outside.
struct Extent {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool operator==(const Extent &) const = default;
};

struct Expression;
struct Statement;
struct Pattern;

/// Children of one kind, in source order.
template<typename T> using Nodes = std::span<const T *const>;
template<typename T> using Values = std::span<const T>;

/// What visit() takes: `visit(node, Overloaded{[](const Name &) {…}, [](const auto &) {…}})`.
template<typename... Callables> struct Overloaded : Callables... {
    using Callables::operator()...;
};
template<typename... Callables> Overloaded(Callables...) -> Overloaded<Callables...>;

} // namespace stillroom::python
