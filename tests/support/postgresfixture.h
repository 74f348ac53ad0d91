#pragma once

#include "migrations/database/connection.h"
#include "migrations/database/privateserver.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace stillroom::test
{

/// One private server per test program and cheap databases on it. Make it in initTestCase(), drop it in
/// cleanupTestCase(). Breaks the test with a fatal message when the server does not start.
class PostgresFixture
{
public:
    explicit PostgresFixture(const PrivateServer::Options &options = {});

    PrivateServer &server() { return *m_server; }
    /// A new, empty database; its name.
    QString createDatabase();
    ConnectionSettings settings(const QString &database) const { return m_server->settings(database); }
    QString url(const QString &database) const { return m_server->url(database); }
    /// A session that may write.
    std::unique_ptr<Connection> connect(const QString &database) const;

    /// Runs statements one after another, each its own transaction.
    void execute(const QString &database, const QStringList &statements) const;
    /// The rows of a query as text: columns joined by `|`, NULL as `<null>`.
    QStringList rows(const QString &database, const QString &sql) const;

private:
    std::unique_ptr<PrivateServer> m_server;
    std::unique_ptr<Connection> m_admin;
    int m_count = 0;
};

} // namespace stillroom::test
