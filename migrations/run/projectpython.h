#pragma once

#include "migrations/run/pythonsteps.h"

#include <QProcessEnvironment>
#include <QStringList>

#include <chrono>

namespace stillroom
{

/// How a project's migrations are started. Holds no secret: the URL is added for each step.
struct PythonCommand {
    enum class Kind { FlaskMigrate, Alembic };
    Kind kind = Kind::Alembic;
    QString interpreter; ///< absolute
    QString folder; ///< working folder: the project's root
    QStringList
        arguments; ///< between the program's name and the command, as `alembic` or `flask db` take them
    QProcessEnvironment environment; ///< of the child, without the URL
    QStringList urlVariables; ///< names under which the project may read its URL; each is set
    QString driverName = QStringLiteral("postgresql"); ///< scheme of the URL, e.g. "postgresql+psycopg"
    QString versionTable
        = QStringLiteral("alembic_version"); ///< Alembic's own statements on it are not reported
    std::chrono::milliseconds lockTimeout{0};
    std::chrono::milliseconds statementTimeout{0};
};

/// `flask db upgrade REV` or `alembic upgrade REV`, one child process for each step.
///
/// The URL goes through the environment, never through the arguments. The child looks at the first thing each
/// of its PostgreSQL connections reaches: another database than the planned one ends it before a
/// statement of the project was sent. A cancelled child is interrupted, then terminated, then killed with
/// its whole process group; nothing of it runs on.
class ProjectPython final : public PythonSteps
{
public:
    explicit ProjectPython(PythonCommand command);

    Result<std::vector<RehearsedStatement>> run(const PlanStep &step, const ConnectionSettings &database,
        const Lines &lines, const CancelToken &cancel) override;

    /// Any other command of the same program ("migrate -m …"). Errors as run().
    Status call(const QStringList &command, const ConnectionSettings &database, const Lines &lines,
        const CancelToken &cancel);

private:
    PythonCommand m_command;
};

/// The command of one step: {"upgrade", "a1aa"}, {"downgrade", "b2bb@a1aa"}: of several children of a
/// revision only the step's own is taken back.
QStringList stepCommand(const PlanStep &step);

/// A URL as SQLAlchemy reads it, with the password; for the child's environment only.
QString databaseUrlOf(const ConnectionSettings &settings, const QString &driverName);

} // namespace stillroom
