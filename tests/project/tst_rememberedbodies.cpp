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

QTEST_GUILESS_MAIN(TestRememberedBodies)
#include "tst_rememberedbodies.moc"
