#pragma once

#include "migrations/scripts/evaluation/interpreter.h"

namespace stillroom::evaluation
{

template<typename Body>
bool Interpreter::comprehend(python::Values<python::ComprehensionClause> clauses, size_t index, Body &&body)
{
    if (index == clauses.size())
        return body();
    const auto &clause = clauses[index];
    if (clause.isAsync) {
        m_refusals.refuse(clause.iterable->extent, QStringLiteral("loops asynchronously"));
        return false;
    }
    // The first iterable belongs to the frame around the comprehension.
    const auto inner = m_frame;
    if (index == 0)
        m_frame = inner->enclosing;
    const Value iterable = evaluate(*clause.iterable);
    m_frame = inner;
    const auto all = items(iterable, clause.iterable->extent);
    if (!all)
        return false;
    for (const Value &item : *all) {
        if (!spend(clause.iterable->extent))
            return false;
        assign(*clause.target, item);
        bool wanted = true;
        for (const python::Expression *condition : clause.conditions) {
            const auto truthful = isTrue(evaluate(*condition), condition->extent);
            if (!truthful)
                return false;
            wanted = *truthful;
            if (!wanted)
                break;
        }
        if (wanted && !comprehend(clauses, index + 1, body))
            return false;
    }
    return true;
}

template<typename Body>
bool Interpreter::comprehension(python::Values<python::ComprehensionClause> clauses, Body &&body)
{
    const auto outer = m_frame;
    m_frame = std::make_shared<Frame>();
    m_frame->enclosing = outer;
    m_frame->isComprehension = true;
    const bool sound = comprehend(clauses, 0, body);
    m_frame = outer;
    return sound;
}

} // namespace stillroom::evaluation
