#include "app/project/projectfinder.h"

#include "app/project/alembicconfig.h"
#include "app/project/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int levelsDown = 2;
/// A folder with more entries than this is data, not a project's layout.
constexpr int mostSubfolders = 2000;

bool isIgnored(const QString &name)
{
    static const QSet<QString> ignored{QStringLiteral("node_modules"), QStringLiteral("venv"),
        QStringLiteral("__pycache__"), QStringLiteral("site-packages"), QStringLiteral("versions")};
    return name.startsWith(u'.') || ignored.contains(name);
}

QString parentOf(const QString &path)
{
    return QFileInfo(path).absolutePath();
}

QString canonical(const QString &path)
{
    const QString resolved = QFileInfo(path).canonicalFilePath();
    return resolved.isEmpty() ? QDir::cleanPath(path) : resolved;
}

/// The folder a person would name: Flask-Migrate and `script_location = %(here)s` keep the configuration
/// inside the migrations folder, one level too deep.
QString rootOf(const QString &configFile, const QString &scriptLocation)
{
    const QString folder = parentOf(configFile);
    return canonical(folder) == canonical(scriptLocation) ? parentOf(folder) : folder;
}

/// Whether env.py takes its models from a running Flask application: then only `flask db` can start it.
bool asksFlask(const QString &scriptFolder)
{
    constexpr qint64 enough = 256 * 1024;
    QFile file(scriptFolder + QStringLiteral("/env.py"));
    return file.open(QIODevice::ReadOnly) && file.read(enough).contains("current_app");
}

Error notAProject(const QString &message, const QString &detail = {})
{
    return {.kind = ErrorKind::NotAProject, .message = message, .detail = detail};
}

Result<ProjectCandidate> onlyOne(const std::vector<ProjectCandidate> &found, const QString &path)
{
    if (found.size() == 1)
        return found.front();
    QStringList names;
    for (const ProjectCandidate &candidate : found) {
        QString name = candidate.configFile.isEmpty() ? candidate.scriptLocation : candidate.configFile;
        if (candidate.section != u"alembic")
            name += QStringLiteral(" [%1]").arg(candidate.section);
        names += name;
    }
    return notAProject(
        QStringLiteral("%1 holds %2 projects: choose one with --project").arg(path).arg(found.size()),
        names.join(u'\n'));
}

Error nothingFound(const QString &path)
{
    return notAProject(QStringLiteral(
        "%1 holds no migrations: no alembic.ini, no [tool.alembic] in pyproject.toml and no "
        "migrations folder in it or up to two levels below. Name the project with --project, or "
        "create one with \"flask db init\" or \"alembic init\"")
                           .arg(path));
}

/// The projects of a folder itself, as a parent of the folder somebody stands in: a parent's other
/// subfolders are not searched, they are other projects.
std::vector<ProjectCandidate> projectsOfParent(const QString &folder)
{
    ProjectFinder finder;
    finder.searchFolder(folder, 0);
    for (const char *name : {"migrations", "alembic"})
        finder.searchFolder(folder + u'/' + QLatin1String(name), 0);
    return finder.take();
}

} // namespace

bool isScriptFolder(const QString &folder)
{
    return QFileInfo(folder + QStringLiteral("/env.py")).isFile()
        || (QFileInfo(folder + QStringLiteral("/versions")).isDir()
            && QFileInfo::exists(folder + QStringLiteral("/script.py.mako")));
}

void ProjectFinder::searchFolder(const QString &folder, int depth)
{
    if (!enter(folder))
        return;
    const QString ini = folder + QStringLiteral("/alembic.ini");
    if (QFileInfo(ini).isFile())
        addIni(ini);
    const QString pyproject = folder + QStringLiteral("/pyproject.toml");
    if (QFileInfo(pyproject).isFile() && mentionsAlembic(pyproject))
        addPyproject(pyproject);
    addScriptFolder(folder);
    if (depth == 0)
        return;
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (names.size() > mostSubfolders)
        return;
    for (const QString &name : names) {
        if (!isIgnored(name))
            searchFolder(folder + u'/' + name, depth - 1);
    }
}

void ProjectFinder::addIni(const QString &path)
{
    const Result<QStringList> sections = alembicSections(path);
    if (!sections) {
        // Broken, yet meant to be a project: loading it says what is wrong.
        add({.root = rootOf(path, {}), .configFile = path, .scriptLocation = {}});
        return;
    }
    for (const QString &section : *sections)
        add(ofConfig(path, section));
}

void ProjectFinder::addPyproject(const QString &path)
{
    add(ofConfig(path, QStringLiteral("alembic")));
}

ProjectCandidate ProjectFinder::ofConfig(const QString &path, const QString &section) const
{
    const QString folder = parentOf(path);
    ProjectCandidate candidate{.root = folder, .configFile = path, .section = section, .scriptLocation = {}};
    const Result<AlembicConfig> config = readAlembicConfig(path, section);
    if (!config)
        return candidate;
    if (config->scriptLocation) {
        QStringList bases{folder, parentOf(folder)};
        for (const QString &systemPath : config->systemPaths)
            bases.insert(1, QDir::cleanPath(QDir(folder).absoluteFilePath(systemPath)));
        candidate.scriptLocation = resolveFolder(*config->scriptLocation, bases);
        // A folder of another machine, a container's for instance: Flask-Migrate never looks at it.
        if (!QFileInfo(candidate.scriptLocation).isDir() && isScriptFolder(folder))
            candidate.scriptLocation = folder;
    } else if (isScriptFolder(folder) || QFileInfo(folder + QStringLiteral("/versions")).isDir()) {
        candidate.kind = ProjectKind::FlaskMigrate;
        candidate.scriptLocation = folder;
    }
    // A configuration that says where it is itself, as old Flask-Migrate projects have it.
    if (canonical(candidate.scriptLocation) == canonical(folder) && asksFlask(folder))
        candidate.kind = ProjectKind::FlaskMigrate;
    candidate.root = rootOf(path, candidate.scriptLocation);
    return candidate;
}

void ProjectFinder::addScriptFolder(const QString &folder)
{
    if (isScriptFolder(folder)) {
        add({.root = parentOf(folder),
            .kind = ProjectKind::FlaskMigrate,
            .configFile = {},
            .scriptLocation = folder});
    }
}

void ProjectFinder::addSettled(const QString &root, const QString &migrations)
{
    const QString folder = resolveFolder(migrations, {root});
    ProjectCandidate candidate{.root = root, .configFile = {}, .scriptLocation = folder};
    candidate.kind = ProjectKind::FlaskMigrate;
    for (const QString &place : {folder, root}) {
        const QString ini = place + QStringLiteral("/alembic.ini");
        if (candidate.configFile.isEmpty() && QFileInfo(ini).isFile())
            candidate.configFile = ini;
    }
    if (!candidate.configFile.isEmpty()
        && ofConfig(candidate.configFile, candidate.section).kind == ProjectKind::Alembic)
        candidate.kind = ProjectKind::Alembic;
    m_found = {candidate};
}

/// The first configuration that names a script folder wins; an ini that names none and lies in no script
/// folder is no project unless nothing else is found.
void ProjectFinder::add(const ProjectCandidate &candidate)
{
    const QString location = canonical(candidate.scriptLocation);
    for (const ProjectCandidate &known : m_found) {
        const bool bothNamed = !candidate.scriptLocation.isEmpty() && !known.scriptLocation.isEmpty();
        if (bothNamed && canonical(known.scriptLocation) == location)
            return;
    }
    m_found.push_back(candidate);
}

bool ProjectFinder::enter(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.isDir())
        return false;
    const QString real = canonical(folder);
    if (m_entered.contains(real))
        return false;
    m_entered.insert(real);
    return true;
}

std::vector<ProjectCandidate> ProjectFinder::take()
{
    const auto isNamed
        = [](const ProjectCandidate &candidate) { return !candidate.scriptLocation.isEmpty(); };
    if (std::any_of(m_found.begin(), m_found.end(), isNamed))
        std::erase_if(m_found, [&](const ProjectCandidate &candidate) { return !isNamed(candidate); });
    return std::move(m_found);
}

Result<std::vector<ProjectCandidate>> findProjects(const QString &path)
{
    const QFileInfo info(path);
    const QString absolute = QDir::cleanPath(info.absoluteFilePath());
    if (!info.exists()) {
        return notAProject(info.isSymLink() ? QStringLiteral("%1 is a link that leads nowhere").arg(absolute)
                                            : QStringLiteral("%1 does not exist").arg(absolute));
    }
    if (!info.isReadable()) {
        return Error{.kind = ErrorKind::Unreadable,
            .message = QStringLiteral("%1 may not be read by this user").arg(absolute),
            .place = {absolute}};
    }
    ProjectFinder finder;
    if (info.isFile()) {
        if (absolute.endsWith(QLatin1String(".toml")))
            finder.addPyproject(absolute);
        else
            finder.addIni(absolute);
        return finder.take();
    }
    const Result<ProjectSettings> settings = readSettings(absolute);
    if (settings && !settings->migrations.isEmpty())
        finder.addSettled(absolute, settings->migrations);
    else
        finder.searchFolder(absolute, levelsDown);
    return finder.take();
}

Result<ProjectCandidate> findProjectIn(const QString &path)
{
    // "alembic.ini [section]", as the list of several projects prints them.
    static const QRegularExpression withSection(QStringLiteral("^(.+) \\[([^\\]]+)\\]$"));
    const QRegularExpressionMatch match = withSection.match(path);
    if (match.hasMatch() && !QFileInfo::exists(path)) {
        const Result<std::vector<ProjectCandidate>> all = findProjects(match.captured(1));
        if (!all)
            return all.error();
        for (const ProjectCandidate &candidate : *all) {
            if (candidate.section == match.captured(2))
                return candidate;
        }
    }
    const Result<std::vector<ProjectCandidate>> found = findProjects(path);
    if (!found)
        return found.error();
    if (found->empty())
        return nothingFound(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    return onlyOne(*found, path);
}

Result<ProjectCandidate> findProject(const QString &path)
{
    const Result<std::vector<ProjectCandidate>> here = findProjects(path);
    if (!here)
        return here.error();
    if (!here->empty())
        return onlyOne(*here, path);
    const QString start = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    for (QString folder = start; folder != parentOf(folder);) {
        folder = parentOf(folder);
        const Result<ProjectSettings> settings = readSettings(folder);
        if (settings && !settings->migrations.isEmpty()) {
            ProjectFinder finder;
            finder.addSettled(folder, settings->migrations);
            return finder.take().front();
        }
        const std::vector<ProjectCandidate> found = projectsOfParent(folder);
        if (!found.empty())
            return onlyOne(found, folder);
    }
    return nothingFound(start);
}

} // namespace stillroom
