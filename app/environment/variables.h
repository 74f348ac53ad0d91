#pragma once

#include "app/environment/dotenv.h"

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace stillroom
{

/// A variable as the application would see it.
struct EffectiveVariable {
    QString value;
    QString source; ///< ".env:NAME" or "environment:NAME"
    SourcePlace place{}; ///< in the .env file; empty for the process environment

    bool operator==(const EffectiveVariable &) const = default;
};

/// The variables the application would see when it starts in a folder: the process environment, then its
/// .env, which replaces nothing that is set, not even to nothing (load_dotenv without override;
/// spec/auto-run.md 4.1).
class ApplicationVariables
{
public:
    /// A .env that cannot be read counts as absent; problem() says why.
    ApplicationVariables(const QString &root, const QProcessEnvironment &process);

    std::optional<EffectiveVariable> find(const QString &name) const;
    /// The value, or an empty text.
    QString value(const QString &name) const;
    std::optional<QString> valueIfSet(const QString &name) const;
    const std::optional<Error> &problem() const { return m_problem; }
    /// All of it, as a child process would get it.
    QProcessEnvironment environment() const;

private:
    QProcessEnvironment m_process;
    std::optional<DotenvDocument> m_document;
    std::optional<Error> m_problem;
    DotenvValues m_loaded;
};

} // namespace stillroom
