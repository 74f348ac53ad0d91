#include "migrations/scripts/evaluation/catalogue.h"
#include "migrations/scripts/evaluation/sqlobject.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

/// textwrap.dedent(): the blanks that every line with text begins with are cut; lines of blanks become
/// empty.
QString dedented(const QString &text)
{
    QStringList lines = text.split(u'\n');
    std::optional<QString> margin;
    for (QString &line : lines) {
        const auto isBlank = [](QChar c) { return c == u' ' || c == u'\t'; };
        const auto first = std::find_if_not(line.begin(), line.end(), isBlank);
        if (first == line.end()) {
            line.clear();
            continue;
        }
        const QString indent = line.left(first - line.begin());
        if (!margin) {
            margin = indent;
            continue;
        }
        qsizetype common = 0;
        while (common < std::min(indent.size(), margin->size()) && indent[common] == (*margin)[common])
            ++common;
        margin->truncate(common);
    }
    for (QString &line : lines) {
        if (margin && !line.isEmpty())
            line = line.mid(margin->size());
    }
    return lines.join(u'\n');
}

Value callDedent(CallSite &call)
{
    static const Signature signature("text");
    const auto bound = signature.bind(call);
    const auto text = bound ? stringArgument(call, QStringLiteral("text"), bound->at(0)) : std::nullopt;
    if (!text)
        return Value::poison();
    // Other line ends and blanks are read differently by Python's versions.
    const bool odd = std::any_of(text->begin(), text->end(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u < 0x20 && u != u'\n' && u != u'\t') || u == 0x85 || u == 0xa0 || u == 0x2028 || u == 0x2029;
    });
    return odd ? call.handOver(QStringLiteral("dedents a text with unusual blanks"))
               : Value::string(dedented(*text));
}

/// json.dumps of a string with ensure_ascii.
QString jsonString(const QString &text)
{
    QString out(u'"');
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (c == u'"' || c == u'\\')
            out += u'\\' + QString(c);
        else if (u == u'\n')
            out += QLatin1String("\\n");
        else if (u == u'\r')
            out += QLatin1String("\\r");
        else if (u == u'\t')
            out += QLatin1String("\\t");
        else if (u == u'\b')
            out += QLatin1String("\\b");
        else if (u == u'\f')
            out += QLatin1String("\\f");
        else if (u < 0x20 || u > 0x7e)
            out += QStringLiteral("\\u%1").arg(uint(u), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out + u'"';
}

std::optional<QString> jsonText(const Value &value, int depth)
{
    if (depth > 40)
        return std::nullopt;
    if (value.isNone())
        return QStringLiteral("null");
    if (const auto *flag = value.as<bool>())
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (value.as<qint64>() || value.as<double>())
        return pythonRepr(value);
    if (const auto *text = value.string())
        return jsonString(*text);
    QStringList parts;
    if (const auto *dict = value.dict()) {
        for (const auto &[key, held] : dict->items) {
            const auto text = jsonText(held, depth + 1);
            if (!key.string() || !text)
                return std::nullopt;
            parts += jsonString(*key.string()) + QLatin1String(": ") + *text;
        }
        return QString(u'{' + parts.join(QLatin1String(", ")) + u'}');
    }
    const auto *items = value.list() ? &value.list()->items : value.tuple() ? &value.tuple()->items : nullptr;
    if (!items)
        return std::nullopt;
    for (const Value &item : *items) {
        const auto text = jsonText(item, depth + 1);
        if (!text)
            return std::nullopt;
        parts += *text;
    }
    return QString(u'[' + parts.join(QLatin1String(", ")) + u']');
}

Value callJsonDumps(CallSite &call)
{
    if (call.arguments.positional.size() != 1 || !call.arguments.keywords.empty())
        return call.handOver(QStringLiteral("calls json.dumps() with options"));
    const Value value = call.interpreter.known(call.arguments.positional.front(), call.at);
    // A value too large to write out has no repr() either.
    const auto text = value.isPoison() || !pythonRepr(value) ? std::nullopt : jsonText(value, 0);
    return text ? Value::string(*text) : call.wrong(QStringLiteral("obj"), value);
}

Value callGetLogger(CallSite &)
{
    return contextValue({ContextObject::Kind::Logger, {}, {}, false, {}});
}

Value callChain(CallSite &call)
{
    static const Signature signature("*iterables");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    std::vector<Value> result;
    for (const Value &iterable : bound->rest) {
        const auto all = call.interpreter.items(iterable, call.at);
        if (!all)
            return Value::poison();
        result.insert(result.end(), all->begin(), all->end());
    }
    return Value::iterator(std::move(result));
}

Value callProduct(CallSite &call)
{
    static const Signature signature("*iterables");
    const auto bound = signature.bind(call);
    if (!bound)
        return Value::poison();
    std::vector<std::vector<Value>> rows{{}};
    for (const Value &iterable : bound->rest) {
        const auto all = call.interpreter.items(iterable, call.at);
        if (!all)
            return Value::poison();
        if (rows.size() * all->size() > 100'000)
            return call.refuse(QStringLiteral("multiplies lists beyond measure"));
        std::vector<std::vector<Value>> longer;
        for (const auto &row : rows) {
            for (const Value &item : *all) {
                longer.push_back(row);
                longer.back().push_back(item);
            }
        }
        rows = std::move(longer);
    }
    std::vector<Value> result;
    for (auto &row : rows)
        result.push_back(Value::tuple(std::move(row)));
    return Value::iterator(std::move(result));
}

bool numbers(CallSite &call, const Signature::Bound &bound, std::vector<int> &out)
{
    for (const auto &value : bound.values) {
        const auto number = value ? value->integral() : std::optional<qint64>(0);
        if (!number || *number < 0 || *number > 9'999'999)
            return !call.wrong(QStringLiteral("a number"), *value).isPoison();
        out.push_back(int(*number));
    }
    return true;
}

QString twoDigits(int number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

bool isDate(int year, int month, int day)
{
    return QDate::isValid(year, month, day) && year >= 1 && year <= 9999;
}

QString isoDate(int year, int month, int day)
{
    return QStringLiteral("%1-%2-%3")
        .arg(year, 4, 10, QLatin1Char('0'))
        .arg(twoDigits(month), twoDigits(day));
}

Value callDate(CallSite &call)
{
    static const Signature signature("year, month, day");
    const auto bound = signature.bind(call);
    std::vector<int> given;
    if (!bound || !numbers(call, *bound, given))
        return Value::poison();
    if (!isDate(given[0], given[1], given[2]))
        return call.raise(QStringLiteral("ValueError: no such date"));
    return sqlValue(LiteralObject{{LiteralDate{isoDate(given[0], given[1], given[2])}}});
}

Value callDateTime(CallSite &call)
{
    static const Signature signature("year, month, day, hour=, minute=, second=, microsecond=");
    const auto bound = signature.bind(call);
    std::vector<int> given;
    if (!bound || !numbers(call, *bound, given))
        return Value::poison();
    if (!isDate(given[0], given[1], given[2]) || given[3] > 23 || given[4] > 59 || given[5] > 59
        || given[6] > 999'999)
        return call.raise(QStringLiteral("ValueError: no such time"));
    QString iso = isoDate(given[0], given[1], given[2])
        + QStringLiteral(" %1:%2:%3").arg(twoDigits(given[3]), twoDigits(given[4]), twoDigits(given[5]));
    if (given[6] > 0)
        iso += QStringLiteral(".%1").arg(given[6], 6, 10, QLatin1Char('0'));
    return sqlValue(LiteralObject{{LiteralDateTime{iso}}});
}

Value callTime(CallSite &call)
{
    static const Signature signature("hour=, minute=, second=, microsecond=");
    const auto bound = signature.bind(call);
    std::vector<int> given;
    if (!bound || !numbers(call, *bound, given))
        return Value::poison();
    if (given[0] > 23 || given[1] > 59 || given[2] > 59 || given[3] > 999'999)
        return call.raise(QStringLiteral("ValueError: no such time"));
    QString iso
        = QStringLiteral("%1:%2:%3").arg(twoDigits(given[0]), twoDigits(given[1]), twoDigits(given[2]));
    if (given[3] > 0)
        iso += QStringLiteral(".%1").arg(given[3], 6, 10, QLatin1Char('0'));
    return sqlValue(LiteralObject{{LiteralTime{iso}}});
}

Value callTimeDelta(CallSite &call)
{
    static const Signature signature(
        "days=, seconds=, microseconds=, milliseconds=, minutes=, hours=, weeks=");
    const auto bound = signature.bind(call);
    std::vector<int> given;
    if (!bound || !numbers(call, *bound, given))
        return Value::poison();
    const qint64 microseconds = given[2] + qint64(given[3]) * 1000;
    const qint64 seconds
        = given[1] + qint64(given[4]) * 60 + qint64(given[5]) * 3600 + microseconds / 1'000'000;
    const qint64 days = given[0] + qint64(given[6]) * 7 + seconds / 86'400;
    return sqlValue(LiteralObject{{LiteralInterval{days, seconds % 86'400, microseconds % 1'000'000}}});
}

void addClockAndChance(CatalogueBuilder &builder)
{
    for (const char *name : {"now", "utcnow", "today"})
        builder.refused("datetime.datetime datetime.date", name,
            QStringLiteral("reads the clock with %1()").arg(QString::fromLatin1(name)));
    for (const char *name : {"time", "time_ns", "monotonic", "sleep", "strftime", "perf_counter"})
        builder.refused(
            "time", name, QStringLiteral("uses the clock with time.%1()").arg(QString::fromLatin1(name)));
    for (const char *name : {"uuid1", "uuid4"})
        builder.refused(
            "uuid", name, QStringLiteral("makes a random id with %1()").arg(QString::fromLatin1(name)));
    for (const char *name : {"random", "randint", "choice", "choices", "shuffle", "sample"})
        builder.refused(
            "random", name, QStringLiteral("uses chance with random.%1()").arg(QString::fromLatin1(name)));
    builder.refused("os", "getenv", QStringLiteral("reads the environment with os.getenv()"));
}

void addTyping(CatalogueBuilder &builder)
{
    for (const char *name :
        {"Union", "Sequence", "Optional", "Any", "List", "Dict", "Tuple", "Set", "Callable", "Iterable",
            "Mapping", "Final", "Literal", "TYPE_CHECKING", "Iterator", "Generator", "cast"})
        builder.refused("typing", name, QStringLiteral("uses typing.%1").arg(QString::fromLatin1(name)));
    builder.constant("typing", "TYPE_CHECKING", Value::boolean(false));
}

} // namespace

void addStandardLibrary(CatalogueBuilder &builder)
{
    builder.function("textwrap", "dedent", callDedent);
    builder.function("json", "dumps", callJsonDumps);
    builder.function("itertools", "chain", callChain);
    builder.function("itertools", "product", callProduct);
    builder.function("logging", "getLogger", callGetLogger);
    for (const char *name :
        {"debug", "info", "warning", "error", "critical", "exception", "basicConfig", "warn", "log"})
        builder.ignored("logging", name);
    builder.ignored("warnings", "warn");
    builder.ignored("warnings", "filterwarnings");
    builder.ignored("warnings", "simplefilter");
    builder.refused("enum", "Enum", QStringLiteral("makes an enum at run time"));
    builder.function("datetime", "date", callDate);
    builder.function("datetime", "datetime", callDateTime);
    builder.function("datetime", "time", callTime);
    builder.function("datetime", "timedelta", callTimeDelta);
    addClockAndChance(builder);
    addTyping(builder);
    builder.linkMembers("datetime", "datetime", "datetime.datetime");
    builder.linkMembers("datetime", "date", "datetime.date");
}

} // namespace stillroom::evaluation
