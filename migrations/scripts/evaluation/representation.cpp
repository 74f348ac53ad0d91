#include "migrations/scripts/evaluation/reflectedtypes.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace stillroom::evaluation
{

namespace
{

// Lists nested this deep are no migration; a list may even hold itself.
constexpr int deepest = 40;

// Lists that hold one list many times print it many times: a few lines make billions of items.
constexpr qint64 mostLeaves = 1'000'000;

bool fits(const Value &value, qint64 &budget);

bool allFit(const std::vector<Value> &items, qint64 &budget)
{
    return std::all_of(items.begin(), items.end(), [&](const Value &item) { return fits(item, budget); });
}

bool fits(const Value &value, qint64 &budget)
{
    budget -= value.string() ? value.string()->size() + 1 : 1;
    if (budget < 0)
        return false;
    if (const auto *list = value.list())
        return allFit(list->items, budget);
    if (const auto *tuple = value.tuple())
        return allFit(tuple->items, budget);
    const auto *dict = value.dict();
    return !dict || std::all_of(dict->items.begin(), dict->items.end(), [&](const auto &entry) {
        return fits(entry.first, budget) && fits(entry.second, budget);
    });
}

std::optional<QString> reprOf(const Value &value, int depth);

/// str.isprintable() of one code point, decided only where it is certain.
std::optional<bool> printable(char32_t c)
{
    if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0xa0 || c == 0xad)
        return false;
    if (c < 0x250)
        return true;
    const auto category = QChar::category(c);
    const bool letter = QChar::isLetter(c) && c < 0x2e80;
    if (letter || (category == QChar::Punctuation_Dash || category == QChar::Punctuation_Other)
        || c == 0x20ac)
        return true;
    return std::nullopt; // depends on the Unicode tables of the interpreter
}

std::optional<QString> textRepr(const QString &text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString out(quote);
    for (const char32_t c : text.toUcs4()) {
        if (c == quote.unicode() || c == U'\\')
            out += u'\\' + QString(QChar(char16_t(c)));
        else if (c == U'\n')
            out += QLatin1String("\\n");
        else if (c == U'\r')
            out += QLatin1String("\\r");
        else if (c == U'\t')
            out += QLatin1String("\\t");
        else if (const auto plain = printable(c); !plain)
            return std::nullopt;
        else if (*plain)
            out += QString::fromUcs4(&c, 1);
        else
            out += QLatin1String("\\x") + QStringLiteral("%1").arg(uint(c), 2, 16, QLatin1Char('0'));
    }
    return out + quote;
}

std::optional<QString> joined(const std::vector<Value> &items, int depth)
{
    QStringList parts;
    for (const Value &item : items) {
        const auto text = reprOf(item, depth + 1);
        if (!text)
            return std::nullopt;
        parts += *text;
    }
    return parts.join(QLatin1String(", "));
}

std::optional<QString> wrapped(QLatin1Char open, const std::optional<QString> &inner, QLatin1String close)
{
    return inner ? std::optional(QString(open + *inner + close)) : std::nullopt;
}

std::optional<QString> dictRepr(const DictObject &dict, int depth)
{
    QStringList parts;
    for (const auto &[key, value] : dict.items) {
        const auto left = reprOf(key, depth + 1);
        const auto right = reprOf(value, depth + 1);
        if (!left || !right)
            return std::nullopt;
        parts += *left + QLatin1String(": ") + *right;
    }
    return QString(u'{' + parts.join(QLatin1String(", ")) + u'}');
}

std::optional<QString> reprOf(const Value &value, int depth)
{
    if (depth > deepest)
        return std::nullopt;
    if (value.isNone())
        return QStringLiteral("None");
    if (const auto *flag = value.as<bool>())
        return *flag ? QStringLiteral("True") : QStringLiteral("False");
    if (const auto *number = value.as<qint64>())
        return QString::number(*number);
    if (const auto *number = value.as<double>())
        return floatRepr(*number);
    if (const auto *text = value.string())
        return textRepr(*text);
    if (const auto *list = value.list())
        return wrapped(QLatin1Char('['), joined(list->items, depth), QLatin1String("]"));
    if (const auto *tuple = value.tuple()) {
        const auto close = tuple->items.size() == 1 ? QLatin1String(",)") : QLatin1String(")");
        return wrapped(QLatin1Char('('), joined(tuple->items, depth), close);
    }
    if (const auto *dict = value.dict())
        return dictRepr(*dict, depth);
    return std::nullopt;
}

} // namespace

QString floatRepr(double value)
{
    if (std::isnan(value))
        return QStringLiteral("nan");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
    // Python writes an exponent below 1e-4 and from 1e16 on, always with two digits at least.
    const double size = std::abs(value);
    const bool exponent = size != 0 && (size < 1e-4 || size >= 1e16);
    std::array<char, 64> buffer{};
    const auto format = exponent ? std::chars_format::scientific : std::chars_format::fixed;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    QString text = QString::fromLatin1(buffer.data(), end - buffer.data());
    if (!exponent && !text.contains(u'.'))
        text += QLatin1String(".0");
    return text;
}

std::optional<QString> pythonRepr(const Value &value)
{
    qint64 budget = mostLeaves;
    return fits(value, budget) ? reprOf(value, 0) : std::nullopt;
}

std::optional<QString> pythonString(const Value &value)
{
    if (const auto *text = value.string())
        return *text;
    if (const auto *expression = sqlAs<Expression>(value)) {
        // str() compiles without a database; of a function without arguments that is its name.
        const auto *function = std::get_if<FunctionExpression>(&expression->node);
        if (function && function->name == QLatin1String("now") && function->arguments.empty())
            return QStringLiteral("now()");
        return std::nullopt;
    }
    if (const auto *type = sqlAs<SqlType>(value))
        return typeText(*type);
    return pythonRepr(value);
}

} // namespace stillroom::evaluation
