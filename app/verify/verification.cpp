#include "app/verify/verification.h"

#include "app/project/databaseurl.h"

namespace stillroom
{

Verification readVerification(const QString &root, const QString &workingDirectory,
    std::shared_ptr<const LoadedProject> loaded, const std::optional<Error> &loadFailure,
    const QStringList &requiredTables, const QProcessEnvironment &process)
{
    Verification verification;
    verification.root = root;
    verification.workingDirectory = workingDirectory;
    verification.loaded = std::move(loaded);
    verification.loadFailure = loadFailure;
    verification.process = process;
    verification.variables.emplace(root, process);
    QStringList setting = requiredTables;
    if (setting.isEmpty() && verification.loaded)
        setting = verification.loaded->settings.requiredTables.value_or(QStringList());
    verification.required = findRequiredTables(root, setting);
    if (verification.loaded)
        verification.origins = tableOrigins(verification.requiredNames(), *verification.loaded->graph, root);
    verification.application = readApplicationModule(root);
    return verification;
}

Status checkApplicationUrl(const QString &url)
{
    const Result<DatabaseUrl> parsed = DatabaseUrl::parse(url);
    if (!parsed)
        return Error{
            ErrorKind::InvalidCall, QStringLiteral("Could not parse SQLAlchemy URL from the text given")};
    const QString driver = parsed->driverName;
    static const QStringList plain{QStringLiteral("postgresql"), QStringLiteral("postgresql+psycopg2"),
        QStringLiteral("postgresql+psycopg"), QStringLiteral("postgresql+psycopg2cffi"),
        QStringLiteral("postgresql+pg8000")};
    if (plain.contains(driver))
        return Done{};
    if (driver == u"postgresql+asyncpg" || driver == u"postgresql+psycopg_async") {
        return Error{
            ErrorKind::InvalidCall, QStringLiteral("The driver %1 needs an asynchronous engine").arg(driver)};
    }
    return Error{ErrorKind::InvalidCall,
        QStringLiteral("Can't load plugin: sqlalchemy.dialects:%1").arg(QString(driver).replace(u'+', u'.'))};
}

} // namespace stillroom
