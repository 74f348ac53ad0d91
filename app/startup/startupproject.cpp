#include "app/startup/startupproject.h"

#include "app/environment/flags.h"

#include <QDir>
#include <QFile>

namespace stillroom
{

namespace
{

void readSeeds(StartupProject &project)
{
    const QString migrations = project.loaded ? project.loaded->project.scriptLocation
                                              : project.root + QStringLiteral("/migrations");
    const QDir folder(migrations + QStringLiteral("/seeds"));
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            project.seeds.push_back(readSeed(file.fileName(), QString::fromUtf8(file.readAll())));
        } else {
            project.problems.push_back({ErrorKind::Unreadable,
                QStringLiteral("The seed script cannot be read: %1").arg(file.errorString()), {},
                {file.fileName(), 0, 0}});
        }
    }
}

} // namespace

StartupProject readStartupProject(const QString &root, std::shared_ptr<const LoadedProject> loaded,
    const QString &loadFailure, const QStringList &requiredTables)
{
    StartupProject project;
    project.root = root;
    project.loaded = std::move(loaded);
    project.loadFailure = loadFailure;
    QStringList setting = requiredTables;
    if (setting.isEmpty() && project.loaded)
        setting = project.loaded->settings.requiredTables.value_or(QStringList());
    project.required = findRequiredTables(root, setting);
    readSeeds(project);
    return project;
}

QString applicationRefusal(const ApplicationVariables &variables)
{
    const QString development = QStringLiteral("DEV_DATABASE_URL");
    const QString production = QStringLiteral("PROD_DATABASE_URL");
    if (!variables.find(development) && !variables.find(production))
        return {};
    const bool isProduction = isProductionEnvironment(variables.value(variable::environment));
    const QString &selected = isProduction ? production : development;
    return variables.value(selected).isEmpty() ? selected + QStringLiteral(" is not set") : QString();
}

StartupSituation startupSituation(
    const StartupProject &project, const ApplicationVariables &variables, StartupMode mode)
{
    StartupSituation situation;
    situation.mode = mode;
    situation.skip = variables.valueIfSet(variable::skip);
    situation.flag = variables.valueIfSet(variable::autoMigrate);
    situation.required = project.requiredNames();
    return situation;
}

} // namespace stillroom
