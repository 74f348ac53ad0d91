#pragma once

#include "app/project/projectloader.h"
#include "app/project/target.h"
#include "migrations/base/canceltoken.h"
#include "migrations/run/projectpython.h"

#include <QProcessEnvironment>

#include <memory>
#include <vector>

namespace stillroom
{

/// An interpreter that may be the project's.
struct PythonCandidate {
    QString path; ///< absolute
    QString source; ///< ".venv", "VIRTUAL_ENV", "[tool.stillroom] python"
};

/// What an interpreter has.
struct PythonFacts {
    QString path;
    QString source;
    QString pythonVersion;
    QString alembicVersion; ///< empty: not installed there
    QString sqlalchemyVersion;
    QString flaskMigrateVersion;
};

/// Where a project's interpreter may be, the most certain first: the setting `python`, .venv, venv and env in
/// the project's folder, an activated environment (VIRTUAL_ENV, CONDA_PREFIX), poetry's and pipenv's own
/// folders, python3 of the PATH. Asks poetry and pipenv only where their files lie.
std::vector<PythonCandidate> pythonCandidates(
    const Project &project, const ProjectSettings &settings, const QProcessEnvironment &environment);

/// The first candidate that has what the project's kind needs (alembic; Flask-Migrate too). Starts the
/// interpreters with a program of our own: nothing of the project runs. Errors: NeedsProjectPython, which
/// names what was looked at and what is missing where; Cancelled.
Result<PythonFacts> findProjectPython(const Project &project, const ProjectSettings &settings,
    const QProcessEnvironment &environment, const CancelToken &cancel = {});

/// How the project's own Python runs its migrations against a target; the URL is not part of it.
PythonCommand pythonCommand(const LoadedProject &loaded, const PythonFacts &python, const Target &target,
    const QProcessEnvironment &environment, const RunSettings &settings);

/// The plan with every step given to the project's own Python, because \a reason.
Plan allProjectPython(Plan plan, const QString &reason);

/// The project's Python, looked for when its first step is to run.
class LazyProjectPython final : public PythonSteps
{
public:
    /// \a loaded outlives it.
    LazyProjectPython(const LoadedProject &loaded, Target target)
        : m_loaded(loaded)
        , m_target(std::move(target))
    {
    }
    Result<std::vector<RehearsedStatement>> run(const PlanStep &step, const ConnectionSettings &database,
        const Lines &lines, const CancelToken &cancel) override;

private:
    const LoadedProject &m_loaded;
    Target m_target;
    std::unique_ptr<PythonSteps> m_python;
};

/// What runs the Python steps of a plan, and with what; null when the plan has none. Errors: as
/// findProjectPython().
struct FoundPython {
    PythonFacts facts{};
    std::unique_ptr<PythonSteps> steps{};
};
Result<FoundPython> pythonForPlan(const LoadedProject &loaded, const Plan &plan, const Target &target,
    const RunSettings &settings, const CancelToken &cancel = {});

} // namespace stillroom
