#include "migrations/scripts/livetables.h"
#include "tests/scripts/evaluation.h"

#include <QTest>

using namespace stillroom;

namespace
{

CatalogueTable table(const QStringList &columns)
{
    CatalogueTable made;
    for (const QString &column : columns)
        made.columns.push_back({column, true, column == u"id" ? QStringLiteral("uuid") : QString()});
    return made;
}

/// public.users (id, name; index ix_users_name; foreign key users_team_fk), other.hidden (id).
LiveCatalogue catalogue()
{
    LiveCatalogue made;
    made.currentSchema = QStringLiteral("public");
    CatalogueTable users = table({QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("team_id")});
    users.indexes.push_back({QStringLiteral("ix_users_name"), {QStringLiteral("name")}});
    users.foreignKeys.push_back({QStringLiteral("users_team_fk"), {QStringLiteral("team_id")}});
    users.foreignKeys.back().referredTable = QStringLiteral("teams");
    made.tables[{QStringLiteral("public"), QStringLiteral("users")}] = users;
    made.tables[{QStringLiteral("public"), QStringLiteral("teams")}] = table({QStringLiteral("id")});
    CatalogueTable hidden = table({QStringLiteral("id")});
    hidden.isVisible = false;
    made.tables[{QStringLiteral("other"), QStringLiteral("hidden")}] = hidden;
    return made;
}

const QByteArray guards
    = "def has(t, c):\n    return c in [x['name'] for x in sa.inspect(op.get_bind()).get_columns(t)]\n"
      "def there(t):\n    return sa.inspect(op.get_bind()).has_table(t)\n"
      "def indexes(t):\n    return {i['name'] for i in sa.inspect(op.get_bind()).get_indexes(t)}\n";

} // namespace

/// Guards of scripts, answered by a database that is a value.
class TestLiveTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void withoutADatabaseNothingIsAnswered();
    void isReadOnceAndOnlyWhenAsked();
    void knowsWhatEarlierStepsDid();
};

void TestLiveTables::answers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *body, const char *expected) {
        QTest::newRow(body) << QByteArray(body) << QString::fromLatin1(expected);
    };
    row("if not has('users', 'email'):\n    op.add_column('users', sa.Column('email', sa.Text()))\n"
        "if not has('users', 'name'):\n    op.execute('never')",
        "ALTER TABLE users ADD COLUMN email TEXT");
    row("if there('users') and not there('nothing') and not there('hidden'):\n    op.execute('SELECT 1')",
        "SELECT 1");
    row("i = sa.inspect(op.get_bind())\nif i.has_table('hidden', schema='other'):\n    "
        "op.execute(str(i.get_table_names()))",
        "['teams', 'users']");
    row("if 'ix_users_name' in indexes('users'):\n    op.drop_index('ix_users_name', 'users')\n"
        "if 'ix_users_name' in indexes('users'):\n    op.execute('never')",
        "DROP INDEX ix_users_name");
    row("for k in sa.inspect(op.get_bind()).get_foreign_keys('users'):\n"
        "    if k['referred_table'] == 'teams' and k['constrained_columns'] == ['team_id']:\n"
        "        op.drop_constraint(k['name'], 'users', type_='foreignkey')",
        "ALTER TABLE users DROP CONSTRAINT users_team_fk");
    row("from sqlalchemy.engine.reflection import Inspector\n"
        "if 'teams' not in Inspector.from_engine(op.get_bind()).get_table_names():\n    op.execute('never')",
        "");
    row("if op.get_bind().dialect.has_table(op.get_bind(), 'users'):\n    op.execute('SELECT 1')",
        "SELECT 1");
    // What the function did itself.
    row("op.create_table('fresh', sa.Column('id', sa.Integer))\nif there('fresh') and has('fresh', 'id'):\n  "
        "  "
        "op.drop_table('fresh')\n"
        "if not there('fresh'):\n    op.execute('SELECT 1')",
        "CREATE TABLE fresh ( id INTEGER )\nDROP TABLE fresh\nSELECT 1");
    row("op.rename_table('users', 'people')\nif has('people', 'name') and not there('users'):\n    "
        "op.execute('SELECT 1')",
        "ALTER TABLE users RENAME TO people\nSELECT 1");
    row("op.alter_column('users', 'name', new_column_name='title')\nif has('users', 'title') and not "
        "has('users', 'name'):\n"
        "    op.execute('SELECT 1')",
        "ALTER TABLE users RENAME name TO title\nSELECT 1");
    row("op.execute('UPDATE users SET name = 1')\nif has('users', 'name'):\n    op.drop_column('users', "
        "'name')",
        "UPDATE users SET name = 1\nALTER TABLE users DROP COLUMN name");
    // An Inspector remembers what it was told.
    row("i = sa.inspect(op.get_bind())\nassert len(i.get_columns('users')) == 3\nop.drop_column('users', "
        "'name')\n"
        "if len(i.get_columns('users')) == 3 and len(sa.inspect(op.get_bind()).get_columns('users')) == 2:\n "
        "   op.execute('SELECT 1')",
        "ALTER TABLE users DROP COLUMN name\nSELECT 1");
    // Not certain.
    row("op.execute('ALTER TABLE users DROP COLUMN name')\nif has('users', 'name'):\n    pass",
        "! line 5 asks the live database with get_columns(), and a statement of the plan before it may "
        "change what is "
        "there; only the project's Python knows the result");
    row("op.create_unique_constraint('u', 'users', ['name'])\nif 'x' in indexes('users'):\n    pass",
        "! line 9 asks the live database with get_indexes(), and a statement of the plan before it changes "
        "users; only "
        "the project's Python knows the result");
    row("op.execute(str(sa.inspect(op.get_bind()).get_columns('users')[0]['type']).lower())", "uuid");
    row("op.alter_column('users', 'id', type_=sa.Text)\n"
        "str(sa.inspect(op.get_bind()).get_columns('users')[0]['type'])",
        "! line 13 uses 'type', which the live database says; only the project's Python knows the result");
    row("op.execute(str(sa.UUID()))",
        "! line 12 gives str a SQL type as object; only the project's Python knows the result");
    row("if sa.inspect(op.get_bind()).get_columns('users')[1]['type']:\n    pass",
        "! line 12 uses 'type', which the live database says; only the project's Python knows the result");
    row("sa.inspect(op.get_bind()).get_columns('nothing')", "! line 12 raises NoSuchTableError: nothing");
    // Guards that only ask.
    row("def columns(t):\n    try:\n        return [c['name'] for c in "
        "sa.inspect(op.get_bind()).get_columns(t)]\n"
        "    except sa.exc.NoSuchTableError:\n        return []\n"
        "op.execute(str(columns('teams')) + str(columns('nothing')))",
        "['id'][]");
    row("found = ['before']\ntry:\n    found = sa.inspect(op.get_bind()).get_columns('nothing')\n"
        "    op.execute('never')\nexcept (KeyError, Exception) as e:\n    print(e)\nelse:\n    "
        "op.execute('never')\n"
        "finally:\n    op.execute(str(found))",
        "['before']");
    row("found = []\ntry:\n    found.append(sa.inspect(op.get_bind()).get_indexes('nothing'))\nexcept:\n    "
        "pass\n"
        "op.execute(str(len(found)))",
        "0");
    row("try:\n    op.execute('SELECT 1')\n    with op.batch_alter_table('users') as b:\n"
        "        b.drop_column('name')\n        sa.inspect(op.get_bind()).get_columns('nothing')\n"
        "except sa.exc.InvalidRequestError:\n    op.execute('SELECT 2')",
        "SELECT 1\nSELECT 2");
    row("try:\n    try:\n        print(sa.inspect(op.get_bind()).get_columns('nothing'))\n"
        "    except KeyError:\n        op.execute('never')\nexcept Exception:\n    op.execute('SELECT 1')",
        "SELECT 1");
    row("try:\n    there('users')\nexcept Exception:\n    op.execute('never')\nelse:\n    op.execute('SELECT "
        "1')",
        "SELECT 1");
    row("try:\n    sa.inspect(op.get_bind()).get_columns('nothing')\nexcept KeyError:\n    "
        "op.execute('never')",
        "! line 13 raises NoSuchTableError: nothing");
    row("try:\n    sa.inspect(op.get_bind()).get_columns('nothing')\nexcept Exception:\n    raise",
        "! (raises) line 15 raises the exception again");
    row("from app.errors import Missing\ntry:\n    sa.inspect(op.get_bind()).get_columns('nothing')\n"
        "except Missing:\n    pass",
        "! line 13 guards statements with try/except; only the project's Python knows the result");
    row("try:\n    [][0]\nexcept IndexError:\n    op.execute('SELECT 1')",
        "! line 12 guards statements with try/except; only the project's Python knows the result");
    row("if sa.inspect(op.get_bind()).get_view_names():\n    pass",
        "! line 12 asks the live database with .get_view_names of an Inspector; only the project's Python "
        "knows the result");
}

void TestLiveTables::answers()
{
    QFETCH(QByteArray, body);
    LiveTables live([]() -> Result<LiveCatalogue> { return catalogue(); });
    const auto evaluated
        = evaluateScript(script(body, guards), QStringLiteral("rev.py"), Direction::Upgrade, {}, &live);
    QVERIFY(evaluated.ok());
    QTEST(outcomeOf(*evaluated, {}), "expected");
    // The outcome of a question without an answer is a reason, and nothing was decided.
    if (evaluated->reasons.empty())
        QVERIFY(live.takeAsked());
}

void TestLiveTables::withoutADatabaseNothingIsAnswered()
{
    const QByteArray text = script("if sa.inspect(op.get_bind()).has_table('users'):\n    pass");
    const QString expected = QStringLiteral(
        "! line 6 looks at the live database with sa.inspect(); only the project's Python knows the result");
    QCOMPARE(outcome(text), expected);
    QCOMPARE(outcome(script(
                 "from sqlalchemy.engine.reflection import Inspector\nInspector.from_engine(op.get_bind())")),
        QStringLiteral("! line 7 looks at the live database with an Inspector; only the project's Python "
                       "knows the result"));
    LiveTables broken([]() -> Result<LiveCatalogue> {
        return Error{ErrorKind::Unreachable, QStringLiteral("it is gone")};
    });
    QCOMPARE(outcomeOf(*evaluateScript(text, QStringLiteral("rev.py"), Direction::Upgrade, {}, &broken), {}),
        QStringLiteral(
            "! line 6 asks the live database with has_table(), and the database did not answer: it is gone; "
            "only the project's Python knows the result"));
    LiveTables live([]() -> Result<LiveCatalogue> { return catalogue(); });
    QCOMPARE(outcomeOf(*evaluateScript(
                           text, QStringLiteral("rev.py"), Direction::Upgrade, {.offline = true}, &live),
                 {}),
        expected);
}

void TestLiveTables::isReadOnceAndOnlyWhenAsked()
{
    int reads = 0;
    LiveTables live([&]() -> Result<LiveCatalogue> {
        ++reads;
        return catalogue();
    });
    const auto run = [&](const QByteArray &body) {
        return outcomeOf(
            *evaluateScript(script(body, guards), QStringLiteral("rev.py"), Direction::Upgrade, {}, &live),
            {});
    };
    run("op.drop_table('teams')");
    QCOMPARE(reads, 0);
    QVERIFY(!live.takeAsked());
    QCOMPARE(run("op.execute(str(there('teams')) + str(there('users')))"), QStringLiteral("FalseTrue"));
    QCOMPARE(reads, 1);
}

void TestLiveTables::knowsWhatEarlierStepsDid()
{
    LiveTables live([]() -> Result<LiveCatalogue> { return catalogue(); });
    const auto run = [&](const QByteArray &body) {
        return outcomeOf(
            *evaluateScript(script(body, guards), QStringLiteral("rev.py"), Direction::Upgrade, {}, &live),
            {});
    };
    run("op.add_column('users', sa.Column('email', sa.Text()))");
    QCOMPARE(run("op.execute('SELECT ' + str(has('users', 'email')))"), QStringLiteral("SELECT True"));
    live.forget();
    QVERIFY(run("op.execute(str(there('users')))").startsWith(u'!'));
}

QTEST_GUILESS_MAIN(TestLiveTables)
#include "tst_livetables.moc"
