#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <string_view>

namespace stillroom::python
{

/// Bytes of a Python file as UTF-8, without byte-order mark. The encoding is UTF-8 unless a PEP 263
/// cookie in the first two lines names another one that keeps ASCII. Fails with the line when the
/// encoding is unknown or contradicts the mark, or when the bytes are not text in it.
Result<QByteArray> decodeToUtf8(QByteArray bytes, const QString &path);

/// The offset of the first byte that is not UTF-8 (no surrogates, no overlong forms), or npos.
std::size_t findInvalidUtf8(std::string_view text);

/// Appends the UTF-8 form of a code point; surrogates get their three-byte form.
template<typename Text> void appendUtf8(Text &text, char32_t codePoint)
{
    const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xC0 | (codePoint >> 6));
        put(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        put(0xE0 | (codePoint >> 12));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    } else {
        put(0xF0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3F));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    }
}

} // namespace stillroom::python
