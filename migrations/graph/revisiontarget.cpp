#include "migrations/graph/revisiontarget.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{
namespace
{

TargetSymbol symbolOf(const QString &name)
{
    static const QHash<QString, TargetSymbol> words{
        {QStringLiteral("head"), TargetSymbol::Head},
        {QStringLiteral("heads"), TargetSymbol::Heads},
        {QStringLiteral("base"), TargetSymbol::Base},
        {QStringLiteral("current"), TargetSymbol::Current},
    };
    return words.value(name, TargetSymbol::Revision);
}

/// More steps than any history has count as a billion.
int stepCount(const QString &text)
{
    constexpr int most = 1'000'000'000;
    bool ok = false;
    const int steps = text.toInt(&ok);
    if (ok)
        return std::clamp(steps, -most, most);
    return text.startsWith(u'-') ? -most : most;
}

std::optional<RevisionTarget::Point> rangeEnd(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    return RevisionTarget::parsePoint(text);
}

} // namespace

RevisionTarget::Point RevisionTarget::parsePoint(const QString &text)
{
    static const QRegularExpression relative(QStringLiteral(R"(\A(?:(.+?)@)?(\w+)?([+-][0-9]+)\z)"),
        QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::DotMatchesEverythingOption);
    if (const QRegularExpressionMatch match = relative.match(text); match.hasMatch()) {
        RelativeTarget target{.branch = match.captured(1),
            .steps = stepCount(match.captured(3)),
            .stepsText = match.captured(3)};
        if (!match.captured(2).isEmpty())
            target.start = AbsoluteTarget{.symbol = symbolOf(match.captured(2)), .name = match.captured(2)};
        return target;
    }
    return parseAbsolute(text);
}

AbsoluteTarget RevisionTarget::parseAbsolute(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    const QString name = text.mid(at + 1);
    return AbsoluteTarget{
        .branch = text.left(std::max(at, qsizetype(0))), .symbol = symbolOf(name), .name = name};
}

RevisionTarget RevisionTarget::parse(const QString &text)
{
    RevisionTarget target;
    target.m_text = text;
    const qsizetype colon = text.indexOf(u':');
    if (colon < 0) {
        std::visit([&target](auto &&point) { target.m_value = std::move(point); }, parsePoint(text));
        return target;
    }
    const QString from = text.left(colon);
    const QString to = text.mid(colon + 1);
    target.m_value = RangeTarget{.from = from, .to = to, .start = rangeEnd(from), .end = rangeEnd(to)};
    return target;
}

} // namespace stillroom
