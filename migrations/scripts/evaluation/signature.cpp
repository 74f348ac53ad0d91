#include "migrations/scripts/evaluation/catalogue.h"

#include <algorithm>

namespace stillroom::evaluation
{

Signature::Signature(const char *text)
{
    bool keywordOnly = false;
    for (QString part : QString::fromLatin1(text).split(u',', Qt::SkipEmptyParts)) {
        part = part.trimmed();
        if (part.startsWith(QLatin1String("**"))) {
            m_takesKeywords = true;
        } else if (part.startsWith(u'*')) {
            m_takesRest = part.size() > 1;
            keywordOnly = true;
        } else {
            const bool optional = part.endsWith(u'=');
            m_parameters.push_back({optional ? part.chopped(1) : part, optional, keywordOnly});
        }
    }
}

std::optional<Signature::Bound> Signature::bind(CallSite &call) const
{
    Bound bound;
    bound.values.resize(m_parameters.size());
    const auto raise = [&](const QString &what) {
        call.raise(QStringLiteral("TypeError: %1() %2").arg(call.name, what));
        return std::nullopt;
    };
    size_t next = 0;
    for (Value &value : call.arguments.positional) {
        if (value.isPoison())
            return std::nullopt;
        if (next < m_parameters.size() && !m_parameters[next].keywordOnly)
            bound.values[next++] = std::move(value);
        else if (m_takesRest)
            bound.rest.push_back(std::move(value));
        else
            return raise(QStringLiteral("takes fewer arguments"));
    }
    for (auto &[name, value] : call.arguments.keywords) {
        if (value.isPoison())
            return std::nullopt;
        const auto it = std::find_if(m_parameters.begin(), m_parameters.end(),
            [&name = name](const Parameter &parameter) { return parameter.name == name; });
        if (it != m_parameters.end()) {
            auto &slot = bound.values[size_t(it - m_parameters.begin())];
            if (slot)
                return raise(QStringLiteral("takes %1 twice").arg(name));
            slot = std::move(value);
        } else if (m_takesKeywords) {
            bound.keywords.emplace_back(name, std::move(value));
        } else {
            return raise(QStringLiteral("does not take %1").arg(name));
        }
    }
    for (size_t i = 0; i < m_parameters.size(); ++i) {
        if (!bound.values[i] && !m_parameters[i].optional)
            return raise(QStringLiteral("misses %1").arg(m_parameters[i].name));
    }
    return bound;
}

std::optional<QString> stringArgument(CallSite &call, const QString &parameter, const Value &value)
{
    if (const auto *text = value.string())
        return *text;
    call.wrong(parameter, value);
    return std::nullopt;
}

std::optional<QString> nameArgument(CallSite &call, const QString &parameter, const Value &value)
{
    return value.isNone() ? std::optional(QString()) : stringArgument(call, parameter, value);
}

std::optional<std::optional<QString>> optionalString(
    CallSite &call, const QString &parameter, const Value &value)
{
    if (value.isNone())
        return std::optional<QString>();
    auto text = stringArgument(call, parameter, value);
    return text ? std::optional(std::optional(std::move(*text))) : std::nullopt;
}

std::optional<bool> flagArgument(CallSite &call, const QString &parameter, const Value &value)
{
    const auto result = value.isPoison() || value.unknown() || value.sql() ? std::nullopt : truth(value);
    if (!result)
        call.wrong(parameter, value);
    return result;
}

std::optional<std::optional<bool>> optionalFlag(CallSite &call, const QString &parameter, const Value &value)
{
    if (value.isNone())
        return std::optional<bool>();
    const auto flag = flagArgument(call, parameter, value);
    return flag ? std::optional(std::optional(*flag)) : std::nullopt;
}

std::optional<QStringList> stringsArgument(CallSite &call, const QString &parameter, const Value &value)
{
    if (!value.list() && !value.tuple() && !value.iterator()) {
        call.wrong(parameter, value);
        return std::nullopt;
    }
    const auto all = call.interpreter.items(value, call.at);
    if (!all)
        return std::nullopt;
    QStringList result;
    for (const Value &item : *all) {
        const auto text = stringArgument(call, parameter, item);
        if (!text)
            return std::nullopt;
        result += *text;
    }
    return result;
}

} // namespace stillroom::evaluation
