#include "migrations/scripts/evaluation/catalogue.h"

#include <QStringView>

#include <array>
#include <charconv>
#include <cmath>

namespace stillroom::evaluation
{

namespace
{

constexpr int widest = 10'000;

/// [[fill]align][sign][#][0][width][grouping][.precision][type]
struct FormatSpec {
    QChar fill = u' ';
    QChar align;
    QChar sign;
    bool alternate = false;
    int width = 0;
    QChar grouping;
    int precision = -1;
    QChar type;
};

bool isAlign(QChar c)
{
    return c == u'<' || c == u'>' || c == u'^' || c == u'=';
}

/// Digits at `at`; -1 when they are absurd.
int digits(QStringView text, qsizetype &at)
{
    int number = 0;
    while (at < text.size() && text[at] >= u'0' && text[at] <= u'9') {
        number = number * 10 + (text[at].unicode() - u'0');
        if (number > widest)
            return -1;
        ++at;
    }
    return number;
}

std::optional<FormatSpec> parseSpec(QStringView text)
{
    FormatSpec spec;
    qsizetype at = 0;
    if (text.size() > 1 && isAlign(text[1])) {
        spec.fill = text[0];
        spec.align = text[1];
        at = 2;
    } else if (!text.isEmpty() && isAlign(text[0])) {
        spec.align = text[0];
        at = 1;
    }
    const auto take = [&](QStringView accepted) {
        return at < text.size() && accepted.contains(text[at]) ? text[at++] : QChar();
    };
    spec.sign = take(u"+- ");
    spec.alternate = !take(u"#").isNull();
    if (at < text.size() && text[at] == u'0') {
        ++at;
        if (spec.align.isNull()) {
            spec.fill = u'0';
            spec.align = u'=';
        }
    }
    spec.width = digits(text, at);
    spec.grouping = take(u",_");
    if (at < text.size() && text[at] == u'.') {
        const qsizetype before = ++at;
        spec.precision = digits(text, at);
        if (at == before)
            return std::nullopt;
    }
    if (at < text.size())
        spec.type = text[at++];
    if (at != text.size() || spec.width < 0 || (spec.fill.isSurrogate()))
        return std::nullopt;
    return spec;
}

QString padded(const QString &text, const FormatSpec &spec, QChar usual)
{
    const qsizetype missing = spec.width - codePoints(text);
    if (missing <= 0)
        return text;
    const QChar align = spec.align.isNull() ? usual : spec.align;
    if (align == u'<')
        return text + QString(missing, spec.fill);
    if (align == u'^')
        return QString(missing / 2, spec.fill) + text + QString(missing - missing / 2, spec.fill);
    if (align == u'=') {
        const bool hasSign = text.startsWith(u'-') || text.startsWith(u'+') || text.startsWith(u' ');
        return text.left(hasSign ? 1 : 0) + QString(missing, spec.fill) + text.mid(hasSign ? 1 : 0);
    }
    return QString(missing, spec.fill) + text;
}

QString grouped(const QString &whole, QChar separator)
{
    QString out;
    for (qsizetype i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0)
            out += separator;
        out += whole[i];
    }
    return out;
}

QString signedText(bool negative, const QString &size, const FormatSpec &spec)
{
    if (negative)
        return u'-' + size;
    return spec.sign == u'+' || spec.sign == u' ' ? spec.sign + size : size;
}

std::optional<QString> fixedText(double size, int precision)
{
    // 1e308 with 10,000 digits would still fit; more is refused by the width limit.
    std::array<char, 512> buffer{};
    if (precision > 100)
        return std::nullopt;
    const auto end = std::to_chars(
        buffer.data(), buffer.data() + buffer.size(), size, std::chars_format::fixed, precision);
    return QString::fromLatin1(buffer.data(), end.ptr - buffer.data());
}

std::optional<QString> formatReal(double value, const FormatSpec &spec)
{
    if (!std::isfinite(value))
        return std::nullopt;
    const bool negative = std::signbit(value);
    const double size = std::abs(value);
    std::optional<QString> text;
    if (spec.type == u'f' || spec.type == u'F')
        text = fixedText(size, spec.precision < 0 ? 6 : spec.precision);
    else if (spec.type == u'%')
        text = fixedText(size * 100, spec.precision < 0 ? 6 : spec.precision);
    else if (spec.type.isNull() && spec.precision < 0)
        text = floatRepr(size);
    if (!text || spec.alternate || (!spec.grouping.isNull() && (spec.fill == u'0' || text->contains(u'e'))))
        return std::nullopt;
    if (!spec.grouping.isNull()) {
        const qsizetype dot = text->contains(u'.') ? text->indexOf(u'.') : text->size();
        text = grouped(text->left(dot), spec.grouping) + text->mid(dot);
    }
    if (spec.type == u'%')
        *text += u'%';
    return padded(signedText(negative, *text, spec), spec, u'>');
}

std::optional<QString> formatInteger(qint64 value, const FormatSpec &spec)
{
    if (spec.type == u'f' || spec.type == u'F' || spec.type == u'%')
        return std::abs(double(value)) < 9e15 ? formatReal(double(value), spec) : std::nullopt;
    const quint64 size = value < 0 ? quint64(-(value + 1)) + 1 : quint64(value);
    int base = 10;
    if (spec.type == u'x' || spec.type == u'X')
        base = 16;
    else if (spec.type == u'o')
        base = 8;
    else if (spec.type == u'b')
        base = 2;
    else if (!spec.type.isNull() && spec.type != u'd')
        return std::nullopt;
    QString text = QString::number(size, base);
    if (spec.type == u'X')
        text = text.toUpper();
    if (spec.precision >= 0 || spec.alternate
        || (!spec.grouping.isNull() && (base != 10 || spec.fill == u'0')))
        return std::nullopt;
    if (!spec.grouping.isNull())
        text = grouped(text, spec.grouping);
    return padded(signedText(value < 0, text, spec), spec, u'>');
}

std::optional<QString> formatText(const QString &value, const FormatSpec &spec)
{
    const bool plain = (spec.type.isNull() || spec.type == u's') && spec.sign.isNull() && !spec.alternate
        && spec.grouping.isNull() && spec.align != u'=';
    if (!plain || (spec.precision >= 0 && codePoints(value) != value.size()))
        return std::nullopt;
    return padded(spec.precision >= 0 ? value.left(spec.precision) : value, spec, u'<');
}

} // namespace

std::optional<QString> formatValue(const Value &value, QChar conversion, const QString &spec)
{
    Value shown = value;
    if (conversion == u'r' || conversion == u'a') {
        const auto text = pythonRepr(value);
        const bool ascii
            = text && std::all_of(text->begin(), text->end(), [](QChar c) { return c.unicode() < 0x80; });
        if (!text || (conversion == u'a' && !ascii))
            return std::nullopt;
        shown = Value::string(*text);
    } else if (conversion == u's') {
        const auto text = pythonString(value);
        if (!text)
            return std::nullopt;
        shown = Value::string(*text);
    }
    if (spec.isEmpty())
        return pythonString(shown);
    const auto parsed = parseSpec(spec);
    if (!parsed)
        return std::nullopt;
    if (const auto *text = shown.string())
        return formatText(*text, *parsed);
    if (const auto whole = shown.integral())
        return formatInteger(*whole, *parsed);
    if (const auto *real = shown.as<double>())
        return formatReal(*real, *parsed);
    return std::nullopt;
}

namespace
{

/// One `%…` of a format: flags, width, precision and the letter.
struct Conversion {
    QString key;
    bool named = false;
    FormatSpec spec;
    QChar letter;
};

std::optional<Conversion> parseConversion(const QString &format, qsizetype &at)
{
    Conversion result;
    if (at < format.size() && format[at] == u'(') {
        const qsizetype close = format.indexOf(u')', at);
        if (close < 0)
            return std::nullopt;
        result.key = format.mid(at + 1, close - at - 1);
        result.named = true;
        at = close + 1;
        if (result.key.contains(u'('))
            return std::nullopt;
    }
    for (; at < format.size() && QStringView(u"-+ 0").contains(format[at]); ++at) {
        if (format[at] == u'-')
            result.spec.align = u'<';
        else if (format[at] == u'0')
            result.spec.fill = u'0';
        else if (result.spec.sign != u'+')
            result.spec.sign = format[at];
    }
    if (result.spec.align == u'<')
        result.spec.fill = u' ';
    else
        result.spec.align = result.spec.fill == u'0' ? u'=' : u'>';
    result.spec.width = digits(format, at);
    if (at < format.size() && format[at] == u'.')
        result.spec.precision = digits(format, ++at);
    if (at >= format.size() || result.spec.width < 0 || result.spec.precision > 100)
        return std::nullopt;
    result.letter = format[at++];
    return result;
}

std::optional<QString> converted(const Conversion &conversion, const Value &value)
{
    FormatSpec spec = conversion.spec;
    if (conversion.letter == u's' || conversion.letter == u'r') {
        auto text = conversion.letter == u's' ? pythonString(value) : pythonRepr(value);
        spec.sign = {};
        spec.fill = u' ';
        spec.align = spec.align == u'<' ? u'<' : u'>';
        return text ? formatText(*text, spec) : std::nullopt;
    }
    if (conversion.letter == u'd' || conversion.letter == u'i') {
        const auto *real = value.as<double>();
        const auto whole
            = real && std::abs(*real) < 9e15 ? std::optional(qint64(std::trunc(*real))) : value.integral();
        return whole && spec.precision < 0 ? formatInteger(*whole, spec) : std::nullopt;
    }
    if (conversion.letter == u'f' || conversion.letter == u'F') {
        spec.type = u'f';
        return value.number() ? formatReal(*value.number(), spec) : std::nullopt;
    }
    const bool hex = conversion.letter == u'x' || conversion.letter == u'X';
    if (hex && value.integral() && spec.precision < 0) {
        spec.type = conversion.letter;
        return formatInteger(*value.integral(), spec);
    }
    return std::nullopt;
}

} // namespace

Value percentFormat(CallSite &call, const QString &format, const Value &values)
{
    const auto *tuple = values.tuple();
    size_t next = 0;
    QString out;
    const auto uncertain = [&] { return call.handOver(QStringLiteral("formats a text with %")); };
    for (qsizetype at = 0; at < format.size();) {
        if (format[at] != u'%') {
            out += format[at++];
            continue;
        }
        if (++at < format.size() && format[at] == u'%') {
            out += format[at++];
            continue;
        }
        const auto conversion = parseConversion(format, at);
        if (!conversion)
            return uncertain();
        Value value;
        if (conversion->named) {
            const auto *found
                = values.dict() ? find(*values.dict(), Value::string(conversion->key)) : nullptr;
            if (!found)
                return values.isPoison() ? values
                                         : call.raise(QStringLiteral("KeyError: '%1'").arg(conversion->key));
            value = *found;
        } else if (tuple ? next < tuple->items.size() : next == 0) {
            value = tuple ? tuple->items[next] : values;
            ++next;
        } else {
            return call.raise(QStringLiteral("TypeError: not enough arguments for format string"));
        }
        value = call.interpreter.known(value, call.at);
        const auto text = value.isPoison() ? std::nullopt : converted(*conversion, value);
        if (!text)
            return value.isPoison() ? value : uncertain();
        out += *text;
        if (out.size() > mostCharacters)
            return uncertain();
    }
    if ((tuple && next != tuple->items.size()) || (!tuple && !values.dict() && next == 0))
        return call.raise(QStringLiteral("TypeError: not all arguments converted during string formatting"));
    return Value::string(std::move(out));
}

} // namespace stillroom::evaluation
