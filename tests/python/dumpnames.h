#pragma once

#include "migrations/python/expressions.h"

#include <array>
#include <cstddef>

// Names of the operators as Python's ast module has them.
namespace stillroom::python
{

inline const char *nameOf(BinaryOperator op)
{
    static constexpr std::array names{"Add", "Sub", "Mult", "MatMult", "Div", "FloorDiv", "Mod", "Pow",
        "LShift", "RShift", "BitOr", "BitXor", "BitAnd"};
    return names[static_cast<std::size_t>(op)];
}

inline const char *nameOf(UnaryOperator op)
{
    static constexpr std::array names{"UAdd", "USub", "Invert", "Not"};
    return names[static_cast<std::size_t>(op)];
}

inline const char *nameOf(ComparisonOperator op)
{
    static constexpr std::array names{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
    return names[static_cast<std::size_t>(op)];
}

} // namespace stillroom::python
