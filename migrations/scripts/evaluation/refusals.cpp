#include "migrations/scripts/evaluation/refusals.h"

#include <algorithm>

namespace stillroom::evaluation
{

namespace
{

// A person reads a handful; a loop over foreign things would repeat one for ever.
constexpr size_t mostReasons = 50;

const QLatin1String raisesClause("raises ");
const QLatin1String handOverClause("; only the project's Python knows the result");

} // namespace

Value Refusals::refuse(python::Extent at, const QString &sentence)
{
    RefusalReason reason;
    reason.place = m_module.source().place(at.begin);
    reason.reason = QStringLiteral("line %1 %2").arg(QString::number(reason.place.line), sentence);
    if (m_reasons.size() < mostReasons
        && std::find(m_reasons.begin(), m_reasons.end(), reason) == m_reasons.end())
        m_reasons.push_back(std::move(reason));
    return Value::poison();
}

Value Refusals::handOver(python::Extent at, const QString &sentence)
{
    return refuse(at, sentence + handOverClause);
}

Value Refusals::raise(python::Extent at, const QString &error)
{
    return refuse(at, raisesClause + error);
}

bool Refusals::raisedSince(size_t count) const
{
    return count < m_reasons.size() && m_reasons[count].reason.section(u' ', 2).startsWith(raisesClause);
}

QString Refusals::rollBack(size_t count)
{
    if (count >= m_reasons.size())
        return {};
    QString first = m_reasons[count].reason;
    m_reasons.resize(count);
    if (first.endsWith(handOverClause))
        first.chop(handOverClause.size());
    return first;
}

std::vector<RefusalReason> Refusals::take()
{
    std::stable_sort(m_reasons.begin(), m_reasons.end(),
        [](const auto &a, const auto &b) { return a.place.line < b.place.line; });
    return std::exchange(m_reasons, {});
}

} // namespace stillroom::evaluation
