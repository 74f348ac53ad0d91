#pragma once

#include "migrations/base/error.h"
#include "migrations/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace stillroom
{

/// `# stillroom: allow RULE because REASON`
struct Allowance {
    QString rule;
    QString reason; ///< empty: none was given, and nothing is allowed
    int line = 0;
    /// Lines of the script the comment speaks for: its own, or the statement below it. A comment at the left
    /// margin outside of functions speaks for the whole script (first 1, last the largest int).
    int firstLine = 0;
    int lastLine = 0;

    bool operator==(const Allowance &) const = default;
};

/// What the text of a revision script shows besides its operations.
struct ScriptTraits {
    std::vector<std::pair<QString, SourcePlace>>
        applicationImports{}; ///< modules of the project that are used
    std::optional<SourcePlace> createAll{}; ///< metadata.create_all() or drop_all()
    std::optional<SourcePlace> readsDatabase{}; ///< get_bind, inspect or a fetch, without an offline test
    std::optional<SourcePlace> swallowsErrors{}; ///< an operation inside try … except that goes on
    bool emptyDowngrade = false; ///< downgrade() that does nothing while upgrade() does something
    std::optional<SourcePlace> downgrade{};
    std::vector<Allowance> allowances{};

    bool operator==(const ScriptTraits &) const = default;
};

/// Reads the traits without running anything. \a projectModules: names of modules and packages that lie in
/// the project's folder. An Error as parseModule()'s: the text is not Python.
Result<ScriptTraits> readTraits(
    const QByteArray &text, const QString &path, const QStringList &projectModules = {});

} // namespace stillroom
