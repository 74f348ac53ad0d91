#include "app/project/scriptbodies.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace stillroom;

namespace
{

/// Two tables with one ENUM: the second does not create the type again, because the first did.
class Scripts
{
public:
    Scripts()
    {
        write(1, "op.create_table('one', sa.Column('s', sa.Enum('a', 'b', name='state')))");
        write(
            2, "op.create_table('two', sa.Column('s', sa.Enum('a', 'b', name='state', create_type=False)))");
        write(3, "op.add_column('one', sa.Column('n', sa.Integer()))");
    }
    void write(int number, const QByteArray &upgrade) const
    {
        QFile file(path(number));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write");
        file.write("from alembic import op\nimport sqlalchemy as sa\nrevision = 'x'\ndown_revision = None\n"
                   "def upgrade():\n    "
            + upgrade + "\ndef downgrade():\n    pass\n");
    }
    QString path(int number) const { return m_folder.filePath(QStringLiteral("%1.py").arg(number)); }
    Revision revision(int number) const
    {
        Revision revision;
        revision.place.path = path(number);
        return revision;
    }
    template<typename Bodies> QStringList sqlOf(Bodies &bodies, const QList<int> &numbers) const
    {
        QStringList all;
        for (const int number : numbers) {
            const Result<ScriptBody> body = bodies.body(revision(number), Direction::Upgrade);
            if (!body)
                return {body.error().message};
            for (const Statement &statement : body->statements)
                all += statement.sql;
        }
        return all;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

/// What is kept between two plans equals what a new evaluation says, whatever changed in between.
class TestRememberedBodies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAgain();
    void changedFile();
    void otherOrder();
    void workedOutAhead();
    void changedWhileReadAhead();
};

void TestRememberedBodies::sameAgain()
{
    const Scripts scripts;
    RememberedBodies bodies;
    EvaluatedBodies fresh;
    const QStringList expected = scripts.sqlOf(fresh, {1, 2, 3});
    QVERIFY(expected.size() >= 4);
    for (int round = 0; round < 3; ++round) {
        bodies.restart();
        QCOMPARE(scripts.sqlOf(bodies, {1, 2, 3}), expected);
    }
}

void TestRememberedBodies::changedFile()
{
    const Scripts scripts;
    RememberedBodies bodies;
    bodies.restart();
    scripts.sqlOf(bodies, {1, 2, 3});
    scripts.write(2, "op.create_table('changed', sa.Column('id', sa.Integer()))");
    bodies.restart();
    EvaluatedBodies fresh;
    QCOMPARE(scripts.sqlOf(bodies, {1, 2, 3}), scripts.sqlOf(fresh, {1, 2, 3}));
    QFile::remove(scripts.path(3));
    bodies.restart();
    EvaluatedBodies last;
    QCOMPARE(scripts.sqlOf(bodies, {1, 2, 3}), scripts.sqlOf(last, {1, 2, 3}));
}

void TestRememberedBodies::otherOrder()
{
    const Scripts scripts;
    RememberedBodies bodies;
    for (const QList<int> &order :
        {QList<int>{1, 2, 3}, QList<int>{2, 1}, QList<int>{3, 2, 1}, QList<int>{1, 3}}) {
        bodies.restart();
        EvaluatedBodies fresh;
        QCOMPARE(scripts.sqlOf(bodies, order), scripts.sqlOf(fresh, order));
    }
}

/// Many scripts, among them ones that cannot be read, have no function or need Python: the same bodies in the
/// same order as one after another.
void TestRememberedBodies::workedOutAhead()
{
    const Scripts scripts;
    QList<int> numbers;
    for (int number = 1; number <= 400; ++number) {
        numbers << number;
        scripts.write(number,
            number % 50 == 0 ? QByteArray("op.get_bind().execute('select 1').fetchall()")
                             : "op.create_table('t" + QByteArray::number(number)
                    + "', sa.Column('s', sa.Enum('a', 'b', name='state')))");
    }
    QFile::remove(scripts.path(77));
    scripts.write(78, "pass\ndef broken(");
    std::vector<Revision> revisions;
    for (const int number : numbers)
        revisions.push_back(scripts.revision(number));
    std::vector<const Revision *> expected;
    for (const Revision &revision : revisions)
        expected.push_back(&revision);
    const auto all = [&](auto &bodies) {
        QStringList lines;
        for (const int number : numbers) {
            const Result<ScriptBody> body = bodies.body(scripts.revision(number), Direction::Upgrade);
            if (!body) {
                lines << body.error().message;
                continue;
            }
            lines << (body->engine == Engine::NativeSql ? QStringLiteral("native")
                                                        : body->reasons.front().reason);
            for (const Statement &statement : body->statements)
                lines << statement.sql;
        }
        return lines;
    };
    EvaluatedBodies serial;
    const QStringList one = all(serial);
    EvaluatedBodies ahead;
    ahead.expect(expected, Direction::Upgrade);
    QCOMPARE(all(ahead), one);
    RememberedBodies remembered;
    remembered.restart();
    remembered.expect(expected, Direction::Upgrade);
    QCOMPARE(all(remembered), one);
    remembered.restart();
    remembered.expect(expected, Direction::Upgrade);
    QCOMPARE(all(remembered), one);
    // Another order than was said, and nobody asking at all, do no harm.
    EvaluatedBodies other;
    other.expect(expected, Direction::Upgrade);
    QCOMPARE(other.body(revisions[5], Direction::Upgrade)->statements.size(), size_t(2));
    EvaluatedBodies never;
    never.expect(expected, Direction::Upgrade);
}

void TestRememberedBodies::changedWhileReadAhead()
{
    const Scripts scripts;
    std::vector<Revision> revisions;
    for (int number = 1; number <= 100; ++number) {
        scripts.write(number, "op.drop_table('old')");
        revisions.push_back(scripts.revision(number));
    }
    std::vector<const Revision *> expected;
    for (const Revision &revision : revisions)
        expected.push_back(&revision);
    RememberedBodies bodies;
    bodies.restart();
    bodies.expect(expected, Direction::Upgrade);
    QVERIFY(bodies.body(revisions[0], Direction::Upgrade).ok()); // by now others were read ahead
    scripts.write(50, "op.drop_table('fresh')");
    for (size_t n = 1; n < revisions.size(); ++n)
        QVERIFY(bodies.body(revisions[n], Direction::Upgrade).ok());
    bodies.restart();
    for (size_t n = 0; n < 49; ++n)
        QVERIFY(bodies.body(revisions[n], Direction::Upgrade).ok());
    QCOMPARE(bodies.body(revisions[49], Direction::Upgrade)->statements.front().sql,
        QStringLiteral("DROP TABLE fresh"));
}

QTEST_GUILESS_MAIN(TestRememberedBodies)
#include "tst_rememberedbodies.moc"
