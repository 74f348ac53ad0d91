#pragma once

#include "migrations/python/node.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stillroom::python
{

/// Appends the value of a literal's text between its quotes to `value`: escapes decoded unless the flags
/// (TokenFlag) say Raw, line ends as LF. Yields why it cannot be decoded.
std::optional<QString> decodeLiteral(std::string_view text, std::uint8_t flags, std::string &value);

/// The same for literal text of an f-string: doubled braces stand for one.
std::optional<QString> decodeFStringText(std::string_view text, std::uint8_t flags, std::string &value);

/// Digits without underscores, prefix and leading zeros; `text` is a Number token of an integer.
struct IntegerText {
    std::string digits;
    int base = 10;
    std::optional<std::int64_t> value;
};
IntegerText decodeInteger(std::string_view text);

/// `text` is a Number token with a fraction, an exponent or an imaginary part without its letter. Too
/// large is infinity, too small is 0, as in Python.
double decodeFloat(std::string_view text);

/// CPython refuses decimal integers of more digits (sys.int_info.default_max_str_digits).
inline constexpr std::size_t mostDecimalDigits = 4300;

/// A number of base 2, 8 or 16 in base 10; empty when that has more than mostDecimalDigits.
std::string toDecimal(std::string_view digits, int base);

} // namespace stillroom::python
