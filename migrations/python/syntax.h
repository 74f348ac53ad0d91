#pragma once

#include "migrations/python/expressions.h"
#include "migrations/python/patterns.h"
#include "migrations/python/statements.h"

// The syntax tree of Python 3.8 to 3.13, one struct per construct, after CPython's Parser/Python.asdl.
//
// Nodes live in the Arena of their Module and are only read. Expression, Statement and Pattern are
// closed sets: test one with `node.as<Call>()` (null when it is something else) or cover all of them
// with `visit(node, overloaded)`, which does not compile when a construct is forgotten.
