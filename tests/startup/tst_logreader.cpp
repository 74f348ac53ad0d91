#include "app/startup/logreader.h"

#include <QTest>

using namespace stillroom;

namespace
{

LogReport read(const QByteArray &text, qsizetype piece = 0)
{
    LogReader reader;
    if (piece == 0)
        reader.feed(text);
    for (qsizetype at = 0; piece > 0 && at < text.size(); at += piece)
        reader.feed(text.mid(at, piece));
    return reader.finish();
}

QString summary(const LogReport &report)
{
    QStringList starts;
    for (const LogStart &start : report.starts) {
        QStringList keys;
        for (const LogLine &line : start.lines)
            keys += logKeyName(line.key);
        starts += startClassName(start.kind) + QStringLiteral(": ") + keys.join(u' ');
    }
    return starts.join(QStringLiteral("; "));
}

} // namespace

class TestLogReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageInEveryForm_data();
    void everyMessageInEveryForm();
    void starts_data();
    void starts();
    void timesAndWorkers();
    void advice_data();
    void advice();
    void adviceBelowTheMessage();
    void scenarios();
};

void TestLogReader::everyMessageInEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("key");
    const std::vector<std::pair<QByteArray, QString>> messages{
        {"Database tables not found. Running migrations...", QStringLiteral("M1")},
        {"Migrations completed successfully!", QStringLiteral("M2")},
        {"Database tables not found.", QStringLiteral("M3")},
        {"To auto-run migrations on startup, set: AUTO_MIGRATE_ON_STARTUP=true", QStringLiteral("M4")},
        {"Otherwise, run manually: flask db upgrade", QStringLiteral("M5")},
        {"Database tables exist - skipping migrations", QStringLiteral("M6")},
        {"Migration failed: boom", QStringLiteral("M7")},
        {"Error checking database tables: boom", QStringLiteral("M8")},
        {"INFO  [alembic.runtime.migration] Running upgrade 0001 -> 0002, add staff", QStringLiteral("M9")},
        {"Database tables not yet created. Skipping default data initialization.", QStringLiteral("D1")},
        {"Tables will be created automatically on next startup if AUTO_MIGRATE_ON_STARTUP=true",
            QStringLiteral("D2")},
        {"Run 'flask db upgrade' to create tables, then restart the application.", QStringLiteral("D2")},
        {"Default users created successfully!", QStringLiteral("D3")},
        {"Default master data created successfully!", QStringLiteral("D4")},
        {"Warning: Could not initialize default data: x", QStringLiteral("D5")},
        {"[WARNING] Could not initialize default data: x", QStringLiteral("D5")},
        {"This is normal if the database is not yet set up or tables haven't been created.",
            QStringLiteral("D6")},
        {"Error creating master data: x", QStringLiteral("D7")},
    };
    for (const auto &[text, key] : messages)
        QTest::addRow("%s", text.left(40).constData()) << text << key;
}

void TestLogReader::everyMessageInEveryForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, key);
    for (const QByteArray &before : {QByteArray(), QByteArray("✅ "), QByteArray("[OK] "), QByteArray("âœ… "),
             QByteArray("ğŸ“¦ "), QByteArray("?? "), QByteArray("\xef\xbf\xbd "), QByteArray("       "),
             QByteArray("web-1  | "), QByteArray("2026-11-22 10:42:07,123 INFO app: [WARN] "),
             QByteArray("Nov 22 10:42:07 host app[12]: "), QByteArray("\x1b[32m")}) {
        for (const QByteArray &after :
            {QByteArray("\n"), QByteArray("\r\n"), QByteArray("\x1b[0m\r\n"), QByteArray()}) {
            // A start is opened first, for the messages that belong to one.
            const LogReport report = read("\xef\xbb\xbf"
                                          "Database tables exist - skipping migrations\n"
                + before + text + after);
            QStringList keys;
            for (const LogStart &start : report.starts) {
                for (const LogLine &line : start.lines)
                    keys += logKeyName(line.key);
            }
            QCOMPARE(keys.join(u' '), QStringLiteral("M6 ") + key);
        }
    }
    // Colour codes in the middle of a message.
    const QByteArray coloured = text.left(5) + "\x1b[1;31m" + text.mid(5) + "\n";
    QCOMPARE(read("Database tables exist - skipping migrations\n" + coloured).lineCount, qint64(2));
}

void TestLogReader::starts_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QString>("expected");
    const QByteArray m1 = "Database tables not found. Running migrations...\n";
    const QByteArray m2 = "Migrations completed successfully!\n";
    const QByteArray m3 = "Database tables not found.\n";
    const QByteArray m6 = "Database tables exist - skipping migrations\n";
    const QByteArray m7 = "Migration failed: boom\n";
    const QByteArray m8 = "Error checking database tables: boom\n";
    QTest::newRow("nothing") << QByteArray("hello\n") << QString();
    QTest::newRow("good") << m6 << QStringLiteral("all good: M6");
    QTest::newRow("first") << m1 + m2 << QStringLiteral("first deployment: M1 M2");
    QTest::newRow("off") << m3 << QStringLiteral("set-up needed: M3");
    QTest::newRow("failed") << m1 + m7 + m8 << QStringLiteral("failure: M1 M7 M8");
    QTest::newRow("down, twice") << m8 + m8 << QStringLiteral("failure: M8; failure: M8");
    QTest::newRow("failed, then down")
        << m1 + m7 + m8 + m8 << QStringLiteral("failure: M1 M7 M8; failure: M8");
    QTest::newRow("killed") << m1 + m1 + m2 << QStringLiteral("incomplete: M1; first deployment: M1 M2");
    QTest::newRow("command error") << m1 + "Error: Multiple head revisions\n" + m6
                                   << QStringLiteral("failure: M1 error; all good: M6");
    QTest::newRow("somebody's error") << m6 + "Error: no such page\n" << QStringLiteral("all good: M6");
    QTest::newRow("interleaved") << m1 + m1 + m2 + m7 + m6
                                 << QStringLiteral("failure: M1 M7; first deployment: M1 M2; all good: M6");
    QTest::newRow("data") << m6 + "Warning: Could not initialize default data: x\n"
                          << QStringLiteral("data trouble: M6 D5");
}

void TestLogReader::starts()
{
    QFETCH(QByteArray, log);
    QFETCH(QString, expected);
    QCOMPARE(summary(read(log)), expected);
    for (const qsizetype piece : {1, 7, 50})
        QCOMPARE(summary(read(log, piece)), expected);
}

void TestLogReader::timesAndWorkers()
{
    const LogReport report = read("2026-11-22 10:42:07,100 Database tables not found. Running migrations...\n"
                                  "noise\n"
                                  "2026-11-22 10:42:09,350 Migrations completed successfully!\n"
                                  "2026-11-22T10:50:00.5Z Database tables exist - skipping migrations\n"
                                  "2026-11-22T10:50:01Z Database tables exist - skipping migrations\n");
    QCOMPARE(report.starts.size(), size_t(3));
    QCOMPARE(report.starts[0].durationMs.value(), qint64(2250));
    QVERIFY(!report.starts[0].overlaps);
    QVERIFY(report.starts[1].overlaps && report.starts[2].overlaps);
    QVERIFY(report.severalWorkers());
    QCOMPARE(report.starts[1].lines.front().number, qint64(4));
    QVERIFY(read(
        "Database tables not found. Running migrations...\nDatabase tables not found. Running migrations...\n"
        "Migrations completed successfully!\nMigrations completed successfully!\n")
                .severalWorkers());
}

void TestLogReader::advice_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char *text, const char *meaning) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(meaning);
    };
    row("connection to server failed: Connection refused", "not reachable");
    row("could not translate host name \"db\" to address", "not reachable");
    row("FATAL:  password authentication failed for user \"x\"", "refused the login");
    row("FATAL:  database \"hr\" does not exist", "database does not exist");
    row("permission denied for schema public", "may not create");
    row("(psycopg2.errors.DuplicateTable) relation \"users\" already exists", "without being recorded");
    row("duplicate key value violates unique constraint \"pg_type_typname_nsp_index\"", "same moment");
    row("(psycopg2.errors.UndefinedTable) relation \"x\" does not exist", "no earlier one creates");
    row("current transaction is aborted, commands ignored", "innocent");
    row("value too long for type character varying(32)", "longer than the version column");
    row("Multiple head revisions are present", "several heads");
    row("Can't locate revision identified by 'ffff'", "ahead of these files");
    row("Path doesn't exist: 'migrations'", "not where it is looked for");
    row("KeyError: '0002'", "parent revision is missing");
}

void TestLogReader::advice()
{
    QFETCH(QString, text);
    QFETCH(QString, meaning);
    const auto advice = adviceFor(text);
    QVERIFY(advice);
    QVERIFY2(advice->meaning.contains(meaning), qPrintable(advice->meaning));
    QVERIFY(!adviceFor(QStringLiteral("something else")));
}

void TestLogReader::adviceBelowTheMessage()
{
    const LogReport report
        = read("Error checking database tables: (psycopg2.OperationalError)\n"
               "connection to server at \"127.0.0.1\", port 5432 failed: Connection refused\n");
    QVERIFY(report.starts.front().advice);
    QVERIFY(report.starts.front().advice->meaning.contains(u"not reachable"));
}

void TestLogReader::scenarios()
{
    const LogReport report = read("Database tables not found.\nTo auto-run migrations on startup, set: "
                                  "AUTO_MIGRATE_ON_STARTUP=true\n");
    const auto checks = checkScenario(LogScenario::FlagOff, report.starts.back());
    QCOMPARE(checks.size(), size_t(3));
    QVERIFY(checks[0].found && checks[1].found && !checks[2].found);
    QVERIFY(!checkScenario(LogScenario::Restart, report.starts.back())[0].found);
}

QTEST_GUILESS_MAIN(TestLogReader)
#include "tst_logreader.moc"
