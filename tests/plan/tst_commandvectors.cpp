#include "migrations/plan/planner.h"
#include "migrations/plan/versiontable.h"
#include "tests/plan/vectors.h"

#include <QTest>

#include <map>
#include <optional>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

/// Where ours is not what Alembic 1.19.1 did, and why.
const std::map<QString, QString> &deviations()
{
    static const std::map<QString, QString> map{
        {QStringLiteral("al-517"),
            QStringLiteral(
                "stamping a sound head needs nothing of the missing parent; Alembic dies of a KeyError")},
    };
    return map;
}

class NoBodies : public ScriptBodies
{
public:
    Result<ScriptBody> body(const Revision &, Direction) override { return ScriptBody(); }
};

/// What a command did, or why not.
struct Outcome {
    std::optional<Error> error;
    QStringList steps;
    QStringList versionSql;
    QStringList rows;
};

QString commaList(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts.append(id.text());
    return texts.join(QLatin1String(", "));
}

QStringList texts(const std::vector<RevisionId> &ids)
{
    QStringList list;
    for (const RevisionId &id : ids)
        list.append(id.text());
    list.sort();
    return list;
}

void append(QStringList &to, const std::vector<QString> &statements)
{
    for (const QString &statement : statements)
        to.append(statement.simplified());
}

Outcome outcomeOf(const Plan &plan)
{
    Outcome outcome;
    if (plan.createsVersionTable)
        outcome.versionSql.append(createVersionTableSql(plan.versionTable).simplified());
    const QString function
        = plan.direction == Direction::Upgrade ? QStringLiteral("upgrade") : QStringLiteral("downgrade");
    for (const PlanStep &step : plan.steps) {
        outcome.steps.append(QStringLiteral("Running %1 %2 -> %3, %4")
                                 .arg(function, commaList(step.from), commaList(step.to), step.message));
        append(outcome.versionSql, step.versionStatements);
    }
    outcome.rows = texts(plan.to);
    return outcome;
}

Outcome outcomeOf(const StampPlan &plan)
{
    Outcome outcome;
    if (plan.createsVersionTable)
        outcome.versionSql.append(createVersionTableSql(plan.versionTable).simplified());
    if (plan.purge)
        outcome.versionSql.append(plan.purgeStatement);
    for (const StampPlan::Step &step : plan.steps) {
        outcome.steps.append(
            QStringLiteral("Running stamp_revision %1 -> %2").arg(commaList(step.from), commaList(step.to)));
        append(outcome.versionSql, step.versionStatements);
    }
    outcome.rows = texts(plan.to);
    return outcome;
}

Outcome run(const RevisionGraph &graph, QStringList argv, const std::optional<std::vector<RevisionId>> &start)
{
    const QString command = argv.takeFirst();
    const bool purge = argv.removeAll(QStringLiteral("--purge")) > 0;
    argv.removeAll(QStringLiteral("--"));
    const std::vector<RevisionId> rows = start.value_or(std::vector<RevisionId>());
    const PlanRequestOptions options{.versionTableExists = start.has_value(), .judge = false};
    if (command == QLatin1String("stamp")) {
        std::vector<RevisionTarget> targets;
        for (const QString &text : argv)
            targets.push_back(RevisionTarget::parse(text));
        const Result<StampPlan> plan = planStamp(graph, rows, targets, purge, options);
        return plan ? outcomeOf(*plan)
                    : Outcome{.error = plan.error(), .steps = {}, .versionSql = {}, .rows = {}};
    }
    NoBodies bodies;
    const Direction direction
        = command == QLatin1String("upgrade") ? Direction::Upgrade : Direction::Downgrade;
    const Result<Plan> plan
        = Planner(graph, bodies).plan(direction, rows, RevisionTarget::parse(argv.value(0)), options);
    return plan ? outcomeOf(*plan)
                : Outcome{.error = plan.error(), .steps = {}, .versionSql = {}, .rows = {}};
}

QStringList expectedSql(const QJsonObject &expected)
{
    QStringList statements;
    for (QString statement : stringsFromJson(expected[QStringLiteral("version_sql")])) {
        // Recorded on SQLite, whose dialect leaves the table's name out of RETURNING.
        statement.replace(
            QLatin1String("RETURNING version_num"), QLatin1String("RETURNING alembic_version.version_num"));
        statements.append(statement.simplified());
    }
    return statements;
}

/// What is left of statements when Python's hash seed chose which row is updated and which inserted.
QStringList verbs(const QStringList &statements)
{
    QStringList list;
    for (const QString &statement : statements)
        list.append(statement.section(u' ', 0, 0));
    return list;
}

QStringList sortedIf(bool hashed, QStringList list)
{
    if (hashed)
        list.sort();
    return list;
}

} // namespace

class TestCommandVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_vectors = readVectors(QStringLiteral("commands.json"));
        QVERIFY(!m_vectors.isEmpty());
    }

    void commands_data()
    {
        QTest::addColumn<QJsonObject>("expected");
        int count = 0;
        for (const QJsonValue &value : m_vectors[QStringLiteral("cases")].toArray()) {
            const QJsonObject expected = value.toObject();
            const QStringList argv = stringsFromJson(expected[QStringLiteral("argv")]);
            static const QStringList commands{
                QStringLiteral("upgrade"), QStringLiteral("downgrade"), QStringLiteral("stamp")};
            // Wrong options are the command line's own tests.
            if (!commands.contains(argv.value(0)) || expected[QStringLiteral("exit")].toInt() == 2)
                continue;
            ++count;
            const QString name = expected[QStringLiteral("id")].toString() + u' '
                + expected[QStringLiteral("graph")].toString() + QLatin1String(": ") + argv.join(u' ');
            QTest::newRow(qPrintable(name)) << expected;
        }
        QVERIFY(count > 150);
    }

    void commands()
    {
        QFETCH(QJsonObject, expected);
        const RevisionGraph graph
            = graphFromJson(m_vectors[QStringLiteral("graphs")]
                                .toObject()[expected[QStringLiteral("graph")].toString()]
                                .toArray());
        std::optional<std::vector<RevisionId>> start;
        if (!expected[QStringLiteral("start")].isNull())
            start = idsFromJson(expected[QStringLiteral("start")]);
        const Outcome outcome = run(graph, stringsFromJson(expected[QStringLiteral("argv")]), start);
        if (const auto deviation = deviations().find(expected[QStringLiteral("id")].toString());
            deviation != deviations().end()) {
            QVERIFY2(!outcome.error, qPrintable(deviation->second));
            return;
        }
        const QJsonValue exit = expected[QStringLiteral("exit")];
        if (!exit.isDouble() || exit.toInt() != 0) {
            compareRefusal(outcome, expected);
            return;
        }
        QVERIFY2(!outcome.error, qPrintable(outcome.error ? outcome.error->message : QString()));
        const QStringList hashed = stringsFromJson(expected[QStringLiteral("hash_seed_dependent")]);
        QCOMPARE(sortedIf(hashed.contains(QLatin1String("steps")), outcome.steps),
            sortedIf(
                hashed.contains(QLatin1String("steps")), stringsFromJson(expected[QStringLiteral("steps")])));
        const bool setOfSql = hashed.contains(QLatin1String("version_sql"));
        if (setOfSql)
            QCOMPARE(verbs(outcome.versionSql), verbs(expectedSql(expected)));
        else
            QCOMPARE(outcome.versionSql, expectedSql(expected));
        QStringList rows = stringsFromJson(expected[QStringLiteral("end")]);
        rows.sort();
        QCOMPARE(outcome.rows, rows);
    }

private:
    /// Alembic's sentence must open ours; where it died without one, ours must refuse all the same.
    void compareRefusal(const Outcome &outcome, const QJsonObject &expected)
    {
        QVERIFY2(outcome.error, "should have been refused");
        QVERIFY(
            outcome.error->kind == ErrorKind::InvalidCall || outcome.error->kind == ErrorKind::BrokenProject);
        const QString printed = expected[QStringLiteral("stdout")].toString().trimmed();
        if (!printed.startsWith(QLatin1String("FAILED: ")))
            return;
        const QString sentence = printed.mid(8);
        QVERIFY2(outcome.error->message.startsWith(sentence),
            qPrintable(outcome.error->message + QLatin1String("\n         instead of: ") + sentence));
    }

    QJsonObject m_vectors;
};

QTEST_APPLESS_MAIN(TestCommandVectors)
#include "tst_commandvectors.moc"
