#pragma once

#include "migrations/python/token.h"

#include <string_view>

namespace stillroom::python
{

/// The keyword that a name is, or TokenKind::Name.
TokenKind keywordKind(std::string_view name);

/// How a token is called in a message: "':='", "a name", "the end of the line".
std::string_view describe(TokenKind kind);

} // namespace stillroom::python
