#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace stillroom
{

/// The messages of the start-up procedure by the names of spec/auto-run.md 1.4; the last four are of
/// `--mode pending`, which the reference procedure does not have.
enum class MessageKey {
    RunningMigrations, ///< M1
    MigrationsCompleted, ///< M2
    TablesMissing, ///< M3
    HintFlag, ///< M4
    HintManual, ///< M5
    TablesExist, ///< M6
    MigrationFailed, ///< M7, with a detail
    CheckFailed, ///< M8, with a detail
    DataSkipped, ///< D1
    DataHint, ///< D2
    SeedDone, ///< D3, D4: the seed script's own message
    DataWarning, ///< D5, with a detail
    DataNormal, ///< D6
    RunningPending,
    NothingPending,
    PendingNotRun,
};

enum class MessageLevel { Info, Ok, Warn, Error };

/// "info", "ok", "warn", "error".
QString messageLevelName(MessageLevel level);

/// How messages are written: as documented, as the code of such projects prints them, or one JSON object a
/// line.
enum class MessageForm { Symbol, Bracket, Json };

struct StartupMessage {
    MessageKey key = MessageKey::RunningMigrations;
    QString detail{}; ///< the variable part: an error's text, a seed's message

    bool operator==(const StartupMessage &) const = default;
};

MessageLevel levelOf(MessageKey key);
/// The text part, without tag and indentation.
QString textOf(const StartupMessage &message);
/// The line as it is printed.
QString lineOf(const StartupMessage &message, MessageForm form);

} // namespace stillroom
