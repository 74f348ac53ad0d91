#include "migrations/python/source.h"

#include "migrations/python/encoding.h"

#include <algorithm>
#include <cstring>

namespace stillroom::python
{

namespace
{

// Offsets are 32 bits wide, and nobody writes such a script.
constexpr qsizetype largestFile = 512 * 1024 * 1024;

std::vector<std::uint32_t> findLineStarts(std::string_view text)
{
    std::vector<std::uint32_t> starts;
    starts.reserve(text.size() / 32 + 1);
    starts.push_back(0);
    const bool onlyLf = text.find('\r') == std::string_view::npos;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = onlyLf ? text.find('\n', i) : text.find_first_of("\r\n", i);
        if (end == std::string_view::npos)
            break;
        i = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
        starts.push_back(static_cast<std::uint32_t>(i));
    }
    return starts;
}

} // namespace

Result<Source> Source::decode(QByteArray bytes, const QString &path)
{
    if (bytes.size() > largestFile) {
        return Error{ErrorKind::BrokenProject,
            QStringLiteral("the file has %1 MB, too much for a Python script").arg(bytes.size() / 1'000'000),
            {}, SourcePlace{path, 0, 0}};
    }
    const qsizetype nul = bytes.indexOf('\0');
    if (nul >= 0) {
        const auto line = std::count(bytes.cbegin(), bytes.cbegin() + nul, '\n') + 1;
        return Error{ErrorKind::BrokenProject,
            QStringLiteral("the file holds a NUL byte: it is no Python text, or damaged"), {},
            SourcePlace{path, static_cast<int>(line), 0}};
    }
    Result<QByteArray> text = decodeToUtf8(std::move(bytes), path);
    if (!text)
        return text.error();
    Source source;
    source.m_path = path;
    source.m_text = std::move(text.value());
    source.m_text.detach(); // the lexer relies on the NUL that raw data may lack
    source.m_lineStarts = findLineStarts(source.text());
    return source;
}

int Source::line(std::uint32_t offset) const
{
    const auto after = std::upper_bound(m_lineStarts.begin(), m_lineStarts.end(), offset);
    return static_cast<int>(after - m_lineStarts.begin());
}

SourcePlace Source::place(std::uint32_t offset) const
{
    const int line = this->line(offset);
    const std::uint32_t start = line > 0 ? m_lineStarts[static_cast<std::size_t>(line - 1)] : 0;
    const std::string_view before = text().substr(start, offset - start);
    const auto characters
        = std::count_if(before.begin(), before.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
    return SourcePlace{m_path, line, static_cast<int>(characters) + 1};
}

} // namespace stillroom::python
