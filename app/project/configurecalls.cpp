#include "app/project/configurecalls.h"

#include <algorithm>

namespace stillroom
{

namespace
{

bool hasKeyword(const python::Call &call, std::string_view name)
{
    const auto same = [&](const python::Keyword &keyword) { return keyword.name == name; };
    return std::any_of(call.keywords.begin(), call.keywords.end(), same);
}

/// `context.configure(…)` and `alembic.context.configure(…)`.
const python::Call *configureCall(const python::Expression *expression)
{
    const auto *call = expression ? expression->as<python::Call>() : nullptr;
    const auto *function = call ? call->function->as<python::Attribute>() : nullptr;
    return function && function->name == "configure" ? call : nullptr;
}

} // namespace

ConfigureCalls::ConfigureCalls(const python::Module &module)
{
    visit(module.body(), {});
}

const python::Expression *ConfigureCalls::resolved(const python::Expression *expression) const
{
    const auto *name = expression->as<python::Name>();
    if (!name)
        return expression;
    const python::Expression *value = nullptr;
    for (const auto &[constant, literal] : m_constants) {
        if (constant != name->name)
            continue;
        if (value)
            return expression;
        value = literal;
    }
    return value ? value : expression;
}

void ConfigureCalls::visit(const python::Suite &suite, std::string_view function)
{
    for (const python::Statement *statement : suite)
        visit(*statement, function);
}

void ConfigureCalls::visit(const python::Statement &statement, std::string_view function)
{
    if (const auto *expression = statement.as<python::ExpressionStatement>()) {
        consider(expression->value, function);
    } else if (const auto *assign = statement.as<python::Assign>()) {
        noteConstant(*assign);
    } else if (const auto *inner = statement.as<python::Function>()) {
        visit(inner->body, inner->name);
    } else if (const auto *with = statement.as<python::With>()) {
        visit(with->body, function);
    } else if (const auto *branch = statement.as<python::If>()) {
        visit(branch->body, function);
        visit(branch->orElse, function);
    } else if (const auto *attempt = statement.as<python::Try>()) {
        visit(attempt->body, function);
        for (const python::ExceptHandler &handler : attempt->handlers)
            visit(handler.body, function);
        visit(attempt->orElse, function);
        visit(attempt->finally, function);
    } else if (const auto *loop = statement.as<python::For>()) {
        visit(loop->body, function);
    }
}

void ConfigureCalls::consider(const python::Expression *expression, std::string_view function)
{
    if (const auto *awaited = expression->as<python::Await>())
        expression = awaited->value;
    const python::Call *call = configureCall(expression);
    if (!call)
        return;
    const bool forConnection = hasKeyword(*call, "connection");
    const bool forText = hasKeyword(*call, "url") || hasKeyword(*call, "literal_binds")
        || hasKeyword(*call, "dialect_name") || function.find("offline") != std::string_view::npos;
    if (!forConnection && forText)
        m_offline = call;
    else
        m_online = call;
}

void ConfigureCalls::noteConstant(const python::Assign &assign)
{
    for (const python::Expression *target : assign.targets) {
        if (const auto *name = target->as<python::Name>())
            m_constants.emplace_back(name->name, assign.value);
    }
}

} // namespace stillroom
