#include "app/services/checklistrun.h"

#include "app/services/projectopening.h"
#include "app/services/workspaceprivate.h"

#include <QCoreApplication>

namespace stillroom
{

Result<std::shared_ptr<const VerifyReport>> runChecklist(const QString &folder,
    const std::optional<Target> &target, const std::optional<ConnectionSettings> &settings)
{
    ProjectOpening opening = openProjectFolder(folder);
    if (const auto *error = std::get_if<Error>(&opening))
        return *error;
    if (const auto *several = std::get_if<SeveralProjects>(&opening)) {
        return Error{ErrorKind::NotAProject,
            QCoreApplication::translate("Checklist", "The folder holds several projects: %1")
                .arg(several->folders.join(QStringLiteral(", ")))};
    }
    auto loaded = std::make_shared<const LoadedProject>(std::move(std::get<OpenedProject>(opening).loaded));
    const QString root = loaded->project.root;
    Verification verification
        = readVerification(root, root, std::move(loaded), {}, {}, QProcessEnvironment::systemEnvironment());
    const ConnectTo connect = [&](const Target &) -> Result<std::unique_ptr<Connection>> {
        if (!settings) {
            return Error{ErrorKind::Unreachable,
                QCoreApplication::translate("Checklist", "Not connected: the database was not asked")};
        }
        return Connection::open(*settings);
    };
    return std::make_shared<const VerifyReport>(
        runVerification(std::move(verification), {target, {}, {}}, connect));
}

quint64 Workspace::Private::checklist()
{
    const quint64 request = ++m_lastRequest;
    if (!q.m_state->project)
        return request;
    worker().request(
        &q,
        [folder = m_folder, target = q.m_state->target](DatabaseSession &session) {
            std::optional<ConnectionSettings> settings;
            if (session.connection && session.connection->isOpen())
                settings = session.connection->settings();
            return runChecklist(folder, target, settings);
        },
        [this, request](const Result<std::shared_ptr<const VerifyReport>> &report) {
            if (report)
                Q_EMIT q.checklistReady(request, *report);
            else
                Q_EMIT q.checklistRefused(request, report.error());
        });
    return request;
}

} // namespace stillroom
