#pragma once

#include "migrations/python/parser.h"

#include <string_view>
#include <utility>
#include <vector>

namespace stillroom
{

/// Finds `context.configure(…)` in env.py, wherever it stands, and tells the call for a connection from
/// the one for `--sql`: by its arguments, else by the name of the function around it. Of several of a
/// kind the last counts.
class ConfigureCalls
{
public:
    explicit ConfigureCalls(const python::Module &module);

    const python::Call *online() const { return m_online; }
    const python::Call *offline() const { return m_offline; }
    /// The value of a name that the module sets exactly once, to a literal; else the expression itself.
    const python::Expression *resolved(const python::Expression *expression) const;

private:
    void visit(const python::Suite &suite, std::string_view function);
    void visit(const python::Statement &statement, std::string_view function);
    void consider(const python::Expression *expression, std::string_view function);
    void noteConstant(const python::Assign &assign);

    std::vector<std::pair<std::string_view, const python::Expression *>> m_constants;
    const python::Call *m_online = nullptr;
    const python::Call *m_offline = nullptr;
};

} // namespace stillroom
