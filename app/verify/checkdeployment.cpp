#include "app/environment/flags.h"
#include "app/verify/checkbuilder.h"
#include "app/verify/deployment.h"
#include "app/verify/pythonfiles.h"
#include "migrations/graph/revisiongraph.h"

namespace stillroom
{

namespace
{

/// The preset of 4.4 that flag, ENVIRONMENT and skip switch of the process make up.
QString presetOf(bool on, bool production, bool skips)
{
    if (skips)
        return QStringLiteral("Full manual control");
    if (production)
        return on ? QStringLiteral("Production, single instance")
                  : QStringLiteral("Production, high availability");
    return on ? QStringLiteral("Development")
              : QStringLiteral("none of the presets: development with the flag off");
}

void preset(CheckBuilder &b)
{
    const bool on = isTruthy(b.v.variables->value(variable::autoMigrate));
    const bool production = isProductionEnvironment(b.v.variables->value(variable::environment));
    const bool skips = skipsDatabase(b.v.variables->value(variable::skip));
    Check &check = b.add("deployment.preset", QStringLiteral("Preset"), CheckOutcome::Pass,
        QStringLiteral("The environment matches %1").arg(presetOf(on, production, skips)));
    check.evidence = QStringLiteral("flag %1, ENVIRONMENT %2, skip switch %3")
                         .arg(on ? QStringLiteral("on") : QStringLiteral("off"),
                             production ? QStringLiteral("production") : QStringLiteral("development"),
                             skips ? QStringLiteral("1") : QStringLiteral("not 1"));
    check.mirrored = unseen;
    const bool highAvailability = production && !on && !skips;
    if (!highAvailability || !b.v.facts || !b.v.loaded)
        return;
    const std::vector<bool> applied = b.v.loaded->graph->appliedSet(b.v.facts->state.rows);
    const auto pending = std::count(applied.begin(), applied.end(), false);
    if (pending == 0)
        return;
    check.outcome = CheckOutcome::Warn;
    check.finding += QStringLiteral(", where nothing may be pending before deploying: %1 are").arg(pending);
    check.remedy = QStringLiteral("Upgrade once, from one place, then deploy.");
    check.fix = {CheckFix::Kind::Upgrade, {}};
}

void workers(CheckBuilder &b, const DeploymentReading &deployment)
{
    if (!deployment.startCommand && !deployment.workers)
        return;
    const bool on = isTruthy(b.v.variables->value(variable::autoMigrate));
    const int count = deployment.workers.value_or(deployment.assumedWorkers);
    const bool races = on && deployment.isGunicorn && !deployment.preload && count > 1;
    Check &check = b.add("deployment.workers", QStringLiteral("Workers"),
        races ? CheckOutcome::Warn : CheckOutcome::Pass,
        races ? QStringLiteral(
            "%1 workers, not preloaded: each runs the procedure at the same time, and a command "
            "error restarts them without end")
                    .arg(count)
              : QStringLiteral("%1 %2, %3")
                    .arg(count)
                    .arg(count == 1 ? QStringLiteral("worker") : QStringLiteral("workers"),
                        deployment.preload ? QStringLiteral("preloaded: the procedure runs once")
                                           : QStringLiteral("not preloaded")));
    check.evidence = deployment.evidence.join(QStringLiteral(", "));
    check.mirrored = unseen;
    if (races)
        check.remedy
            = QStringLiteral("Set preload_app, or start with stillroom-cli startup, which takes a lock.");
}

/// Harmless while developing, and then expected; on production it is a mistake.
void reloader(CheckBuilder &b, const DeploymentReading &deployment)
{
    const QString debug = b.v.variables->value(QStringLiteral("FLASK_DEBUG")).toLower();
    const bool byVariable = !debug.isEmpty() && debug != u"0" && debug != u"false" && debug != u"no";
    if (!deployment.reloads && !byVariable)
        return;
    const bool production = isProductionEnvironment(b.v.variables->value(variable::environment));
    Check &check = b.add("deployment.reloader", QStringLiteral("Reloader"),
        production ? CheckOutcome::Warn : CheckOutcome::Pass,
        QStringLiteral(
            "The application reloads itself on changes: its first process and the child both run the "
            "procedure"));
    check.evidence = byVariable ? QStringLiteral("FLASK_DEBUG = %1").arg(debug)
                                : deployment.evidence.join(QStringLiteral(", "));
    check.mirrored = unseen;
    if (production)
        check.remedy = QStringLiteral("Start without debug mode and without --reload.");
}

void places(CheckBuilder &b, const DeploymentReading &deployment)
{
    const bool on = isTruthy(b.v.variables->value(variable::autoMigrate));
    if (deployment.upgradePlaces.empty())
        return;
    QStringList texts;
    for (const SourcePlace &place : deployment.upgradePlaces)
        texts += b.at(place);
    Check &check = b.add("deployment.places", QStringLiteral("Places that migrate"),
        on ? CheckOutcome::Warn : CheckOutcome::Pass,
        on ? QStringLiteral(
            "Two places migrate: the build or deploy step, and the start; the start will only ever say "
            "that the tables exist")
           : QStringLiteral("The build or deploy step upgrades"));
    check.evidence = texts.join(QStringLiteral(", "));
    check.mirrored = unseen;
    if (on)
        check.remedy = QStringLiteral("Harmless in this order; decide for one of the two.");
}

void leaks(CheckBuilder &b, const DeploymentReading &deployment)
{
    for (const SourcePlace &place : deployment.urlPrints) {
        Check &check = b.add("deployment.leak", QStringLiteral("Printed URL"), CheckOutcome::Warn,
            QStringLiteral("A script prints the beginning of a database URL, which holds user and password"));
        check.evidence = b.at(place);
        check.mirrored = unseen;
        check.remedy = QStringLiteral("Print host and database only.");
    }
}

} // namespace

void checkDeployment(CheckBuilder &b)
{
    const DeploymentReading deployment = readDeployment(b.v.root);
    preset(b);
    workers(b, deployment);
    reloader(b, deployment);
    places(b, deployment);
    leaks(b, deployment);
}

} // namespace stillroom
