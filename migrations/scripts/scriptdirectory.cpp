#include "migrations/scripts/scriptdirectory.h"

#include "migrations/scripts/revisionreader.h"
#include "migrations/scripts/scriptfiles.h"

namespace stillroom
{

ScriptScan scanScripts(const QStringList &versionLocations, bool recursive, const CancelToken &cancel)
{
    ScriptFiles found = listScripts(versionLocations, recursive);
    ScriptScan scan;
    scan.problems = std::move(found.problems);
    scan.revisions.reserve(found.files.size());
    for (const ScriptFile &file : found.files) {
        if (cancel.isCancelled())
            break;
        Result<QByteArray> bytes = readScript(file);
        if (!bytes) {
            scan.problems.push_back(bytes.error());
            continue;
        }
        Result<Revision> revision = readRevision(std::move(bytes.value()), file.shownPath);
        if (revision)
            scan.revisions.push_back(std::move(revision.value()));
        else
            scan.problems.push_back(revision.error());
    }
    return scan;
}

} // namespace stillroom
