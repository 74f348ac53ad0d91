#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stillroom::python
{

enum class StringPrefix { None, Plain, Format };

/// Whether a name directly before a quote is a string prefix; sets TokenFlag::Raw and Bytes.
StringPrefix stringPrefix(std::string_view name, std::uint8_t &flags);

/// The offset of the first character that may not stand in an identifier (PEP 3131), or npos. Takes
/// valid UTF-8 only.
std::size_t findInvalidInIdentifier(std::string_view name);

/// The first character of valid UTF-8 text.
char32_t firstCodePoint(std::string_view text);

/// The NFKC form that Python compares names by, as UTF-8.
std::string normalizedIdentifier(std::string_view name);

} // namespace stillroom::python
