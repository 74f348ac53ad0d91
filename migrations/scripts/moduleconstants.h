#pragma once

#include "migrations/python/parser.h"

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stillroom
{

/// A value that module-level code gives without running anything.
struct ConstantValue {
    struct Nothing {
    };
    using Sequence = std::vector<ConstantValue>;
    /// Why the value is not known, and where.
    struct Unknown {
        QString reason;
        std::uint32_t offset = 0;
    };

    std::variant<Nothing, std::string, Sequence, Unknown> value;

    const std::string *text() const { return std::get_if<std::string>(&value); }
    const Sequence *sequence() const { return std::get_if<Sequence>(&value); }
    const Unknown *unknown() const { return std::get_if<Unknown>(&value); }
    bool isNone() const { return std::holds_alternative<Nothing>(value); }
};

/// What the names of a module are bound to when its code has run to the end, as far as literals tell:
/// strings, tuples, lists, None, `+` of those, f-strings of known strings, names bound earlier. The
/// last binding wins. Names bound under a condition that is not a literal, in a loop or in `try` are
/// unknown. Works on a module that was read with ParseDepth::ModuleLevel.
class ModuleConstants
{
public:
    explicit ModuleConstants(const python::Module &module);

    struct Binding {
        std::string_view name;
        /// The value; null when it cannot be known, for `reason`.
        const python::Expression *value = nullptr;
        QString reason{};
        std::uint32_t offset = 0; ///< of the statement
        int element = -1; ///< which element of the value, when it was unpacked
        bool isAddition = false; ///< `name += value`
    };

    /// The last binding of a name, null when there is none.
    const Binding *find(std::string_view name) const { return find(name, m_bindings.size()); }
    ConstantValue valueOf(const Binding &binding) const;
    /// `from module import *`: any name may come from there.
    bool hasStarImport() const { return m_hasStarImport; }

private:
    /// Bindings made before `count` others were.
    const Binding *find(std::string_view name, std::size_t count) const;

    std::size_t indexOf(const Binding &binding) const
    {
        return static_cast<std::size_t>(&binding - m_bindings.data());
    }

    void read(const python::Suite &suite, const QString &uncertainty);
    void read(const python::Statement &statement, const QString &uncertainty);
    void readAddition(const python::AugmentedAssign &statement, const QString &uncertainty);
    void readImport(python::Values<python::ImportedName> names, std::uint32_t offset, bool bindsPackage);
    void readBlocks(const python::Statement &statement, const QString &uncertainty);
    void readTry(const python::Try &statement, const QString &uncertainty);
    void readIf(const python::If &statement, const QString &uncertainty);
    void bind(const python::Expression &target, const python::Expression *value, std::uint32_t offset,
        const QString &reason);
    void bindElements(python::Nodes<python::Expression> targets, const python::Expression *value,
        std::uint32_t offset, const QString &reason);
    void bindUnknown(std::string_view name, std::uint32_t offset, const QString &reason);

    class Evaluation;

    std::vector<Binding> m_bindings;
    bool m_hasStarImport = false;
};

} // namespace stillroom
