#include "migrations/scripts/evaluation/methods.h"

namespace stillroom::evaluation
{

namespace
{

/// A field of str.format: "", "0" or "name", then `[index]` parts.
struct FieldWalk {
    CallSite &call;
    size_t nextAutomatic = 0;

    Value first(const QString &name)
    {
        bool isNumber = false;
        const uint number = name.toUInt(&isNumber);
        if (name.isEmpty() || isNumber) {
            const size_t at = name.isEmpty() ? nextAutomatic++ : number;
            if (at >= call.arguments.positional.size())
                return call.raise(QStringLiteral("IndexError: too few arguments of format()"));
            return call.arguments.positional[at];
        }
        for (const auto &[key, value] : call.arguments.keywords) {
            if (key == name)
                return value;
        }
        return call.raise(QStringLiteral("KeyError: '%1'").arg(name));
    }

    Value indexed(const Value &value, const QString &index)
    {
        bool isNumber = false;
        const uint number = index.toUInt(&isNumber);
        if (const auto *dict = value.dict()) {
            const auto *found = find(*dict, isNumber ? Value::integer(number) : Value::string(index));
            return found ? *found : call.raise(QStringLiteral("KeyError: %1").arg(index));
        }
        const std::vector<Value> *items = value.list() ? &value.list()->items
            : value.tuple()                            ? &value.tuple()->items
                                                       : nullptr;
        if (items && isNumber && number < items->size())
            return (*items)[number];
        return call.handOver(QStringLiteral("formats an item of %1").arg(value.typeName()));
    }

    Value field(const QString &written)
    {
        const qsizetype end = written.indexOf(u'[');
        if (written.contains(u'.'))
            return attributeField(written);
        Value value = call.interpreter.known(first(written.left(end)), call.at);
        qsizetype at = end;
        while (at >= 0 && at < written.size() && !value.isPoison()) {
            const qsizetype close = written.indexOf(u']', at);
            if (written[at] != u'[' || close < 0)
                return call.handOver(QStringLiteral("formats with the field {%1}").arg(written));
            value = indexed(value, written.mid(at + 1, close - at - 1));
            at = close + 1;
        }
        return value;
    }

    Value attributeField(const QString &written)
    {
        const QStringList parts = written.split(u'.');
        Value value = call.interpreter.known(first(parts.first()), call.at);
        for (const QString &part : parts.mid(1)) {
            if (part.contains(u'[') || value.isPoison())
                return call.handOver(QStringLiteral("formats with the field {%1}").arg(written));
            value = call.interpreter.attribute(value, part, call.at);
        }
        return value;
    }
};

/// The end of a replacement field that begins behind `{`; -1 when it has fields of its own.
qsizetype fieldEnd(const QString &format, qsizetype at)
{
    const qsizetype close = format.indexOf(u'}', at);
    const qsizetype open = format.indexOf(u'{', at);
    return open >= 0 && open < close ? -1 : close;
}

} // namespace

Value formatMethod(CallSite &call, const QString &format)
{
    FieldWalk walk{call};
    QString out;
    const auto uncertain = [&] { return call.handOver(QStringLiteral("formats a text with format()")); };
    for (qsizetype at = 0; at < format.size();) {
        const QChar c = format[at];
        const bool doubled = at + 1 < format.size() && format[at + 1] == c;
        if ((c == u'{' || c == u'}') && doubled) {
            out += c;
            at += 2;
            continue;
        }
        if (c == u'}')
            return call.raise(QStringLiteral("ValueError: single } in a format"));
        if (c != u'{') {
            out += c;
            ++at;
            continue;
        }
        const qsizetype end = fieldEnd(format, at + 1);
        if (end < 0)
            return uncertain();
        QString field = format.mid(at + 1, end - at - 1);
        at = end + 1;
        QString spec;
        if (const qsizetype colon = field.indexOf(u':'); colon >= 0) {
            spec = field.mid(colon + 1);
            field.truncate(colon);
        }
        QChar conversion;
        if (const qsizetype mark = field.indexOf(u'!'); mark >= 0) {
            conversion = mark + 2 == field.size() ? field[mark + 1] : QChar(u'?');
            field.truncate(mark);
        }
        const Value value = call.interpreter.known(walk.field(field), call.at);
        if (value.isPoison())
            return value;
        const bool knownConversion = conversion.isNull() || conversion == u'r' || conversion == u's';
        const auto text = knownConversion ? formatValue(value, conversion, spec) : std::nullopt;
        if (!text || out.size() + text->size() > mostCharacters)
            return uncertain();
        out += *text;
    }
    return Value::string(std::move(out));
}

bool hasMethod(const Value &self, const QString &method)
{
    if (self.string())
        return stringMethodNames().contains(method);
    if (const auto *member = self.enumMember())
        return member->isString && stringMethodNames().contains(method);
    if (self.sql())
        return hasSqlMethod(self, method);
    if (self.context())
        return hasContextMethod(self, method);
    return hasCollectionMethod(self, method);
}

Value callMethod(CallSite &call, const Value &self, const QString &method)
{
    if (const auto *text = self.string())
        return callStringMethod(call, *text, method);
    if (const auto *member = self.enumMember())
        return callStringMethod(call, *member->value->string(), method);
    if (self.sql())
        return callSqlMethod(call, self, method);
    if (self.context())
        return callContextMethod(call, self, method);
    return callCollectionMethod(call, self, method);
}

} // namespace stillroom::evaluation
