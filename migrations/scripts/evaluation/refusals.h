#pragma once

#include "migrations/python/parser.h"
#include "migrations/scripts/evaluation/value.h"
#include "migrations/scripts/evaluator.h"

#include <vector>

namespace stillroom::evaluation
{

/// Collects why a script cannot be evaluated. Every refusal yields a poisoned value, so that the
/// rest of the function can still be looked at for further reasons.
class Refusals
{
public:
    explicit Refusals(const python::Module &module)
        : m_module(module)
    {
    }

    /// "line N <sentence>".
    Value refuse(python::Extent at, const QString &sentence);
    /// "line N <sentence>; only the project's Python knows the result".
    Value handOver(python::Extent at, const QString &sentence);
    /// "line N raises <error>": what Python would do with the script as it stands.
    Value raise(python::Extent at, const QString &error);

    bool any() const { return !m_reasons.empty(); }
    size_t count() const { return m_reasons.size(); }
    const std::vector<RefusalReason> &reasons() const { return m_reasons; }
    /// Forgets the reasons from the given count on; the first of them, as "line 5 reads the clock".
    QString rollBack(size_t count);
    /// Whether the first reason from the given count on is an error of the script.
    bool raisedSince(size_t count) const;
    std::vector<RefusalReason> take();

private:
    const python::Module &m_module;
    std::vector<RefusalReason> m_reasons;
};

} // namespace stillroom::evaluation
