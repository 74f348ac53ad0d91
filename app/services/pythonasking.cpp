#include "app/project/pythonfinder.h"
#include "app/services/background.h"
#include "app/services/projectopening.h"
#include "app/services/workspaceprivate.h"

namespace stillroom
{

namespace
{

Result<PythonAnswer> findPython(const QString &folder)
{
    const Result<std::shared_ptr<const LoadedProject>> loaded = loadProjectFolder(folder);
    if (!loaded)
        return loaded.error();
    const Result<PythonFacts> found = findProjectPython(
        (*loaded)->project, (*loaded)->settings, QProcessEnvironment::systemEnvironment());
    if (!found)
        return found.error();
    return PythonAnswer{
        found->path, found->source, found->pythonVersion, found->alembicVersion, found->flaskMigrateVersion};
}

} // namespace

quint64 Workspace::Private::askPython()
{
    const quint64 number = ++m_lastRequest;
    background(
        &q, [folder = m_folder] { return findPython(folder); },
        [this, number](const Result<PythonAnswer> &found) {
            if (found)
                Q_EMIT q.pythonFound(number, *found);
            else
                Q_EMIT q.pythonMissing(number, found.error());
        });
    return number;
}

} // namespace stillroom
