#include "app/startup/logtext.h"

namespace stillroom
{

namespace
{

constexpr qsizetype mostCharacters = 200; ///< of a message in a report

} // namespace

QString startClassMeaning(StartClass value)
{
    switch (value) {
    case StartClass::AllGood:
        return QStringLiteral(
            "The tables were there. Nothing was migrated: later revisions are not applied by a "
            "start, look at what is pending.");
    case StartClass::FirstDeployment:
        return QStringLiteral("Tables were missing and the start upgraded the database.");
    case StartClass::SetupNeeded:
        return QStringLiteral("Tables are missing and the flag is off: the application runs without them.");
    case StartClass::DataTrouble:
        return QStringLiteral("The application runs, its default data is incomplete.");
    case StartClass::Failure:
        return QStringLiteral("The start failed: somebody has to look at it.");
    case StartClass::Incomplete:
        return QStringLiteral(
            "The migration neither succeeded nor failed here: a command error, a killed process, "
            "or still running. Look at the next lines for \"Error: \".");
    }
    Q_UNREACHABLE();
}

QString startAdvice(const LogStart &start)
{
    if (start.advice)
        return QStringLiteral("%1. %2").arg(start.advice->meaning, start.advice->advice);
    if (start.kind == StartClass::SetupNeeded)
        return QStringLiteral("Set AUTO_MIGRATE_ON_STARTUP=true, or upgrade by hand: flask db upgrade");
    return {};
}

QString logTimeText(const QDateTime &time)
{
    // The reader takes 2000 for a year that is not written, and its first day for a day that is not.
    if (time.date().year() != 2000)
        return time.toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
    return time.date().dayOfYear() == 1 ? time.toString(QStringLiteral("hh:mm:ss"))
                                        : time.toString(QStringLiteral("MM-dd hh:mm:ss"));
}

QString startTitle(const LogStart &start, size_t number)
{
    QString title = QStringLiteral("Start %1, line %2: %3")
                        .arg(number)
                        .arg(start.lines.front().number)
                        .arg(startClassName(start.kind));
    if (start.lines.front().time)
        title += QStringLiteral(", %1").arg(logTimeText(*start.lines.front().time));
    if (start.durationMs)
        title += QStringLiteral(", %1 s").arg(double(*start.durationMs) / 1000, 0, 'f', 2);
    return title;
}

QStringList logReportLines(const LogReport &report, const std::vector<ScenarioCheck> &checks)
{
    QStringList lines;
    if (report.starts.empty())
        lines += QStringLiteral("No start of the procedure is in these %1 lines.").arg(report.lineCount);
    for (size_t i = 0; i < report.starts.size(); ++i) {
        const LogStart &start = report.starts[i];
        lines += startTitle(start, i + 1);
        for (const LogLine &line : start.lines) {
            lines += QStringLiteral("  %1 %2 %3")
                         .arg(line.number, 7)
                         .arg(logKeyName(line.key), -9)
                         .arg(line.text.left(mostCharacters));
        }
        if (start.kind == StartClass::Incomplete)
            lines += QStringLiteral("  ") + startClassMeaning(start.kind);
        if (const QString advice = startAdvice(start); !advice.isEmpty())
            lines += QStringLiteral("  ") + advice;
    }
    if (report.severalWorkers()) {
        lines += QStringLiteral("Several starts overlap or lie within two seconds: several workers, or a "
                                "reloader, ran the procedure at the same time.");
    }
    for (const ScenarioCheck &check : checks) {
        lines += QStringLiteral("%1 %2").arg(
            check.found ? QStringLiteral("pass") : QStringLiteral("fail"), logKeyName(check.expected));
    }
    return lines;
}

QString logScenarioTitle(LogScenario scenario)
{
    switch (scenario) {
    case LogScenario::FirstDeployment:
        return QStringLiteral("First deployment");
    case LogScenario::Restart:
        return QStringLiteral("Restart");
    case LogScenario::FlagOff:
        return QStringLiteral("Flag off");
    case LogScenario::ForcedFailure:
        return QStringLiteral("Forced failure");
    }
    Q_UNREACHABLE();
}

QString logKeyMeaning(LogKey key)
{
    switch (key) {
    case LogKey::RunningMigrations:
        return QStringLiteral("tables missing, migrations run");
    case LogKey::MigrationsCompleted:
        return QStringLiteral("migrations completed");
    case LogKey::TablesMissing:
        return QStringLiteral("tables missing, flag off");
    case LogKey::HintFlag:
        return QStringLiteral("hint: set the flag");
    case LogKey::HintManual:
        return QStringLiteral("hint: upgrade by hand");
    case LogKey::TablesExist:
        return QStringLiteral("tables there, nothing migrated");
    case LogKey::MigrationFailed:
        return QStringLiteral("migration failed");
    case LogKey::CheckFailed:
        return QStringLiteral("the check itself failed");
    case LogKey::RunningRevision:
        return QStringLiteral("a revision runs");
    case LogKey::DataSkipped:
        return QStringLiteral("default data skipped");
    case LogKey::DataHint:
        return QStringLiteral("hint: tables first");
    case LogKey::UsersCreated:
        return QStringLiteral("default users created");
    case LogKey::MasterCreated:
        return QStringLiteral("default master data created");
    case LogKey::DataWarning:
        return QStringLiteral("default data failed");
    case LogKey::DataNormal:
        return QStringLiteral("hint: normal before set-up");
    case LogKey::MasterError:
        return QStringLiteral("master data failed");
    case LogKey::CommandError:
        return QStringLiteral("command error");
    case LogKey::Traceback:
        return QStringLiteral("traceback");
    }
    Q_UNREACHABLE();
}

} // namespace stillroom
