#include "app/startup/logreader.h"

#include <algorithm>
#include <array>

namespace stillroom
{

namespace
{

struct Known {
    std::array<const char *, 3> anyOf; ///< texts; null: unused
    const char *with; ///< must occur too; null: nothing
    const char *meaning;
    const char *advice;
};

constexpr std::array known{
    Known{{"Connection refused", "could not translate host name", "timeout expired"}, nullptr,
        "The database server is not reachable",
        "Check the URL, whether the server runs, and the network between the two."},
    Known{{"password authentication failed", "no pg_hba.conf entry", nullptr}, nullptr,
        "The server refused the login", "Check user and password, and the server's access rules."},
    Known{{"database \"", nullptr, nullptr}, "does not exist", "The database does not exist",
        "Correct the name in the URL, or create the database."},
    Known{{"permission denied for schema", nullptr, nullptr}, nullptr,
        "The role may not create anything in the schema", "GRANT CREATE ON SCHEMA … TO the role."},
    Known{{"duplicate key", nullptr, nullptr}, "pg_type_typname_nsp_index",
        "Two processes created the same table at the same moment",
        "Upgrade once before deploying, with the flag off everywhere (high availability), or let "
        "stillroom-cli startup do it: it takes a lock."},
    Known{{"already exists", "DuplicateTable", nullptr}, nullptr,
        "Something exists without being recorded, or two processes ran at once",
        "Compare the database with the revisions first, then stamp; never stamp blindly."},
    Known{{"current transaction is aborted", "InFailedSqlTransaction", nullptr}, nullptr,
        "An earlier statement failed and a revision swallowed its error; the statement shown is innocent",
        "Look further up for the first error or a line that begins with \"Note:\"."},
    Known{{"value too long for type character varying(32)", nullptr, nullptr}, nullptr,
        "A revision id is longer than the version column",
        "Shorten the id, or widen alembic_version.version_num."},
    Known{{"Multiple head revisions", nullptr, nullptr}, nullptr, "The revisions have several heads",
        "Make a merge revision: flask db merge heads."},
    Known{{"Can't locate revision identified by", nullptr, nullptr}, nullptr,
        "The database is ahead of these files, or belongs to others",
        "Is this the right branch, and the right database?"},
    Known{{"Path doesn't exist", nullptr, nullptr}, nullptr,
        "The migrations folder is not where it is looked for",
        "Check the working directory, and that the folder is in the image."},
    Known{{"KeyError: '", nullptr, nullptr}, nullptr, "The file of a parent revision is missing",
        "Restore the file with that revision id."},
    Known{{"UndefinedTable", "relation \"", nullptr}, "does not exist",
        "A revision needs a table that no earlier one creates",
        "Read the revision named; the table may be made outside of the migrations."},
};

} // namespace

std::optional<LogAdvice> adviceFor(const QString &text)
{
    for (const Known &entry : known) {
        bool fits = false;
        for (const char *part : entry.anyOf)
            fits = fits || (part && text.contains(QLatin1String(part)));
        if (fits && entry.with)
            fits = text.contains(QLatin1String(entry.with));
        if (fits)
            return LogAdvice{QString::fromUtf8(entry.meaning), QString::fromUtf8(entry.advice)};
    }
    return {};
}

QString logKeyName(LogKey key)
{
    static const QStringList names{QStringLiteral("M1"), QStringLiteral("M2"), QStringLiteral("M3"),
        QStringLiteral("M4"), QStringLiteral("M5"), QStringLiteral("M6"), QStringLiteral("M7"),
        QStringLiteral("M8"), QStringLiteral("M9"), QStringLiteral("D1"), QStringLiteral("D2"),
        QStringLiteral("D3"), QStringLiteral("D4"), QStringLiteral("D5"), QStringLiteral("D6"),
        QStringLiteral("D7"), QStringLiteral("error"), QStringLiteral("traceback")};
    return names[int(key)];
}

QString startClassName(StartClass value)
{
    switch (value) {
    case StartClass::AllGood:
        return QStringLiteral("all good");
    case StartClass::FirstDeployment:
        return QStringLiteral("first deployment");
    case StartClass::SetupNeeded:
        return QStringLiteral("set-up needed");
    case StartClass::DataTrouble:
        return QStringLiteral("data trouble");
    case StartClass::Failure:
        return QStringLiteral("failure");
    case StartClass::Incomplete:
        return QStringLiteral("incomplete");
    }
    Q_UNREACHABLE();
}

std::optional<LogScenario> logScenarioFromName(const QString &name)
{
    if (name == u"first-deployment")
        return LogScenario::FirstDeployment;
    if (name == u"restart")
        return LogScenario::Restart;
    if (name == u"flag-off")
        return LogScenario::FlagOff;
    if (name == u"forced-failure")
        return LogScenario::ForcedFailure;
    return {};
}

std::vector<ScenarioCheck> checkScenario(LogScenario scenario, const LogStart &start)
{
    std::vector<LogKey> expected;
    switch (scenario) {
    case LogScenario::FirstDeployment:
        expected = {LogKey::RunningMigrations, LogKey::MigrationsCompleted};
        break;
    case LogScenario::Restart:
        expected = {LogKey::TablesExist};
        break;
    case LogScenario::FlagOff:
        expected = {LogKey::TablesMissing, LogKey::HintFlag, LogKey::HintManual};
        break;
    case LogScenario::ForcedFailure:
        expected = {LogKey::RunningMigrations, LogKey::MigrationFailed, LogKey::CheckFailed};
        break;
    }
    std::vector<ScenarioCheck> checks;
    auto from = start.lines.begin();
    for (const LogKey key : expected) {
        const auto found
            = std::find_if(from, start.lines.end(), [key](const LogLine &line) { return line.key == key; });
        checks.push_back({key, found != start.lines.end()});
        if (found != start.lines.end())
            from = found + 1;
    }
    return checks;
}

} // namespace stillroom
