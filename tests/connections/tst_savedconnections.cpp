// Profiles, confirmed kinds and guesses: what is written, and that no password is in it.

#include "app/connections/connectionreport.h"
#include "app/connections/kindguess.h"
#include "app/connections/savedconnections.h"
#include "app/connections/sshtunnel.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

Target targetOf(const QString &name, const QString &url, TargetKind kind = TargetKind::Development)
{
    Target target;
    target.name = name;
    target.url = url;
    target.kind = kind;
    return target;
}

} // namespace

class TestSavedConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE"})
            qunsetenv(name);
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<QSettings>(file(), QSettings::IniFormat);
    }

    void profileComesBack()
    {
        SavedConnections saved(*m_store);
        const ConnectionProfile profile{QStringLiteral("Café/live: 1"), TargetKind::Staging,
            QStringLiteral("postgresql+psycopg2://ann@db.example:5433/hr?sslmode=verify-full"),
            QStringLiteral("owner"),
            SshHost{QStringLiteral("bastion"), QStringLiteral("deploy"), 2222,
                QStringLiteral("/home/ann/.ssh/id")}};
        QVERIFY(saved.keep(profile).ok());
        QSettings again(file(), QSettings::IniFormat);
        const std::vector<ConnectionProfile> profiles = SavedConnections(again).profiles();
        QCOMPARE(profiles.size(), 1U);
        QCOMPARE(profiles.front(), profile);
        const Target target = SavedConnections(again).targets().front();
        QCOMPARE(target.origin, TargetOrigin::Profile);
        QCOMPARE(target.kind, TargetKind::Staging);
        QCOMPARE(target.tunnel->displayName(), QStringLiteral("deploy@bastion:2222"));
        saved.remove(profile.name);
        QVERIFY(saved.profiles().empty());
    }

    void noPasswordIsWritten_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"postgresql://ann:MARKER@h/d", "postgresql://ann:a@MARKER@h/d",
                 "postgresql://h/d?password=MARKER&sslmode=require", "postgresql://h/d?sslpassword=MARKER",
                 "postgresql://ann:MARKER@/d?host=/run/pg"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void noPasswordIsWritten()
    {
        QFETCH(QString, url);
        SavedConnections saved(*m_store);
        QVERIFY(saved.keep({QStringLiteral("p"), TargetKind::Production, url, {}, {}}).ok());
        const Result<TargetAddress> address = addressOf(targetOf(QStringLiteral("p"), url));
        QVERIFY(address.ok());
        saved.confirmKind(*address, TargetKind::Production, QDate(2026, 11, 27));
        saved.setPasswordKept(*address, true);
        m_store->sync();
        QFile written(file());
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray bytes = written.readAll();
        QVERIFY(bytes.contains("postgresql"));
        QVERIFY2(!bytes.contains("MARKER"), bytes.constData());
    }

    void wrongProfilesAreRefused()
    {
        SavedConnections saved(*m_store);
        QVERIFY(!saved.keep({QStringLiteral("  "), {}, QStringLiteral("postgresql://h/d"), {}, {}}).ok());
        const Status noUrl = saved.keep({QStringLiteral("p"), {}, QStringLiteral("u:MARKER@h"), {}, {}});
        QVERIFY(!noUrl.ok());
        QVERIFY(!noUrl.error().message.contains(QStringLiteral("MARKER")));
        QVERIFY(!saved
                     .keep({QStringLiteral("p"), {}, QStringLiteral("postgresql://h/d"), {},
                         SshHost{QStringLiteral("-oProxyCommand=touch x"), {}, 0, {}}})
                     .ok());
        QVERIFY(saved.profiles().empty());
    }

    void kindIsConfirmedForTheDatabaseNotForTheName()
    {
        SavedConnections saved(*m_store);
        const Target dev
            = targetOf(QStringLiteral("DEV_DATABASE_URL"), QStringLiteral("postgresql://a:x@H:5432/hr"));
        saved.confirmKind(*addressOf(dev), TargetKind::Production, QDate(2026, 11, 27));
        std::vector<Target> targets{dev,
            targetOf(QStringLiteral("OTHER"), QStringLiteral("postgresql+asyncpg://b@h/hr")),
            targetOf(QStringLiteral("THIRD"), QStringLiteral("postgresql://a@h/hr2")),
            targetOf(QStringLiteral("FOURTH"), QStringLiteral("postgresql://a@h:5433/hr"))};
        saved.applyConfirmedKinds(targets);
        QCOMPARE(targets[0].kind, TargetKind::Production);
        QCOMPARE(targets[0].kindReason, QStringLiteral("confirmed on 2026-11-27"));
        QCOMPARE(targets[1].kind, TargetKind::Production); // another user, driver and case: the same database
        QCOMPARE(targets[2].kind, TargetKind::Development);
        QCOMPARE(targets[3].kind, TargetKind::Development);
    }

    void addressTakesWhatLibpqWouldTake()
    {
        qputenv("PGHOST", "db.env");
        qputenv("PGPORT", "6000");
        qputenv("PGUSER", "eve");
        const Result<TargetAddress> address
            = addressOf(targetOf(QStringLiteral("x"), QStringLiteral("postgresql:///hr")));
        QCOMPARE(address->login(), QStringLiteral("eve@db.env:6000/hr"));
    }

    void kindIsGuessedWithAReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *url, const char *kind, const char *reason) {
            QTest::newRow(url) << name << url << kind << reason;
        };
        row("DATABASE_URL", "postgresql://a@db-prod-2/hr", "production", "Guessed from the host name");
        row("DEV_DATABASE_URL", "postgresql://a@x/hr_production", "production",
            "Guessed from the database name");
        row("DATABASE_URL", "postgresql://a@x?host=stg-1,stg-2", "staging", "Guessed from the host name");
        row("Live shop", "postgresql://a@10.0.0.7/shop", "production", "Guessed from Live shop");
        row("DATABASE_URL", "postgresql:///hr", "development", "Guessed: this machine");
        row("DATABASE_URL", "postgresql://a@localhost/products", "development", "Guessed: this machine");
        row("DATABASE_URL", "postgresql://a@db.example/hr", "production", "Guessed: a distant server");
    }
    void kindIsGuessedWithAReason()
    {
        QFETCH(QString, name);
        QFETCH(QString, url);
        const KindGuess guess = guessKind(targetOf(name, url));
        QTEST(targetKindName(guess.kind), "kind");
        QTEST(guess.reason, "reason");
    }

    void aTunnelsArguments()
    {
        const SshHost server{QStringLiteral("bastion"), QStringLiteral("deploy"), 2222, QStringLiteral("/k")};
        const QStringList arguments = tunnelArguments(
            server, {QStringLiteral("db.internal"), 5433}, 40000, QStringLiteral("/tmp/c"), 10);
        QCOMPARE(arguments.mid(arguments.indexOf(QStringLiteral("-L"))),
            (QStringList{QStringLiteral("-L"), QStringLiteral("127.0.0.1:40000:db.internal:5433"),
                QStringLiteral("-l"), QStringLiteral("deploy"), QStringLiteral("-p"), QStringLiteral("2222"),
                QStringLiteral("-i"), QStringLiteral("/k"), QStringLiteral("--"),
                QStringLiteral("bastion")}));
        QVERIFY(arguments.contains(QStringLiteral("BatchMode=yes")));
        QVERIFY(arguments.contains(QStringLiteral("ControlMaster=yes")));
        QVERIFY(!arguments.join(u' ').contains(QStringLiteral("StrictHostKeyChecking")));
        const auto far = [&](const TunnelEnd &end) {
            const QStringList all = tunnelArguments(server, end, 1, {}, 1);
            return all[all.indexOf(QStringLiteral("-L")) + 1].section(u':', 2);
        };
        QCOMPARE(
            far({QStringLiteral("/run/postgresql"), 0}), QStringLiteral("/run/postgresql/.s.PGSQL.5432"));
        QCOMPARE(far({QStringLiteral("::1"), 5}), QStringLiteral("[::1]:5"));
        QCOMPARE(far({}), QStringLiteral("localhost:5432"));
    }

    void reportsAreSentences()
    {
        ConnectionReport report;
        report.server.version = QStringLiteral("15.6");
        report.session.tlsProtocol = QStringLiteral("TLSv1.3");
        report.session.certificateChecked = true;
        report.rights = {QStringLiteral("hr_app"), false, QStringLiteral("public"), true, false,
            QStringLiteral("public.alembic_version"), true, true, true, 12, 0, {}};
        report.revisions = {QStringLiteral("8b5e0a47f3c1")};
        QCOMPARE(reportText(report),
            QStringLiteral("PostgreSQL 15.6, TLS 1.3, certificate checked. public.alembic_version is "
                           "8b5e0a47f3c1. The role hr_app can read and can run migrations."));
        QVERIFY(report.canMigrate());
        report.server.standby = true;
        report.rights.createInSchema = false;
        report.rights.writeVersionTable = false;
        report.rights.foreignTables = 7;
        report.rights.foreignNames = {QStringLiteral("a"), QStringLiteral("b")};
        report.pool = PoolMode::Transaction;
        const QString text = reportText(report);
        for (const char *part : {"is a standby: it only reads", "cannot run migrations",
                 "lacks CREATE on schema public", "INSERT, UPDATE or DELETE on public.alembic_version",
                 "does not own 7 of the 12 tables in public: a, b and 5 more", "transaction pooling"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        QVERIFY(!report.canMigrate());
    }

private:
    QString file() const { return m_folder->filePath(QStringLiteral("stillroom.conf")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_store;
};

QTEST_GUILESS_MAIN(TestSavedConnections)
#include "tst_savedconnections.moc"
