#include "app/verify/procedure.h"

#include "app/verify/pythonfiles.h"
#include "migrations/python/walk.h"

#include <algorithm>

namespace stillroom
{

namespace
{

using namespace python;

const QString procedureName = QStringLiteral("check_and_run_migrations");
const QString verificationFile = QStringLiteral("verify_migration_setup.py");

/// What one module shows.
struct ModuleReading {
    struct Definition {
        QString name;
        SourcePlace place;
        bool upgrades = false; ///< an upgrade call stands in it
    };
    std::vector<Definition> definitions;
    QStringList upgradeNames; ///< names that stand for flask_migrate.upgrade here
    std::vector<std::pair<QString, SourcePlace>> marks; ///< module variables set to False
    QStringList globals; ///< names declared global in a function
    std::vector<std::pair<QString, CallSite>> calls;
};

bool isFalse(const Expression &value)
{
    const auto *literal = value.as<BoolLiteral>();
    return literal && !literal->value;
}

class ModuleSearch : public TreeVisitor
{
public:
    ModuleSearch(const Module &module, ProcedureReading &all, ModuleReading &own)
        : m_module(module)
        , m_all(all)
        , m_own(own)
    {
    }

    bool enterStatement(const Statement &node) override
    {
        if (const auto *function = node.as<Function>()) {
            m_own.definitions.push_back({toText(function->name), m_module.place(node), false});
            m_functions.push_back(m_own.definitions.size() - 1);
        } else if (const auto *branch = node.as<If>()) {
            m_guards.push_back({&node, toText(m_module.text(*branch->condition))});
        } else if (const auto *from = node.as<ImportFrom>(); from && from->module == "flask_migrate") {
            for (const ImportedName &name : from->names) {
                if (name.name == "upgrade")
                    m_own.upgradeNames += toText(name.alias.empty() ? name.name : name.alias);
            }
        } else if (const auto *assign = node.as<Assign>(); assign && m_functions.empty()) {
            const auto *name = assign->targets.front()->as<Name>();
            if (name && isFalse(*assign->value))
                m_own.marks.emplace_back(toText(name->name), m_module.place(node));
        } else if (const auto *global = node.as<Global>()) {
            for (const std::string_view name : global->names)
                m_own.globals += toText(name);
        }
        return true;
    }

    void leaveStatement(const Statement &node) override
    {
        if (node.is<Function>())
            m_functions.pop_back();
        if (!m_guards.empty() && m_guards.back().first == &node)
            m_guards.pop_back();
    }

    bool enterExpression(const Expression &node) override
    {
        if (const auto *call = node.as<Call>())
            lookAtCall(*call);
        else if (const auto *subscript = node.as<Subscript>())
            lookAtKey(*subscript->index, dottedName(*subscript->value), node);
        return true;
    }

private:
    void lookAtCall(const Call &call)
    {
        const QString name = dottedName(*call.function);
        if (!call.arguments.empty())
            lookAtKey(*call.arguments.front(), name, call);
        const bool upgrades = m_own.upgradeNames.contains(name) || name == u"flask_migrate.upgrade"
            || name.endsWith(QLatin1String("command.upgrade"));
        if (upgrades) {
            m_all.upgradeCalls.push_back(m_module.place(call));
            for (const size_t function : m_functions)
                m_own.definitions[function].upgrades = true;
        }
        QStringList guards;
        for (const auto &[statement, text] : m_guards)
            guards += text;
        CallSite site{m_module.place(call), guards.join(QStringLiteral(" and ")),
            m_functions.empty() ? QString() : m_own.definitions[m_functions.back()].name};
        m_own.calls.emplace_back(name.section(u'.', -1), std::move(site));
    }

    /// `os.environ.get("X")`, `os.getenv("X")`, `os.environ["X"]`, `config("X")` and the like.
    void lookAtKey(const Expression &key, const QString &reader, const Expression &node)
    {
        const auto *text = key.as<StringLiteral>();
        const bool reads = reader.endsWith(QLatin1String("get")) || reader.endsWith(QLatin1String("getenv"))
            || reader.endsWith(QLatin1String("environ")) || reader.contains(QLatin1String("env"))
            || reader.contains(QLatin1String("config"));
        if (!text || !reads)
            return;
        if (text->value == "AUTO_MIGRATE_ON_STARTUP")
            m_all.flagReads.push_back(m_module.place(node));
        else if (text->value == "FLASK_SKIP_DB_INIT")
            m_all.skipReads.push_back(m_module.place(node));
    }

    const Module &m_module;
    ProcedureReading &m_all;
    ModuleReading &m_own;
    std::vector<size_t> m_functions; ///< indices into m_own.definitions, outermost first
    std::vector<std::pair<const Statement *, QString>> m_guards;
};

/// The mark: a module variable set to False that a function declares global; a telling name wins.
std::optional<SourcePlace> markOf(const ModuleReading &module)
{
    std::optional<SourcePlace> found;
    for (const auto &[name, place] : module.marks) {
        if (!module.globals.contains(name))
            continue;
        if (name == u"_migrations_applied")
            return place;
        if (!found)
            found = place;
    }
    return found;
}

} // namespace

ProcedureReading readProcedure(const QString &root)
{
    ProcedureReading all;
    std::vector<ModuleReading> modules;
    for (const QString &path : projectPythonFiles(root)) {
        if (path.endsWith(verificationFile))
            continue;
        const std::optional<QByteArray> bytes = fileBytes(path);
        if (!bytes)
            continue;
        const Result<Module> module = parseModule(*bytes, path);
        if (!module) {
            all.unread.push_back(module.error());
            continue;
        }
        ModuleReading own;
        ModuleSearch search(*module, all, own);
        walk(module->body(), search);
        modules.push_back(std::move(own));
    }
    const ModuleReading *home = nullptr;
    for (const bool byName : {true, false}) {
        for (const ModuleReading &module : modules) {
            for (const ModuleReading::Definition &definition : module.definitions) {
                const bool fits = byName ? definition.name == procedureName : definition.upgrades;
                if (home || !fits)
                    continue;
                home = &module;
                all.function = definition.name;
                all.definition = definition.place;
            }
        }
    }
    if (!home)
        return all;
    all.mark = markOf(*home);
    for (const ModuleReading &module : modules) {
        for (const auto &[name, site] : module.calls) {
            if (name == all.function)
                all.calls.push_back(site);
        }
    }
    return all;
}

} // namespace stillroom
