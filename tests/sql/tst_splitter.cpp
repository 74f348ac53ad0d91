#include "migrations/sql/splitter.h"
#include "migrations/sql/statementfacts.h"

#include <QTest>
#include <QThread>

#include <memory>

using namespace stillroom;

class TestSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsWhereTheParserCuts();
    void placesCountCharactersAndLines();
    void emptyTexts();
    void notUnderstoodStaysWhole();
    void nulIsRefused();
    void deepTextsDoNotCrash_data();
    void deepTextsDoNotCrash();
    void deepTextsAreUnderstood();
    void longListsAreUnderstood();
    void parsesOnManyThreads();
};

void TestSplitter::cutsWhereTheParserCuts()
{
    const auto split
        = splitSql(u"SELECT ';'; -- a;b\nCREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; "
                   "SELECT 2; END;\nDO $x$ BEGIN PERFORM 1; END $x$"_qs);
    QVERIFY(split.ok());
    QVERIFY(split->understood);
    QCOMPARE(split->pieces.size(), 3U);
    QCOMPARE(split->pieces[0].sql, u"SELECT ';'"_qs);
    QVERIFY(split->pieces[1].sql.endsWith(u"SELECT 2; END"));
    QCOMPARE(split->pieces[2].sql, u"DO $x$ BEGIN PERFORM 1; END $x$"_qs);
}

void TestSplitter::placesCountCharactersAndLines()
{
    const QString text = u"SELECT 'größe 😀';\n\n  SELECT 2;\nSELECT 3"_qs;
    const auto split = splitSql(text);
    QCOMPARE(split->pieces.size(), 3U);
    for (const SqlPiece &piece : split->pieces)
        QCOMPARE(text.mid(piece.start, piece.sql.size()), piece.sql);
    QCOMPARE(split->pieces[1].line, 3);
    QCOMPARE(split->pieces[2].line, 4);
}

void TestSplitter::emptyTexts()
{
    QVERIFY(splitSql(QString())->pieces.empty());
    QVERIFY(splitSql(u" ;; -- nothing"_qs)->pieces.empty());
    QCOMPARE(factsOf(u"-- nothing"_qs).kind, StatementClass::Empty);
}

void TestSplitter::notUnderstoodStaysWhole()
{
    const auto split = splitSql(u"SELECT 1;\nSELEKT 2;\nSELECT 3"_qs);
    QVERIFY(split.ok());
    QVERIFY(!split->understood);
    QCOMPARE(split->pieces.size(), 1U);
    QCOMPARE(split->pieces[0].sql, u"SELECT 1;\nSELEKT 2;\nSELECT 3"_qs);
    QCOMPARE(split->error, u"syntax error at or near \"SELEKT\""_qs);
    QCOMPARE(split->errorPosition, 11);
    // Newer than the grammar, not wrong.
    QVERIFY(!splitSql(u"SELECT JSON_ARRAY(1, 2 NULL ON NULL)"_qs)->understood);
}

void TestSplitter::nulIsRefused()
{
    const auto split = splitSql(u"SELECT 1; SELECT "_qs + QChar(u'\0') + u"2"_qs);
    QVERIFY(!split.ok());
    QCOMPARE(split.error().kind, ErrorKind::InvalidCall);
}

void TestSplitter::deepTextsDoNotCrash_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("60,000 terms") << u"select 1"_qs + u"+1"_qs.repeated(60'000);
    QTest::newRow("200,000 terms") << u"select 1"_qs + u"+1"_qs.repeated(200'000);
    QTest::newRow("a million terms") << u"select 1"_qs + u"+1"_qs.repeated(1'000'000);
    QTest::newRow("3,900 terms, here") << u"select 1"_qs + u"+1"_qs.repeated(3'900);
    QTest::newRow("signs") << u"select "_qs + u"- "_qs.repeated(100'000) + u"1"_qs;
    QTest::newRow("brackets") << u"select "_qs + u"("_qs.repeated(100'000) + u"1"_qs
            + u")"_qs.repeated(100'000);
    QTest::newRow("unions") << u"select 1"_qs + u" union select 1"_qs.repeated(30'000);
    QTest::newRow("nots") << u"select "_qs + u"not "_qs.repeated(50'000) + u"true"_qs;
    QTest::newRow("casts") << u"select 1"_qs + u"::int"_qs.repeated(50'000);
}

void TestSplitter::deepTextsDoNotCrash()
{
    QFETCH(QString, sql);
    const auto split = splitSql(sql);
    QVERIFY(split.ok());
    QCOMPARE(split->pieces.size(), 1U);
    QCOMPARE(split->pieces[0].sql, sql);
    const StatementFacts facts = factsOf(sql);
    QVERIFY(facts.kind == StatementClass::Select || !facts.syntaxError.isEmpty());
}

/// Too deep for the stack of an ordinary thread.
void TestSplitter::deepTextsAreUnderstood()
{
    const StatementFacts facts = factsOf(u"select a"_qs + u"+1"_qs.repeated(45'000) + u" from t"_qs);
    QCOMPARE(facts.syntaxError, QString());
    QCOMPARE(facts.locks, (std::vector<LockClaim>{{u"t"_qs, LockMode::AccessShare}}));
}

void TestSplitter::longListsAreUnderstood()
{
    const QString sql = u"INSERT INTO t VALUES (0, 'a; b')"_qs
        + u", (12345678, 'some text; with more')"_qs.repeated(100'000);
    const auto split = splitSql(sql);
    QVERIFY(split->understood);
    QCOMPARE(split->pieces.size(), 1U);
}

void TestSplitter::parsesOnManyThreads()
{
    std::vector<std::unique_ptr<QThread>> threads;
    std::atomic_int right{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int k = 0; k < 200; ++k)
                right += factsOf(u"ALTER TABLE t ADD COLUMN c%1 int"_qs.arg(k)).locks.size() == 1 ? 1 : 0;
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(right.load(), 800);
}

QTEST_GUILESS_MAIN(TestSplitter)
#include "tst_splitter.moc"
