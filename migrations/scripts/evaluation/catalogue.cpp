#include "migrations/scripts/evaluation/catalogue.h"

namespace stillroom::evaluation
{

namespace
{

struct Catalogue {
    QHash<QString, CatalogueModule *> modules;
};

Catalogue *build()
{
    auto *catalogue = new Catalogue; // lives as long as the program: values point into it
    CatalogueBuilder builder(catalogue->modules);
    addBuiltins(builder);
    addStandardLibrary(builder);
    addSqlTypes(builder);
    addForeignTypes(builder);
    addSchemaItems(builder);
    addExpressions(builder);
    addTables(builder);
    addRowStatements(builder);
    addQueries(builder);
    addInspection(builder);
    addOperations(builder);
    return catalogue;
}

const Catalogue &catalogue()
{
    static const Catalogue *built = build();
    return *built;
}

} // namespace

const CatalogueModule *catalogueModule(const QString &dotted)
{
    if (dotted == QLatin1String("builtins"))
        return nullptr;
    return catalogue().modules.value(dotted);
}

const CatalogueModule &builtinsModule()
{
    static const CatalogueModule *module = catalogue().modules.value(QStringLiteral("builtins"));
    return *module;
}

Value CallSite::wrong(const QString &parameter, const Value &value)
{
    if (value.isPoison())
        return value;
    if (value.unknown())
        return interpreter.known(value, at);
    return handOver(QStringLiteral("gives %1 %2 as %3").arg(name, value.typeName(), parameter));
}

CatalogueModule &CatalogueBuilder::module(const QString &dotted)
{
    CatalogueModule *&slot = m_modules[dotted];
    if (slot)
        return *slot;
    auto *made = new CatalogueModule;
    made->name = dotted;
    slot = made;
    const qsizetype dot = dotted.lastIndexOf(u'.');
    if (dot > 0)
        module(dotted.left(dot)).modules.insert(dotted.mid(dot + 1), made);
    return *made;
}

void CatalogueBuilder::add(const char *modules, const char *name, const CatalogueEntry &entry)
{
    for (const QString &dotted : QString::fromLatin1(modules).split(u' '))
        module(dotted).entries.insert(QString::fromLatin1(name), entry);
}

namespace
{

/// "sa.Column", "op.execute", "postgresql.ENUM", "len": as scripts write it.
QString personal(const char *modules, const char *name)
{
    QString dotted = QString::fromLatin1(modules).section(u' ', 0, 0);
    if (dotted == QLatin1String("builtins"))
        return QString::fromLatin1(name);
    if (dotted == QLatin1String("sqlalchemy"))
        dotted = QStringLiteral("sa");
    return dotted.section(u'.', -1) + u'.' + QString::fromLatin1(name);
}

} // namespace

void CatalogueBuilder::function(const char *modules, const char *name, Handler handler, int tag)
{
    CatalogueEntry entry;
    entry.name = personal(modules, name);
    entry.handler = handler;
    entry.tag = tag;
    add(modules, name, entry);
}

void CatalogueBuilder::type(const char *modules, const char *name, Handler handler, int tag)
{
    CatalogueEntry entry;
    entry.name = personal(modules, name);
    entry.kind = CatalogueEntry::Kind::Type;
    entry.handler = handler;
    entry.tag = tag;
    add(modules, name, entry);
}

void CatalogueBuilder::refused(const char *modules, const char *name, const QString &why)
{
    CatalogueEntry entry;
    entry.name = personal(modules, name);
    entry.kind = CatalogueEntry::Kind::Refused;
    entry.why = why;
    add(modules, name, entry);
}

void CatalogueBuilder::ignored(const char *modules, const char *name)
{
    CatalogueEntry entry;
    entry.name = personal(modules, name);
    entry.kind = CatalogueEntry::Kind::Ignored;
    add(modules, name, entry);
}

void CatalogueBuilder::constant(const char *modules, const char *name, Value value)
{
    CatalogueEntry entry;
    entry.name = personal(modules, name);
    entry.kind = CatalogueEntry::Kind::Constant;
    entry.constant = std::move(value);
    add(modules, name, entry);
}

void CatalogueBuilder::linkMembers(const char *dotted, const char *name, const char *members)
{
    module(QString::fromLatin1(dotted)).entries[QString::fromLatin1(name)].members
        = &module(QString::fromLatin1(members));
}

} // namespace stillroom::evaluation
