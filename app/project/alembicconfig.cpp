#include "app/project/alembicconfig.h"

#include "app/project/tomlvalue.h"
#include "migrations/scripts/alembicini.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

bool isToml(const QString &path)
{
    return path.endsWith(QLatin1String(".toml"));
}

QStringList splitPaths(const QString &written)
{
    static const QRegularExpression separators(QStringLiteral("[,:;\\s]+"));
    return written.split(separators, Qt::SkipEmptyParts);
}

const QStringList hookKeys
    = QStringLiteral("type entrypoint module executable options cwd").split(QLatin1Char(' '));

/// [post_write_hooks] hooks = black, ruff and what it says of each.
Result<std::vector<WriteHook>> iniHooks(const AlembicIni &ini)
{
    const QString section = QStringLiteral("post_write_hooks");
    std::vector<WriteHook> hooks;
    const Result<std::optional<QString>> names = ini.value(section, QStringLiteral("hooks"));
    if (!names)
        return names.error();
    static const QRegularExpression separators(QStringLiteral("[, ]+"));
    for (const QString &name : names->value_or(QString()).split(separators, Qt::SkipEmptyParts)) {
        WriteHook hook{name, {}};
        for (const QString &key : hookKeys) {
            const Result<std::optional<QString>> value = ini.value(section, name + u'.' + key);
            if (!value)
                return value.error();
            if (*value)
                hook.options.emplace_back(key, **value);
        }
        hooks.push_back(std::move(hook));
    }
    return hooks;
}

Result<AlembicConfig> readIni(const QString &path, const QString &section)
{
    const Result<AlembicIni> ini = AlembicIni::read(path);
    if (!ini)
        return ini.error();
    const Result<ScriptSettings> scripts = readScriptSettings(*ini, section);
    if (!scripts)
        return scripts.error();
    AlembicConfig config;
    config.path = path;
    config.section = section;
    config.scriptLocation = scripts->scriptLocation;
    config.versionLocations = scripts->versionLocations;
    config.recursive = scripts->recursive;
    const auto systemPaths = ini->value(section, QStringLiteral("prepend_sys_path"));
    if (systemPaths && *systemPaths)
        config.systemPaths = splitPaths(**systemPaths);
    config.multidb = ini->line(section, QStringLiteral("databases")) > 0;
    config.urlLine = ini->line(section, QStringLiteral("sqlalchemy.url"));
    // A URL that cannot be read is none: only env.py ever asks for it.
    const auto url = ini->value(section, QStringLiteral("sqlalchemy.url"));
    if (url && *url)
        config.url = **url;
    const auto text = [&](const char *key) {
        const auto value = ini->value(section, QLatin1String(key));
        return value && *value ? **value : QString();
    };
    config.fileTemplate = text("file_template");
    config.slugLength = text("truncate_slug_length").toInt();
    config.timezone = text("timezone");
    Result<std::vector<WriteHook>> hooks = iniHooks(*ini);
    if (!hooks)
        return hooks.error();
    config.hooks = std::move(*hooks);
    return config;
}

/// `%(here)s` and `%%`, the only interpolation Alembic does in TOML.
QString interpolated(QString text, const QString &path)
{
    text.replace(QLatin1String("%(here)s"), QFileInfo(path).absolutePath());
    return text.replace(QLatin1String("%%"), QLatin1String("%"));
}

QStringList textsOf(const TomlValue *value, const QString &path)
{
    QStringList texts;
    if (!value)
        return texts;
    if (value->kind == TomlValue::Kind::Text)
        texts += interpolated(value->text, path);
    for (const TomlValue &item : value->items) {
        if (item.kind == TomlValue::Kind::Text)
            texts += interpolated(item.text, path);
    }
    return texts;
}

/// post_write_hooks = [{name = "black", type = "console_scripts", …}]
std::vector<WriteHook> tomlHooks(const TomlValue *list, const QString &path)
{
    std::vector<WriteHook> hooks;
    for (const TomlValue &table : list ? list->items : std::vector<TomlValue>{}) {
        WriteHook hook{textsOf(table.find(QStringLiteral("name")), path).value(0), {}};
        for (const QString &key : hookKeys) {
            if (const TomlValue *value = table.find(key))
                hook.options.emplace_back(key, textsOf(value, path).value(0));
        }
        hooks.push_back(std::move(hook));
    }
    return hooks;
}

Result<AlembicConfig> readPyproject(const QString &path)
{
    const Result<TomlValue> document = readToml(path);
    if (!document)
        return document.error();
    AlembicConfig config;
    config.path = path;
    config.section = QStringLiteral("alembic");
    const TomlValue *tool = document->find(QStringLiteral("tool"));
    const TomlValue *table = tool ? tool->find(QStringLiteral("alembic")) : nullptr;
    if (!table)
        return config;
    const QStringList location = textsOf(table->find(QStringLiteral("script_location")), path);
    if (!location.isEmpty())
        config.scriptLocation = location.first();
    config.versionLocations = textsOf(table->find(QStringLiteral("version_locations")), path);
    config.systemPaths = textsOf(table->find(QStringLiteral("prepend_sys_path")), path);
    const TomlValue *recursive = table->find(QStringLiteral("recursive_version_locations"));
    config.recursive = recursive && recursive->boolean;
    config.fileTemplate = textsOf(table->find(QStringLiteral("file_template")), path).value(0);
    config.timezone = textsOf(table->find(QStringLiteral("timezone")), path).value(0);
    config.hooks = tomlHooks(table->find(QStringLiteral("post_write_hooks")), path);
    return config;
}

/// "package.sub:dir/folder" below a folder that is on Python's path.
QString packageFolder(const QString &package, const QString &below, const QString &base)
{
    return QDir::cleanPath(base + u'/' + QString(package).replace(u'.', u'/') + u'/' + below);
}

} // namespace

QString WriteHook::option(const QString &key) const
{
    const auto found = std::find_if(
        options.begin(), options.end(), [&key](const auto &entry) { return entry.first == key; });
    return found == options.end() ? QString() : found->second;
}

bool mentionsAlembic(const QString &pyproject)
{
    QFile file(pyproject);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains("tool.alembic");
}

Result<AlembicConfig> readAlembicConfig(const QString &path, const QString &section)
{
    return isToml(path) ? readPyproject(path) : readIni(path, section);
}

Result<QStringList> alembicSections(const QString &iniPath)
{
    const Result<AlembicIni> ini = AlembicIni::read(iniPath);
    if (!ini)
        return ini.error();
    QStringList sections;
    for (const QString &section : ini->sections()) {
        if (section == u"alembic" || ini->line(section, QStringLiteral("script_location")) > 0)
            sections += section;
    }
    return sections;
}

QString resolveFolder(const QString &written, const QStringList &bases)
{
    QStringList candidates;
    const qsizetype colon = written.indexOf(u':');
    for (const QString &base : bases) {
        if (QDir::isAbsolutePath(written)) {
            candidates += QDir::cleanPath(written);
        } else if (colon > 0) {
            const QString package = written.left(colon);
            candidates += packageFolder(package, written.mid(colon + 1), base);
            candidates += packageFolder(package, written.mid(colon + 1), base + QStringLiteral("/src"));
        } else {
            candidates += QDir::cleanPath(base + u'/' + written);
        }
    }
    for (const QString &candidate : std::as_const(candidates)) {
        if (QFileInfo(candidate).isDir())
            return candidate;
    }
    return candidates.value(0);
}

} // namespace stillroom
