#pragma once

#include "tests/cli/clirunner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// The application, the seeds and the databases of the recorded start-ups.
namespace stillroom::test
{

inline const QStringList tables{
    QStringLiteral("app_user"), QStringLiteral("app_role"), QStringLiteral("app_staff")};

inline QJsonObject recorded()
{
    QFile file(QStringLiteral(STILLROOM_SOURCE_DIR "/tests/data/startup-rows.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("startup-rows.json is missing");
    return QJsonDocument::fromJson(file.readAll()).object();
}

inline QStringList texts(const QJsonValue &list)
{
    QStringList all;
    for (const QJsonValue &value : list.toArray())
        all += value.toString();
    return all;
}

inline QByteArray sqlOp(const QByteArray &sql)
{
    return "op.execute(\"" + sql + "\")";
}

/// A small application with four revisions that create the three required tables.
inline void writeApplication(
    const CliProject &project, const QByteArray &third = "CREATE TABLE app_staff (id int)")
{
    project.write("routes.py",
        "def check_and_run_migrations():\n    required_tables = ['app_user', 'app_role', 'app_staff']\n");
    project.revision(
        "0001", "None", sqlOp("CREATE TABLE app_user (id serial PRIMARY KEY, username text NOT NULL)"));
    project.revision("0002", "'0001'", sqlOp("CREATE TABLE app_role (id int)"));
    project.revision("0003", "'0002'", sqlOp(third));
    project.revision("0004", "'0003'", sqlOp("ALTER TABLE app_staff ADD COLUMN name text"));
}

inline void writeSeeds(const CliProject &project, const QString &users, const QString &master)
{
    project.write("migrations/seeds/01_users.sql",
        users == u"raise"
            ? QByteArray("SELECT 1/0;\n")
            : QByteArray("-- when-empty: app_user\n-- message: Default users created successfully!\n"
                         "INSERT INTO app_user (username) VALUES ('admin');\n"));
    if (master == u"false")
        return;
    project.write("migrations/seeds/02_master.sql",
        master == u"raise"
            ? QByteArray("SELECT 1;\nSELECT 1/0;\n")
            : QByteArray("-- message: Default master data created successfully!\nSELECT 1;\n"));
}

/// What differs in the project of a row, told by its name.
inline void adapt(const CliProject &project, const QString &id)
{
    if (id == u"fail-sql" || id == u"again-after-failure")
        writeApplication(project, "CREATE TABEL app_staff (id int)");
    else if (id == u"fail-swallowed")
        project.revision(
            "0003", "'0002'", "try:\n        op.execute('SELECT 1/0')\n    except Exception:\n        pass");
    else if (id == u"fail-syntax")
        project.write(
            "migrations/versions/0003_x.py", "revision = '0003'\ndown_revision = '0002'\ndef upgrade(:\n");
    else if (id == u"fail-env-py-raises")
        project.write("migrations/env.py", "raise ValueError('env')\n");
    else if (id == u"fail-no-ini")
        QFile::remove(project.path("migrations/alembic.ini"));
    else if (id == u"fail-missing-parent")
        QFile::remove(project.path("migrations/versions/0002_x.py"));
    else if (id == u"no-revisions")
        for (const char *name : {"0001", "0002", "0003", "0004"})
            QFile::remove(project.path((QByteArray("migrations/versions/") + name + "_x.py").constData()));
    else if (id == u"env-dotenv-only")
        project.write(".env", "AUTO_MIGRATE_ON_STARTUP=true\n");
    else if (id == u"env-dotenv-quoted")
        project.write(".env", "AUTO_MIGRATE_ON_STARTUP=\"true\"\n");
    else if (id == u"env-dotenv-export")
        project.write(".env", "export AUTO_MIGRATE_ON_STARTUP=true\n");
    else if (id == u"env-dotenv-crlf")
        project.write(".env", "AUTO_MIGRATE_ON_STARTUP=true\r\n");
    else if (id == u"env-shell-empty-dotenv-true")
        project.write(".env", "AUTO_MIGRATE_ON_STARTUP=true\n");
}

inline QStringList createAll(const QString &schema = QStringLiteral("public"))
{
    return {QStringLiteral("CREATE TABLE %1.app_user (id serial PRIMARY KEY, username text NOT NULL)")
                .arg(schema),
        QStringLiteral("CREATE TABLE %1.app_role (id int)").arg(schema),
        QStringLiteral("CREATE TABLE %1.app_staff (id int, name text)").arg(schema)};
}

inline QStringList versions(const QString &row, const QString &schema = QStringLiteral("public"))
{
    QStringList sql{
        QStringLiteral("CREATE TABLE %1.alembic_version (version_num varchar(32) PRIMARY KEY)").arg(schema)};
    if (!row.isEmpty())
        sql += QStringLiteral("INSERT INTO %1.alembic_version VALUES ('%2')").arg(schema, row);
    return sql;
}

inline QStringList stateSql(const QString &state, const QString &database)
{
    if (state == u"head")
        return createAll() + versions(QStringLiteral("0004"));
    if (state == u"at-0001")
        return QStringList(createAll().first()) + versions(QStringLiteral("0001"));
    if (state == u"unversioned")
        return createAll();
    if (state == u"stamped-only")
        return versions(QStringLiteral("0004"));
    if (state == u"empty-version-table")
        return createAll() + versions({});
    if (state == u"unknown-revision")
        return createAll() + versions(QStringLiteral("ffff"));
    if (state == u"other-schema") {
        return QStringList(QStringLiteral("CREATE SCHEMA other")) + createAll(QStringLiteral("other"))
            + versions(QStringLiteral("0004"), QStringLiteral("other"));
    }
    if (state == u"search-path") {
        return QStringList(QStringLiteral("CREATE SCHEMA app")) + createAll(QStringLiteral("app"))
            + versions(QStringLiteral("0004"), QStringLiteral("app"))
            + QStringList(QStringLiteral("ALTER DATABASE %1 SET search_path = app, public").arg(database));
    }
    if (state == u"views") {
        QStringList sql{QStringLiteral("CREATE TABLE base_rows (id int, username text, name text)")};
        for (const QString &table : tables)
            sql += QStringLiteral("CREATE VIEW %1 AS SELECT * FROM base_rows").arg(table);
        return sql;
    }
    return {};
}

} // namespace stillroom::test
