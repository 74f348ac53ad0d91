#pragma once

#include "app/project/projectloader.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace stillroom
{

/// Collects the projects of one folder for findProjects().
class ProjectFinder
{
public:
    /// The folder and those up to `depth` levels below it.
    void searchFolder(const QString &folder, int depth);
    void addIni(const QString &path);
    void addPyproject(const QString &path);
    /// A folder with env.py that no configuration names.
    void addScriptFolder(const QString &folder);
    /// The folder that the settings name.
    void addSettled(const QString &root, const QString &migrations);

    std::vector<ProjectCandidate> take();

private:
    void add(const ProjectCandidate &candidate);
    ProjectCandidate ofConfig(const QString &path, const QString &section) const;
    bool enter(const QString &folder);

    std::vector<ProjectCandidate> m_found;
    QSet<QString> m_entered; ///< canonical paths
};

/// True for a folder that looks like the inside of a migrations folder.
bool isScriptFolder(const QString &folder);

} // namespace stillroom
