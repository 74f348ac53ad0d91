#include "tests/ui/projectfiles.h"
#include "tests/ui/riskstate.h"
#include "ui/activity/activitypage.h"
#include "ui/changes/changespage.h"
#include "ui/changes/targetsview.h"
#include "ui/environment/environmentpage.h"
#include "ui/environment/environmentview.h"
#include "ui/run/runpage.h"
#include "ui/shell/settings.h"
#include "ui/shell/theme.h"
#include "ui/startup/logpanel.h"
#include "ui/startup/startuppage.h"
#include "ui/timeline/timelinepage.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

/// Renders the pages of this room in both themes at two sizes and checks that no word is cut. With
/// STILLROOM_PICTURES set to a folder the pictures are written there, to be looked at.
class ScreensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void screens_data();
    void screens();

private:
    void prepare(const QString &screen);
    void prepareTimeline(const QString &screen);
    void prepareRun(const QString &screen);
    void prepareEnvironment(const QString &screen);
    void prepareStartup(const QString &screen);
    void prepareTargets();
    void prepareActivity(const QString &screen);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeWorkspace> m_workspace;
    std::unique_ptr<Page> m_page;
};

void ScreensTest::initTestCase()
{
    m_store = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_settings = std::make_unique<Settings>(*m_store);
    m_theme = std::make_unique<Theme>(qApp);
}

void ScreensTest::screens_data()
{
    QTest::addColumn<QString>("screen");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    const QStringList screens{QStringLiteral("timeline"), QStringLiteral("timeline-selected"),
        QStringLiteral("timeline-sql"), QStringLiteral("timeline-risks"), QStringLiteral("timeline-missing"),
        QStringLiteral("timeline-offline"), QStringLiteral("timeline-empty"),
        QStringLiteral("upgrade-review"), QStringLiteral("downgrade-review"),
        QStringLiteral("upgrade-python-found"), QStringLiteral("upgrade-python-missing"),
        QStringLiteral("upgrade-running"), QStringLiteral("upgrade-failed"),
        QStringLiteral("upgrade-succeeded"), QStringLiteral("environment"),
        QStringLiteral("environment-edited"), QStringLiteral("environment-conflict"),
        QStringLiteral("environment-wrong"), QStringLiteral("environment-add-key"),
        QStringLiteral("startup-log"), QStringLiteral("startup-log-empty"), QStringLiteral("changes-targets"),
        QStringLiteral("activity-team"), QStringLiteral("activity-table")};
    for (const QString &screen : screens) {
        for (const bool dark : {false, true}) {
            for (const double scale : {1.0, 1.5}) {
                const QString name = QStringLiteral("%1-%2-%3")
                                         .arg(screen, dark ? QStringLiteral("dark") : QStringLiteral("light"))
                                         .arg(int(scale * 100));
                QTest::newRow(qPrintable(name)) << screen << dark << scale;
            }
        }
    }
}

namespace
{

/// Labels and buttons that got less room than their words need. Eliding labels say so in their minimum size;
/// wrapping ones need the height of their lines.
QStringList cutTexts(const QWidget &page)
{
    QStringList cut;
    for (const QLabel *label : page.findChildren<QLabel *>()) {
        const bool isCut = label->wordWrap() ? label->height() < label->heightForWidth(label->width())
                                             : label->width() < label->minimumSizeHint().width();
        if (label->isVisibleTo(&page) && isCut)
            cut << label->text();
    }
    for (const QAbstractButton *button : page.findChildren<QAbstractButton *>()) {
        if (!button->text().isEmpty() && button->isVisibleTo(&page)
            && button->width() + 1 < button->minimumSizeHint().width())
            cut << button->text();
    }
    return cut;
}

} // namespace

void ScreensTest::prepareTimeline(const QString &screen)
{
    m_page = std::make_unique<TimelinePage>(*m_workspace, *m_theme, *m_settings);
    WorkspaceState state = sampleState();
    if (screen == QLatin1String("timeline-missing")) {
        state = connectedState(openState(sampleRevisions()), QStringLiteral("f7d03b5ac918"), {}, {});
        state.unknownRows = ids(QStringLiteral("f7d03b5ac918"));
    } else if (screen == QLatin1String("timeline-offline")) {
        state = openState(sampleRevisions());
    } else if (screen == QLatin1String("timeline-empty")) {
        state = openState({});
    }
    if (screen == QLatin1String("timeline-risks")) {
        state.readAt = QDateTime(QDate(2026, 11, 22), QTime(10, 42));
        state.pendingRisks = sampleRisks();
    }
    m_workspace->publish(state);
    auto *view = m_page->findChild<QTableView *>(QStringLiteral("timelineView"));
    if (screen != QLatin1String("timeline-empty"))
        QTRY_VERIFY(view->model()->rowCount() > 0);
    if (screen == QLatin1String("timeline-selected") || screen == QLatin1String("timeline-missing")
        || screen == QLatin1String("timeline-sql") || screen == QLatin1String("timeline-risks"))
        view->setCurrentIndex(view->model()->index(0, 1));
    if (screen == QLatin1String("timeline-sql"))
        m_page->chooseTab(1);
    if (screen == QLatin1String("timeline-risks"))
        m_page->chooseTab(4);
    QTest::qWait(0);
}

void ScreensTest::prepareRun(const QString &screen)
{
    auto page = std::make_unique<RunPage>(*m_workspace, *m_theme, *m_settings);
    WorkspaceState state = sampleState();
    if (screen == QLatin1String("downgrade-review")) {
        m_workspace->plan.direction = Direction::Downgrade;
        m_workspace->plan.steps[1].downgradeGrade = DowngradeGrade::Lossy;
        state.target->kind = TargetKind::Production;
    }
    const bool asksPython = screen.startsWith(QLatin1String("upgrade-python"));
    if (asksPython) {
        m_workspace->plan.steps[1].engine = Engine::ProjectPython;
        m_workspace->plan.steps[1].statements.clear();
        m_workspace->plan.steps[1].engineReasons
            = {{{QStringLiteral("/srv/v/3fa91c60d7be_add_employee_work_email.py"), 24, 4},
                QStringLiteral(
                    "line 24 reads rows with fetchall(); only the project's Python knows the result")}};
        state.codeHash = QStringLiteral("one");
    }
    m_workspace->publish(state);
    page->open({m_workspace->plan.direction, QStringLiteral("head")}, FlowPage::Opening::Review);
    m_page = std::move(page);
    auto *run = m_page->findChild<QPushButton *>(QStringLiteral("reviewRun"));
    QTRY_VERIFY(run->isVisibleTo(m_page.get()));
    if (asksPython) {
        m_page->findChild<QCheckBox *>(QStringLiteral("reviewConsent"))->setChecked(true);
        if (screen.endsWith(QLatin1String("found")))
            Q_EMIT m_workspace->pythonFound(m_workspace->lastPython,
                {QStringLiteral("/srv/hr/.venv/bin/python"), QStringLiteral(".venv"),
                    QStringLiteral("3.11.2"), QStringLiteral("1.13.2"), QStringLiteral("4.0.5")});
        else
            Q_EMIT m_workspace->pythonMissing(m_workspace->lastPython,
                {ErrorKind::NeedsProjectPython, QStringLiteral("No Python of this project was found"),
                    QStringLiteral("/usr/bin/python3 (PATH): No module named 'flask_migrate'")});
    }
    if (asksPython || screen.endsWith(QLatin1String("review")))
        return;
    run->click();
    const QDateTime start = QDateTime::currentDateTime().addMSecs(-3400);
    m_workspace->tell(start, event::Started{5, 6});
    for (int step = 0; step < 2; ++step) {
        m_workspace->tell(start.addMSecs(20 + 150 * step), event::StepStarted{step});
        m_workspace->tell(start.addMSecs(90 + 150 * step), event::StatementFinished{step, 0, 71, -1, false});
        m_workspace->tell(start.addMSecs(100 + 150 * step), event::StepFinished{step, 80.0 + 90 * step});
    }
    m_workspace->tell(start.addMSecs(400), event::StepStarted{2});
    m_workspace->tell(start.addMSecs(401), event::StatementStarted{2, 0});
    Blocker blocker;
    blocker.pid = 51877;
    blocker.user = QStringLiteral("app_web");
    blocker.address = QStringLiteral("10.4.2.17");
    blocker.state = QStringLiteral("idle in transaction");
    blocker.ageMs = 41000;
    blocker.lock = QStringLiteral("ROW EXCLUSIVE");
    blocker.object = QStringLiteral("candidates");
    m_workspace->tell(start.addMSecs(1400), event::Blocked{{blocker}, 1000, 5000});
    RunOutcome outcome;
    outcome.durationMs = 5300;
    if (screen == QLatin1String("upgrade-succeeded")) {
        for (int step = 2; step < 5; ++step) {
            m_workspace->tell(start.addMSecs(1500 + step), event::StepStarted{step});
            m_workspace->tell(
                start.addMSecs(1500 + step), event::StatementFinished{step, 0, 900, 5000, false});
            m_workspace->tell(start.addMSecs(2500 + step), event::StepFinished{step, 400.0 * step});
        }
        outcome.result = RunResult::Succeeded;
        outcome.stepsCommitted = 5;
        outcome.endRows = ids(QStringLiteral("9c2f7d10e6a5"));
        m_workspace->end(outcome);
    } else if (screen == QLatin1String("upgrade-failed")) {
        outcome.result = RunResult::Failed;
        outcome.endRows = ids(QStringLiteral("8b5e0a47f3c1"));
        outcome.failure.emplace();
        outcome.failure->step = 2;
        outcome.failure->statement = 0;
        outcome.failure->revision = RevisionId(QStringLiteral("b06e92c7d418"));
        outcome.failure->sql
            = QStringLiteral("UPDATE employees\n   SET work_email = lower(first_nme || '.' || "
                             "last_name) || '@example.com'\n WHERE work_email IS NULL");
        outcome.failure->sqlState = QStringLiteral("42703");
        outcome.failure->message = QStringLiteral("column \"first_nme\" does not exist");
        outcome.failure->hint
            = QStringLiteral("Perhaps you meant to reference the column \"employees.first_name\".");
        outcome.failure->position = 44;
        outcome.failure->place = {QStringLiteral("/srv/v/b06e92c7d418_index_candidates_by_stage.py"), 19, 0};
        m_workspace->end(outcome);
    }
}

void ScreensTest::prepareStartup(const QString &screen)
{
    m_page = std::make_unique<StartupPage>(*m_workspace, *m_theme, *m_settings);
    m_page->chooseTab(2);
    if (screen == QLatin1String("startup-log-empty"))
        return;
    m_page->findChild<LogPanel *>()->readText(
        "2026-11-21 09:00:00 [PACKAGE] Database tables not found. Running migrations...\n"
        "2026-11-21 09:00:04 [OK] Migrations completed successfully!\n"
        "2026-11-21 18:30:00 [OK] Database tables exist - skipping migrations\n"
        "2026-11-22 10:41:00 [PACKAGE] Database tables not found. Running migrations...\n"
        "2026-11-22 10:41:01 [ERROR] Migration failed: (psycopg2.errors.DuplicateTable) relation "
        "\"employees\" "
        "already exists\n2026-11-22 10:41:01 [ERROR] Error checking database tables: DuplicateTable\n",
        QStringLiteral("app.log"));
    QTRY_VERIFY(!m_page->isBusy());
    m_page->findChild<QComboBox *>(QStringLiteral("logScenario"))->setCurrentIndex(1);
}

void ScreensTest::prepareTargets()
{
    m_page = std::make_unique<ChangesPage>(*m_workspace, *m_theme, *m_settings);
    WorkspaceState state = sampleState();
    for (const char *name : {"production", "hr_test"}) {
        Target target;
        target.name = QLatin1String(name);
        target.url = QStringLiteral("postgresql://u@h/") + target.name;
        state.targets.push_back(target);
    }
    m_workspace->publish(state);
    m_page->findChild<SegmentedControl *>(QStringLiteral("changesView"))->setCurrent(2);
    auto *view = m_page->findChild<TargetsView *>();
    view->compare();
    auto comparison = std::make_shared<TargetComparison>();
    comparison->at = QDateTime(QDate(2026, 11, 22), QTime(10, 42, 7));
    const std::vector<bool> all(state.graph->size(), true);
    for (const char *name : {"STAGING", "production"}) {
        ComparedTarget compared;
        compared.target.name = QLatin1String(name);
        compared.state.server.database = QStringLiteral("hr_") + QString::fromLatin1(name).toLower();
        compared.state.rows = ids(QStringLiteral("8b5e0a47f3c1"));
        compared.applied = state.graph->appliedSet(compared.state.rows);
        if (comparison->targets.empty()) {
            comparison->targets.push_back(compared);
            continue;
        }
        compared.state.rows = ids(QStringLiteral("b06e92c7d418"));
        compared.applied = state.graph->appliedSet(compared.state.rows);
        SchemaObject index{{ObjectKind::Index, QStringLiteral("public"), QStringLiteral("candidates"),
            QStringLiteral("ix_candidates_stage")}};
        index.set(Property::Method, QStringLiteral("btree"));
        index.set(Property::Columns, QStringLiteral("stage, applied_on"));
        compared.changes = {{ChangeAction::Add, {}, index}};
        comparison->targets.push_back(compared);
    }
    Q_EMIT m_workspace->targetsReady(m_workspace->lastTargets, comparison);
}

void ScreensTest::prepareActivity(const QString &screen)
{
    m_page = std::make_unique<ActivityPage>(
        *m_workspace, *m_theme, *m_settings, Journal(m_folder.filePath(QStringLiteral("journal.jsonl"))));
    WorkspaceState state = sampleState();
    state.database->server.user = QStringLiteral("hr_owner");
    m_workspace->publish(state);
    m_page->findChild<SegmentedControl *>(QStringLiteral("activitySource"))->setCurrent(1);
    if (screen == QLatin1String("activity-table")) {
        Q_EMIT m_workspace->teamJournalRead(m_workspace->lastTeam, nullptr);
        m_page->findChild<QPushButton *>(QStringLiteral("offerJournalTable"))->click();
        return;
    }
    std::vector<JournalEntry> entries;
    for (const char *who : {"marta", "deploy", "jonas"}) {
        JournalEntry entry;
        entry.id = QLatin1String(who);
        entry.action = entries.size() == 1 ? QStringLiteral("startup") : QStringLiteral("upgrade");
        entry.startedAt = QDateTime(QDate(2026, 11, 22 - int(entries.size())), QTime(10, 41));
        entry.osUser = QLatin1String(who);
        entry.osHost = QStringLiteral("wks-114");
        entry.databaseUser = QStringLiteral("hr_app");
        entry.database = QStringLiteral("hr_staging");
        entry.from = {QStringLiteral("a91c2e7f0b64")};
        entry.to = {QStringLiteral("8b5e0a47f3c1")};
        entry.endRows = entry.to;
        entry.durationMs = 5'800;
        entry.outcome = QStringLiteral("succeeded");
        entry.steps = {
            {QStringLiteral("8b5e0a47f3c1"), QStringLiteral("/srv/v/8b5e0a47f3c1_add.py"), {}, 12.5, {12.0}}};
        entries.push_back(entry);
    }
    Q_EMIT m_workspace->teamJournalRead(
        m_workspace->lastTeam, std::make_shared<const std::vector<JournalEntry>>(entries));
}

/// The project of the design's picture.
void ScreensTest::prepareEnvironment(const QString &screen)
{
    const auto path = [this](const char *name) { return m_folder.filePath(QLatin1String(name)); };
    const QByteArray head = "# Application\nENVIRONMENT=production\nFLASK_APP=wsgi.py\n";
    const QByteArray dotenv = head
        + "SECRET_KEY=change-me\n\n# Database and migrations\n"
          "DATABASE_URL=postgresql://hr_app:Xk8u2@db-prod-2/hr_production\nAUTO_MIGRATE_ON_STARTUP=false\n"
          "MIGRATION_LOCK_TIMEOUT=5s\n\n# Mail and monitoring\nMAIL_SERVER=smtp.internal\n"
          "SENTRY_DSN=https://4711@sentry.internal/3\n";
    writeText(path(".env"),
        screen == QLatin1String("environment-wrong")
            ? QByteArray(dotenv).replace("STARTUP=false", "STARTUP=on").replace("5s\n", "'5s\n")
            : dotenv);
    writeText(path(".env.example"),
        "ENVIRONMENT=development\nFLASK_APP=wsgi.py\nSECRET_KEY=change-me\nWEB_CONCURRENCY=1\n"
        "DATABASE_URL=postgresql://localhost/hr_development\nAUTO_MIGRATE_ON_STARTUP=false\n"
        "MIGRATION_LOCK_TIMEOUT=5s\nMAIL_SERVER=localhost\n");
    writeText(path("render.yaml"),
        "services:\n  - type: web\n    name: web\n    runtime: python\n    envVars:\n"
        "      - key: ENVIRONMENT\n        value: production\n      - key: FLASK_APP\n        value: "
        "wsgi.py\n"
        "      - key: SECRET_KEY\n        generateValue: true\n      - key: WEB_CONCURRENCY\n        value: "
        "\"2\"\n"
        "      - key: DATABASE_URL\n        fromDatabase:\n          name: hr-db\n"
        "          property: connectionString\n      - key: AUTO_MIGRATE_ON_STARTUP\n        value: "
        "\"true\"\n"
        "      - key: MAIL_SERVER\n        value: smtp.internal\n");
    QProcessEnvironment process;
    process.insert(QStringLiteral("FLASK_SKIP_DB_INIT"), QStringLiteral("1"));
    m_page = std::make_unique<EnvironmentPage>(*m_workspace, *m_theme, *m_settings, process);
    WorkspaceState state = sampleState();
    state.project->root = m_folder.path();
    m_workspace->publish(state);
    QTRY_VERIFY(!m_page->isBusy());
    auto *view = m_page->findChild<EnvironmentView *>();
    auto *model = static_cast<EnvironmentModel *>(view->model());
    const auto cell = [&](const char *key, const char *source) {
        return model->indexOf(QLatin1String(key), model->matrix().sourceOf(QString::fromUtf8(source)));
    };
    view->setCurrentIndex(cell("AUTO_MIGRATE_ON_STARTUP", ".env"));
    if (screen == QLatin1String("environment-edited")) {
        model->setData(cell("AUTO_MIGRATE_ON_STARTUP", "render.yaml · web"), QStringLiteral("false"));
        auto *flags = m_page->findChild<QComboBox *>(QStringLiteral("flagsFor"));
        flags->setCurrentText(QStringLiteral("render.yaml · web"));
        Q_EMIT flags->activated(flags->currentIndex());
        m_page->show(); // an editor opens on a view that is visible only
        view->setCurrentIndex(cell("MIGRATION_LOCK_TIMEOUT", ".env.example"));
        view->edit(view->currentIndex());
    } else if (screen == QLatin1String("environment-conflict")) {
        model->setData(cell("MAIL_SERVER", ".env"), QStringLiteral("smtp.example.com"));
        writeText(path(".env"), head);
        m_page->activate();
        QTRY_VERIFY(!m_page->isBusy());
    } else if (screen == QLatin1String("environment-add-key")) {
        m_page->findChild<QPushButton *>(QStringLiteral("addKey"))->click();
        m_page->findChild<QPushButton *>(QStringLiteral("newAdd"))->click();
    }
}

void ScreensTest::prepare(const QString &screen)
{
    m_page.reset();
    m_workspace = std::make_unique<FakeWorkspace>();
    m_workspace->plan = samplePlan();
    m_workspace->sql.upgrade = samplePlan().steps.back();
    m_workspace->sql.downgrade = samplePlan().steps.back();
    m_workspace->sql.downgrade.downgradeGrade = DowngradeGrade::Real;
    m_workspace->sql.upgrade.versionStatements
        = {QStringLiteral("UPDATE alembic_version SET version_num='9c2f7d10e6a5' WHERE "
                          "alembic_version.version_num = 'e7a4c1f09b32'")};
    m_workspace->sql.script
        = QStringLiteral("\"\"\"Require employee work email\"\"\"\nfrom alembic import op\n");
    if (screen.startsWith(QLatin1String("timeline")))
        prepareTimeline(screen);
    else if (screen.startsWith(QLatin1String("startup")))
        prepareStartup(screen);
    else if (screen.startsWith(QLatin1String("environment")))
        prepareEnvironment(screen);
    else if (screen.startsWith(QLatin1String("activity")))
        prepareActivity(screen);
    else if (screen == QLatin1String("changes-targets"))
        prepareTargets();
    else
        prepareRun(screen);
}

void ScreensTest::screens()
{
    QFETCH(QString, screen);
    QFETCH(bool, dark);
    QFETCH(double, scale);
    m_theme->setMode(dark ? ThemeMode::Dark : ThemeMode::Light);
    m_theme->setFontScale(scale);
    prepare(screen);
    // The window's own parts take 84 x 82 of 1280 x 800.
    m_page->resize(int((1280 - 84) * scale), int((800 - 82) * scale));
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTest::qWait(20);
    const QPixmap picture = m_page->grab();
    const QString folder = qEnvironmentVariable("STILLROOM_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(picture.save(
            QDir(folder).filePath(QLatin1String(QTest::currentDataTag()) + QStringLiteral(".png"))));
    QCOMPARE(cutTexts(*m_page).join(u'\n'), QString());
    QCOMPARE(picture.size(), m_page->size());
}

QTEST_MAIN(ScreensTest)
#include "tst_screens.moc"
