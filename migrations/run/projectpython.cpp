#include "migrations/run/projectpython.h"

#include "migrations/database/connection.h"
#include "migrations/run/childprocess.h"
#include "migrations/run/pythondriver.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QUrl>

namespace stillroom
{

namespace
{

constexpr qsizetype keptLines = 20; ///< of the output, for the detail of an error
constexpr int exitElsewhere = 97; ///< as the driver ends when it met another database

/// The lines of both streams as they come, with secrets masked.
class Output
{
public:
    Output(QStringList secrets, const SourcePlace &script, const PythonSteps::Lines &lines)
        : m_secrets(std::move(secrets))
        , m_lines(lines)
        , m_place(script)
    {
    }

    void take(const QString &printed)
    {
        const QString line = masked(printed);
        lookForPlace(line);
        m_kept << line;
        if (m_kept.size() > keptLines)
            m_kept.removeFirst();
        if (m_lines)
            m_lines(line);
    }
    const QStringList &kept() const { return m_kept; }
    /// The deepest line of the step's own script in a traceback; without one the script.
    const SourcePlace &place() const { return m_place; }
    QString masked(QString text) const
    {
        for (const QString &secret : m_secrets)
            text.replace(secret, QStringLiteral("***"));
        return text;
    }

private:
    void lookForPlace(const QString &line)
    {
        static const QRegularExpression frame(QStringLiteral("^\\s*File \"([^\"]+)\", line (\\d+)"));
        const QRegularExpressionMatch match = frame.match(line);
        // Python may name the file by another way to its folder.
        if (match.hasMatch() && QFileInfo(match.captured(1)).fileName() == QFileInfo(m_place.path).fileName())
            m_place.line = match.captured(2).toInt();
    }

    QStringList m_secrets;
    const PythonSteps::Lines &m_lines;
    SourcePlace m_place;
    QStringList m_kept;
};

/// The password as it is and as a URL holds it, the longer first.
QStringList secretsOf(const ConnectionSettings &settings)
{
    if (settings.password.isEmpty())
        return {};
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(settings.password));
    return encoded == settings.password ? QStringList{encoded} : QStringList{encoded, settings.password};
}

Result<QString> identityOf(const ConnectionSettings &settings, const CancelToken &cancel)
{
    const auto connection = Connection::open(settings, cancel);
    if (!connection)
        return connection.error();
    const Result<ResultRows> rows = (*connection)->query(QString::fromLatin1(identityQuery()));
    if (!rows)
        return rows.error();
    return rows->text(0, 0);
}

/// Options every session of the child begins with; what the person has in PGOPTIONS stays in front.
QString sessionOptions(const PythonCommand &command, const ConnectionSettings &settings)
{
    QStringList options;
    if (const QString own = command.environment.value(QStringLiteral("PGOPTIONS")); !own.isEmpty())
        options << own;
    if (command.lockTimeout.count() > 0)
        options << QStringLiteral("-c lock_timeout=%1").arg(command.lockTimeout.count());
    if (command.statementTimeout.count() > 0)
        options << QStringLiteral("-c statement_timeout=%1").arg(command.statementTimeout.count());
    if (!settings.role.isEmpty()) {
        QString role = settings.role;
        role.replace(u'\\', QLatin1String("\\\\")).replace(u' ', QLatin1String("\\ "));
        options << QStringLiteral("-c role=%1").arg(role);
    }
    return options.join(u' ');
}

QProcessEnvironment environmentFor(const PythonCommand &command, const ConnectionSettings &settings,
    const QString &identity, const QString &report)
{
    QProcessEnvironment environment = command.environment;
    const QString url = databaseUrlOf(settings, command.driverName);
    for (const QString &name : command.urlVariables)
        environment.insert(name, url);
    if (command.kind == PythonCommand::Kind::Alembic)
        environment.insert(QStringLiteral("STILLROOM_URL"), url);
    environment.insert(QStringLiteral("STILLROOM_IDENTITY"), identity);
    environment.insert(QStringLiteral("STILLROOM_QUERY"), QString::fromLatin1(identityQuery()));
    environment.insert(QStringLiteral("STILLROOM_REPORT"), report);
    environment.insert(QStringLiteral("PYTHONIOENCODING"), QStringLiteral("utf-8"));
    environment.insert(QStringLiteral("PYTHONUNBUFFERED"), QStringLiteral("1"));
    // Opening a project changes nothing in it, and neither does running it.
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    environment.insert(QStringLiteral("PGAPPNAME"), QStringLiteral("stillroom: project python"));
    // The application that is imported must not migrate by itself.
    environment.insert(QStringLiteral("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    environment.insert(QStringLiteral("AUTO_MIGRATE_ON_STARTUP"), QStringLiteral("false"));
    if (const QString options = sessionOptions(command, settings); !options.isEmpty())
        environment.insert(QStringLiteral("PGOPTIONS"), options);
    return environment;
}

std::vector<QJsonObject> readReport(const QString &path)
{
    std::vector<QJsonObject> facts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return facts;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.isEmpty())
            facts.push_back(QJsonDocument::fromJson(line).object());
    }
    return facts;
}

/// What went wrong, from what the driver told and what stood last on the screen.
Error failureOf(const std::vector<QJsonObject> &facts, const Output &output, int exitCode)
{
    Error error{ErrorKind::MigrationFailed, {}, output.kept().join(u'\n'), output.place()};
    for (const QJsonObject &fact : facts) {
        if (const QString elsewhere = fact[QLatin1String("elsewhere")].toString(); !elsewhere.isEmpty()) {
            error.kind = ErrorKind::NeedsProjectPython;
            error.message = QStringLiteral("the project's Python connected to another database (%1); it was "
                                           "ended before it sent anything. Say in [tool.stillroom] "
                                           "targets.NAME.url_from which variable holds the URL")
                                .arg(elsewhere);
        } else if (fact.contains(QLatin1String("error"))) {
            error.message = output.masked(fact[QLatin1String("error")].toString());
            error.sqlState = fact[QLatin1String("sqlstate")].toString();
        }
    }
    if (error.message.isEmpty()) {
        for (auto line = output.kept().rbegin(); line != output.kept().rend() && error.message.isEmpty();
             ++line)
            error.message = line->trimmed();
    }
    if (error.message.isEmpty())
        error.message
            = QStringLiteral("the project's Python ended with status %1 and said nothing").arg(exitCode);
    return error;
}

/// Alembic's bookkeeping is no statement of the script.
bool isBookkeeping(const QString &sql, const QString &versionTable)
{
    static const QRegularExpression verbs(
        QStringLiteral("^\\s*(select|update|insert into|delete from|create table)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return sql.contains(versionTable) && sql.contains(verbs);
}

std::vector<RehearsedStatement> statementsOf(
    const std::vector<QJsonObject> &facts, const Output &output, const QString &versionTable)
{
    std::vector<RehearsedStatement> statements;
    for (const QJsonObject &fact : facts) {
        if (!fact.contains(QLatin1String("sql")) || fact.contains(QLatin1String("error")))
            continue;
        if (isBookkeeping(fact[QLatin1String("sql")].toString(), versionTable))
            continue;
        RehearsedStatement statement;
        statement.sql = output.masked(fact[QLatin1String("sql")].toString());
        statement.durationMs = fact[QLatin1String("ms")].toDouble();
        statement.rows = qint64(fact[QLatin1String("rows")].toDouble(-1));
        statement.captured = true;
        statements.push_back(std::move(statement));
    }
    return statements;
}

Result<std::vector<RehearsedStatement>> runChild(const PythonCommand &command, const QStringList &words,
    const ConnectionSettings &database, const PythonSteps::Lines &lines, const SourcePlace &script,
    const CancelToken &cancel)
{
    const Result<QString> identity = identityOf(database, cancel);
    if (!identity)
        return identity.error();
    const QTemporaryDir folder;
    QFile driver(folder.filePath(QStringLiteral("driver.py")));
    const QString report = folder.filePath(QStringLiteral("report"));
    if (!folder.isValid() || !driver.open(QIODevice::WriteOnly) || driver.write(pythonDriver()) < 0)
        return Error{ErrorKind::Unreadable,
            QStringLiteral("no temporary file can be written: %1").arg(driver.errorString())};
    driver.close();
    QProcess process;
    process.setProgram(command.interpreter);
    const bool flask = command.kind == PythonCommand::Kind::FlaskMigrate;
    // `flask db upgrade --directory …`: options follow the command; `alembic -c … upgrade`: they come first.
    QStringList arguments{driver.fileName(), flask ? QStringLiteral("flask") : QStringLiteral("alembic")};
    arguments += flask ? words.mid(0, 1) + command.arguments + words.mid(1) : command.arguments + words;
    process.setArguments(arguments);
    process.setWorkingDirectory(command.folder);
    process.setProcessEnvironment(environmentFor(command, database, *identity, report));
    Output output(secretsOf(database), script, lines);
    const Status ran = runInOwnGroup(
        process, QStringLiteral("the project's Python"),
        [&output](const QString &line) { output.take(line); }, cancel);
    if (!ran)
        return ran.error();
    const std::vector<QJsonObject> facts = readReport(report);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return failureOf(facts, output, process.exitCode());
    return statementsOf(facts, output, command.versionTable);
}

QString queryPart(const QString &key, const QString &value)
{
    return key + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value));
}

} // namespace

QStringList stepCommand(const PlanStep &step)
{
    if (step.direction == Direction::Upgrade)
        return {QStringLiteral("upgrade"), step.revision.text()};
    const QString below = step.to.empty() ? QStringLiteral("base") : step.to.front().text();
    return {QStringLiteral("downgrade"), QStringLiteral("%1@%2").arg(step.revision.text(), below)};
}

QString databaseUrlOf(const ConnectionSettings &settings, const QString &driverName)
{
    const auto encoded
        = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
    QString url = driverName + QStringLiteral("://") + encoded(settings.user);
    if (!settings.password.isEmpty())
        url += u':' + encoded(settings.password);
    if (!settings.user.isEmpty() || !settings.password.isEmpty())
        url += u'@';
    // Sockets and lists of hosts are told in the query, where the driver hands them to libpq as they are.
    QStringList query;
    const bool plain = !settings.host.isEmpty() && !settings.host.startsWith(u'/')
        && !settings.host.contains(u',') && !settings.host.contains(u':');
    if (plain)
        url += settings.host + (settings.port.isEmpty() ? QString() : u':' + settings.port);
    else {
        if (!settings.host.isEmpty())
            query << queryPart(QStringLiteral("host"), settings.host);
        if (!settings.port.isEmpty())
            query << queryPart(QStringLiteral("port"), settings.port);
    }
    url += u'/' + encoded(settings.database);
    for (const auto &[key, value] : settings.keywords)
        query << queryPart(key, value);
    return query.isEmpty() ? url : url + u'?' + query.join(u'&');
}

ProjectPython::ProjectPython(PythonCommand command)
    : m_command(std::move(command))
{
}

Result<std::vector<RehearsedStatement>> ProjectPython::run(
    const PlanStep &step, const ConnectionSettings &database, const Lines &lines, const CancelToken &cancel)
{
    return runChild(m_command, stepCommand(step), database, lines, step.script, cancel);
}

Status ProjectPython::call(const QStringList &command, const ConnectionSettings &database, const Lines &lines,
    const CancelToken &cancel)
{
    const auto done = runChild(m_command, command, database, lines, {}, cancel);
    return done ? Status(Done{}) : Status(done.error());
}

} // namespace stillroom
