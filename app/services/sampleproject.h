#pragma once

#include "app/project/target.h"
#include "app/services/databaseworker.h"
#include "migrations/base/result.h"

#include <QString>

namespace stillroom
{

/// The folder `sample-project` of the program's resources: $STILLROOM_RESOURCES, then share/stillroom beside
/// the program's bin folder, then the source tree a developer's build lies in. Errors: Unreadable,
/// naming the places.
Result<QString> sampleProjectSource();

/// Copies the sample project to the user's data folder, unless this version's copy is there already;
/// files a person added or a copy of the same version are left alone. Returns the copy's folder.
Result<QString> copySampleProject(const QString &source, const QString &dataFolder);

/// Where a person tries things: the copied project and a database on a private server.
struct SampleSite {
    QString folder;
    Target target;
};

/// Copies the project, starts the private server (kept in the session), creates the database and brings a
/// fresh one to six revisions before the head, with rows in it. For the worker's thread, because the
/// server ends with the thread that started it. Errors: Unreadable, Internal, Database.
Result<SampleSite> prepareSample(DatabaseSession &session, const QString &dataFolder);

} // namespace stillroom
