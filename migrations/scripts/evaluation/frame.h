#pragma once

#include "migrations/python/syntax.h"
#include "migrations/scripts/evaluation/value.h"

#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace stillroom::evaluation
{

/// The names of one function call, comprehension or of the module.
struct Frame {
    std::vector<std::pair<std::string_view, Value>> names{};
    /// Names that some statement of the function binds: Python never looks for them outside.
    const std::unordered_set<std::string_view> *own = nullptr;
    std::shared_ptr<Frame> enclosing{};
    bool isComprehension = false; ///< `:=` binds in the frame around it

    const Value *find(std::string_view name) const;
    void set(std::string_view name, Value value);
    bool remove(std::string_view name);
};

/// What a look at a function body tells without running it.
struct BodyScan {
    std::unordered_set<std::string_view> bound{};
    bool yields = false;
    bool awaits = false;
    bool rebindsOuter = false; ///< global or nonlocal
};
BodyScan scan(const python::Suite &body);
BodyScan scan(const python::Statement &statement);
BodyScan scan(const python::Expression &expression);

/// A function, lambda or method of the script.
struct FunctionObject {
    QString name;
    python::Extent extent{};
    python::Values<python::Parameter> parameters{};
    const python::Suite *body = nullptr; ///< null for a lambda
    const python::Expression *expression = nullptr; ///< the lambda's
    std::vector<Value> defaults{}; ///< one per parameter; unset ones are None
    std::shared_ptr<Frame> closure{};
    QString refusal{}; ///< why it cannot be called; empty when it can
};

} // namespace stillroom::evaluation
