#include "migrations/scripts/scripttraits.h"

#include "migrations/python/parser.h"
#include "migrations/python/walk.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <limits>

namespace stillroom
{

using namespace python;

namespace
{

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

/// The last name of what is called: "create_all" of Base.metadata.create_all(…).
std::string_view calledName(const Call &call)
{
    if (const auto *attribute = call.function->as<Attribute>())
        return attribute->name;
    if (const auto *name = call.function->as<Name>())
        return name->name;
    return {};
}

bool isOperation(const Call &call)
{
    const auto *attribute = call.function->as<Attribute>();
    const auto *owner = attribute ? attribute->value->as<Name>() : nullptr;
    return owner && (owner->name == "op" || owner->name == "batch_op");
}

bool isAny(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Names that are read anywhere, to tell used imports from unused ones.
class UsedNames : public TreeVisitor
{
public:
    bool enterExpression(const Expression &expression) override
    {
        if (const auto *name = expression.as<Name>())
            names.insert(text(name->name));
        return true;
    }
    QSet<QString> names;
};

/// What the functions of the script do.
class Behaviour : public TreeVisitor
{
public:
    explicit Behaviour(const Module &module)
        : m_module(module)
    {
    }

    bool enterStatement(const Statement &statement) override
    {
        if (const auto *attempt = statement.as<Try>())
            readTry(*attempt);
        return true;
    }

    bool enterExpression(const Expression &expression) override
    {
        const auto *call = expression.as<Call>();
        if (!call)
            return true;
        const std::string_view name = calledName(*call);
        if (isAny(name, {"create_all", "drop_all"}) && !createAll)
            createAll = m_module.place(expression);
        const bool fetches = isAny(name,
            {"fetchall", "fetchone", "fetchmany", "scalar", "scalars", "scalar_one", "scalar_one_or_none",
                "inspect", "has_table", "get_columns", "get_indexes", "get_table_names", "get_foreign_keys"});
        if (fetches && call->arguments.size() <= 2 && !readsDatabase)
            readsDatabase = m_module.place(expression);
        if (isAny(name, {"is_offline_mode"}))
            testsOffline = true;
        return true;
    }

    std::optional<SourcePlace> createAll;
    std::optional<SourcePlace> readsDatabase;
    std::optional<SourcePlace> swallowsErrors;
    bool testsOffline = false;

private:
    /// An operation in the body and a handler that does not raise again.
    void readTry(const Try &attempt)
    {
        class Finder : public TreeVisitor
        {
        public:
            bool enterStatement(const Statement &statement) override
            {
                raises = raises || statement.is<Raise>();
                return true;
            }
            bool enterExpression(const Expression &expression) override
            {
                const auto *call = expression.as<Call>();
                operates = operates || (call && (isOperation(*call) || calledName(*call) == "execute"));
                return true;
            }
            bool raises = false;
            bool operates = false;
        };
        Finder body;
        walk(attempt.body, body);
        const bool goesOn
            = std::any_of(attempt.handlers.begin(), attempt.handlers.end(), [](const ExceptHandler &handler) {
                  Finder finder;
                  walk(handler.body, finder);
                  return !finder.raises;
              });
        if (body.operates && goesOn && !swallowsErrors)
            swallowsErrors = m_module.place(static_cast<const Statement &>(attempt));
    }

    const Module &m_module;
};

bool doesNothing(const Suite &body)
{
    return std::all_of(body.begin(), body.end(), [](const Statement *statement) {
        const auto *expression = statement->as<ExpressionStatement>();
        const bool text = expression
            && (expression->value->is<StringLiteral>() || expression->value->is<EllipsisLiteral>());
        const auto *result = statement->as<Return>();
        return statement->is<Pass>() || text || (result && !result->value);
    });
}

const Function *functionNamed(const Suite &body, std::string_view name)
{
    const Function *found = nullptr;
    for (const Statement *statement : body) {
        if (const auto *function = statement->as<Function>(); function && function->name == name)
            found = function; // the last definition is the one that counts
    }
    return found;
}

void readImports(const Module &module, const QStringList &projectModules, ScriptTraits &traits)
{
    UsedNames used;
    walk(module.body(), used);
    const auto note = [&](const QString &dotted, const ImportedName &name, bool relative) {
        const QString bound = name.alias.empty() ? text(name.name).section(u'.', 0, 0) : text(name.alias);
        if (!relative && !projectModules.contains(dotted.section(u'.', 0, 0)))
            return;
        if (name.name == "*" || used.names.contains(bound))
            traits.applicationImports.emplace_back(dotted, module.source().place(name.extent.begin));
    };
    class Imports : public TreeVisitor
    {
    public:
        bool enterStatement(const Statement &statement) override
        {
            if (statement.is<Import>() || statement.is<ImportFrom>())
                found.push_back(&statement);
            return true;
        }
        std::vector<const Statement *> found;
    } imports;
    walk(module.body(), imports);
    for (const Statement *statement : imports.found) {
        if (const auto *plain = statement->as<Import>()) {
            for (const ImportedName &name : plain->names)
                note(text(name.name), name, false);
        } else if (const auto *from = statement->as<ImportFrom>()) {
            for (const ImportedName &name : from->names)
                note(text(from->module), name, from->level > 0);
        }
    }
}

/// Lines of every simple statement inside the functions, so that a comment above one finds it.
class Lines : public TreeVisitor
{
public:
    explicit Lines(const Module &module)
        : m_module(module)
    {
    }
    bool enterStatement(const Statement &statement) override
    {
        const bool compound = statement.is<Function>() || statement.is<Class>() || statement.is<If>()
            || statement.is<With>() || statement.is<For>() || statement.is<While>() || statement.is<Try>()
            || statement.is<Match>();
        if (!compound)
            spans.emplace_back(m_module.line(statement), m_module.source().line(statement.extent.end));
        return true;
    }
    std::vector<std::pair<int, int>> spans; ///< first and last line, in source order

private:
    const Module &m_module;
};

void placeAllowance(Allowance &allowance, const std::vector<std::pair<int, int>> &spans, bool atMargin)
{
    if (atMargin) {
        allowance.firstLine = 1;
        allowance.lastLine = std::numeric_limits<int>::max();
        return;
    }
    allowance.firstLine = allowance.lastLine = allowance.line;
    for (const auto &[first, last] : spans) {
        if (first <= allowance.line && allowance.line <= last) {
            allowance.firstLine = first; // behind the statement, or among its lines
            allowance.lastLine = last;
            return;
        }
        if (first > allowance.line) {
            allowance.lastLine = last; // above it
            return;
        }
    }
}

void readAllowances(const Module &module, ScriptTraits &traits)
{
    static const QRegularExpression pattern(
        QStringLiteral("#\\s*stillroom:\\s*allow\\s+([a-z0-9-]+)(?:\\s+because\\s+(.*?))?\\s*$"));
    Lines lines(module);
    walk(module.body(), lines);
    const QStringList source
        = text(module.source().text()).split(QRegularExpression(QStringLiteral("\r\n|\r|\n")));
    for (int i = 0; i < int(source.size()); ++i) {
        const QRegularExpressionMatch match = pattern.match(source[i]);
        if (!match.hasMatch())
            continue;
        Allowance allowance{match.captured(1), match.captured(2), i + 1};
        placeAllowance(allowance, lines.spans, match.capturedStart() == 0);
        traits.allowances.push_back(allowance);
    }
}

} // namespace

Result<ScriptTraits> readTraits(
    const QByteArray &bytes, const QString &path, const QStringList &projectModules)
{
    const Result<Module> module = parseModule(bytes, path);
    if (!module)
        return module.error();
    ScriptTraits traits;
    readImports(*module, projectModules, traits);
    Behaviour behaviour(*module);
    walk(module->body(), behaviour);
    traits.createAll = behaviour.createAll;
    if (!behaviour.testsOffline)
        traits.readsDatabase = behaviour.readsDatabase;
    traits.swallowsErrors = behaviour.swallowsErrors;
    const Function *upgrade = functionNamed(module->body(), "upgrade");
    const Function *downgrade = functionNamed(module->body(), "downgrade");
    if (downgrade)
        traits.downgrade = module->place(static_cast<const Statement &>(*downgrade));
    traits.emptyDowngrade
        = upgrade && !doesNothing(upgrade->body) && (!downgrade || doesNothing(downgrade->body));
    readAllowances(*module, traits);
    return traits;
}

} // namespace stillroom
