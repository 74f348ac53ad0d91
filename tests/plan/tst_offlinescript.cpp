#include "migrations/plan/offlinescript.h"
#include "tests/plan/vectors.h"

#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

/// Scripts as the vectors have them, or what a test puts in their place.
class RecordedBodies : public ScriptBodies
{
public:
    Result<ScriptBody> body(const Revision &revision, Direction direction) override
    {
        if (special.engine == Engine::ProjectPython || special.raises || !special.statements.empty())
            return special;
        const QString word = direction == Direction::Upgrade ? QStringLiteral("up") : QStringLiteral("down");
        ScriptBody body;
        body.statements.push_back(Statement{
            .sql = QStringLiteral("SELECT '%1 %2'").arg(word, revision.id.text()), .place = revision.place});
        return body;
    }

    ScriptBody special;
};

PlanRequestOptions planOptions(const QJsonObject &configure)
{
    PlanRequestOptions options{.judge = false};
    options.versionTable.schema = configure[QStringLiteral("version_table_schema")].toString();
    options.versionTable.table
        = configure[QStringLiteral("version_table")].toString(QStringLiteral("alembic_version"));
    options.versionTable.primaryKey = configure[QStringLiteral("version_table_pk")].toBool(true);
    return options;
}

OfflineOptions textOptions(const QJsonObject &configure)
{
    OfflineOptions options;
    options.transactionalDdl = configure[QStringLiteral("transactional_ddl")].toBool(true);
    if (configure[QStringLiteral("transaction_per_migration")].toBool())
        options.transaction = TransactionMode::PerMigration;
    return options;
}

Result<QString> printed(
    const RevisionGraph &graph, QStringList argv, const QJsonObject &configure, ScriptBodies &bodies)
{
    const QString command = argv.takeFirst();
    argv.removeAll(QStringLiteral("--sql"));
    if (command == QLatin1String("stamp")) {
        std::vector<RevisionTarget> targets;
        for (const QString &text : argv)
            targets.push_back(RevisionTarget::parse(text));
        const Result<StampPlan> plan = planOfflineStamp(graph, targets, planOptions(configure));
        if (!plan)
            return plan.error();
        return offlineScript(*plan, textOptions(configure));
    }
    Planner planner(graph, bodies);
    const Direction direction
        = command == QLatin1String("upgrade") ? Direction::Upgrade : Direction::Downgrade;
    const Result<Plan> plan = planOffline(
        planner, graph, direction, RevisionTarget::parse(argv.value(0)), planOptions(configure));
    if (!plan)
        return plan.error();
    return offlineScript(*plan, textOptions(configure));
}

Statement statement(const char *sql, int block = 0)
{
    return Statement{
        .sql = QString::fromUtf8(sql), .place = {}, .autocommit = block > 0, .autocommitBlock = block};
}

RevisionGraph oneRevision()
{
    Revision revision;
    revision.id = RevisionId(QStringLiteral("a1"));
    revision.place = SourcePlace{.path = QStringLiteral("a1.py"), .line = 3, .column = 0};
    return RevisionGraph({revision});
}

} // namespace

class TestOfflineScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = readVectors(QStringLiteral("sql.json"));
        QVERIFY(!m_vectors.isEmpty());
    }

    void recorded_data()
    {
        QTest::addColumn<QJsonObject>("expected");
        for (const QJsonValue &value : m_vectors[QStringLiteral("cases")].toArray()) {
            const QJsonObject expected = value.toObject();
            const QStringList argv = stringsFromJson(expected[QStringLiteral("argv")]);
            // Scripts of their own (the operations' tests) and wrong options (the command line's).
            const bool ownScripts = !expected[QStringLiteral("files")].toArray().isEmpty();
            if (ownScripts || argv[0] == QLatin1String("current") || argv.contains(QLatin1String("--purge")))
                continue;
            const QString name = expected[QStringLiteral("graph")].toString() + QLatin1String(": ")
                + argv.join(u' ')
                + QString::fromUtf8(QJsonDocument(expected[QStringLiteral("configure")].toObject())
                                        .toJson(QJsonDocument::Compact));
            QTest::newRow(qPrintable(name)) << expected;
        }
    }

    void recorded()
    {
        QFETCH(QJsonObject, expected);
        const RevisionGraph graph
            = graphFromJson(m_vectors[QStringLiteral("graphs")]
                                .toObject()[expected[QStringLiteral("graph")].toString()]
                                .toArray());
        RecordedBodies bodies;
        const Result<QString> text = printed(graph, stringsFromJson(expected[QStringLiteral("argv")]),
            expected[QStringLiteral("configure")].toObject(), bodies);
        const QString recorded = expected[QStringLiteral("stdout")].toString();
        if (expected[QStringLiteral("exit")].toInt() == 0) {
            QVERIFY2(text.ok(), qPrintable(text.ok() ? QString() : text.error().message));
            QCOMPARE(*text, recorded);
            return;
        }
        QVERIFY(!text.ok());
        // Alembic may have printed BEGIN already; ours prints nothing before it knows.
        const QString sentence = recorded.section(QStringLiteral("FAILED: "), 1).trimmed();
        QVERIFY2(text.error().message.startsWith(sentence), qPrintable(text.error().message));
        QCOMPARE(text.error().kind, ErrorKind::InvalidCall);
    }

    void schemaAndNoKey()
    {
        RecordedBodies bodies;
        const QJsonObject configure{{QStringLiteral("version_table_schema"), QStringLiteral("meta")},
            {QStringLiteral("version_table_pk"), false}};
        const Result<QString> text
            = printed(oneRevision(), {QStringLiteral("upgrade"), QStringLiteral("head")}, configure, bodies);
        QVERIFY(text.ok());
        QCOMPARE(*text,
            QStringLiteral(
                "BEGIN;\n\nCREATE TABLE meta.alembic_version (\n    version_num VARCHAR(32) NOT NULL\n);\n\n"
                "-- Running upgrade  -> a1\n\nSELECT 'up a1';\n\n"
                "INSERT INTO meta.alembic_version (version_num) VALUES ('a1');\n\nCOMMIT;\n\n"));
    }

    /// Each autocommit block leaves the transaction and comes back, neighbours too.
    void autocommitBlocks()
    {
        RecordedBodies bodies;
        bodies.special.statements
            = {statement("A"), statement("B", 1), statement("C", 1), statement("D", 2), statement("E")};
        const Result<QString> text = printed(
            oneRevision(), {QStringLiteral("upgrade"), QStringLiteral("base:a1")}, QJsonObject(), bodies);
        QVERIFY(text.ok());
        QCOMPARE(text->section(QStringLiteral("-- Running"), 1)
                     .section(u'\n', 2)
                     .section(QStringLiteral("INSERT"), 0, 0),
            QStringLiteral("A;\n\nCOMMIT;\n\nB;\n\nC;\n\nBEGIN;\n\nCOMMIT;\n\nD;\n\nBEGIN;\n\nE;\n\n"));
    }

    /// What is printed may differ from what runs.
    void printedForm()
    {
        RecordedBodies bodies;
        bodies.special.statements = {statement("SELECT '5%'")};
        bodies.special.statements.front().printed = QStringLiteral("SELECT '5%%'");
        const Result<QString> text = printed(
            oneRevision(), {QStringLiteral("upgrade"), QStringLiteral("head")}, QJsonObject(), bodies);
        QVERIFY(text.ok() && text->contains(QLatin1String("\n\nSELECT '5%%';\n\n")));
    }

    void projectPythonIsRefused()
    {
        RecordedBodies bodies;
        bodies.special.engine = Engine::ProjectPython;
        bodies.special.reasons.push_back(
            EngineReason{SourcePlace{QStringLiteral("a1.py"), 12, 0}, QStringLiteral("line 12 reads rows")});
        const Result<QString> text = printed(
            oneRevision(), {QStringLiteral("upgrade"), QStringLiteral("head")}, QJsonObject(), bodies);
        QVERIFY(!text.ok());
        QCOMPARE(text.error().kind, ErrorKind::NeedsProjectPython);
        QCOMPARE(text.error().place.line, 12);
        QCOMPARE(text.error().message,
            QStringLiteral(
                "The SQL of revision a1 cannot be printed without the project's Python: line 12 reads rows"));
    }

    void stamp_data()
    {
        QTest::addColumn<QStringList>("targets");
        QTest::addColumn<QString>("text");
        QTest::newRow("from nothing")
            << QStringList{QStringLiteral("b2")}
            << "BEGIN;\n\nCREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL, \n    "
               "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n);\n\n-- Running "
               "stamp_revision  -> b2bb00000002\n\nINSERT INTO alembic_version (version_num) VALUES "
               "('b2bb00000002') RETURNING alembic_version.version_num;\n\nCOMMIT;\n\n";
        QTest::newRow("from a revision") << QStringList{QStringLiteral("b2:head")}
                                         << "BEGIN;\n\n-- Running stamp_revision b2bb00000002 -> "
                                            "d4dd00000004\n\nUPDATE alembic_version SET "
                                            "version_num='d4dd00000004' WHERE alembic_version.version_num = "
                                            "'b2bb00000002';\n\nCOMMIT;\n\n";
        QTest::newRow("to base")
            << QStringList{QStringLiteral("b2:base")}
            << "BEGIN;\n\n-- Running stamp_revision b2bb00000002 -> \n\nDELETE FROM alembic_version WHERE "
               "alembic_version.version_num = 'b2bb00000002';\n\nCOMMIT;\n\n";
        QTest::newRow("two starts") << QStringList{QStringLiteral("a1:b2"),
            QStringLiteral(
                "c3:b2")} << "Stamp operation with --sql only supports a single starting revision at a time";
        QTest::newRow("no start before the colon")
            << QStringList{QStringLiteral(":b2")} << "The range ':b2' needs a revision";
    }

    void stamp()
    {
        QFETCH(QStringList, targets);
        QFETCH(QString, text);
        const RevisionGraph graph = graphFromJson(
            m_vectors[QStringLiteral("graphs")].toObject()[QStringLiteral("linear")].toArray());
        RecordedBodies bodies;
        targets.prepend(QStringLiteral("stamp"));
        const Result<QString> script = printed(graph, targets, QJsonObject(), bodies);
        if (script.ok())
            QCOMPARE(*script, text);
        else
            QVERIFY2(script.error().message.startsWith(text), qPrintable(script.error().message));
    }

private:
    QJsonObject m_vectors;
};

QTEST_APPLESS_MAIN(TestOfflineScript)
#include "tst_offlinescript.moc"
