#include "migrations/graph/walk.h"
#include "tests/graph/randomgraph.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QJsonArray jsonIds(const std::vector<RevisionId> &ids)
{
    QJsonArray array;
    for (const RevisionId &id : ids)
        array.append(id.text());
    return array;
}

QJsonArray jsonIds(const RevisionGraph &graph, std::span<const int> indices)
{
    QJsonArray array;
    for (const int index : indices)
        array.append(graph.id(index).text());
    return array;
}

QJsonArray jsonGraph(const std::vector<Revision> &revisions)
{
    QJsonArray array;
    for (const Revision &revision : revisions) {
        array.append(QJsonObject{{QStringLiteral("id"), revision.id.text()},
            {QStringLiteral("down"), jsonIds(revision.downRevisions)},
            {QStringLiteral("depends"), jsonIds(revision.dependsOn)},
            {QStringLiteral("labels"), QJsonArray::fromStringList(revision.branchLabels)}});
    }
    return array;
}

QString commaList(const std::vector<RevisionId> &ids)
{
    QStringList texts;
    for (const RevisionId &id : ids)
        texts.append(id.text());
    return texts.join(QLatin1String(", "));
}

QJsonArray jsonChange(const VersionChange &change)
{
    QJsonArray array;
    for (const RevisionId &row : change.deleted)
        array.append(QStringLiteral("delete ") + row.text());
    for (const RevisionId &row : change.inserted)
        array.append(QStringLiteral("insert ") + row.text());
    for (const auto &[from, to] : change.updated)
        array.append(QStringLiteral("update %1 %2").arg(from.text(), to.text()));
    return array;
}

/// Our answer in the oracle's form, or the refusal.
struct Answer {
    QJsonObject value;
    std::optional<Error> error{};
};

Answer refused(const Error &error)
{
    return Answer{.value = {}, .error = error};
}

Answer listed(const RevisionGraph &graph, const Result<std::vector<int>> &indices)
{
    if (!indices)
        return refused(indices.error());
    return Answer{.value = QJsonObject{{QStringLiteral("revisions"), jsonIds(graph, *indices)}}};
}

Answer walked(const RevisionGraph &graph, const QString &kind, const std::vector<RevisionId> &rows,
    const QString &target)
{
    const bool up = kind == QLatin1String("upgrade");
    const RevisionTarget parsed = RevisionTarget::parse(target);
    const Result<std::vector<int>> walk
        = up ? upgradeWalk(graph, rows, parsed) : downgradeWalk(graph, rows, parsed);
    if (!walk)
        return refused(walk.error());
    VersionRows state(graph, rows);
    QJsonArray steps;
    for (const int index : *walk) {
        const Result<VersionChange> change = up ? state.upgrade(index) : state.downgrade(index);
        if (!change)
            return refused(change.error());
        const QString parents = commaList(graph.revision(index).downRevisions);
        const QString id = graph.id(index).text();
        steps.append(QJsonArray{QStringLiteral("%1 %2 -> %3").arg(kind, up ? parents : id, up ? id : parents),
            jsonChange(*change)});
    }
    return Answer{.value
        = QJsonObject{{QStringLiteral("steps"), steps}, {QStringLiteral("rows"), jsonIds(state.rows())}}};
}

Answer stamped(const RevisionGraph &graph, const std::vector<RevisionId> &rows, const QString &target)
{
    std::vector<RevisionTarget> targets;
    for (const QString &text : target.split(u' '))
        targets.push_back(RevisionTarget::parse(text));
    const Result<std::vector<StampStep>> walk = stampWalk(graph, rows, targets);
    if (!walk)
        return refused(walk.error());
    VersionRows state(graph, rows);
    QJsonArray steps;
    for (const StampStep &step : *walk) {
        const Result<VersionChange> change = state.stamp(step);
        if (!change)
            return refused(change.error());
        steps.append(QJsonArray{
            QStringLiteral("stamp_revision %1 -> %2").arg(commaList(step.from), commaList(step.to)),
            jsonChange(*change)});
    }
    return Answer{.value
        = QJsonObject{{QStringLiteral("steps"), steps}, {QStringLiteral("rows"), jsonIds(state.rows())}}};
}

Answer ours(const RevisionGraph &graph, const QString &kind, const std::vector<RevisionId> &rows,
    const QString &target)
{
    if (kind == QLatin1String("stamp"))
        return stamped(graph, rows, target);
    if (kind == QLatin1String("current"))
        return listed(graph, currentRevisions(graph, rows));
    if (kind == QLatin1String("show"))
        return listed(graph, resolveTarget(graph, RevisionTarget::parse(target)));
    if (kind == QLatin1String("history"))
        return listed(graph, historyWalk(graph, RevisionTarget::parse(target)));
    return walked(graph, kind, rows, target);
}

QString randomName(Dice &dice, const std::vector<Revision> &revisions)
{
    const Revision &revision = dice.of(revisions);
    const QString id = revision.id.text();
    switch (dice.below(8)) {
    case 0:
        return id.left(1 + dice.below(6));
    case 1:
        return QStringLiteral("head");
    case 2:
        return QStringLiteral("heads");
    case 3:
        return QStringLiteral("base");
    case 4:
        if (!revision.branchLabels.isEmpty())
            return revision.branchLabels.front();
        return id;
    default:
        return id;
    }
}

QString randomBranch(Dice &dice, const std::vector<Revision> &revisions)
{
    for (int attempt = 0; attempt < 6; ++attempt) {
        const Revision &revision = dice.of(revisions);
        if (!revision.branchLabels.isEmpty())
            return dice.oneIn(5) ? revision.branchLabels.front().left(4) : revision.branchLabels.front();
    }
    return randomName(dice, revisions);
}

QString randomTarget(Dice &dice, const std::vector<Revision> &revisions)
{
    const QString steps
        = QStringLiteral("%1%2").arg(QLatin1String(dice.oneIn(2) ? "+" : "-")).arg(dice.below(4));
    switch (dice.below(10)) {
    case 0:
    case 1:
        return steps;
    case 2:
        return randomName(dice, revisions) + steps;
    case 3:
        return randomBranch(dice, revisions) + u'@' + steps;
    case 4:
        return randomBranch(dice, revisions) + u'@' + randomName(dice, revisions);
    case 5:
        return randomBranch(dice, revisions) + u'@' + randomName(dice, revisions) + steps;
    case 6:
        return dice.oneIn(6) ? QStringLiteral("nosuch") : QStringLiteral("heads");
    default:
        return randomName(dice, revisions);
    }
}

} // namespace

/// Thousands of random questions about random graphs, put to Debian's Alembic (1.8.1) and to us. The
/// graph code of 1.19 is the same: what differs between the two is the order in which script files are read,
/// and here the oracle is given the order.
class TestAlembicOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_python.setProgram(QStringLiteral("/usr/bin/python3"));
        m_python.setArguments({QStringLiteral(STILLROOM_SOURCE_DIR "/tests/graph/alembicoracle.py")});
        m_python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_python.start();
        const RevisionGraph none;
        const QJsonObject reply
            = ask({{QStringLiteral("graph"), QJsonArray()}}, QStringLiteral("facts"), {}, QString());
        if (reply.isEmpty())
            QSKIP("needs /usr/bin/python3 with Alembic");
        QCOMPARE(reply[QStringLiteral("heads")].toArray().size(), 0);
    }

    void cleanupTestCase()
    {
        m_python.closeWriteChannel();
        m_python.waitForFinished(5000);
        qInfo("%d questions: %d answered, %d refused, %d where Alembic died", m_asked, m_answered, m_refused,
            m_died);
    }

    void graphs_data()
    {
        QTest::addColumn<int>("revisions");
        QTest::addColumn<bool>("dependencies");
        QTest::addColumn<int>("graphs");
        QTest::newRow("small") << 5 << true << 150;
        QTest::newRow("branches, merges and labels") << 12 << false << 120;
        QTest::newRow("with dependencies") << 12 << true << 120;
        QTest::newRow("large") << 60 << true << 25;
    }

    void graphs()
    {
        QFETCH(int, revisions);
        QFETCH(bool, dependencies);
        QFETCH(int, graphs);
        for (int number = 0; number < graphs; ++number) {
            Dice dice(unsigned((number + m_firstGraph) * 1000 + revisions * 2 + (dependencies ? 1 : 0)));
            const GraphShape shape{.revisions = revisions, .dependencies = dependencies, .labels = true};
            const std::vector<Revision> made = randomRevisions(dice, shape);
            compareGraph(dice, made);
            if (QTest::currentTestFailed())
                return;
        }
    }

private:
    QJsonObject ask(
        QJsonObject question, const QString &kind, const std::vector<RevisionId> &rows, const QString &target)
    {
        question[QStringLiteral("kind")] = kind;
        question[QStringLiteral("rows")] = jsonIds(rows);
        question[QStringLiteral("target")] = target;
        m_python.write(QJsonDocument(question).toJson(QJsonDocument::Compact) + '\n');
        while (!m_python.canReadLine()) {
            if (!m_python.waitForReadyRead(30000))
                return {};
        }
        return QJsonDocument::fromJson(m_python.readLine()).object();
    }

    void compareGraph(Dice &dice, const std::vector<Revision> &made)
    {
        const RevisionGraph graph(made);
        QVERIFY(graph.problems().empty());
        const QJsonObject facts
            = ask({{QStringLiteral("graph"), jsonGraph(made)}}, QStringLiteral("facts"), {}, QString());
        compareFacts(graph, facts);
        std::vector<RevisionId> rows;
        for (int i = 0; i < 25 && !QTest::currentTestFailed(); ++i) {
            static const std::vector<QString> kinds{QStringLiteral("upgrade"), QStringLiteral("upgrade"),
                QStringLiteral("upgrade"), QStringLiteral("downgrade"), QStringLiteral("downgrade"),
                QStringLiteral("stamp"), QStringLiteral("show"), QStringLiteral("history"),
                QStringLiteral("current")};
            const QString kind = dice.of(kinds);
            QString target = randomTarget(dice, made);
            if (kind == QLatin1String("history")) {
                target = (dice.oneIn(4) ? QString() : target) + u':'
                    + (dice.oneIn(3) ? QString() : randomTarget(dice, made));
            } else if (kind == QLatin1String("stamp") && dice.oneIn(3)) {
                target += u' ' + randomName(dice, made);
            }
            compareAnswer(graph, made, kind, target, rows);
        }
    }

    void compareFacts(const RevisionGraph &graph, const QJsonObject &facts)
    {
        QCOMPARE(jsonIds(graph, graph.heads()), facts[QStringLiteral("heads")].toArray());
        QCOMPARE(jsonIds(graph, graph.effectiveHeads()), facts[QStringLiteral("effective_heads")].toArray());
        QCOMPARE(jsonIds(graph, graph.bases()), facts[QStringLiteral("bases")].toArray());
        std::vector<int> history(graph.runOrder().rbegin(), graph.runOrder().rend());
        QCOMPARE(jsonIds(graph, history), facts[QStringLiteral("history")].toArray());
        for (int i = 0; i < graph.size(); ++i) {
            const QString id = graph.id(i).text();
            QCOMPARE(jsonIds(graph, graph.requirements(i)),
                facts[QStringLiteral("requirements")].toObject()[id].toArray());
            QCOMPARE(QJsonArray::fromStringList(graph.labels(i)),
                facts[QStringLiteral("labels")].toObject()[id].toArray());
        }
    }

    void compareAnswer(const RevisionGraph &graph, const std::vector<Revision> &made, const QString &kind,
        const QString &target, std::vector<RevisionId> &rows)
    {
        const QJsonObject theirs = ask({}, kind, rows, target);
        const Answer answer = ours(graph, kind, rows, target);
        ++m_asked;
        const QString context
            = QStringLiteral("%1 '%2' with rows (%3)\ntheirs: %4\nours: %5\ngraph: %6")
                  .arg(kind, target, commaList(rows),
                      QString::fromUtf8(QJsonDocument(theirs).toJson(QJsonDocument::Compact)),
                      answer.error
                          ? answer.error->message
                          : QString::fromUtf8(QJsonDocument(answer.value).toJson(QJsonDocument::Compact)),
                      QString::fromUtf8(QJsonDocument(jsonGraph(made)).toJson(QJsonDocument::Compact)));
        QVERIFY2(!theirs.isEmpty(), qPrintable(context));
        if (theirs.contains(QStringLiteral("died"))) {
            ++m_died;
            QVERIFY2(answer.error || mayAnswer(kind, target, theirs[QStringLiteral("died")].toString()),
                qPrintable(context));
        } else if (theirs.contains(QStringLiteral("refused"))) {
            ++m_refused;
            QString sentence = theirs[QStringLiteral("refused")].toString();
            if (kind == QLatin1String("show")) // a symbol in place of a branch: which of the two is quoted
                sentence = sentence.section(u'\'', 0, 0);
            if (sentence.contains(QLatin1String(" overlaps with "))) // a set: its order is the hash seed's
                sentence = sentence.section(QStringLiteral("revisions "), 0, 0);
            // Both ends of a range, or several targets, can be wrong; which is named first is not compared.
            const bool anySentence = kind == QLatin1String("history") || target.contains(u' ');
            QVERIFY2(answer.error && (anySentence || answer.error->message.startsWith(sentence)),
                qPrintable(context));
        } else {
            ++m_answered;
            QVERIFY2(!answer.error && answer.value == theirs, qPrintable(context));
            if (answer.value.contains(QStringLiteral("rows")))
                takeRows(answer.value[QStringLiteral("rows")].toArray(), rows);
        }
    }

    /// Where Alembic dies and ours has a sound answer. A range of which a part hangs on the heads by
    /// dependencies alone is listed (its topological sort asserts that nothing is left over); of two
    /// targets of a stamp that name the same revision ("-2" from two heads does) one counts.
    static bool mayAnswer(const QString &kind, const QString &target, const QString &death)
    {
        return (kind == QLatin1String("history") && death == QLatin1String("AssertionError: "))
            || (kind == QLatin1String("stamp") && (target.contains(u' ') || target.contains(u'-')));
    }

    static void takeRows(const QJsonArray &array, std::vector<RevisionId> &rows)
    {
        rows.clear();
        for (const QJsonValue &row : array)
            rows.push_back(RevisionId(row.toString()));
    }

    QProcess m_python;
    /// Another number asks other questions; the questions of one number never change.
    const int m_firstGraph = qEnvironmentVariableIntValue("STILLROOM_ORACLE_FIRST");
    int m_asked = 0;
    int m_answered = 0;
    int m_refused = 0;
    int m_died = 0;
};

QTEST_GUILESS_MAIN(TestAlembicOracle)
#include "tst_alembicoracle.moc"
