#include "migrations/scripts/evaluation/methods.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

/// Python's str.isspace() of the characters that text.strip() removes, as far as ASCII and Latin-1 go.
bool isBlank(QChar c)
{
    const char16_t u = c.unicode();
    return (u >= 0x09 && u <= 0x0d) || (u >= 0x1c && u <= 0x20) || u == 0x85 || u == 0xa0 || c.isSpace();
}

bool isAscii(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

QString stripped(const QString &text, const std::optional<QString> &characters, bool left, bool right)
{
    const auto drop = [&](QChar c) { return characters ? characters->contains(c) : isBlank(c); };
    qsizetype from = 0;
    qsizetype to = text.size();
    while (left && from < to && drop(text[from]))
        ++from;
    while (right && to > from && drop(text[to - 1]))
        --to;
    return text.mid(from, to - from);
}

Value strip(CallSite &call, const QString &text, bool left, bool right)
{
    static const Signature signature("chars=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto characters = optionalString(call, QStringLiteral("chars"), bound->at(0));
    return characters ? Value::string(stripped(text, *characters, left, right)) : Value::poison();
}

Value strings(const QStringList &parts)
{
    std::vector<Value> items;
    for (const QString &part : parts)
        items.push_back(Value::string(part));
    return Value::list(std::move(items));
}

QStringList blankSplit(const QString &text)
{
    QStringList parts;
    QString part;
    for (const QChar c : text) {
        if (!isBlank(c)) {
            part += c;
        } else if (!part.isEmpty()) {
            parts += part;
            part.clear();
        }
    }
    if (!part.isEmpty())
        parts += part;
    return parts;
}

Value split(CallSite &call, const QString &text, bool fromRight)
{
    static const Signature signature("sep=, maxsplit=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto separator = optionalString(call, QStringLiteral("sep"), bound->at(0));
    if (!separator)
        return Value::poison();
    const qint64 most = bound->given(1) ? bound->at(1).integral().value_or(-2) : -1;
    if (most < -1 || (!*separator && most >= 0))
        return call.handOver(QStringLiteral("splits a text with maxsplit"));
    if (!*separator)
        return strings(blankSplit(text));
    if ((*separator)->isEmpty())
        return call.raise(QStringLiteral("ValueError: empty separator"));
    QStringList parts = text.split(**separator);
    while (most >= 0 && parts.size() > most + 1) {
        if (fromRight) {
            const QString head = parts.takeFirst();
            parts.first().prepend(head + **separator);
        } else {
            const QString tail = parts.takeLast();
            parts.last().append(**separator + tail);
        }
    }
    return strings(parts);
}

Value splitLines(CallSite &call, const QString &text)
{
    static const Signature signature("");
    if (!signature.bind(call))
        return Value::poison();
    const auto odd = [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= 0x0b && u <= 0x0c) || (u >= 0x1c && u <= 0x1e) || u == 0x85 || u == 0x2028
            || u == 0x2029;
    };
    if (std::any_of(text.begin(), text.end(), odd))
        return call.handOver(QStringLiteral("splits lines at unusual characters"));
    QString lines = text;
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    QStringList parts = lines.split(u'\n');
    if (parts.last().isEmpty())
        parts.removeLast();
    return strings(parts);
}

Value join(CallSite &call, const QString &separator)
{
    static const Signature signature("iterable");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto all = call.interpreter.items(bound->at(0), call.at);
    if (!all)
        return Value::poison();
    QString out;
    for (size_t i = 0; i < all->size(); ++i) {
        const auto text = stringArgument(call, QStringLiteral("an item"), (*all)[i]);
        if (!text)
            return Value::poison();
        if (i > 0)
            out += separator;
        out += *text;
        if (out.size() > mostCharacters)
            return call.refuse(QStringLiteral("builds a text of many megabytes"));
    }
    return Value::string(std::move(out));
}

Value replace(CallSite &call, const QString &text)
{
    static const Signature signature("old, new, count=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto from = stringArgument(call, QStringLiteral("old"), bound->at(0));
    const auto to = stringArgument(call, QStringLiteral("new"), bound->at(1));
    if (!from || !to)
        return Value::poison();
    const bool huge = text.size() * (to->size() + 1) > mostCharacters;
    const auto count = bound->given(2) ? bound->at(2).integral() : std::optional<qint64>(-1);
    if (from->isEmpty() || !count || huge)
        return call.handOver(QStringLiteral("replaces an empty text, or uncertainly often"));
    if (*count < 0)
        return Value::string(QString(text).replace(*from, *to));
    QString result = text;
    qsizetype at = result.indexOf(*from);
    for (qint64 done = 0; at >= 0 && done < *count; ++done) {
        result.replace(at, from->size(), *to);
        at = result.indexOf(*from, at + to->size());
    }
    return Value::string(result);
}

Value startsOrEnds(CallSite &call, const QString &text, bool starts)
{
    static const Signature signature("what");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const Value what = bound->at(0);
    const auto options = what.tuple() ? stringsArgument(call, QStringLiteral("what"), what) : std::nullopt;
    if (what.tuple() && !options)
        return Value::poison();
    const auto one = what.tuple() ? std::nullopt : stringArgument(call, QStringLiteral("what"), what);
    if (!what.tuple() && !one)
        return Value::poison();
    const QStringList all = options ? *options : QStringList{*one};
    return Value::boolean(std::any_of(all.begin(), all.end(),
        [&](const QString &part) { return starts ? text.startsWith(part) : text.endsWith(part); }));
}

Value find(CallSite &call, const QString &text, bool count)
{
    static const Signature signature("what");
    const auto bound = signature.bind(call);
    const auto what = bound ? stringArgument(call, QStringLiteral("what"), bound->at(0)) : std::nullopt;
    if (!what)
        return Value::poison();
    if (what->isEmpty() || codePoints(text) != text.size())
        return call.handOver(QStringLiteral("searches a text"));
    return Value::integer(count ? text.count(*what) : text.indexOf(*what));
}

Value affix(CallSite &call, const QString &text, bool prefix)
{
    static const Signature signature("what");
    const auto bound = signature.bind(call);
    const auto what = bound ? stringArgument(call, QStringLiteral("what"), bound->at(0)) : std::nullopt;
    if (!what)
        return Value::poison();
    if (prefix)
        return Value::string(text.startsWith(*what) ? text.mid(what->size()) : text);
    return Value::string(text.endsWith(*what) ? text.chopped(what->size()) : text);
}

Value justify(CallSite &call, const QString &text, const QString &method)
{
    static const Signature signature("width, fillchar=");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    const auto width = bound->at(0).integral();
    const auto fill = bound->given(1) ? stringArgument(call, QStringLiteral("fillchar"), bound->at(1))
                                      : std::optional(QStringLiteral(" "));
    if (!width || !fill || fill->size() != 1 || *width > 10'000
        || (method == QLatin1String("zfill") && bound->given(1)))
        return call.handOver(QStringLiteral("pads a text"));
    const qsizetype missing = std::max<qsizetype>(0, *width - codePoints(text));
    if (method == QLatin1String("ljust"))
        return Value::string(text + QString(missing, fill->front()));
    if (method == QLatin1String("rjust"))
        return Value::string(QString(missing, fill->front()) + text);
    const bool hasSign = text.startsWith(u'-') || text.startsWith(u'+');
    return Value::string(text.left(hasSign ? 1 : 0) + QString(missing, u'0') + text.mid(hasSign ? 1 : 0));
}

Value partition(CallSite &call, const QString &text, bool fromRight)
{
    static const Signature signature("sep");
    const auto bound = signature.bind(call);
    const auto separator = bound ? stringArgument(call, QStringLiteral("sep"), bound->at(0)) : std::nullopt;
    if (!separator)
        return Value::poison();
    if (separator->isEmpty())
        return call.raise(QStringLiteral("ValueError: empty separator"));
    const qsizetype at = fromRight ? text.lastIndexOf(*separator) : text.indexOf(*separator);
    const auto parts = at >= 0 ? QStringList{text.left(at), *separator, text.mid(at + separator->size())}
        : fromRight            ? QStringList{QString(), QString(), text}
                               : QStringList{text, QString(), QString()};
    return Value::tuple({Value::string(parts[0]), Value::string(parts[1]), Value::string(parts[2])});
}

QString titled(const QString &text)
{
    QString out;
    bool inWord = false;
    for (const QChar c : text) {
        out += inWord ? c.toLower() : c.toUpper();
        inWord = c.isLetter();
    }
    return out;
}

/// lower(), upper() and the questions about characters: certain for ASCII; Unicode tables differ.
Value caseMethod(CallSite &call, const QString &text, const QString &method)
{
    static const Signature signature("");
    if (!signature.bind(call))
        return Value::poison();
    if (!isAscii(text))
        return call.handOver(QStringLiteral("changes the case of a text beyond ASCII"));
    const auto all = [&](auto &&test) {
        return Value::boolean(!text.isEmpty() && std::all_of(text.begin(), text.end(), test));
    };
    if (method == QLatin1String("lower") || method == QLatin1String("casefold"))
        return Value::string(text.toLower());
    if (method == QLatin1String("upper"))
        return Value::string(text.toUpper());
    if (method == QLatin1String("title"))
        return Value::string(titled(text));
    if (method == QLatin1String("capitalize"))
        return Value::string(text.left(1).toUpper() + text.mid(1).toLower());
    if (method == QLatin1String("isdigit"))
        return all([](QChar c) { return c.isDigit(); });
    if (method == QLatin1String("isalpha"))
        return all([](QChar c) { return c.isLetter(); });
    if (method == QLatin1String("isalnum"))
        return all([](QChar c) { return c.isLetterOrNumber(); });
    const bool upper = method == QLatin1String("isupper");
    const bool cased = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); });
    return Value::boolean(cased && text == (upper ? text.toUpper() : text.toLower()));
}

} // namespace

const QStringList &stringMethodNames()
{
    static const QStringList names = QStringLiteral(
        "strip lstrip rstrip split rsplit splitlines join replace startswith endswith find count "
        "removeprefix removesuffix ljust rjust zfill partition rpartition lower upper title capitalize "
        "casefold "
        "isdigit isalpha isalnum isupper islower format")
                                         .split(u' ');
    return names;
}

Value callStringMethod(CallSite &call, const QString &text, const QString &method)
{
    const auto is = [&](const char *name) { return method == QLatin1String(name); };
    if (is("format"))
        return formatMethod(call, text);
    if (is("join"))
        return join(call, text);
    if (is("strip") || is("lstrip") || is("rstrip"))
        return strip(call, text, !is("rstrip"), !is("lstrip"));
    if (is("split") || is("rsplit"))
        return split(call, text, is("rsplit"));
    if (is("splitlines"))
        return splitLines(call, text);
    if (is("replace"))
        return replace(call, text);
    if (is("startswith") || is("endswith"))
        return startsOrEnds(call, text, is("startswith"));
    if (is("find") || is("count"))
        return find(call, text, is("count"));
    if (is("removeprefix") || is("removesuffix"))
        return affix(call, text, is("removeprefix"));
    if (is("ljust") || is("rjust") || is("zfill"))
        return justify(call, text, method);
    if (is("partition") || is("rpartition"))
        return partition(call, text, is("rpartition"));
    return caseMethod(call, text, method);
}

} // namespace stillroom::evaluation
