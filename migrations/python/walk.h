#pragma once

#include "migrations/python/patterns.h"
#include "migrations/python/statements.h"

namespace stillroom::python
{

/// What walk() tells of each node it comes to, parents first and in source order. The base visits
/// everything and keeps nothing.
class TreeVisitor
{
public:
    virtual ~TreeVisitor() = default;
    /// False: the node's own children are passed over.
    virtual bool enterStatement(const Statement &) { return true; }
    virtual bool enterExpression(const Expression &) { return true; }
    /// After the children of a statement that was entered.
    virtual void leaveStatement(const Statement &) { }
};

/// Every statement and expression below and including the given node: decorators, defaults,
/// annotations, patterns and comprehensions too. Bodies that ParseDepth::ModuleLevel passed over hold
/// nothing. Recurses as deeply as the parser allows (200 brackets, 100 indents).
void walk(const Suite &suite, TreeVisitor &visitor);
void walk(const Statement &statement, TreeVisitor &visitor);
void walk(const Expression &expression, TreeVisitor &visitor);

} // namespace stillroom::python
