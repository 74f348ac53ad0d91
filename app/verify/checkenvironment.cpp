#include "app/environment/flags.h"
#include "app/project/databaseurl.h"
#include "app/verify/checkbuilder.h"
#include "app/verify/pythonfiles.h"

#include <QFileInfo>

namespace stillroom
{

namespace
{

const QString passed = QStringLiteral("pass");
const QString failed = QStringLiteral("fail");

QString sourceOf(const std::optional<EffectiveVariable> &variable)
{
    return variable ? variable->source : QStringLiteral("not set");
}

void environmentWord(CheckBuilder &b)
{
    const auto found = b.v.variables->find(variable::environment);
    const QString label = QStringLiteral("ENVIRONMENT");
    if (!found) {
        b.add("environment.word", label, CheckOutcome::Pass,
             QStringLiteral("Not set, which means development"))
            .mirrored
            = QStringLiteral("warning");
        return;
    }
    const QString word = found->value.trimmed().toLower();
    static const QStringList known{QStringLiteral("development"), QStringLiteral("production"),
        QStringLiteral("staging"), QStringLiteral("testing"), QStringLiteral("test"),
        QStringLiteral("local")};
    const bool exact = known.contains(found->value.toLower());
    const bool meantProduction
        = !isProductionEnvironment(found->value) && word.startsWith(QLatin1String("pro"));
    Check &check = b.add("environment.word", label, exact ? CheckOutcome::Pass : CheckOutcome::Warn,
        exact ? QStringLiteral("%1").arg(found->value)
            : meantProduction
            ? QStringLiteral("\"%1\" counts as development; only \"production\" selects production")
                  .arg(found->value)
            : QStringLiteral("\"%1\" is no known word and counts as development").arg(found->value));
    check.evidence = found->source;
    check.mirrored = passed;
    if (exact)
        return;
    check.why = QStringLiteral("The project's program accepts any text.");
    check.remedy = meantProduction ? QStringLiteral("Write production.")
                                   : QStringLiteral("Write development or production.");
    check.fix = {CheckFix::Kind::EditVariable, variable::environment};
}

void flag(CheckBuilder &b)
{
    const auto found = b.v.variables->find(variable::autoMigrate);
    const std::optional<QString> value = b.v.variables->valueIfSet(variable::autoMigrate);
    const bool on = value && isTruthy(*value);
    const std::optional<QString> meant = value ? meantFlagValue(*value) : std::nullopt;
    Check &check
        = b.add("environment.flag", variable::autoMigrate, meant ? CheckOutcome::Fail : CheckOutcome::Pass,
            on ? QStringLiteral("On: it %1").arg(flagEffect(value))
               : QStringLiteral("Off: it %1").arg(flagEffect(value)));
    check.evidence = sourceOf(found);
    check.mirrored = b.mirrored.environment ? passed : failed;
    if (meant) {
        check.remedy = QStringLiteral("Write true.");
        check.fix = {CheckFix::Kind::EditVariable, variable::autoMigrate};
        check.why = QStringLiteral("The value reads like \"on\" and does not count as on.");
    } else if (on && !b.mirrored.environment) {
        check.why = QStringLiteral("The project's program does not read .env.");
    } else if (!on && !b.mirrored.environment) {
        check.why = QStringLiteral("Off can be right: several instances need it off. See Deployment preset.");
    }
}

void skipSwitch(CheckBuilder &b)
{
    const std::optional<QString> value = b.v.variables->valueIfSet(variable::skip);
    const bool skips = value && skipsDatabase(*value);
    const std::optional<QString> meant = value ? meantSkipValue(*value) : std::nullopt;
    const bool warn = skips || meant;
    Check &check = b.add("environment.skip", variable::skip, warn ? CheckOutcome::Warn : CheckOutcome::Pass,
        skips
            ? QStringLiteral("Is 1: neither the check nor default data runs, whatever the flag says")
            : QStringLiteral("%1: the check runs").arg(skipEffect(value).replace(0, 1, QStringLiteral("I"))));
    check.evidence = sourceOf(b.v.variables->find(variable::skip));
    check.mirrored = unseen;
    if (!warn)
        return;
    check.why = QStringLiteral("The project's program does not look at it.");
    check.remedy = skips ? QStringLiteral("Remove it, unless only a build script sets it.")
                         : QStringLiteral("Only exactly 1 skips: write 1, or remove it.");
    check.fix = {CheckFix::Kind::EditVariable, variable::skip};
}

void url(CheckBuilder &b)
{
    const QString label = QStringLiteral("Database URL");
    if (!b.v.target) {
        Check &check = b.add("environment.url", label, CheckOutcome::Fail,
            b.v.targetFailure ? b.v.targetFailure->message : QStringLiteral("No database URL is set"));
        check.mirrored = passed;
        check.why = QStringLiteral("The project's program passes absent URLs (\"not set...\").");
        check.remedy = QStringLiteral("Set the URL that ENVIRONMENT selects.");
        check.fix = {CheckFix::Kind::EditVariable,
            isProductionEnvironment(b.v.variables->value(variable::environment))
                ? QStringLiteral("PROD_DATABASE_URL")
                : QStringLiteral("DEV_DATABASE_URL")};
        return;
    }
    const Status usable = checkApplicationUrl(b.v.target->url);
    Check &check = b.add("environment.url", label, usable ? CheckOutcome::Pass : CheckOutcome::Fail,
        usable ? b.v.target->maskedUrl() : usable.error().message);
    check.evidence = b.v.target->source;
    check.mirrored = passed;
    if (usable)
        return;
    check.why
        = QStringLiteral("The project's program shows the first 30 characters and does not parse them.");
    const bool legacy = b.v.target->url.startsWith(QLatin1String("postgres://"));
    check.remedy = legacy
        ? QStringLiteral("Write postgresql:// instead of postgres://; SQLAlchemy 1.4 and later "
                         "know only that.")
        : QStringLiteral("Write postgresql://user:password@host:port/database.");
    check.fix = {CheckFix::Kind::EditVariable, b.v.target->name};
}

void secret(CheckBuilder &b)
{
    const std::optional<QByteArray> application = fileBytes(b.v.application.path);
    const bool named = application && application->contains("SESSION_SECRET");
    if (!named)
        return;
    const bool production = isProductionEnvironment(b.v.variables->value(variable::environment));
    const QString name
        = production ? QStringLiteral("PROD_SESSION_SECRET") : QStringLiteral("DEV_SESSION_SECRET");
    const auto found = b.v.variables->find(name);
    const bool present = found && !found->value.isEmpty();
    Check &check = b.add("environment.secret", name, present ? CheckOutcome::Pass : CheckOutcome::Fail,
        present ? QStringLiteral("Is set (its value is not shown)")
                : QStringLiteral("Is not set: an application that requires it refuses to start"));
    check.evidence = sourceOf(found);
    check.mirrored = unseen;
    if (!present) {
        check.remedy = QStringLiteral("Set it.");
        check.fix = {CheckFix::Kind::EditVariable, name};
    }
}

/// Asks the index git keeps, without running git: before the name of an entry stands its length (low byte of
/// the flags), behind it a NUL.
bool isTracked(const QString &root, const QByteArray &name)
{
    const std::optional<QByteArray> index = fileBytes(root + QStringLiteral("/.git/index"));
    return index && index->startsWith("DIRC")
        && index->contains(QByteArray(1, char(name.size())) + name + QByteArray(1, '\0'));
}

void dotenvFile(CheckBuilder &b)
{
    const QString path = b.inRoot(".env");
    const QString label = QStringLiteral(".env");
    if (b.v.variables->problem()) {
        Check &check
            = b.add("environment.dotenv", label, CheckOutcome::Fail, b.v.variables->problem()->message);
        check.evidence = b.at(b.v.variables->problem()->place);
        check.mirrored = unseen;
        return;
    }
    if (!QFileInfo(path).isFile())
        return;
    if (isTracked(b.v.root, ".env")) {
        Check &check = b.add("environment.dotenv", label, CheckOutcome::Fail,
            QStringLiteral("The file is under version control, with every secret in it"));
        check.evidence = QStringLiteral(".git/index");
        check.mirrored = unseen;
        check.remedy = QStringLiteral("Take it out of version control and change the secrets.");
        check.fix = {CheckFix::Kind::Command, QStringLiteral("git rm --cached .env")};
        return;
    }
    const Result<DotenvDocument> document = DotenvDocument::read(path);
    const bool mark = document && document->bytes().startsWith("\xef\xbb\xbf");
    const std::vector<int> invalid = document ? document->invalidLines() : std::vector<int>();
    const bool bad = mark || !invalid.empty();
    Check &check = b.add("environment.dotenv", label, bad ? CheckOutcome::Warn : CheckOutcome::Pass,
        mark ? QStringLiteral("The file begins with a byte-order mark, which becomes part of the first key")
            : bad ? QStringLiteral("Line %1 cannot be read and sets nothing").arg(invalid.front())
                  : QStringLiteral("Read, %1 keys").arg(document ? int(document->rawValues().size()) : 0));
    check.evidence
        = invalid.empty() ? QStringLiteral(".env") : QStringLiteral(".env:%1").arg(invalid.front());
    check.mirrored = unseen;
    if (bad)
        check.remedy = QStringLiteral("Correct the line.");
}

void unreadFlag(CheckBuilder &b, const ProcedureReading &procedure)
{
    if (!b.v.variables->find(variable::autoMigrate) || !procedure.flagReads.empty())
        return;
    Check &check = b.add("environment.flag-unread", QStringLiteral("Who reads the flag"), CheckOutcome::Fail,
        QStringLiteral("The flag is set, and no module of the project reads it"));
    check.evidence = sourceOf(b.v.variables->find(variable::autoMigrate));
    check.mirrored = unseen;
    check.remedy
        = QStringLiteral("The flag has no effect: restore the procedure, or start with stillroom-cli "
                         "startup.");
}

} // namespace

void checkEnvironment(CheckBuilder &b, const ProcedureReading &procedure)
{
    environmentWord(b);
    flag(b);
    skipSwitch(b);
    url(b);
    secret(b);
    dotenvFile(b);
    unreadFlag(b, procedure);
}

} // namespace stillroom
