#include "app/environment/variables.h"

#include <QFileInfo>

namespace stillroom
{

ApplicationVariables::ApplicationVariables(const QString &root, const QProcessEnvironment &process)
    : m_process(process)
{
    const QString path = root + QStringLiteral("/.env");
    if (!QFileInfo(path).isFile())
        return;
    Result<DotenvDocument> document = DotenvDocument::read(path);
    if (!document) {
        m_problem = document.error();
        return;
    }
    m_loaded = document->loaded(process);
    m_document = std::move(*document);
}

std::optional<EffectiveVariable> ApplicationVariables::find(const QString &name) const
{
    for (const auto &[key, value] : m_loaded) {
        if (key == name && value)
            return EffectiveVariable{*value, QStringLiteral(".env:") + name,
                {m_document->path(), m_document->statementOf(name)->keyLine}};
    }
    if (m_process.contains(name))
        return EffectiveVariable{m_process.value(name), QStringLiteral("environment:") + name};
    return {};
}

QString ApplicationVariables::value(const QString &name) const
{
    return valueIfSet(name).value_or(QString());
}

std::optional<QString> ApplicationVariables::valueIfSet(const QString &name) const
{
    const std::optional<EffectiveVariable> found = find(name);
    return found ? std::optional(found->value) : std::nullopt;
}

QProcessEnvironment ApplicationVariables::environment() const
{
    QProcessEnvironment all = m_process;
    for (const auto &[key, value] : m_loaded) {
        if (value && !all.contains(key))
            all.insert(key, *value);
    }
    return all;
}

} // namespace stillroom
