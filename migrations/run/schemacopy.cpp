#include "migrations/run/schemacopy.h"

#include "migrations/database/catalogueinspector.h"
#include "migrations/schema/objecttext.h"
#include "migrations/schema/schemasql.h"
#include "migrations/sql/quoting.h"

#include <QProcess>

namespace stillroom
{

namespace
{

constexpr int pollMs = 100;
constexpr int namedDifferences = 5;

/// libpq's connection string without secrets.
QString connectionText(const ConnectionSettings &settings)
{
    QString text;
    const auto add = [&text](const QString &key, QString value) {
        if (!value.isEmpty())
            text += key + QStringLiteral("='")
                + value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"))
                + QStringLiteral("' ");
    };
    add(QStringLiteral("host"), settings.host);
    add(QStringLiteral("port"), settings.port);
    add(QStringLiteral("user"), settings.user);
    add(QStringLiteral("dbname"), settings.database);
    for (const auto &[key, value] : settings.keywords) {
        if (key != u"sslpassword" && key != u"password")
            add(key, value);
    }
    return text;
}

/// What pg_dump prints, without the lines that are for psql. Unset when there is none that fits.
std::optional<QByteArray> dumpOf(Connection &live, const CancelToken &cancel)
{
    const Result<ServerBinaries> binaries = ServerBinaries::find();
    if (!binaries || binaries->version.toInt() < live.serverVersion() / 10000)
        return {};
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!live.settings().password.isEmpty())
        environment.insert(QStringLiteral("PGPASSWORD"), live.settings().password);
    process.setProcessEnvironment(environment);
    process.start(binaries->folder + QStringLiteral("/pg_dump"),
        {QStringLiteral("--schema-only"), QStringLiteral("--no-tablespaces"),
            QStringLiteral("--no-publications"), QStringLiteral("--no-subscriptions"),
            QStringLiteral("--no-password"), QStringLiteral("-d"), connectionText(live.settings())});
    while (!process.waitForFinished(pollMs) && process.state() != QProcess::NotRunning) {
        if (cancel.isCancelled()) {
            process.kill();
            process.waitForFinished();
            return {};
        }
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    QByteArray text = process.readAllStandardOutput();
    // Newer releases frame the dump with commands of psql.
    for (const char *word : {"\n\\restrict ", "\n\\unrestrict "}) {
        for (qsizetype at = 0; (at = text.indexOf(word, at)) >= 0;)
            text.remove(at + 1, text.indexOf('\n', at + 1) - at);
    }
    return text;
}

/// Owners, grantees and policies name them.
Status makeRoles(Connection &live, Connection &scratch)
{
    const QString roles
        = QStringLiteral("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname");
    const Result<ResultRows> wanted = live.query(roles);
    const Result<ResultRows> present = scratch.query(roles);
    if (!wanted || !present)
        return wanted ? present.error() : wanted.error();
    QSet<QString> names;
    for (size_t row = 0; row < present->rows.size(); ++row)
        names.insert(present->text(row, 0));
    for (size_t row = 0; row < wanted->rows.size(); ++row) {
        if (names.contains(wanted->text(row, 0)))
            continue;
        const auto made
            = scratch.query(QStringLiteral("CREATE ROLE ") + quoteIdentifier(wanted->text(row, 0)));
        if (!made)
            return made.error();
    }
    return Done{};
}

Error notCopied(const Error &error)
{
    Error named = error;
    named.message = QStringLiteral("The schema could not be copied: %1").arg(error.message);
    if (error.message.contains(u"extension"))
        named.message
            += QStringLiteral(". Install it for the private server, or rehearse on the target's server.");
    return named;
}

/// Each statement by itself, those that need others again, until none of the rest works.
Status writeFromCatalogue(Connection &scratch, const Schema &schema, const CancelToken &cancel)
{
    const Result<Schema> present = readSchema(scratch, cancel);
    if (!present)
        return present.error();
    QStringList waiting = statementsFor(diffSchemas(*present, schema, {NoiseFilter::none()}), schema, true);
    if (const Status relaxed = scratch.runSettings(QStringLiteral("SET check_function_bodies = off"));
        !relaxed)
        return relaxed;
    std::optional<Error> failure;
    while (!waiting.isEmpty()) {
        QStringList again;
        for (const QString &sql : waiting) {
            if (cancel.isCancelled())
                return Error{ErrorKind::Cancelled, QStringLiteral("The rehearsal was cancelled.")};
            if (sql.startsWith(u"--"))
                continue;
            if (const Connection::Reply reply = scratch.run(sql); reply.failure) {
                failure = reply.failure->toError();
                again << sql;
            }
        }
        if (again.size() == waiting.size())
            return notCopied(*failure);
        waiting = again;
    }
    return Done{};
}

/// Unqualified names of the scripts are found in the copy as they are live.
void takeOverSession(Connection &live, Connection &scratch)
{
    for (const QString &name : {QStringLiteral("search_path"), QStringLiteral("TimeZone")}) {
        const Result<ResultRows> value
            = live.query(QStringLiteral("SELECT pg_catalog.current_setting($1)"), {name});
        if (value)
            (void)scratch.query(
                QStringLiteral("SELECT pg_catalog.set_config($1, $2, false)"), {name, value->text(0, 0)});
    }
}

QStringList differences(const Schema &live, const Schema &copy)
{
    const std::vector<Change> changes = withoutImplied(diffSchemas(live, copy));
    if (changes.empty())
        return {};
    QStringList names;
    for (const Change &change : changes) {
        if (names.size() < namedDifferences)
            names << changeLine(change);
    }
    return {QStringLiteral("%1 objects of the copy are not as they are live: %2%3")
                .arg(changes.size())
                .arg(names.join(QStringLiteral("; ")),
                    int(changes.size()) > namedDifferences ? QStringLiteral("; …") : QString())};
}

} // namespace

Result<QStringList> copySchema(
    Connection &live, const Schema &schema, ScratchDatabase &scratch, const CancelToken &cancel)
{
    if (scratch.isPrivate()) {
        if (const Status roles = makeRoles(live, scratch.connection()); !roles)
            return roles.error();
    }
    const std::optional<QByteArray> dump = dumpOf(live, cancel);
    if (cancel.isCancelled())
        return Error{ErrorKind::Cancelled, QStringLiteral("The rehearsal was cancelled.")};
    Status copied = dump ? scratch.connection().runSettings(QString::fromUtf8(*dump))
                         : writeFromCatalogue(scratch.connection(), schema, cancel);
    if (!copied && dump && copied.error().sqlState == u"42501") // not the role's to make: what it may, then
        copied = writeFromCatalogue(scratch.connection(), schema, cancel);
    if (!copied)
        return dump ? notCopied(copied.error()) : copied.error();
    if (const Status fresh = scratch.reconnect(cancel); !fresh)
        return fresh.error();
    takeOverSession(live, scratch.connection());
    const Result<Schema> copy = readSchema(scratch.connection(), cancel);
    if (!copy)
        return copy.error();
    return differences(schema, *copy);
}

} // namespace stillroom
