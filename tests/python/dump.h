#pragma once

#include "migrations/python/parser.h"

#include <string>

namespace stillroom::python
{

enum class DumpPlaces { No, Yes };

/// The tree in one line with the class and field names of CPython's ast, as astdump.py prints it:
/// `Name@1:0-1:4("text")`, places only when asked for. Contexts, type comments and the `u` of a literal
/// are left out; type_params appear only when there are some. Nodes inside f-strings have no places:
/// CPython 3.11 gets them wrong.
std::string dump(const Module &module, const Suite &suite, DumpPlaces places = DumpPlaces::No);

} // namespace stillroom::python
