#include "app/connections/connectionreport.h"

#include "migrations/database/connection.h"
#include "migrations/database/connectionparts.h"
#include "migrations/database/migrationrights.h"
#include "migrations/database/poolermode.h"
#include "migrations/database/statereader.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <array>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionReport", text);
}

/// "TLSv1.3" -> "TLS 1.3"
QString tlsName(const QString &protocol)
{
    return QString(protocol).replace(QLatin1String("TLSv"), QLatin1String("TLS "));
}

QString encryptionText(const SessionFacts &session)
{
    if (session.unixSocket)
        return tr("local socket");
    if (session.tlsProtocol.isEmpty())
        return tr("not encrypted");
    if (session.hostChecked)
        return tr("%1, certificate and host checked").arg(tlsName(session.tlsProtocol));
    return (session.certificateChecked ? tr("%1, certificate checked") : tr("%1, certificate not checked"))
        .arg(tlsName(session.tlsProtocol));
}

QString versionText(const ConnectionReport &report)
{
    const MigrationRights &rights = report.rights;
    if (!rights.versionTableExists)
        return tr("There is no %1 yet.").arg(rights.versionTable);
    if (!rights.readVersionTable)
        return tr("%1 cannot be read.").arg(rights.versionTable);
    if (report.revisions.isEmpty())
        return tr("%1 is empty.").arg(rights.versionTable);
    return tr("%1 is %2.").arg(rights.versionTable, report.revisions.join(QStringLiteral(", ")));
}

QString foreignText(const MigrationRights &rights)
{
    QString names = rights.foreignNames.join(QStringLiteral(", "));
    if (rights.foreignTables > rights.foreignNames.size())
        names += tr(" and %1 more").arg(rights.foreignTables - rights.foreignNames.size());
    return tr("It does not own %1 of the %2 tables in %3: %4.")
        .arg(rights.foreignTables)
        .arg(rights.tables)
        .arg(rights.schema, names);
}

/// Each thing that keeps the role from migrating.
QStringList missingRights(const MigrationRights &rights)
{
    QStringList missing;
    if (rights.schema.isEmpty())
        missing << tr("The schema for the version table does not exist.");
    else if (!rights.createInSchema)
        missing << tr("It lacks CREATE on schema %1.").arg(rights.schema);
    if (!rights.readVersionTable || !rights.writeVersionTable)
        missing << tr("It lacks SELECT, INSERT, UPDATE or DELETE on %1.").arg(rights.versionTable);
    if (rights.foreignTables > 0)
        missing << foreignText(rights);
    return missing;
}

QString poolText(PoolMode pool)
{
    switch (pool) {
    case PoolMode::None:
        return {};
    case PoolMode::Unknown:
        return tr("A pooler stands in between; its mode could not be told. Run migrations on the server "
                  "itself.");
    case PoolMode::Session:
    case PoolMode::Transaction:
    case PoolMode::Statement:
        return tr("A pooler stands in between (%1 pooling). Run migrations on the server itself.")
            .arg(poolModeName(pool));
    }
    return {};
}

} // namespace

Result<ConnectionReport> examine(Connection &connection, const VersionTableName &versionTable)
{
    const PoolMode pool = readPoolMode(connection);
    if (pool == PoolMode::Statement) {
        return Error{ErrorKind::Refused,
            tr("A pooler with statement pooling stands in between: it allows no transactions, so neither the "
               "state can be read nor a migration run. Connect to the server itself.")};
    }
    const Result<MigrationRights> rights = readMigrationRights(connection, versionTable);
    if (!rights)
        return rights.error();
    // A version table the role may not read is a finding, not the end of the test.
    VersionTableName readable = versionTable;
    if (!rights->readVersionTable)
        readable.table.clear();
    const Result<DatabaseState> state = readDatabaseState(connection, readable);
    if (!state)
        return state.error();
    ConnectionReport report;
    report.server = state->server;
    report.session = sessionFacts(connection);
    report.rights = *rights;
    for (const RevisionId &row : state->rows)
        report.revisions << row.text();
    report.pool = pool;
    return report;
}

QString reportText(const ConnectionReport &report)
{
    QStringList sentences;
    QString first = tr("PostgreSQL %1, %2").arg(report.server.version, encryptionText(report.session));
    if (!report.through.isEmpty())
        first += tr(", through %1").arg(report.through);
    sentences << first + QLatin1Char('.');
    sentences << versionText(report);
    const QStringList missing = missingRights(report.rights);
    const bool able = missing.isEmpty();
    if (report.server.standby)
        sentences << tr("The server is a standby: it only reads. Run migrations on the primary.");
    sentences << (able ? tr("The role %1 can read and can run migrations.")
                       : tr("The role %1 can read but cannot run migrations."))
                     .arg(report.rights.role);
    sentences << missing;
    if (report.pool != PoolMode::None)
        sentences << poolText(report.pool);
    return sentences.join(QLatin1Char(' '));
}

std::vector<PartLine> partLines(const std::vector<ConnectionPart> &parts, const QString &given)
{
    const std::array<std::pair<const char *, QString>, 6> shown{
        {{"host", tr("Host")}, {"port", tr("Port")}, {"dbname", tr("Database")}, {"user", tr("User")},
            {"password", tr("Password")}, {"sslmode", tr("TLS mode")}}};
    std::vector<PartLine> lines;
    for (const auto &[keyword, name] : shown) {
        const auto part = partOf(parts, QLatin1String(keyword));
        if (!part)
            continue;
        PartLine line{part->keyword, name, part->value, {}};
        const QString file = QFileInfo(part->place.path).fileName();
        switch (part->origin) {
        case PartOrigin::Given:
            line.source = given;
            break;
        case PartOrigin::ServiceFile:
            line.source = tr("service %1 in %2, line %3").arg(part->source, file).arg(part->place.line);
            break;
        case PartOrigin::Environment:
            line.source = part->source;
            break;
        case PartOrigin::PasswordFile:
            line.source = tr("%1, line %2").arg(part->source).arg(part->place.line);
            break;
        case PartOrigin::Default:
            line.source = tr("libpq's default");
            break;
        }
        if (line.value.isEmpty() && line.keyword == u"host")
            line.value = tr("local socket");
        lines.push_back(line);
    }
    return lines;
}

QString sourceText(const Target &target)
{
    switch (target.origin) {
    case TargetOrigin::CommandLine:
        return QStringLiteral("--database-url");
    case TargetOrigin::Profile:
        return tr("the profile %1").arg(target.name);
    case TargetOrigin::Environment:
    case TargetOrigin::Settings:
    case TargetOrigin::AlembicIni:
        break;
    }
    const QString key = target.source.section(QLatin1Char(':'), 1);
    const QString name = key.isEmpty() ? target.name : key;
    if (target.place.path.isEmpty())
        return name.isEmpty() ? target.source : tr("%1 in the environment").arg(name);
    const QString file = QFileInfo(target.place.path).fileName();
    return target.place.line > 0 ? tr("%1 in %2, line %3").arg(name, file).arg(target.place.line)
                                 : tr("%1 in %2").arg(name, file);
}

} // namespace stillroom
