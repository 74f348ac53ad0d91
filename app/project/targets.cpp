#include "app/project/targets.h"

#include "app/environment/flags.h"
#include "app/environment/variables.h"
#include "app/project/databaseurl.h"

#include <QFileInfo>

#include <algorithm>

namespace stillroom
{

namespace
{

/// A target for the variable, or nothing when it is not set or empty.
std::optional<Target> targetOf(const ApplicationVariables &variables, const QString &name)
{
    const std::optional<EffectiveVariable> found = variables.find(name);
    if (!found || found->value.isEmpty())
        return {};
    return Target{.name = name, .url = found->value, .source = found->source, .place = found->place};
}

TargetKind kindOfEnvironment(const QString &environment)
{
    if (isProductionEnvironment(environment))
        return TargetKind::Production;
    if (environment.compare(QLatin1String("staging"), Qt::CaseInsensitive) == 0)
        return TargetKind::Staging;
    return TargetKind::Development;
}

TargetKind kindOfVariable(const QString &name, const QString &environment)
{
    if (name.startsWith(QLatin1String("PROD")))
        return TargetKind::Production;
    if (name.startsWith(QLatin1String("STAGING")))
        return TargetKind::Staging;
    if (name.startsWith(QLatin1String("DEV")))
        return TargetKind::Development;
    return kindOfEnvironment(environment);
}

/// What kindOfVariable() went by.
QString reasonOfKind(const QString &name, const QString &environment)
{
    for (const char *prefix : {"PROD", "STAGING", "DEV"}) {
        if (name.startsWith(QLatin1String(prefix)))
            return QStringLiteral("the name %1").arg(name);
    }
    return environment.isEmpty() ? QStringLiteral("ENVIRONMENT is not set")
                                 : QStringLiteral("ENVIRONMENT is %1").arg(environment);
}

/// Whether both URLs lead to the same database, as far as their texts tell.
bool sameDatabase(const QString &one, const QString &other)
{
    const Result<DatabaseUrl> a = DatabaseUrl::parse(one);
    const Result<DatabaseUrl> b = DatabaseUrl::parse(other);
    if (!a || !b)
        return one == other;
    constexpr int postgresPort = 5432;
    return a->host == b->host && a->port.value_or(postgresPort) == b->port.value_or(postgresPort)
        && a->database == b->database && a->query == b->query;
}

/// A URL typed on the command line is production when the project says that this database is.
void judgeCommandLineTarget(std::vector<Target> &targets)
{
    if (targets.empty() || targets.front().origin != TargetOrigin::CommandLine)
        return;
    for (const Target &target : targets) {
        if (target.kind == TargetKind::Production && sameDatabase(target.url, targets.front().url))
            targets.front().kind = TargetKind::Production;
        if (targets.front().kind == TargetKind::Production && targets.front().kindReason.isEmpty())
            targets.front().kindReason = QStringLiteral("%1 is the same database").arg(target.name);
    }
}

/// The URLs that `alembic init` and Flask-Migrate leave behind are no destination.
bool isPlaceholder(const QString &url)
{
    return url.startsWith(QLatin1String("driver://"));
}

void addEnvironmentTargets(std::vector<Target> &targets, const ApplicationVariables &variables)
{
    const QString environment = variables.value(QStringLiteral("ENVIRONMENT"));
    const bool production = kindOfEnvironment(environment) == TargetKind::Production;
    const QString selected
        = production ? QStringLiteral("PROD_DATABASE_URL") : QStringLiteral("DEV_DATABASE_URL");
    const QString other
        = production ? QStringLiteral("DEV_DATABASE_URL") : QStringLiteral("PROD_DATABASE_URL");
    bool haveSelected = false;
    const auto add = [&](const QString &name, bool mayBeSelected) {
        std::optional<Target> target = targetOf(variables, name);
        if (!target || isPlaceholder(target->url))
            return;
        target->kind = kindOfVariable(name, environment);
        target->kindReason = reasonOfKind(name, environment);
        target->selected = mayBeSelected && !haveSelected;
        haveSelected = haveSelected || target->selected;
        targets.push_back(*target);
    };
    add(selected, true);
    add(QStringLiteral("DATABASE_URL"), true);
    add(QStringLiteral("SQLALCHEMY_DATABASE_URI"), true);
    add(other, false);
}

void addSettingsTargets(
    std::vector<Target> &targets, const ProjectSettings &settings, const ApplicationVariables &variables)
{
    const QString environment = variables.value(QStringLiteral("ENVIRONMENT"));
    for (const TargetSetting &setting : settings.targets) {
        std::optional<Target> target = targetOf(variables, setting.urlFrom);
        if (!target)
            continue;
        target->name = setting.name;
        target->kind = setting.kind.value_or(kindOfVariable(setting.urlFrom, environment));
        target->kindReason = setting.kind
            ? QStringLiteral("targets.%1.kind of the settings").arg(setting.name)
            : reasonOfKind(setting.urlFrom, environment);
        target->origin = TargetOrigin::Settings;
        targets.push_back(*target);
    }
}

/// "DEV_DATABASE_URL, PROD_DATABASE_URL": what a person may write behind --target.
QString namesOf(const std::vector<Target> &targets)
{
    QStringList names;
    for (const Target &target : targets)
        names += target.name;
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

Error noTarget(const QString &message)
{
    return {.kind = ErrorKind::InvalidCall, .message = message};
}

} // namespace

std::vector<Target> projectTargets(const Project &project, const ProjectSettings &settings,
    const QProcessEnvironment &environment, const QString &databaseUrl, const std::vector<Target> &profiles)
{
    std::vector<Target> targets;
    const ApplicationVariables variables(project.root, environment);
    if (!databaseUrl.isEmpty()) {
        targets.push_back({.name = QStringLiteral("--database-url"),
            .url = databaseUrl,
            .source = QStringLiteral("--database-url"),
            .origin = TargetOrigin::CommandLine});
    }
    targets.insert(targets.end(), profiles.begin(), profiles.end());
    addEnvironmentTargets(targets, variables);
    addSettingsTargets(targets, settings, variables);
    if (!project.configuredUrl.isEmpty() && !isPlaceholder(project.configuredUrl)) {
        const QString file = QFileInfo(project.configFile).fileName();
        targets.push_back({.name = file,
            .kind = kindOfEnvironment(variables.value(QStringLiteral("ENVIRONMENT"))),
            .url = project.configuredUrl,
            .source = file + QStringLiteral(":sqlalchemy.url"),
            .origin = TargetOrigin::AlembicIni,
            .place = {project.configFile, project.configuredUrlLine},
            .kindReason = reasonOfKind(file, variables.value(QStringLiteral("ENVIRONMENT")))});
    }
    judgeCommandLineTarget(targets);
    return targets;
}

Result<Target> chooseTarget(const std::vector<Target> &targets, const QString &name)
{
    const auto first = [&](auto matches) { return std::find_if(targets.begin(), targets.end(), matches); };
    const auto commandLine
        = first([](const Target &target) { return target.origin == TargetOrigin::CommandLine; });
    if (commandLine != targets.end())
        return *commandLine;
    if (!name.isEmpty()) {
        auto found = first([&](const Target &target) { return target.name == name; });
        if (found == targets.end())
            found = first([&](const Target &target) { return targetKindName(target.kind) == name; });
        if (found != targets.end())
            return *found;
        return noTarget(targets.empty()
                ? QStringLiteral("There is no target \"%1\": the project names no database").arg(name)
                : QStringLiteral("There is no target \"%1\". Targets: %2").arg(name, namesOf(targets)));
    }
    auto found = first([](const Target &target) { return target.selected; });
    if (found == targets.end())
        found = first([](const Target &target) { return target.origin != TargetOrigin::Profile; });
    if (found != targets.end())
        return *found;
    return noTarget(QStringLiteral(
        "No database is named: give --database-url, or set DATABASE_URL in the environment or in .env"));
}

} // namespace stillroom
