#include "app/verify/checkbuilder.h"
#include "migrations/database/statereader.h"
#include "migrations/graph/revisiongraph.h"

namespace stillroom
{

namespace
{

QString mirroredDatabase(const CheckBuilder &b)
{
    return b.mirrored.database ? QStringLiteral("pass") : QStringLiteral("fail");
}

bool connection(CheckBuilder &b)
{
    const QString label = QStringLiteral("Connection");
    const QString notCounted
        = QStringLiteral("The project's program shows the database and does not count it.");
    if (!b.v.facts) {
        const QString reason = b.v.connectFailure ? b.v.connectFailure->message
            : b.v.targetFailure                   ? b.v.targetFailure->message
                                                  : QStringLiteral("The database was not asked");
        Check &check = b.add("database.connection", label, CheckOutcome::Fail, reason);
        check.evidence = b.v.target ? b.v.target->maskedUrl() : QString();
        check.mirrored = mirroredDatabase(b);
        check.why = notCounted;
        check.remedy = QStringLiteral("Check URL, server and network.");
        return false;
    }
    const ServerFacts &server = b.v.facts->state.server;
    Check &check = b.add("database.connection", label, CheckOutcome::Pass,
        QStringLiteral("PostgreSQL %1, database %2 as %3").arg(server.version, server.database, server.user));
    check.evidence = b.v.target->maskedUrl();
    check.mirrored = mirroredDatabase(b);
    return true;
}

void tables(CheckBuilder &b)
{
    const RequiredTableState &state = b.v.facts->tables;
    if (state.tables.empty())
        return;
    const QStringList missing = state.missing();
    QStringList elsewhere;
    for (const TablePresence &table : state.tables) {
        if (!table.present)
            elsewhere += table.elsewhere;
    }
    Check &check = b.add("database.tables", QStringLiteral("Required tables"),
        missing.isEmpty() ? CheckOutcome::Pass : CheckOutcome::Fail,
        missing.isEmpty()
            ? QStringLiteral("All %1 are base tables of schema %2").arg(state.tables.size()).arg(state.schema)
            : QStringLiteral("Missing in schema %1: %2")
                  .arg(state.schema, missing.join(QStringLiteral(", "))));
    check.evidence = QStringLiteral("search_path = %1").arg(b.v.facts->searchPath);
    check.mirrored = mirroredDatabase(b);
    if (missing.isEmpty())
        return;
    if (!elsewhere.isEmpty())
        check.finding += QStringLiteral("; there are %1").arg(elsewhere.join(QStringLiteral(", ")));
    check.remedy = QStringLiteral("Upgrade the database.");
    check.fix = {CheckFix::Kind::Upgrade, {}};
}

void rights(CheckBuilder &b)
{
    const ChecklistFacts &facts = *b.v.facts;
    QStringList lacking;
    QStringList grants;
    const QString user = facts.state.server.user;
    if (!facts.mayCreateInSchema) {
        lacking += QStringLiteral("CREATE on schema %1").arg(facts.tables.schema);
        grants += QStringLiteral("GRANT CREATE ON SCHEMA %1 TO %2;").arg(facts.tables.schema, user);
    }
    if (!facts.maySelectVersion)
        lacking += QStringLiteral("all rights on the version table");
    if (!facts.notOwned.isEmpty())
        lacking += QStringLiteral("ownership of %1").arg(facts.notOwned.join(QStringLiteral(", ")));
    Check &check = b.add("database.rights", QStringLiteral("Rights for migrating"),
        lacking.isEmpty() ? CheckOutcome::Pass : CheckOutcome::Warn,
        lacking.isEmpty() ? QStringLiteral("%1 may create in schema %2 and owns the required tables")
                                .arg(user, facts.tables.schema)
                          : QStringLiteral("%1 lacks %2").arg(user, lacking.join(QStringLiteral(", "))));
    check.evidence = QStringLiteral("has_schema_privilege('%1', 'CREATE') = %2")
                         .arg(facts.tables.schema,
                             facts.mayCreateInSchema ? QStringLiteral("true") : QStringLiteral("false"));
    check.mirrored = unseen;
    if (lacking.isEmpty())
        return;
    check.remedy = QStringLiteral("Migrate with the role that owns the tables, or grant what is missing.");
    if (!grants.isEmpty())
        check.fix = {CheckFix::Kind::Command, grants.join(u' ')};
}

void surroundings(CheckBuilder &b)
{
    const ChecklistFacts &facts = *b.v.facts;
    const auto note = [&](const char *id, const QString &label, CheckOutcome outcome, const QString &finding,
                          const QString &remedy) {
        Check &check = b.add(id, label, outcome, finding);
        check.mirrored = unseen;
        check.remedy = remedy;
    };
    if (facts.state.server.standby) {
        note("database.standby", QStringLiteral("Server role"), CheckOutcome::Fail,
            QStringLiteral("The server is a standby: it takes no changes"),
            QStringLiteral("Connect to the primary server."));
    }
    if (facts.pooled) {
        note("database.pooler", QStringLiteral("Pooler"), CheckOutcome::Warn,
            QStringLiteral(
                "The connection goes through a pooler, where locks between several starters cannot be "
                "relied on"),
            QStringLiteral("Migrate over a URL that leads to the server directly."));
    }
    if (!facts.invalidIndexes.isEmpty()) {
        note("database.indexes", QStringLiteral("Invalid indexes"), CheckOutcome::Warn,
            facts.invalidIndexes.join(QStringLiteral(", ")),
            QStringLiteral("Left behind by CREATE INDEX CONCURRENTLY: drop and build them again."));
    }
    if (facts.idleInTransaction > 0) {
        note("database.idle", QStringLiteral("Open transactions"), CheckOutcome::Warn,
            QStringLiteral(
                "%1 sessions hold a transaction open and do nothing; a migration may wait for them")
                .arg(facts.idleInTransaction),
            QStringLiteral("Look at them before migrating: they may hold locks."));
    }
}

QString countOf(size_t count)
{
    return count == 1 ? QStringLiteral("1 revision") : QStringLiteral("%1 revisions").arg(count);
}

void standing(CheckBuilder &b)
{
    const DatabaseState &state = b.v.facts->state;
    const RevisionGraph &graph = *b.v.loaded->graph;
    const std::vector<bool> applied = graph.appliedSet(state.rows);
    const size_t done = size_t(std::count(applied.begin(), applied.end(), true));
    const size_t all = applied.size();
    const SyncState sync = syncStateOf(graph, state);
    Check &check = b.add("status.version", QStringLiteral("Applied and pending"), CheckOutcome::Pass, {});
    check.mirrored = QStringLiteral("not counted");
    check.evidence = QStringLiteral("%1: %2").arg(
        b.v.loaded->project.online.versionTable.displayName(),
        state.rows.empty() ? QStringLiteral("no row") : [&] {
            QStringList ids;
            for (const RevisionId &row : state.rows)
                ids += row.text();
            return ids.join(QStringLiteral(", "));
        }());
    const QString why
        = QStringLiteral("The project's program prints the current revision and never counts it.");
    switch (sync) {
    case SyncState::AtHead:
        check.finding = QStringLiteral("At head: all %1 applied").arg(countOf(all));
        return;
    case SyncState::Behind:
        check.outcome = CheckOutcome::Warn;
        check.finding = QStringLiteral("%1 of %2 applied, %3 pending").arg(done).arg(all).arg(all - done);
        check.remedy = QStringLiteral("Review and apply what is pending.");
        check.fix = {CheckFix::Kind::Upgrade, {}};
        break;
    case SyncState::Empty:
        check.outcome = CheckOutcome::Warn;
        check.finding = QStringLiteral("The database is empty: %1 pending").arg(countOf(all));
        check.fix = {CheckFix::Kind::Upgrade, {}};
        check.remedy = QStringLiteral("Upgrade, or start with the flag on.");
        break;
    case SyncState::Unversioned:
        check.outcome = CheckOutcome::Fail;
        check.finding
            = QStringLiteral("There are tables and no recorded revision: an upgrade would create them again");
        check.remedy
            = QStringLiteral("Compare the database with the revisions, then stamp; never stamp blindly.");
        check.fix = {CheckFix::Kind::Command, QStringLiteral("stillroom-cli plan upgrade head")};
        break;
    case SyncState::Ahead:
    case SyncState::Diverged:
        check.outcome = CheckOutcome::Fail;
        check.finding = QStringLiteral("The version table names a revision that no file has");
        check.remedy = QStringLiteral("Is this the right branch, and the right database?");
        break;
    case SyncState::Unreachable:
    case SyncState::Unknown:
        check.outcome = CheckOutcome::Unknown;
        check.finding = QStringLiteral("Not known");
        break;
    }
    check.why = why;
}

void width(CheckBuilder &b)
{
    const DatabaseState &state = b.v.facts->state;
    const int width = state.versionTableExists ? state.versionColumnWidth.value_or(1 << 20) : 32;
    for (const Revision &revision : b.v.loaded->graph->revisions()) {
        if (revision.id.text().size() <= width)
            continue;
        Check &check = b.add("status.width", QStringLiteral("Version column"), CheckOutcome::Fail,
            QStringLiteral("Revision %1 has %2 characters and the column holds %3")
                .arg(revision.id.text())
                .arg(revision.id.text().size())
                .arg(width));
        check.evidence = b.at(revision.place);
        check.mirrored = unseen;
        check.remedy = QStringLiteral("Shorten the id, or widen the column.");
    }
    if (b.v.facts->versionTables.size() > 1) {
        Check &check = b.add("status.tables", QStringLiteral("Version tables"), CheckOutcome::Warn,
            QStringLiteral("There are several: %1").arg(b.v.facts->versionTables.join(QStringLiteral(", "))));
        check.mirrored = unseen;
        check.remedy = QStringLiteral("The search path decides which one counts.");
    }
}

/// What ran is known from the journals; what git tells is no more than a hint, and never a warning.
void editedScriptChecks(CheckBuilder &b)
{
    constexpr size_t shown = 5;
    std::vector<EditedScript> edited;
    QStringList inGit;
    for (const EditedScript &script : b.v.edited) {
        if (script.witness == EditedScript::Witness::Git)
            inGit += script.revision.text();
        else
            edited.push_back(script);
    }
    const auto add = [&](const char *id, const QString &label, CheckOutcome outcome, const QString &finding) {
        Check &check = b.add(id, label, outcome, finding);
        check.mirrored = unseen;
        return &check;
    };
    for (size_t n = 0; n < std::min(edited.size(), shown); ++n) {
        Check *check = add("status.edited", QStringLiteral("Script of %1").arg(edited[n].revision.text()),
            CheckOutcome::Warn, editedText(edited[n]));
        check->evidence = b.at(edited[n].script);
        check->remedy = QStringLiteral("Put the old text back and make a new revision for what changed.");
    }
    if (edited.empty()) {
        add("status.edited", QStringLiteral("Applied scripts"), CheckOutcome::Pass,
            QStringLiteral("None differs from the one that ran, as far as runs are recorded"));
    } else if (edited.size() > shown) {
        add("status.edited", QStringLiteral("Applied scripts"), CheckOutcome::Warn,
            QStringLiteral("%1 more differ from what ran").arg(edited.size() - shown));
    }
    if (inGit.isEmpty())
        return;
    add("status.edited-git", QStringLiteral("Scripts in git"), CheckOutcome::Pass,
        QStringLiteral("%1 applied %2 changed after the first commit, and no run of them is recorded: %3%4")
            .arg(inGit.size())
            .arg(inGit.size() == 1 ? QStringLiteral("script was") : QStringLiteral("scripts were"),
                inGit.mid(0, qsizetype(shown)).join(QStringLiteral(", ")),
                size_t(inGit.size()) > shown ? QStringLiteral(" …") : QString()));
}

} // namespace

void checkDatabase(CheckBuilder &b)
{
    if (!connection(b))
        return;
    tables(b);
    rights(b);
    surroundings(b);
}

void checkStatus(CheckBuilder &b)
{
    if (!b.v.facts || !b.v.loaded) {
        Check &check = b.add("status.version", QStringLiteral("Applied and pending"), CheckOutcome::Unknown,
            b.v.loaded ? QStringLiteral("Not known: the database could not be asked")
                       : QStringLiteral("Not known: the revisions cannot be read"));
        check.mirrored = QStringLiteral("not counted");
        return;
    }
    standing(b);
    width(b);
    editedScriptChecks(b);
}

} // namespace stillroom
