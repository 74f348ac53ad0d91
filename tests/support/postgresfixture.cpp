#include "tests/support/postgresfixture.h"

namespace stillroom::test
{

namespace
{

template<typename T> T orDie(Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().message), qPrintable(result.error().detail));
    return std::move(result.value());
}

} // namespace

PostgresFixture::PostgresFixture(const PrivateServer::Options &options)
    : m_server(orDie(PrivateServer::start(options)))
    , m_admin(connect(QStringLiteral("postgres")))
{
}

QString PostgresFixture::createDatabase()
{
    const QString name = QStringLiteral("test_%1").arg(++m_count);
    if (!m_admin->isOpen()) // a test may have made the server restart its sessions
        m_admin = connect(QStringLiteral("postgres"));
    (void)orDie(m_admin->query(QStringLiteral("CREATE DATABASE ") + name));
    return name;
}

std::unique_ptr<Connection> PostgresFixture::connect(const QString &database) const
{
    std::unique_ptr<Connection> connection = orDie(Connection::open(settings(database)));
    (void)orDie(connection->beginWriting());
    return connection;
}

void PostgresFixture::execute(const QString &database, const QStringList &statements) const
{
    const std::unique_ptr<Connection> connection = connect(database);
    for (const QString &statement : statements)
        (void)orDie(connection->query(statement));
}

QStringList PostgresFixture::rows(const QString &database, const QString &sql) const
{
    const std::unique_ptr<Connection> connection = connect(database);
    const ResultRows result = orDie(connection->query(sql));
    QStringList lines;
    for (const auto &row : result.rows) {
        QStringList values;
        for (const std::optional<QString> &value : row)
            values << value.value_or(QStringLiteral("<null>"));
        lines << values.join(QLatin1Char('|'));
    }
    return lines;
}

} // namespace stillroom::test
