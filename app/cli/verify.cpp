#include "app/cli/commands.h"
#include "app/cli/jsonwriter.h"
#include "app/cli/verifypdf.h"
#include "app/verify/reportfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace stillroom::cli
{

namespace
{

/// A project whose migrations cannot be read is verified too: that is what the checklist is for.
Result<Verification> verificationOf(const VerifyCommand &command, Session &session)
{
    const Result<const LoadedProject *> loaded = session.project();
    const QString &given = session.options().project;
    const QString folder = QDir(given.isEmpty() ? QDir::currentPath() : given).absolutePath();
    if (!loaded && !QFileInfo(folder).isDir())
        return loaded.error();
    const QString root = loaded ? (*loaded)->project.root : folder;
    QString working = root;
    if (!command.workingDirectory.isEmpty()) {
        if (!QFileInfo(command.workingDirectory).isDir()) {
            return Error{ErrorKind::InvalidCall,
                QStringLiteral("--working-directory: %1 is no folder").arg(command.workingDirectory)};
        }
        working = QDir(command.workingDirectory).absolutePath();
    }
    return readVerification(root, working, loaded ? std::make_shared<const LoadedProject>(**loaded) : nullptr,
        loaded ? std::nullopt : std::optional(loaded.error()), command.requiredTables,
        QProcessEnvironment::systemEnvironment());
}

QString statusName(LineStatus status)
{
    switch (status) {
    case LineStatus::Ok:
        return QStringLiteral("ok");
    case LineStatus::Error:
        return QStringLiteral("error");
    case LineStatus::Warning:
        return QStringLiteral("warning");
    case LineStatus::Info:
        return QStringLiteral("info");
    case LineStatus::None:
        return {};
    }
    Q_UNREACHABLE();
}

void writeMirrored(JsonWriter &json, const MirroredReport &report)
{
    json.key("mirrored");
    json.beginObject();
    if (report.noVerdict.isEmpty()) {
        json.field("env", report.environment);
        json.field("files", report.files);
        json.field("routes", report.routes);
        json.field("database", report.database);
        json.field("overall", report.overall);
    } else {
        json.field("no_verdict", true);
        json.field("reason", report.noVerdict);
    }
    json.field("exit_code", report.exitStatus);
    json.endObject();
    json.key("mirrored_sections");
    json.beginList();
    for (const MirrorSection &section : report.sections) {
        json.beginObject();
        json.field("title", section.title);
        json.key("lines");
        json.beginList();
        for (const MirrorLine &line : section.lines) {
            json.beginObject();
            json.key("status");
            json.textOrNull(statusName(line.status));
            json.field("text", line.text);
            json.endObject();
        }
        json.endList();
        json.endObject();
    }
    json.endList();
}

void writeChecklist(JsonWriter &json, const Checklist &checklist)
{
    json.key("stillroom");
    json.beginObject();
    json.field("overall", checkOutcomeName(checklist.overall));
    json.key("checks");
    json.beginList();
    for (const Check &check : checklist.checks) {
        json.beginObject();
        json.field("id", check.id);
        json.field("section", check.section);
        json.field("label", check.label);
        json.field("result", checkOutcomeName(check.outcome));
        json.field("finding", check.finding);
        json.key("evidence");
        json.textOrNull(check.evidence);
        json.key("mirrored");
        json.textOrNull(check.mirrored);
        json.key("why");
        json.textOrNull(check.why);
        json.key("remedy");
        json.textOrNull(check.remedy);
        json.endObject();
    }
    json.endList();
    json.endObject();
}

void writeContext(JsonWriter &json, const Verification &verification)
{
    json.key("context");
    json.beginObject();
    json.field("project", verification.root);
    json.field("working_directory", verification.workingDirectory);
    json.key("environment");
    json.textOrNull(verification.variables->value(QStringLiteral("ENVIRONMENT")));
    json.key("target");
    json.textOrNull(verification.target ? verification.target->maskedUrl() : QString());
    json.key("sources");
    json.beginObject();
    for (const char *name :
        {"ENVIRONMENT", "AUTO_MIGRATE_ON_STARTUP", "FLASK_SKIP_DB_INIT", "DEV_DATABASE_URL",
            "PROD_DATABASE_URL", "DEV_SESSION_SECRET", "PROD_SESSION_SECRET", "DATABASE_URL"}) {
        const auto found = verification.variables->find(QLatin1String(name));
        json.key(name);
        json.textOrNull(found ? found->source : QString());
    }
    json.endObject();
    json.key("required_tables");
    json.beginList();
    for (const QString &name : verification.requiredNames())
        json.text(name);
    json.endList();
    json.key("required_tables_from");
    const RequiredTables &required = verification.required;
    json.textOrNull(!required.list ? QString()
            : required.fromSetting ? QStringLiteral("settings")
                                   : required.list->place.toString());
    json.endObject();
}

QByteArray reportJson(const VerifyReport &report)
{
    JsonWriter json;
    json.beginObject();
    writeMirrored(json, report.mirrored);
    writeChecklist(json, report.checklist);
    writeContext(json, report.verification);
    json.endObject();
    return json.take();
}

Status writeFile(const QString &path, const QString &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0 && file.commit())
        return Done{};
    return Error{ErrorKind::Unreadable,
        QStringLiteral("%1 cannot be written: %2").arg(path, file.errorString()), {}, {path, 0, 0}};
}

Status writeFiles(const VerifyCommand &command, const VerifyReport &report)
{
    if (!command.html.isEmpty()) {
        if (const Status written = writeFile(command.html, checklistHtml(report)); !written)
            return written;
    }
    if (!command.junit.isEmpty()) {
        if (const Status written = writeFile(command.junit, checklistJunit(report)); !written)
            return written;
    }
    return command.pdf.isEmpty() ? Status(Done{}) : writePdf(command.pdf, checklistHtml(report));
}

} // namespace

Result<int> execute(const VerifyCommand &command, Session &session)
{
    Result<Verification> verification = verificationOf(command, session);
    if (!verification)
        return verification.error();
    const GlobalOptions &options = session.options();
    VerifyTarget wanted{{}, options.databaseUrl, options.target};
    // A saved profile is known to the session alone.
    if (!options.target.isEmpty() && verification->loaded) {
        if (Result<Target> target
            = session.targetAmong(verification->loaded->project, verification->loaded->settings))
            wanted.chosen = std::move(*target);
    }
    const VerifyReport report = runVerification(
        std::move(*verification), wanted, [&](const Target &target) { return session.connect(target); });
    if (const Status written = writeFiles(command, report); !written)
        return written.error();
    if (options.json)
        session.output().result(reportJson(report));
    else
        session.output().result(command.mirror ? mirrorText(report.mirrored) : checklistText(report));
    if (command.mirror) {
        if (!report.mirrored.noVerdict.isEmpty())
            session.output().note(QStringLiteral("No verdict: ") + report.mirrored.noVerdict);
        return report.mirrored.exitStatus;
    }
    return report.checklist.overall == CheckOutcome::Fail ? 1 : 0;
}

} // namespace stillroom::cli
