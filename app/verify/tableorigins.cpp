#include "app/verify/requiredtables.h"

#include "app/verify/pythonfiles.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/python/walk.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

using Places = QHash<QString, SourcePlace>;

/// Tables that a script's upgrade() creates: create_table('name', …), batch or op, and CREATE TABLE in texts.
class CreatedTables : public python::TreeVisitor
{
public:
    CreatedTables(const python::Module &module, Places &places)
        : m_module(module)
        , m_places(places)
    {
    }

    bool enterStatement(const python::Statement &node) override
    {
        const auto *function = node.as<python::Function>();
        return !function || function->name != "downgrade";
    }
    bool enterExpression(const python::Expression &node) override
    {
        if (const auto *call = node.as<python::Call>())
            lookAtCall(*call);
        else if (const auto *text = node.as<python::StringLiteral>())
            lookAtText(node, toText(text->value));
        return true;
    }

private:
    void add(const QString &name, const python::Expression &node)
    {
        if (!m_places.contains(name))
            m_places.insert(name, m_module.place(node));
    }

    void lookAtCall(const python::Call &call)
    {
        const bool renames = dottedName(*call.function).endsWith(QLatin1String("rename_table"));
        if (!renames && !dottedName(*call.function).endsWith(QLatin1String("create_table")))
            return;
        const size_t at = renames ? 1 : 0;
        if (call.arguments.size() <= at)
            return;
        if (const auto *text = call.arguments[at]->as<python::StringLiteral>())
            add(toText(text->value), call);
    }

    void lookAtText(const python::Expression &node, const QString &sql)
    {
        static const QRegularExpression create(
            QStringLiteral("\\bCREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?"
                           "(?:(?:\"[^\"]+\"|\\w+)\\s*\\.\\s*)?(\"[^\"]+\"|\\w+)"),
            QRegularExpression::CaseInsensitiveOption);
        auto matches = create.globalMatch(sql);
        while (matches.hasNext()) {
            const QString name = matches.next().captured(1);
            add(name.startsWith(u'"') ? name.mid(1, name.size() - 2) : name.toLower(), node);
        }
    }

    const python::Module &m_module;
    Places &m_places;
};

class ModelTables : public python::TreeVisitor
{
public:
    ModelTables(const python::Module &module, Places &places)
        : m_module(module)
        , m_places(places)
    {
    }

    bool enterStatement(const python::Statement &node) override
    {
        const auto *assign = node.as<python::Assign>();
        if (!assign || assign->targets.size() != 1)
            return true;
        const auto *name = assign->targets.front()->as<python::Name>();
        const auto *text = assign->value->as<python::StringLiteral>();
        if (name && name->name == "__tablename__" && text)
            m_places.insert(toText(text->value), m_module.place(node));
        return true;
    }
    bool enterExpression(const python::Expression &) override { return false; }

private:
    const python::Module &m_module;
    Places &m_places;
};

template<typename Visitor> void read(const QString &path, const char *word, Places &places)
{
    const std::optional<QByteArray> bytes = fileBytes(path);
    if (!bytes || !bytes->toLower().contains(word))
        return;
    const Result<python::Module> module = python::parseModule(*bytes, path);
    if (!module)
        return;
    Visitor visitor(*module, places);
    python::walk(module->body(), visitor);
}

/// "app_employees" -> "employee": without the prefix before the first underscore, without a plural.
QString stem(QString name)
{
    name = name.toLower();
    if (name.endsWith(QLatin1String("ies")))
        return name.chopped(3) + u'y';
    if (name.endsWith(u's') && !name.endsWith(QLatin1String("ss")))
        name.chop(name.endsWith(QLatin1String("ses")) || name.endsWith(QLatin1String("xes")) ? 2 : 1);
    return name;
}

int distance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    for (size_t i = 0; i < row.size(); ++i)
        row[i] = int(i);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int above = row[size_t(j)];
            row[size_t(j)]
                = std::min({above + 1, row[size_t(j) - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

bool isNear(const QString &wanted, const QString &known)
{
    if (wanted == known)
        return false;
    const QString a = stem(wanted);
    const QString b = stem(known);
    if (a == b || a.endsWith(u'_' + b) || b.endsWith(u'_' + a))
        return true;
    return a.size() > 3 && b.size() > 3 && distance(a, b) <= (a.size() > 8 ? 2 : 1);
}

} // namespace

std::vector<TableOrigin> tableOrigins(
    const QStringList &names, const RevisionGraph &graph, const QString &root)
{
    Places created;
    for (int index : graph.runOrder())
        read<CreatedTables>(graph.revision(index).place.path, "table", created);
    Places models;
    for (const QString &path : projectPythonFiles(root))
        read<ModelTables>(path, "__tablename__", models);
    QStringList known = created.keys() + models.keys();
    known.removeDuplicates();
    known.sort();
    std::vector<TableOrigin> origins;
    for (const QString &name : names) {
        TableOrigin origin{.name = name};
        if (const auto found = created.constFind(name); found != created.constEnd())
            origin.createdBy = *found;
        if (const auto found = models.constFind(name); found != models.constEnd())
            origin.model = *found;
        for (const QString &other : known) {
            if (!origin.createdBy && isNear(name, other))
                origin.nearNames += other;
        }
        origins.push_back(std::move(origin));
    }
    return origins;
}

} // namespace stillroom
