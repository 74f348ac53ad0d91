#include "tests/cli/clirunner.h"
#include "tests/support/pgdump.h"
#include "tests/support/postgresfixture.h"

#include "app/project/onlineplan.h"
#include "app/services/changesreading.h"
#include "app/services/projectopening.h"
#include "app/services/rehearsing.h"
#include "migrations/database/statereader.h"
#include "migrations/schema/objecttext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString lines(const std::vector<Change> &changes)
{
    QStringList all;
    for (const Change &change : changes)
        all << displayName(change.id());
    all.sort();
    return all.join(u' ');
}

QString objectNames(const QJsonValue &list)
{
    QStringList all;
    for (const QJsonValue &change : list.toArray())
        all << change[QLatin1String("object")].toString();
    all.sort();
    return all.join(u' ');
}

} // namespace

/// What the Changes page shows, read from a real server: the same as the command line says, and what the
/// server has after the upgrade.
class TestChangesReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void init();
    void agreesWithTheCommandLine();
    void isWhatTheUpgradeMakes();
    void findsPlantedDrift();
    void upToOneRevision();
    void proposesAStamp();
    void cancelled();
    void brokenRevisionKeepsWhatRan();
    void theReviewsRehearsal();
    void htmlForAHandOver();
    void projectPythonNeedsItsVersion();

private:
    QString m_allowed; ///< version of the project's files whose Python may run
    Result<std::shared_ptr<const ChangesReport>> read(
        const QString &revision = QStringLiteral("heads"), const CancelToken &cancel = {})
    {
        Target target;
        target.name = QStringLiteral("test");
        target.url = m_postgres->url(m_database);
        ChangesProgress progress;
        return readChanges(m_project->root(), target, m_postgres->settings(m_database), revision, m_allowed,
            progress, cancel);
    }
    CliResult run(const QStringList &arguments) const
    {
        QProcessEnvironment environment = cliEnvironment();
        environment.insert(QStringLiteral("DATABASE_URL"), m_postgres->url(m_database));
        return runCli(arguments, m_project->root(), environment);
    }

    QTemporaryDir m_data;
    std::optional<PostgresFixture> m_postgres;
    std::unique_ptr<CliProject> m_project;
    QString m_database;
};

void TestChangesReading::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_data.path().toUtf8()); // journal and rehearsals, of this process and the other
    m_postgres.emplace();
}

void TestChangesReading::init()
{
    m_project = std::make_unique<CliProject>();
    m_project->revision("a1aa", "None",
        "op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('born', "
        "sa.String(20)))",
        "op.drop_table('people')");
    m_project->revision("b2bb", "'a1aa'",
        "op.add_column('people', sa.Column('mail', sa.Text()))\n"
        "    op.execute(\"UPDATE people SET mail = born\")",
        "op.drop_column('people', 'mail')");
    m_project->revision("c3cc", "'b2bb'",
        "op.alter_column('people', 'mail', nullable=False)\n"
        "    op.create_index('ix_people_mail', 'people', ['mail'])",
        "op.drop_index('ix_people_mail', 'people')\n    op.alter_column('people', 'mail', nullable=True)");
    m_database = m_postgres->createDatabase();
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("a1aa")}).status, 0);
}

void TestChangesReading::agreesWithTheCommandLine()
{
    m_postgres->execute(m_database, {QStringLiteral("CREATE INDEX by_hand ON people (born)")});
    const auto report = read();
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    const CliResult said = run({QStringLiteral("--json"), QStringLiteral("diff")});
    const QJsonObject json = QJsonDocument::fromJson(said.out.toUtf8()).object();
    QStringList objects;
    for (const ObjectChange &object : (*report)->objects)
        objects << displayName(object.whole.id());
    objects.sort();
    QCOMPARE(objects.join(u' '), QStringLiteral("people.ix_people_mail people.mail"));
    QCOMPARE(objects.join(u' '), objectNames(json[QLatin1String("objects")]));
    QCOMPARE(lines(*(*report)->drift.changes), objectNames(json[QLatin1String("drift")]));
    QCOMPARE((*report)->drift.applied.size(), size_t(1));
}

/// The oracle: the schema after a real upgrade of the same database is the one the page showed.
void TestChangesReading::isWhatTheUpgradeMakes()
{
    const QByteArray before = schemaDump(m_postgres->settings(m_database));
    const auto report = read();
    QVERIFY(report);
    QCOMPARE(schemaDump(m_postgres->settings(m_database)), before); // only read
    const ObjectChange *mail = nullptr;
    for (const ObjectChange &object : (*report)->objects)
        mail = object.whole.id().name == u"mail" ? &object : mail;
    QVERIFY(mail);
    QCOMPARE(mail->causes.size(), size_t(2)); // c3cc makes it required; b2bb adds it and fills it
    QCOMPARE(mail->causes[0].revision.text(), QStringLiteral("b2bb"));
    QCOMPARE(mail->causes[1].revision.text(), QStringLiteral("c3cc"));
    QVERIFY(mail->whole.after->has(Property::NotNull));
    QCOMPARE(run({QStringLiteral("upgrade"), QStringLiteral("--yes")}).status, 0);
    const auto later = read();
    QVERIFY(later);
    QVERIFY((*later)->objects.empty() && (*later)->drift.changes->empty());
    QCOMPARE((*later)->drift.live.fingerprint(), (*report)->rehearsal.after->fingerprint());
}

void TestChangesReading::findsPlantedDrift()
{
    m_postgres->execute(m_database,
        {QStringLiteral("ALTER TABLE people ADD COLUMN by_hand int"),
            QStringLiteral("ALTER TABLE people ALTER COLUMN born TYPE text"),
            QStringLiteral("CREATE VIEW seen AS SELECT id FROM people")});
    const auto report = read();
    QVERIFY(report);
    QCOMPARE(lines(*(*report)->drift.changes), QStringLiteral("people.born people.by_hand seen"));
    QCOMPARE((*report)->objects.size(), size_t(2)); // drift is no part of what the upgrade does
}

void TestChangesReading::upToOneRevision()
{
    const auto report = read(QStringLiteral("b2bb"));
    QVERIFY(report);
    QCOMPARE((*report)->plan.steps.size(), size_t(1));
    QCOMPARE((*report)->objects.size(), size_t(1));
    QVERIFY(!(*report)->objects.front().whole.after->has(Property::NotNull));
    const auto unknown = read(QStringLiteral("zzzz"));
    QVERIFY(!unknown);
    QVERIFY2(unknown.error().message.contains(u"zzzz"), qPrintable(unknown.error().message));
}

void TestChangesReading::proposesAStamp()
{
    m_postgres->execute(m_database, {QStringLiteral("DROP TABLE alembic_version")});
    const auto report = read();
    QVERIFY(report);
    QVERIFY((*report)->drift.proposal);
    QCOMPARE((*report)->drift.proposal->text(), QStringLiteral("a1aa"));
    QVERIFY((*report)->plan.steps.empty());
}

void TestChangesReading::cancelled()
{
    CancelToken cancel;
    cancel.cancel();
    const auto report = read(QStringLiteral("heads"), cancel);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::Cancelled);
}

void TestChangesReading::brokenRevisionKeepsWhatRan()
{
    m_project->revision("d4dd", "'c3cc'", "op.execute('ALTER TABLE nowhere ADD COLUMN x int')");
    const auto report = read();
    QVERIFY(report);
    QVERIFY((*report)->rehearsal.error);
    QVERIFY2((*report)->rehearsal.error->message.contains(u"nowhere"),
        qPrintable((*report)->rehearsal.error->message));
    QCOMPARE((*report)->objects.size(), size_t(2));
}

/// What the review's button does, on a real server: tried on a copy, kept for exactly this plan, seen by the
/// command line too, and the live schema untouched.
void TestChangesReading::theReviewsRehearsal()
{
    const auto loaded = loadProjectFolder(m_project->root());
    QVERIFY(loaded);
    const auto connection = Connection::open(m_postgres->settings(m_database));
    QVERIFY(connection);
    const auto state = readDatabaseState(**connection, (*loaded)->project.online.versionTable);
    QVERIFY(state);
    const auto planTo = [&](const char *revision) {
        return planFrom(
            **loaded, Direction::Upgrade, RevisionTarget::parse(QString::fromLatin1(revision)), *state);
    };
    const auto plan = planTo("heads");
    QVERIFY(plan);
    QVERIFY(!keptRehearsal(state->server, *plan));
    Target target;
    target.url = m_postgres->url(m_database);
    ChangesProgress progress;
    const QByteArray before = schemaDump(m_postgres->settings(m_database));
    const auto rehearsal = rehearseOnCopy(
        m_project->root(), target, m_postgres->settings(m_database), *plan, false, progress, {});
    QVERIFY2(rehearsal, qPrintable(rehearsal ? QString() : rehearsal.error().message));
    QCOMPARE((*rehearsal)->steps.size(), size_t(2));
    QVERIFY((*rehearsal)->comesBack());
    QCOMPARE(schemaDump(m_postgres->settings(m_database)), before);
    const auto kept = keptRehearsal(state->server, *plan);
    QVERIFY(kept);
    QCOMPARE(kept->steps.size(), size_t(2));
    const auto shorter = planTo("b2bb");
    QVERIFY(shorter);
    QVERIFY(!keptRehearsal(state->server, *shorter)); // another plan
    QVERIFY(run({QStringLiteral("plan"), QStringLiteral("upgrade"), QStringLiteral("heads")})
                .out.contains(QStringLiteral("Rehearsed ")));
    const CancelToken cancelled;
    cancelled.cancel();
    const auto none = rehearseOnCopy(
        m_project->root(), target, m_postgres->settings(m_database), *shorter, false, progress, cancelled);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::Cancelled);
    QVERIFY(!keptRehearsal(state->server, *shorter));
}

/// `diff --html`: objects, SQL as it ran, risks, the way back and drift, in well-formed text without a
/// password.
void TestChangesReading::htmlForAHandOver()
{
    m_postgres->execute(m_database, {QStringLiteral("CREATE INDEX by_hand ON people (born)")});
    QProcessEnvironment environment = cliEnvironment();
    environment.insert(QStringLiteral("DATABASE_URL"),
        m_postgres->url(m_database).replace(QLatin1String("@"), QLatin1String(":MARKER-9@")));
    const CliResult result
        = runCli({QStringLiteral("diff"), QStringLiteral("--html"), QStringLiteral("out.html")},
            m_project->root(), environment);
    QVERIFY2(result.status == 0, qPrintable(result.out + result.err));
    QFile file(m_project->path("out.html"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString html = QString::fromUtf8(file.readAll());
    for (const char *text :
        {"2 revisions are pending", "<code>people.mail</code>", "ALTER TABLE people ADD COLUMN mail",
            "ACCESS EXCLUSIVE on people", "the way back leads to the same schema", "Way back: ", "by_hand",
            "DROP INDEX public.by_hand", "CREATE INDEX by_hand"})
        QVERIFY2(html.contains(QLatin1String(text)), text);
    QVERIFY(!html.contains(QStringLiteral("MARKER")));
    QCOMPARE(html.count(QLatin1String("<pre>")), html.count(QLatin1String("</pre>")));
    const CliResult refused
        = runCli({QStringLiteral("diff"), QStringLiteral("--html"), QStringLiteral("none/out.html")},
            m_project->root(), environment);
    QVERIFY(refused.status != 0);
    QVERIFY(refused.err.contains(QStringLiteral("none/out.html")));
}

/// The copy sees the project's Python only where these very files were allowed.
void TestChangesReading::projectPythonNeedsItsVersion()
{
    m_project->revision("p1pp", "'c3cc'", "op.get_bind().execute(sa.text('SELECT 1')).fetchall()");
    const auto first = read();
    QVERIFY2(first.ok(), first ? "" : qPrintable(first.error().message));
    QCOMPARE((*first)->codeHash.size(), 64);
    QVERIFY(!(*first)->codeRan);
    QVERIFY((*first)->rehearsal.error);
    m_allowed = (*first)->codeHash;
    QVERIFY((*read())->codeRan);
    m_project->write("app.py", "changed = True\n");
    QVERIFY(!(*read())->codeRan);
    m_allowed.clear();
}

QTEST_GUILESS_MAIN(TestChangesReading)
#include "tst_changesreading.moc"
