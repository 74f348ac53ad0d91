#include "app/verify/requiredtables.h"

#include "app/verify/pythonfiles.h"
#include "migrations/python/walk.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace stillroom
{

namespace
{

const QString verificationFile = QStringLiteral("verify_migration_setup.py");
const QString procedureName = QStringLiteral("check_and_run_migrations");

/// The elements when all of them are plain texts.
std::optional<QStringList> plainTexts(const python::Expression &value)
{
    python::Nodes<python::Expression> elements;
    if (const auto *list = value.as<python::List>())
        elements = list->elements;
    else if (const auto *tuple = value.as<python::Tuple>())
        elements = tuple->elements;
    else
        return {};
    QStringList texts;
    for (const python::Expression *element : elements) {
        const auto *text = element->as<python::StringLiteral>();
        if (!text)
            return {};
        texts += toText(text->value);
    }
    return texts;
}

/// Collects the lists of one file with the function each stands in.
class ListSearch : public python::TreeVisitor
{
public:
    ListSearch(const python::Module &module, bool anyCase)
        : m_module(module)
        , m_anyCase(anyCase)
    {
    }

    bool enterStatement(const python::Statement &node) override
    {
        if (const auto *function = node.as<python::Function>())
            m_functions += toText(function->name);
        else if (const auto *assign = node.as<python::Assign>(); assign && assign->targets.size() == 1)
            look(*assign->targets.front(), assign->value);
        else if (const auto *annotated = node.as<python::AnnotatedAssign>())
            look(*annotated->target, annotated->value);
        return true;
    }
    bool enterExpression(const python::Expression &) override { return false; }
    void leaveStatement(const python::Statement &node) override
    {
        if (node.is<python::Function>())
            m_functions.removeLast();
    }

    std::optional<TableList> best() const
    {
        for (const TableList &list : m_lists) {
            if (list.function == procedureName)
                return list;
        }
        return m_lists.empty() ? std::nullopt : std::optional(m_lists.front());
    }

private:
    void look(const python::Expression &target, const python::Expression *value)
    {
        const auto *name = target.as<python::Name>();
        if (!name || !value)
            return;
        if (name->name != "required_tables" && !(m_anyCase && name->name == "REQUIRED_TABLES"))
            return;
        const std::optional<QStringList> names = plainTexts(*value);
        if (!names)
            return;
        const QString function = m_functions.contains(procedureName) ? procedureName
            : m_functions.isEmpty()                                  ? QString()
                                                                     : m_functions.last();
        m_lists.push_back({*names, m_module.place(target), function});
    }

    const python::Module &m_module;
    bool m_anyCase;
    QStringList m_functions;
    std::vector<TableList> m_lists;
};

void addFolder(QStringList &files, const QString &folder)
{
    const QDir dir(folder);
    for (const QFileInfo &file : dir.entryInfoList({QStringLiteral("*.py")}, QDir::Files, QDir::Name)) {
        if (!files.contains(file.absoluteFilePath()))
            files += file.absoluteFilePath();
    }
}

QStringList searchOrder(const QString &root)
{
    const QString below = QDir(root).absolutePath() + u'/';
    QStringList files{below + QStringLiteral("routes.py"), below + QStringLiteral("routes/__init__.py"),
        below + QStringLiteral("routes/routes.py")};
    addFolder(files, below + QStringLiteral("routes"));
    for (const QString &name : {verificationFile, QStringLiteral("app.py"), QStringLiteral("app/__init__.py"),
             QStringLiteral("main.py")})
        files += below + name;
    addFolder(files, QDir(root).absolutePath());
    return files;
}

} // namespace

bool RequiredTables::listsDiffer() const
{
    const TableList *verification = ofVerification();
    if (!verification)
        return false;
    return std::any_of(found.begin(), found.end(), [&](const TableList &other) {
        return other.place.path.section(u'/', -1).startsWith(QLatin1String("routes"))
                || other.place.path.contains(QLatin1String("/routes/"))
            ? other.names != verification->names
            : false;
    });
}

const TableList *RequiredTables::ofVerification() const
{
    for (const TableList &list : found) {
        if (list.place.path.endsWith(u'/' + verificationFile))
            return &list;
    }
    return nullptr;
}

Result<std::optional<TableList>> requiredTablesIn(const QByteArray &text, const QString &path, bool anyCase)
{
    const Result<python::Module> module = python::parseModule(text, path);
    if (!module)
        return module.error();
    ListSearch search(*module, anyCase);
    python::walk(module->body(), search);
    return search.best();
}

RequiredTables findRequiredTables(const QString &root, const QStringList &setting)
{
    RequiredTables tables;
    for (const QString &path : searchOrder(root)) {
        const std::optional<QByteArray> bytes = fileBytes(path);
        if (!bytes || !bytes->toLower().contains("required_tables"))
            continue;
        const bool verification = path.endsWith(verificationFile);
        const Result<std::optional<TableList>> list = requiredTablesIn(*bytes, path, verification);
        if (!list)
            tables.unread.push_back(list.error());
        else if (*list)
            tables.found.push_back(**list);
    }
    if (!setting.isEmpty()) {
        tables.list = TableList{setting, {}, {}};
        tables.fromSetting = true;
    } else if (!tables.found.empty()) {
        tables.list = tables.found.front();
    }
    return tables;
}

} // namespace stillroom
