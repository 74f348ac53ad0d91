#include "tests/cli/clirunner.h"
#include "tests/support/postgresfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// Defects of default data that the data itself shows (spec/auto-run.md 2), on a real server.
class TestDefaultData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_postgres.emplace(); }
    void cleanupTestCase() { m_postgres.reset(); }
    void defects_data();
    void defects();
    void startedElsewhere();
    void seedsAndReloader();

private:
    QStringList tables() const
    {
        return {QStringLiteral("CREATE TABLE roles (id serial PRIMARY KEY, name text)"),
            QStringLiteral(
                "CREATE TABLE users (id serial PRIMARY KEY, role_id int REFERENCES roles, name text, "
                "must_change_password boolean, created_at timestamptz DEFAULT now())"),
            QStringLiteral("CREATE TABLE people (id serial PRIMARY KEY, user_id int REFERENCES users)"),
            QStringLiteral("CREATE TABLE departments (id serial PRIMARY KEY, name text)")};
    }

    std::optional<PostgresFixture> m_postgres;
};

void TestDefaultData::defects_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("found"); // ids without "database.data-"
    QTest::addColumn<QString>("counts");
    const QString roles = QStringLiteral("INSERT INTO roles (name) VALUES ('Super Administrator'), "
                                         "('Administrator'), ('Manager'), ('Employee')");
    const QString users = QStringLiteral("INSERT INTO users (role_id, name, must_change_password) SELECT id, "
                                         "'u' || id, true FROM roles WHERE id < 5");
    const QString people = QStringLiteral("INSERT INTO people (user_id) SELECT id FROM users");
    const QString departments = QStringLiteral("INSERT INTO departments (name) VALUES ('A'), ('B')");
    const QString moreRoles = QStringLiteral("INSERT INTO roles (name) VALUES ('Cook'), ('Driver')");
    QTest::newRow("empty") << QStringList() << QString()
                           << QStringLiteral("users 0, roles 0, people 0, departments 0");
    QTest::newRow("whole") << QStringList{roles, moreRoles, users, people, departments} << QString()
                           << QStringLiteral("users 4, roles 6, people 4, departments 2");
    QTest::newRow("users without people")
        << QStringList{roles, moreRoles, users, departments} << QStringLiteral("half")
        << QStringLiteral("users 4, roles 6, people 0, departments 2");
    QTest::newRow("access roles, nobody makes others")
        << QStringList{roles, users, people, QStringLiteral("SELECT 1")} << QString()
        << QStringLiteral("users 4, roles 4, people 4, departments 0");
    QTest::newRow("access roles alone") << QStringList{roles, users, people} << QStringLiteral("roles")
                                        << QStringLiteral("users 4, roles 4, people 4, departments 0");
    QTest::newRow("filled twice") << QStringList{departments, departments} << QStringLiteral("repeated")
                                  << QStringLiteral("users 0, roles 0, people 0, departments 4");
    QTest::newRow("old default passwords")
        << QStringList{roles, moreRoles, users, people,
               QStringLiteral("UPDATE users SET created_at = now() - interval '8 days' WHERE id < 3")}
        << QStringLiteral("password") << QStringLiteral("users 4, roles 6, people 4, departments 0");
    QTest::newRow("in use for long") // many users: no default data any more
        << QStringList{roles, moreRoles,
               QStringLiteral("INSERT INTO users (name) SELECT 'n' || g FROM generate_series(1, 1500) g")}
        << QString() << QStringLiteral("users 1000 or more, roles 6, people 0, departments 0");
}

void TestDefaultData::defects()
{
    QFETCH(QStringList, statements);
    QFETCH(QString, found);
    QFETCH(QString, counts);
    CliProject project;
    project.revision("0001", "None");
    if (found == u"roles")
        project.write("routes.py", "print('Default master data created successfully!')\n");
    const QString database = m_postgres->createDatabase();
    m_postgres->execute(database, tables() + statements);
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("DEV_DATABASE_URL"), m_postgres->url(database));
    const CliResult result
        = runCli({QStringLiteral("--json"), QStringLiteral("verify"), QStringLiteral("--required-tables"),
                     QStringLiteral("users,roles,people,departments")},
            project.root(), environment);
    const QJsonObject verdict
        = QJsonDocument::fromJson(result.out.toUtf8()).object()[QLatin1String("stillroom")].toObject();
    QStringList ids;
    QString shown;
    for (const QJsonValue &each : verdict[QLatin1String("checks")].toArray()) {
        const QString id = each[QLatin1String("id")].toString();
        if (id == u"database.data")
            shown = each[QLatin1String("finding")].toString();
        if (id.startsWith(QLatin1String("database.data-")))
            ids << id.mid(14);
    }
    QVERIFY2(!shown.isEmpty(), qPrintable(result.out + result.err));
    QCOMPARE(shown, counts);
    QCOMPARE(ids.join(u' '), found);
}

void TestDefaultData::startedElsewhere()
{
    CliProject project;
    project.revision("0001", "None");
    QTemporaryDir other;
    const auto mentions = [&](const QStringList &more) {
        return runCli(QStringList{QStringLiteral("--json"), QStringLiteral("verify")} + more, project.root())
            .out.contains(QStringLiteral("files.elsewhere"));
    };
    QVERIFY(!mentions({}));
    QVERIFY(mentions({QStringLiteral("--working-directory"), other.path()}));
    QVERIFY(!mentions({QStringLiteral("--working-directory"), project.root()}));
}

void TestDefaultData::seedsAndReloader()
{
    CliProject project;
    project.revision("0001", "None");
    project.write("migrations/seeds/01_users.sql", "-- when-empty: users\nSELECT 1;\n");
    project.write("migrations/seeds/02_more.sql", "SELECT 1;\n");
    const auto checks = [&](const char *debug, const char *kind) {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("FLASK_DEBUG"), QString::fromLatin1(debug));
        environment.insert(QStringLiteral("ENVIRONMENT"), QString::fromLatin1(kind));
        QHash<QString, QJsonValue> all;
        const CliResult result
            = runCli({QStringLiteral("--json"), QStringLiteral("verify")}, project.root(), environment);
        const QJsonObject report = QJsonDocument::fromJson(result.out.toUtf8()).object();
        for (const QJsonValue &each : report[QLatin1String("stillroom")][QLatin1String("checks")].toArray())
            all.insert(each[QLatin1String("id")].toString(), each);
        return all;
    };
    QCOMPARE(checks("0", "development")[QStringLiteral("files.seeds")][QLatin1String("finding")].toString(),
        QStringLiteral("01_users.sql while users is empty, 02_more.sql at every start"));
    QVERIFY(!checks("0", "development").contains(QStringLiteral("deployment.reloader")));
    const auto outcome = [&](const char *kind) {
        return checks("1", kind)[QStringLiteral("deployment.reloader")][QLatin1String("result")].toString();
    };
    QCOMPARE(outcome("development"), QStringLiteral("pass"));
    QCOMPARE(outcome("production"), QStringLiteral("warn"));
}

QTEST_GUILESS_MAIN(TestDefaultData)
#include "tst_defaultdata.moc"
