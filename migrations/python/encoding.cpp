#include "migrations/python/encoding.h"

#include "migrations/python/characters.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iconv.h>
#include <optional>
#include <string>

namespace stillroom::python
{

namespace
{

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr auto npos = std::string_view::npos;

struct Cookie {
    std::string name; ///< lower case, '_' as '-'
    int line = 0;
};

Error refusal(const QString &path, int line, const QString &message)
{
    return Error{ErrorKind::BrokenProject, message, {}, SourcePlace{path, line, 0}};
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

int lineOf(std::string_view text, std::size_t offset)
{
    int line = 1;
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            ++line;
    }
    return line;
}

std::size_t findNonAscii(std::string_view text, std::size_t from = 0)
{
    std::size_t i = from;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + i, 8);
        if ((word & 0x8080808080808080U) != 0)
            break;
    }
    while (i < text.size() && isAsciiByte(text[i]))
        ++i;
    return i < text.size() ? i : npos;
}

// How many bytes the well-formed sequence at the front has; 0: none. Table 3-7 of the Unicode standard.
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto follows = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const unsigned first = at(0);
    const unsigned second = at(1);
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && second < 0x90;
        const bool tooLarge = first == 0xF4 && second > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !tooLarge ? 4 : 0;
    }
    return 0;
}

// The cookie of one line, as CPython's get_coding_spec finds it: only in a comment that stands alone.
std::optional<std::string> cookieOfLine(std::string_view line)
{
    const std::size_t comment = line.find_first_not_of(" \t\f");
    if (comment == npos || line[comment] != '#')
        return std::nullopt;
    for (std::size_t i = line.find("coding"); i != npos; i = line.find("coding", i + 1)) {
        std::size_t begin = i + 6;
        if (begin >= line.size() || (line[begin] != ':' && line[begin] != '='))
            continue;
        begin = std::min(line.find_first_not_of(" \t", begin + 1), line.size());
        std::size_t end = begin;
        while (end < line.size() && isAsciiByte(line[end])
            && (isOf(line[end], CharacterClass::NamePart) || line[end] == '-' || line[end] == '.'))
            ++end;
        if (end == begin)
            continue;
        std::string name(line.substr(begin, end - begin));
        std::transform(name.begin(), name.end(), name.begin(), [](char c) {
            return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        });
        return name;
    }
    return std::nullopt;
}

std::optional<Cookie> findCookie(std::string_view text)
{
    for (int line = 1; line <= 2; ++line) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view current = text.substr(0, end);
        if (auto name = cookieOfLine(current))
            return Cookie{std::move(*name), line};
        const std::size_t first = current.find_first_not_of(" \t\f");
        if (first != npos && current[first] != '#')
            return std::nullopt;
        text.remove_prefix(end);
        text.remove_prefix(text.starts_with("\r\n") ? 2 : text.empty() ? 0 : 1);
    }
    return std::nullopt;
}

bool isNameOrVariant(std::string_view name, std::string_view base)
{
    return name == base || (name.starts_with(base) && name[base.size()] == '-');
}

// Encodings of one byte per character (and the common East Asian ones) that keep ASCII as it is:
// Python's names and the name iconv knows them by.
const char *iconvName(std::string_view name)
{
    struct Alias {
        std::string_view python;
        const char *iconv;
    };
    static constexpr auto aliases = std::to_array<Alias>({
        {"ascii", "ASCII"},
        {"us-ascii", "ASCII"},
        {"646", "ASCII"},
        {"latin1", "ISO-8859-1"},
        {"l1", "ISO-8859-1"},
        {"latin-9", "ISO-8859-15"},
        {"latin2", "ISO-8859-2"},
        {"latin-2", "ISO-8859-2"},
        {"koi8-r", "KOI8-R"},
        {"koi8-u", "KOI8-U"},
        {"gbk", "GBK"},
        {"gb2312", "GB2312"},
        {"gb18030", "GB18030"},
        {"big5", "BIG5"},
        {"euc-jp", "EUC-JP"},
        {"eucjp", "EUC-JP"},
        {"euc-kr", "EUC-KR"},
        {"shift-jis", "SHIFT_JIS"},
        {"sjis", "SHIFT_JIS"},
        {"cp932", "CP932"},
        {"cp949", "CP949"},
        {"mac-roman", "MACINTOSH"},
    });
    const auto found = std::find_if(
        aliases.begin(), aliases.end(), [&](const Alias &alias) { return alias.python == name; });
    return found == aliases.end() ? nullptr : found->iconv;
}

// cp1250 … cp1258, windows-125x, iso-8859-N, cp437 and their kin follow one pattern.
std::string numberedName(std::string_view name)
{
    const auto numberAfter = [&](std::string_view prefix) -> std::string_view {
        if (!name.starts_with(prefix))
            return {};
        const std::string_view number = name.substr(prefix.size());
        const bool digits = !number.empty() && number.size() <= 4
            && std::all_of(
                number.begin(), number.end(), [](char c) { return isOf(c, CharacterClass::Digit); });
        return digits ? number : std::string_view();
    };
    for (const std::string_view prefix : {"iso-8859-", "iso8859-"}) {
        if (const auto number = numberAfter(prefix); !number.empty())
            return "ISO-8859-" + std::string(number);
    }
    for (const std::string_view prefix : {"cp", "windows-"}) {
        const auto number = numberAfter(prefix);
        if (number.starts_with("125") || number.starts_with("8") || number == "437" || number == "737")
            return "CP" + std::string(number);
    }
    return {};
}

/// Closes what iconv_open gave.
class Converter
{
public:
    explicit Converter(const char *from)
        : m_handle(iconv_open("UTF-8", from))
    {
    }
    Converter(const Converter &) = delete;
    Converter &operator=(const Converter &) = delete;
    ~Converter()
    {
        if (isOpen())
            iconv_close(m_handle);
    }

    // iconv_open fails with (iconv_t)-1; comparing as an integer spares a cast from one.
    bool isOpen() const { return reinterpret_cast<std::intptr_t>(m_handle) != -1; }

    /// Converts all of `bytes`; yields the offset of the first byte that does not fit.
    std::size_t convert(QByteArray &bytes, QByteArray &result)
    {
        result.resize(bytes.size() * 4);
        char *in = bytes.data();
        char *out = result.data();
        auto inLeft = static_cast<std::size_t>(bytes.size());
        auto outLeft = static_cast<std::size_t>(result.size());
        const std::size_t status = iconv(m_handle, &in, &inLeft, &out, &outLeft);
        result.truncate(out - result.data());
        return status == npos ? static_cast<std::size_t>(in - bytes.data()) : npos;
    }

private:
    iconv_t m_handle;
};

Result<QByteArray> decodeByCookie(QByteArray bytes, const Cookie &cookie, const QString &path)
{
    const QString shown = QString::fromLatin1(cookie.name.data(), static_cast<qsizetype>(cookie.name.size()));
    std::string from = isNameOrVariant(cookie.name, "latin-1") || isNameOrVariant(cookie.name, "iso-8859-1")
            || isNameOrVariant(cookie.name, "iso-latin-1")
        ? "ISO-8859-1"
        : numberedName(cookie.name);
    if (const char *alias = iconvName(cookie.name))
        from = alias;
    Converter converter(from.c_str());
    if (from.empty() || !converter.isOpen()) {
        return refusal(path, cookie.line,
            QStringLiteral("the encoding “%1” is not known; save the file as UTF-8 and name that, or nothing")
                .arg(shown));
    }
    QByteArray decoded;
    const std::size_t bad = converter.convert(bytes, decoded);
    if (bad != npos) {
        return refusal(path, lineOf(viewOf(bytes), bad),
            QStringLiteral("a byte here is no character of the file's encoding, %1").arg(shown));
    }
    return decoded;
}

} // namespace

std::size_t findInvalidUtf8(std::string_view text)
{
    std::size_t i = findNonAscii(text);
    while (i != npos) {
        const std::size_t length = sequenceLength(text.substr(i));
        if (length == 0)
            return i;
        i += length;
        if (i >= text.size())
            return npos;
        if (isAsciiByte(text[i]))
            i = findNonAscii(text, i);
    }
    return npos;
}

Result<QByteArray> decodeToUtf8(QByteArray bytes, const QString &path)
{
    const bool marked = viewOf(bytes).starts_with(byteOrderMark);
    if (marked)
        bytes.remove(0, static_cast<qsizetype>(byteOrderMark.size()));
    const auto cookie = findCookie(viewOf(bytes));
    const bool utf8 = !cookie || isNameOrVariant(cookie->name, "utf-8") || cookie->name == "utf8";
    if (marked && !utf8) {
        return refusal(path, cookie->line,
            QStringLiteral("the file begins with a UTF-8 byte-order mark but says it is encoded as “%1”; "
                           "remove one of the two")
                .arg(QString::fromStdString(cookie->name)));
    }
    if (!utf8)
        return decodeByCookie(std::move(bytes), *cookie, path);
    const std::size_t bad = findInvalidUtf8(viewOf(bytes));
    if (bad != npos) {
        return refusal(path, lineOf(viewOf(bytes), bad),
            QStringLiteral(
                "a byte here is not UTF-8; save the file as UTF-8, or name its encoding in the first "
                "line, as in “# -*- coding: latin-1 -*-”"));
    }
    return bytes;
}

} // namespace stillroom::python
