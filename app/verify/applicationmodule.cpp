#include "app/verify/applicationmodule.h"

#include "app/verify/pythonfiles.h"

#include <QFileInfo>

namespace stillroom
{

namespace
{

using namespace python;

/// The names a statement binds at module level, branches included; `*` for a star import.
void bindNames(const Suite &body, QStringList &names);

void bindTarget(const Expression &target, QStringList &names)
{
    if (const auto *name = target.as<Name>()) {
        names += toText(name->name);
    } else if (const auto *tuple = target.as<Tuple>()) {
        for (const Expression *element : tuple->elements)
            bindTarget(*element, names);
    }
}

void bindImports(const Values<ImportedName> &imported, QStringList &names)
{
    for (const ImportedName &name : imported)
        names += name.alias.empty() ? toText(name.name).section(u'.', 0, 0) : toText(name.alias);
}

void bindName(const Statement &statement, QStringList &names)
{
    if (const auto *assign = statement.as<Assign>()) {
        for (const Expression *target : assign->targets)
            bindTarget(*target, names);
    } else if (const auto *annotated = statement.as<AnnotatedAssign>()) {
        bindTarget(*annotated->target, names);
    } else if (const auto *import = statement.as<Import>()) {
        bindImports(import->names, names);
    } else if (const auto *from = statement.as<ImportFrom>()) {
        bindImports(from->names, names);
    } else if (const auto *function = statement.as<Function>()) {
        names += toText(function->name);
    } else if (const auto *type = statement.as<Class>()) {
        names += toText(type->name);
    } else if (const auto *branch = statement.as<If>()) {
        bindNames(branch->body, names);
        bindNames(branch->orElse, names);
    } else if (const auto *with = statement.as<With>()) {
        bindNames(with->body, names);
    } else if (const auto *attempt = statement.as<Try>()) {
        bindNames(attempt->body, names);
        for (const ExceptHandler &handler : attempt->handlers)
            bindNames(handler.body, names);
        bindNames(attempt->orElse, names);
        bindNames(attempt->finally, names);
    }
}

void bindNames(const Suite &body, QStringList &names)
{
    for (const Statement *statement : body)
        bindName(*statement, names);
}

/// The status of `sys.exit(3)`, `exit()`, `os._exit(1)`; nothing for another call.
std::optional<int> exitStatusOf(const Call &call)
{
    static const QStringList exits{QStringLiteral("sys.exit"), QStringLiteral("exit"), QStringLiteral("quit"),
        QStringLiteral("os._exit"), QStringLiteral("SystemExit")};
    if (!exits.contains(dottedName(*call.function)))
        return {};
    if (call.arguments.empty() || call.arguments.front()->is<NoneLiteral>())
        return 0;
    const auto *status = call.arguments.front()->as<IntLiteral>();
    return status && status->value ? int(*status->value) : 1; // a text is printed, and the status is 1
}

std::optional<QString> printedText(const Call &call)
{
    if (dottedName(*call.function) != u"print" || !call.keywords.empty())
        return {};
    QStringList texts;
    for (const Expression *argument : call.arguments) {
        const auto *text = argument->as<StringLiteral>();
        if (!text)
            return {};
        texts += toText(text->value);
    }
    return texts.join(u' ');
}

/// True when the module ends here.
bool follow(const Statement &statement, const Module &module, ApplicationModule &found)
{
    const Call *call = nullptr;
    if (const auto *raise = statement.as<Raise>()) {
        call = raise->exception ? raise->exception->as<Call>() : nullptr;
        if (call && dottedName(*call->function) == u"SystemExit")
            found.exitStatus = exitStatusOf(*call);
        else
            found.raises = call    ? dottedName(*call->function)
                : raise->exception ? dottedName(*raise->exception)
                                   : QString();
        found.end = module.place(statement);
        return true;
    }
    const auto *expression = statement.as<ExpressionStatement>();
    call = expression ? expression->value->as<Call>() : nullptr;
    if (!call)
        return false;
    if (const auto text = printedText(*call))
        found.prints += text->split(u'\n');
    found.exitStatus = exitStatusOf(*call);
    if (found.exitStatus)
        found.end = module.place(statement);
    return found.exitStatus.has_value();
}

} // namespace

ApplicationModule readApplicationModule(const QString &root)
{
    ApplicationModule found;
    for (const char *name : {"/app/__init__.py", "/app.py"}) {
        if (found.path.isEmpty() && QFileInfo::exists(root + QLatin1String(name)))
            found.path = root + QLatin1String(name);
    }
    const std::optional<QByteArray> bytes = fileBytes(found.path);
    if (!bytes) {
        found.path.clear();
        return found;
    }
    found.namesUrls = bytes->contains("DATABASE_URL") && (bytes->contains("DEV") || bytes->contains("PROD"));
    found.usesMigrate = bytes->contains("Migrate");
    const Result<Module> module = parseModule(*bytes, found.path);
    if (!module) {
        found.broken = module.error();
        return found;
    }
    for (const Statement *statement : module->body()) {
        if (follow(*statement, *module, found))
            break;
    }
    QStringList names;
    bindNames(module->body(), names);
    for (const QString &needed : {QStringLiteral("app"), QStringLiteral("db")}) {
        if (!names.contains(needed) && !names.contains(QStringLiteral("*")))
            found.lackingNames += needed;
    }
    return found;
}

} // namespace stillroom
