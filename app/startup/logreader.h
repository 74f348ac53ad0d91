#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace stillroom
{

/// What a line of a log says; the messages of spec/auto-run.md 1.4 and what belongs to them.
enum class LogKey {
    RunningMigrations, ///< M1
    MigrationsCompleted, ///< M2
    TablesMissing, ///< M3
    HintFlag, ///< M4
    HintManual, ///< M5
    TablesExist, ///< M6
    MigrationFailed, ///< M7
    CheckFailed, ///< M8
    RunningRevision, ///< M9
    DataSkipped, ///< D1
    DataHint, ///< D2
    UsersCreated, ///< D3
    MasterCreated, ///< D4
    DataWarning, ///< D5
    DataNormal, ///< D6
    MasterError, ///< D7
    CommandError, ///< `Error: …` behind M1
    Traceback,
};

/// "M1" … "M9", "D1" … "D7", "error", "traceback".
QString logKeyName(LogKey key);

/// The classes of section 5.
enum class StartClass { AllGood, FirstDeployment, SetupNeeded, DataTrouble, Failure, Incomplete };
/// "all good", "first deployment", "set-up needed", "data trouble", "failure", "incomplete".
QString startClassName(StartClass value);

struct LogLine {
    LogKey key = LogKey::RunningMigrations;
    qint64 number = 0; ///< from 1
    QString text; ///< from the message's text part on, cleaned
    std::optional<QDateTime> time{};

    bool operator==(const LogLine &) const = default;
};

/// What a failure's text means and what to do (the table of section 5).
struct LogAdvice {
    QString meaning;
    QString advice;

    bool operator==(const LogAdvice &) const = default;
};

struct LogStart {
    StartClass kind = StartClass::AllGood;
    std::vector<LogLine> lines;
    QString detail{}; ///< the text of the failure; empty: none
    std::optional<LogAdvice> advice{};
    std::optional<qint64> durationMs{}; ///< from its first to its last line, when both have a time
    bool overlaps = false; ///< another start was under way at the same time, or began within two seconds

    bool operator==(const LogStart &) const = default;
};

struct LogReport {
    std::vector<LogStart> starts;
    qint64 lineCount = 0;

    bool operator==(const LogReport &) const = default;
    /// Several processes start at once: workers, or a reloader.
    bool severalWorkers() const;
};

/// Reads a start-up log of any size in pieces. Text parts are looked for anywhere in a line, with or without
/// symbol or tag, so that prefixes, colour codes, CRLF and damaged symbols do not matter.
class LogReader
{
public:
    /// The next bytes; pieces may end anywhere.
    void feed(const QByteArray &bytes);
    LogReport finish();

private:
    void readLines(const QByteArray &bytes, qsizetype size);
    void take(const QByteArray &line, qint64 number);
    void addToStart(LogLine line);
    void lookForAdvice(const QByteArray &line);
    LogStart *unresolved();
    bool beginsStart(const LogLine &line) const;

    QByteArray m_rest;
    LogReport m_report;
    qint64 m_adviceUntil = 0; ///< lines behind a failure that may explain it
};

/// The advice for a failure's text, if the table knows it.
std::optional<LogAdvice> adviceFor(const QString &text);

/// A line without colour codes and without blanks around it.
QByteArray cleanedLogLine(const QByteArray &line);

/// The four scenarios of section 6 for testers.
enum class LogScenario { FirstDeployment, Restart, FlagOff, ForcedFailure };
std::optional<LogScenario> logScenarioFromName(const QString &name);

struct ScenarioCheck {
    LogKey expected = LogKey::RunningMigrations;
    bool found = false;

    bool operator==(const ScenarioCheck &) const = default;
};

/// Each expected message of the scenario against one start, in order.
std::vector<ScenarioCheck> checkScenario(LogScenario scenario, const LogStart &start);

} // namespace stillroom
