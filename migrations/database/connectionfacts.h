#pragma once

#include "migrations/base/error.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace stillroom
{

/// What settled a value of a connection, in libpq's own order: what was given, the service file, an
/// environment variable, the password file, libpq's built-in default.
enum class PartOrigin { Given, ServiceFile, Environment, PasswordFile, Default };

/// One value of a connection and where it comes from.
struct ConnectionPart {
    QString keyword; ///< libpq's: "host", "port", "dbname", "user", "password", "sslmode", …
    QString value; ///< of a password: empty, always
    PartOrigin origin = PartOrigin::Given;
    QString source; ///< "PGHOST", "~/.pgpass"; empty for Given and Default
    SourcePlace place{}; ///< of a line in a file

    bool operator==(const ConnectionPart &) const = default;
};

/// What a role may do of the things a migration needs, measured with the server's own functions.
struct MigrationRights {
    QString role; ///< current_user
    bool superuser = false;
    QString schema; ///< the version table's, or where it would be created; empty: no such schema
    bool createInSchema = false;
    bool createInDatabase = false; ///< for CREATE SCHEMA and trusted extensions; not every project needs it
    QString versionTable; ///< as asked for, qualified with the schema
    bool versionTableExists = false;
    bool readVersionTable = false; ///< true when it does not exist
    bool writeVersionTable = false; ///< INSERT, UPDATE and DELETE; true when it does not exist
    int tables = 0; ///< in the schema, without the version table and those of extensions
    int foreignTables = 0; ///< of these: owned by a role this one is no member of
    QStringList foreignNames; ///< the first few, sorted

    bool operator==(const MigrationRights &) const = default;
    /// Everything an ordinary migration needs.
    bool canMigrate() const
    {
        return !schema.isEmpty() && createInSchema && readVersionTable && writeVersionTable
            && foreignTables == 0;
    }
};

/// How a pooler hands out server sessions, told by its behaviour.
enum class PoolMode { None, Session, Transaction, Statement, Unknown };

/// "session", "transaction", "statement"; empty for None and Unknown.
QString poolModeName(PoolMode mode);

/// What the client's end of a session knows.
struct SessionFacts {
    QString tlsProtocol; ///< "TLSv1.3"; empty: not encrypted
    QString tlsCipher;
    bool certificateChecked = false; ///< the mode in force was verify-ca or verify-full
    bool hostChecked = false; ///< verify-full
    bool unixSocket = false;

    bool operator==(const SessionFacts &) const = default;
};

} // namespace stillroom
