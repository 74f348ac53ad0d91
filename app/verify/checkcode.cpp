#include "app/verify/checkbuilder.h"

namespace stillroom
{

namespace
{

QString mirroredCode(const CheckBuilder &b)
{
    return b.mirrored.routes ? QStringLiteral("pass") : QStringLiteral("fail");
}

/// One part of the procedure: found at a place, or missing.
void part(CheckBuilder &b, const char *id, const QString &label, const std::optional<SourcePlace> &place,
    const QString &found, const QString &missing, const QString &remedy)
{
    Check &check = b.add(id, label, place ? CheckOutcome::Pass : CheckOutcome::Fail, place ? found : missing);
    check.evidence = b.at(place);
    check.mirrored = mirroredCode(b);
    if (!place) {
        check.remedy = remedy;
        if (b.mirrored.routes)
            check.why = QStringLiteral(
                "The project's program finds the word, if only in a comment or a longer name.");
    } else if (!b.mirrored.routes) {
        check.why = QStringLiteral("The project's program looks into routes.py alone.");
    }
}

std::optional<SourcePlace> first(const std::vector<SourcePlace> &places)
{
    return places.empty() ? std::nullopt : std::optional(places.front());
}

void callSite(CheckBuilder &b, const ProcedureReading &procedure)
{
    const QString label = QStringLiteral("Call at start-up");
    if (procedure.function.isEmpty())
        return;
    if (procedure.calls.empty()) {
        Check &check = b.add("code.call", label, CheckOutcome::Fail,
            QStringLiteral("%1 is defined and never called: a start does nothing").arg(procedure.function));
        check.evidence = b.at(procedure.definition);
        check.mirrored = unseen;
        check.remedy
            = QStringLiteral("Call it when the application starts, or start with stillroom-cli startup.");
        return;
    }
    const CallSite &call = procedure.calls.front();
    Check &check = b.add("code.call", label, CheckOutcome::Pass,
        call.guard.isEmpty() ? QStringLiteral("Called without a condition")
                             : QStringLiteral("Called under the condition %1").arg(call.guard.simplified()));
    check.evidence = b.at(call.place);
    check.mirrored = unseen;
    if (procedure.calls.size() > 1) {
        check.outcome = CheckOutcome::Warn;
        check.finding += QStringLiteral("; and at %1 more places").arg(procedure.calls.size() - 1);
    }
}

void lists(CheckBuilder &b)
{
    const RequiredTables &required = b.v.required;
    const QString label = QStringLiteral("Required tables");
    if (!required.list) {
        Check &check = b.add("code.tables", label, CheckOutcome::Unknown,
            QStringLiteral("No list required_tables was found, so whether the tables exist cannot be said"));
        check.mirrored = unseen;
        check.remedy = QStringLiteral("Set required_tables in stillroom.toml, or give --required-tables.");
        return;
    }
    Check &check
        = b.add("code.tables", label, required.listsDiffer() ? CheckOutcome::Warn : CheckOutcome::Pass,
            required.list->names.join(QStringLiteral(", ")));
    check.evidence = required.fromSetting ? QStringLiteral("settings") : b.at(required.list->place);
    check.mirrored = unseen;
    if (!required.listsDiffer())
        return;
    check.finding = QStringLiteral("The routes hold %1 and verify_migration_setup.py holds %2")
                        .arg(required.list->names.join(QStringLiteral(", ")),
                            required.ofVerification()->names.join(QStringLiteral(", ")));
    check.evidence += QStringLiteral(", ") + b.at(required.ofVerification()->place);
    check.remedy = QStringLiteral("Keep the two lists equal.");
}

void origins(CheckBuilder &b)
{
    for (const TableOrigin &origin : b.v.origins) {
        if (origin.createdBy)
            continue;
        const QString near = origin.nearNames.isEmpty()
            ? QString()
            : QStringLiteral("; did you mean %1?").arg(origin.nearNames.join(QStringLiteral(" or ")));
        Check &check
            = b.add("code.unsatisfiable", QStringLiteral("Table %1").arg(origin.name), CheckOutcome::Fail,
                QStringLiteral("No revision creates it%1%2")
                    .arg(origin.model ? QStringLiteral(", though a model defines it") : QString(), near));
        check.evidence = b.at(origin.model);
        check.mirrored = unseen;
        check.why = QStringLiteral(
            "With the flag on, every start would say \"not found, running migrations\"; with it "
            "off, every start would warn.");
        check.remedy = QStringLiteral("Correct the name in the list, or add the revision.");
    }
}

} // namespace

void checkCode(CheckBuilder &b, const ProcedureReading &procedure)
{
    const QString restore
        = QStringLiteral("Restore the start-up procedure, or start with stillroom-cli startup.");
    part(b, "code.procedure", QStringLiteral("Procedure"), procedure.definition,
        QStringLiteral("%1 is defined").arg(procedure.function),
        QStringLiteral("No function that checks the tables and upgrades was found"), restore);
    if (procedure.definition) {
        part(b, "code.mark", QStringLiteral("Once-only mark"), procedure.mark,
            QStringLiteral(
                "A module variable makes it run once in a process; it says nothing about several workers"),
            QStringLiteral("Nothing keeps it from running twice in a process"),
            QStringLiteral("Add a module variable that is set before the work begins."));
    }
    part(b, "code.flag", QStringLiteral("Flag is read"), first(procedure.flagReads),
        QStringLiteral("AUTO_MIGRATE_ON_STARTUP is read"),
        QStringLiteral("No module reads AUTO_MIGRATE_ON_STARTUP"), restore);
    part(b, "code.upgrade", QStringLiteral("Upgrade call"), first(procedure.upgradeCalls),
        QStringLiteral("Flask-Migrate's or Alembic's upgrade is called"),
        QStringLiteral("No module calls an upgrade"), restore);
    callSite(b, procedure);
    lists(b);
    origins(b);
    for (const Error &problem : procedure.unread) {
        Check &check
            = b.add("code.unread", QStringLiteral("Unreadable module"), CheckOutcome::Fail, problem.message);
        check.evidence = b.at(problem.place);
        check.mirrored = unseen;
        check.remedy = QStringLiteral("Correct the file: it cannot be imported.");
    }
}

} // namespace stillroom
