#include "tests/scripts/evaluation.h"

#include <QTest>

using namespace stillroom;

/// Scripts in, statements or reasons out.
class TestEvaluator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operations_data();
    void operations();
    void imports_data();
    void imports();
    void reasons_data();
    void reasons();
    void batchKeepsItsOperationsBack();
    void autocommitBlocks();
    void downgradeThatRaises();
    void missingFunction();
    void lastDefinitionWins();
    void offlineIsAsked();
    void parameters_data();
    void parameters();
    void guards_data();
    void guards();
    void guardsAskForModules();
    void schemaOfTheVersionTable();
    void argumentsOfEnv();
    void placesOfOperations();
    void clientDefaultOfAKey();
    void allReasonsAreCollected();
};

void TestEvaluator::operations_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *body, const char *expected) {
        QTest::newRow(body) << QByteArray(body) << QString::fromLatin1(expected);
    };
    row("op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('n', sa.String(20), "
        "nullable=False, server_default='x', default=lambda: 1), schema='s', mysql_engine='InnoDB')",
        "CREATE TABLE s.t ( id SERIAL NOT NULL, n VARCHAR(20) DEFAULT 'x' NOT NULL, PRIMARY KEY (id) )");
    row("op.add_column('t', sa.Column('a', postgresql.ARRAY(sa.Text()), sa.ForeignKey('o.id', "
        "ondelete='CASCADE')))",
        "ALTER TABLE t ADD COLUMN a TEXT[]\nALTER TABLE t ADD FOREIGN KEY(a) REFERENCES o (id) ON DELETE "
        "CASCADE");
    row("op.drop_column('t', column_name='a', schema='s')", "ALTER TABLE s.t DROP COLUMN a");
    row("op.alter_column('t', 'a', existing_type=sa.VARCHAR(), type_=sa.Text(), nullable=True, "
        "postgresql_using='a::text', server_default=None, new_column_name='b')",
        "ALTER TABLE t ALTER COLUMN a TYPE TEXT USING a::text\nALTER TABLE t ALTER COLUMN a DROP NOT NULL\n"
        "ALTER TABLE t ALTER COLUMN a DROP DEFAULT\nALTER TABLE t RENAME a TO b");
    row("op.create_index(op.f('ix_t_a'), 't', ['a', sa.text('lower(b)')], unique=True, "
        "postgresql_where=sa.text('a > "
        "1'), postgresql_using='btree', sqlite_where=sa.text('x'))",
        "CREATE UNIQUE INDEX ix_t_a ON t USING btree (a, lower(b)) WHERE a > 1");
    row("op.drop_index('ix_t_a', table_name='t', postgresql_concurrently=True)",
        "DROP INDEX CONCURRENTLY ix_t_a");
    row("op.create_foreign_key(None, 'a', 'b', ['x', 'y'], ['p', 'q'], referent_schema='s')",
        "ALTER TABLE a ADD FOREIGN KEY(x, y) REFERENCES s.b (p, q)");
    row("op.create_unique_constraint('u', 't', ['a'], deferrable=True, initially='DEFERRED')",
        "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) DEFERRABLE INITIALLY DEFERRED");
    row("op.create_check_constraint('c', 't', sa.column('a') > 3)",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 3)");
    row("op.drop_constraint('c', 't', type_='check')", "ALTER TABLE t DROP CONSTRAINT c");
    row("op.rename_table('a', 'b')", "ALTER TABLE a RENAME TO b");
    row("op.execute(sa.text('SELECT :a').bindparams(a=\"it's\"))", "SELECT 'it''s'");
    row("op.get_bind().execute(sa.text('SELECT 1'))", "SELECT 1");
    row("op.execute(sa.schema.CreateSequence(sa.Sequence('s', start=5)))", "CREATE SEQUENCE s START WITH 5");
    row("e = postgresql.ENUM('a', 'b', name='e')\ne.create(op.get_bind(), "
        "checkfirst=True)\ne.drop(op.get_bind())",
        "CREATE TYPE e AS ENUM ('a', 'b')\nDROP TYPE e");
    row("t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))\n"
        "op.bulk_insert(t, [{'b': 'x', 'a': 1}, {'a': 2, 'b': None}])",
        "INSERT INTO t (a, b) VALUES (1, 'x')\nINSERT INTO t (a, b) VALUES (2, NULL)");
    row("t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))\n"
        "op.execute(t.update().where(t.c.a == op.inline_literal(1)).values({'b': op.inline_literal('x')}))",
        "UPDATE t SET b='x' WHERE t.a = 1");
    row("import enum\nclass C(enum.Enum):\n    red = 1\n    blue = 2\nop.add_column('t', sa.Column('c', "
        "sa.Enum(C)))",
        "ALTER TABLE t ADD COLUMN c c");
    row("op.add_column('t', sa.Column('c', sa.JSON().with_variant(postgresql.JSONB, 'postgresql')))",
        "ALTER TABLE t ADD COLUMN c JSONB");
    row("if op.get_bind().dialect.name == 'sqlite' or op.get_context().dialect.name != 'postgresql':\n    "
        "raise X\n"
        "op.execute('ok')",
        "ok");
    row("t = sa.table('t', sa.column('a', sa.Boolean))\n"
        "op.execute(t.update().where(t.c.a != sa.null(), t.c.a.is_(True)).values({t.c.a: False}))",
        "UPDATE t SET a=false WHERE t.a IS NOT NULL AND t.a IS true");
    row("t = sa.table('t', sa.column('a'))\no = sa.table('o', sa.column('b'))\n"
        "op.execute(t.update().where(t.c.a == o.c.b).values(a=1))",
        "UPDATE t SET a=1 FROM o WHERE t.a = o.b");
    row("op.execute(sa.DDL('SELECT 5 %% 2'))\nwith op.batch_alter_table('t') as b:\n"
        "    b.create_exclude_constraint('ex', ('d', '&&'), where='a > 0')",
        "SELECT 5 % 2\nALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING gist (d WITH &&) WHERE (a > 0)");
    row("op.create_table('t', sa.Column('a', sa.Text), sa.Column('b', sa.Text), sa.Column('a', sa.Integer))",
        "! line 6 raises DuplicateColumnError: A column with name 'a' is already present in table 't'");
    row("op.alter_column('t', sa.Column('a', sa.Text), nullable=False)",
        "! line 6 raises AttributeError: a column stands where its name belongs");
    row("op.create_table('t', sa.Column('a', sa.Integer, sa.ForeignKey('t.id')))",
        "! line 6 raises CompileError: (in table 't', column 'id'): Can't generate DDL for NullType()");
    row("op.create_table('t', sa.Column('a', sa.Integer, sa.CheckConstraint(sa.column('a') > 0)))",
        "! line 6 raises AssertionError: a CHECK of a column is a text since SQLAlchemy 2");
    row("with op.batch_alter_table('t', schema='s') as b:\n"
        "    b.alter_column('a', type_=sa.Enum('x', name='kind', inherit_schema=True))",
        "ALTER TABLE s.t ALTER COLUMN a TYPE s.kind");
    row("t = sa.table('t', sa.column('a'))\ne = t.c.a + 1\n"
        "op.execute(t.insert().from_select(['a', 'b'], sa.select(e, e)))",
        "! line 8 selects one expression twice; only the project's Python knows the result");
    row("sa.table('t', sa.column('a'), sa.column('a'))",
        "! line 6 gives a table the column a twice; only the project's Python knows the result");
    row("print(op, op.nothing)\nop.execute('ok')", "ok");
    row("print(op, undefined)\nop.execute('ok')", "! line 6 raises NameError: undefined is defined nowhere");
    row("op.drop_column('t', 'a', nonsense=1)",
        "! line 6 gives op.drop_column the option nonsense; only the project's Python knows the result");
}

void TestEvaluator::operations()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(outcome(script(body)), expected);
}

void TestEvaluator::imports_data()
{
    QTest::addColumn<QByteArray>("moduleLevel");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *module, const char *body, const char *expected) {
        QTest::newRow(module) << QByteArray(module) << QByteArray(body) << QString::fromLatin1(expected);
    };
    row("import app.models", "op.execute('ok')", "ok");
    row("from sqlalchemy import Column as C, String, text as t",
        "op.add_column('t', C('a', String))\nop.execute(t('x'))", "ALTER TABLE t ADD COLUMN a VARCHAR\nx");
    row("import sqlalchemy.dialects.postgresql as pg", "op.add_column('t', sa.Column('a', pg.INET()))",
        "ALTER TABLE t ADD COLUMN a INET");
    row("from sqlalchemy.sql import func, table, column",
        "op.add_column('t', sa.Column('a', sa.DateTime, server_default=func.now()))",
        "ALTER TABLE t ADD COLUMN a TIMESTAMP WITHOUT TIME ZONE DEFAULT now()");
    row("from sqlalchemy import *", "op.add_column('t', Column('a', Integer))",
        "ALTER TABLE t ADD COLUMN a INTEGER");
    row("try:\n    from sqlalchemy import JSON\nexcept ImportError:\n    JSON = None",
        "op.add_column('t', sa.Column('a', JSON))", "ALTER TABLE t ADD COLUMN a JSON");
    row("import os\nSCHEMA = os.environ['X']", "op.execute('ok')", "ok");
    row("A = ['x', 'y']\nSQL = ', '.join(a.upper() for a in A)", "op.execute(SQL)", "X, Y");
    row("def helper(*names, sep='-'):\n    return sep.join(names)", "op.execute(helper('a', 'b', sep='+'))",
        "a+b");
    row("from app import x as poison", "op.execute(poison)",
        "! line 6 uses x, imported from app; only the project's Python knows the result");
    row("import os\nNAME = os.environ['X'] + 'y'", "op.execute('x' + NAME)",
        "! line 7 uses NAME (line 5 uses os.environ); only the project's Python knows the result");
    row("from app import patch\npatch()", "op.execute('x')",
        "! line 5 uses patch, imported from app; only the project's Python knows the result");
    row("from sqlalchemy.ext.compiler import compiles\n@compiles(sa.String)\ndef c(*a): pass",
        "op.execute('x')",
        "! line 6 registers c() with SQLAlchemy by @compiles(sa.String); only the project's Python knows the "
        "result");
}

void TestEvaluator::imports()
{
    QFETCH(QByteArray, moduleLevel);
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(outcome(script(body, moduleLevel)), expected);
}

void TestEvaluator::reasons_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *body, const char *expected) {
        QTest::newRow(body) << QByteArray(body)
                            << QStringLiteral("! line 6 %1; only the project's Python knows the result")
                                   .arg(QString::fromLatin1(expected));
    };
    row("for row in op.get_bind().execute('SELECT 1'): pass", "walks the rows of a query");
    row("op.get_bind().execute('SELECT 1').fetchall()", "reads rows of connection.execute() with fetchall()");
    row("sa.inspect(op.get_bind())", "looks at the live database with sa.inspect()");
    row("op.get_bind().begin()", "uses .begin of the connection");
    row("import uuid\nuuid.uuid4()", "x");
    row("op.create_entity(x)", "uses alembic.op.create_entity");
    row("op.add_column('t', sa.Column('a', sa.GUID()))", "uses sqlalchemy.GUID");
    row("try:\n    op.execute('x')\nexcept Exception:\n    op.execute('ROLLBACK')",
        "guards statements with try/except");
    row("context.get_x_argument()", "reads -x arguments with context.get_x_argument()");
    row("with op.batch_alter_table('t', recreate='always') as b: pass",
        "rebuilds a table with batch_alter_table(recreate='always')");
    row("op.add_column('t', sa.Column('a', sa.Integer, postgresql_magic=1))",
        "gives sa.Column the option postgresql_magic");
}

void TestEvaluator::reasons()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    if (body.startsWith("import uuid"))
        expected = QStringLiteral(
            "! line 7 makes a random id with uuid4(); only the project's Python knows the result");
    QCOMPARE(outcome(script(body)), expected);
}

void TestEvaluator::batchKeepsItsOperationsBack()
{
    const QByteArray body = "with op.batch_alter_table('t', schema='s') as b:\n"
                            "    b.add_column(sa.Column('a', sa.Integer))\n"
                            "    op.execute('first')\n"
                            "    b.create_index('i', ['a'], unique=False)\n"
                            "    b.drop_constraint('c', type_='unique')\n"
                            "    b.alter_column('a', nullable=False)\n"
                            "b.drop_column('a')";
    QCOMPARE(outcome(script(body)), QStringLiteral("! line 12 uses a batch outside its with block"));
    QCOMPARE(outcome(script(body.left(body.lastIndexOf('\n')))),
        QStringLiteral("first\nALTER TABLE s.t ADD COLUMN a INTEGER\nCREATE INDEX i ON s.t (a)\n"
                       "ALTER TABLE s.t DROP CONSTRAINT c\nALTER TABLE s.t ALTER COLUMN a SET NOT NULL"));
}

void TestEvaluator::autocommitBlocks()
{
    const auto body = evaluateScript(
        script("with op.get_context().autocommit_block():\n    op.execute('a')\nop.execute('b')\n"
               "with op.get_context().autocommit_block():\n    op.execute('c')"),
        QStringLiteral("rev.py"), Direction::Upgrade);
    QVERIFY(body.ok() && body->native());
    std::vector<int> blocks;
    for (const Operation &operation : body->operations)
        blocks.push_back(operation.autocommitBlock);
    QCOMPARE(blocks, (std::vector<int>{1, 0, 2}));
}

void TestEvaluator::downgradeThatRaises()
{
    const QByteArray text
        = "def downgrade():\n    '''no way back'''\n    raise NotImplementedError('never')\n";
    QCOMPARE(outcome(text, Direction::Downgrade),
        QStringLiteral("! (raises) line 3 raises NotImplementedError('never')"));
    QCOMPARE(outcome(script("op.execute('a')\nraise X")), QStringLiteral("! line 7 raises X"));
}

void TestEvaluator::missingFunction()
{
    QCOMPARE(outcome("x = 1\n", Direction::Downgrade), QStringLiteral("! missing"));
}

void TestEvaluator::lastDefinitionWins()
{
    QCOMPARE(outcome(script("op.execute('old')") + script("op.execute('new')")), QStringLiteral("new"));
}

void TestEvaluator::offlineIsAsked()
{
    const QByteArray text = script("op.execute('offline' if context.is_offline_mode() else 'online')");
    QCOMPARE(outcome(text), QStringLiteral("online"));
    QCOMPARE(outcome(text, Direction::Upgrade, {true, Generation::Newest}), QStringLiteral("offline"));
}

void TestEvaluator::parameters_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QByteArray &body, const char *expected) {
        QTest::newRow(body.constData()) << body << QString::fromLatin1(expected);
    };
    row("c = op.get_bind()\nc.execute(sa.text('UPDATE t SET a=:a, b=:b WHERE c=:c AND d IS :n'), {'a': "
        "\"it's\", 'b': 3, "
        "'c': True, 'n': None, 'unused': 1})",
        "UPDATE t SET a='it''s', b=3 WHERE c=true AND d IS NULL");
    row("op.get_bind().execute(sa.text('DELETE FROM t WHERE a=:a'), [{'a': 1}, {'a': 2}])",
        "DELETE FROM t WHERE a=1\nDELETE FROM t WHERE a=2");
    row("op.get_bind().execute(sa.text(r'SELECT :a, x\\:y').bindparams(a=1), {'a': r'k\\:v'})",
        "SELECT 'k\\:v', x:y");
    row("t = sa.table('t', sa.column('a', sa.Integer), sa.column('b', sa.String))\n"
        "op.get_bind().execute(t.insert(), [{'a': 1, 'b': 'x'}, {'a': 2, 'b': None}])",
        "INSERT INTO t (a, b) VALUES (1, 'x')\nINSERT INTO t (a, b) VALUES (2, NULL)");
    row("op.get_bind().execute(sa.text('SELECT :a'), {'b': 1})",
        "! compiler: \":a\" in this SQL text is a parameter without a value; write \"\\:a\" if it is meant "
        "as text.");
    row("op.get_bind().execute(sa.text('SELECT :a'), {'a': [1, 2]})",
        "! line 6 gives the parameter a list, which each database driver writes in its own way; only the "
        "project's "
        "Python knows the result");
    row("op.get_bind().execute('SELECT %(a)s', {'a': 1})",
        "! line 6 executes str with parameters; only the project's Python knows the result");
    row("op.get_bind().execute(sa.text('SELECT :a'), a=1)",
        "! line 6 executes SQL with the option a; only the project's Python knows the result");
    row("import datetime\nop.get_bind().execute(sa.text('UPDATE t SET d=:d, m=:m'), "
        "{'d': datetime.date(2024, 2, 29), 'm': datetime.datetime(2016, 7, 1)})",
        "UPDATE t SET d='2024-02-29'::date, m='2016-07-01T00:00:00'::timestamp");
    row("s = sa.text('UPDATE t SET a=:a, b=:b, c=:c').bindparams(sa.bindparam('a', type_=postgresql.JSONB), "
        "sa.bindparam('b', 5), sa.bindparam('c', type_=postgresql.ARRAY(sa.String())))\n"
        "op.get_bind().execute(s, {'a': {'k': [1, None]}, 'c': ['x', \"it's\"]})",
        "UPDATE t SET a='{\"k\": [1, null]}', b=5, c=ARRAY['x', 'it''s']");
    row("op.get_bind().execute(sa.text('SELECT :a').bindparams(sa.bindparam('a')), {'a': [1]})",
        "! line 6 gives the parameter a list, which each database driver writes in its own way; only the "
        "project's Python knows the result");
    row("op.get_bind().execute(sa.text('SELECT 1 WHERE x IN :a').bindparams(sa.bindparam('a', "
        "expanding=True)), "
        "{'a': [1]})",
        "! line 6 uses sa.bindparam() with options; only the project's Python knows the result");
    // A default of Python's joins the row when it runs; --sql would print NULL for it.
    const QByteArray table
        = "t = sa.Table('t', sa.MetaData(), sa.Column('a', sa.Integer), "
          "sa.Column('n', sa.Integer, default=5), sa.Column('s', sa.String, default='x'))\n";
    row(table + "op.execute(t.insert().values(a=1, s='y'))", "INSERT INTO t (a, n, s) VALUES (1, 5, 'y')");
    row(table + "op.bulk_insert(t, [{'a': 1}, {'a': 2, 'n': None}])",
        "INSERT INTO t (a, n, s) VALUES (1, 5, 'x')\nINSERT INTO t (a, n, s) VALUES (2, NULL, 'x')");
    row("t = sa.table('t', sa.column('a', sa.Integer))\n"
        "op.execute(postgresql.insert(t).values(a=1).on_conflict_do_update(index_elements=['a'], set_={'a': "
        "2}))",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2");
    row("n = op.get_bind().execute(sa.text('SELECT :a'), {'a': 1}).rowcount",
        "! line 6 reads rows of connection.execute() with rowcount; only the project's Python knows the "
        "result");
}

/// What runs takes the values as the driver sends them; --sql would print NULL for them.
void TestEvaluator::parameters()
{
    QFETCH(QByteArray, body);
    QTEST(outcome(script(body)), "expected");
    const QString offline = outcome(script(body), Direction::Upgrade, {.offline = true});
    QVERIFY2(offline.startsWith(QStringLiteral("! ")), qPrintable(offline));
}

void TestEvaluator::guards_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("native");
    const auto row = [](const char *handler, bool native) {
        QTest::newRow(handler) << "try:\n    op.execute('a')\n" + QByteArray(handler) << native;
    };
    // Nothing that runs afterwards in the transaction can succeed where 'a' failed.
    row("except Exception:\n    op.execute('b')", true);
    row("except:\n    pass", true);
    row("except sa.exc.ProgrammingError as e:\n    print(f'skipped {e}')\n    raise", true);
    row("except Exception:\n    failed = True\nelse:\n    failed = False\nfinally:\n    done = 1\n"
        "if failed:\n    op.execute('b')",
        true);
    row("except Exception:\n    op.execute('UPDATE t SET a = 1 WHERE note = $$at the end$$')", true);
    // Something may end the transaction.
    row("except Exception:\n    op.execute('rollback')", false);
    row("except Exception:\n    op.get_bind().rollback()", false);
    row("except Exception:\n    op.execute('SELECT 1; ROLLBACK TO SAVEPOINT s')", false);
    row("except Exception:\n    getattr(op.get_bind(), 'roll' + 'back')()", false);
    row("except Exception:\n    from app import helpers\n    helpers.again(op)", false);
    row("except Exception:\n    pass\nwith op.get_context().autocommit_block():\n    op.execute('b')", false);
    row("except* Exception:\n    pass", false);
}

void TestEvaluator::guards()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, native);
    const QString handedOver = QStringLiteral(
        "! line 6 guards statements with try/except; only the project's Python knows the result");
    QCOMPARE(outcome(script(body)).section(u'\n', 0, 0), native ? QStringLiteral("a") : handedOver);
    // Where env.py migrates outside a transaction, errors can be caught.
    QCOMPARE(outcome(script(body), Direction::Upgrade, {.errorsCanBeCaught = true}).section(u'\n', 0, 0),
        handedOver);
}

void TestEvaluator::schemaOfTheVersionTable()
{
    const QByteArray asks = script("op.execute(str(context.get_context().version_table_schema))");
    const auto with = [&](const std::optional<QString> &schema) {
        return outcome(asks, Direction::Upgrade, {.versionTableSchema = schema});
    };
    QCOMPARE(outcome(asks), QStringLiteral("None"));
    QCOMPARE(with(QStringLiteral("audit")), QStringLiteral("audit"));
    QCOMPARE(with(std::nullopt),
        QStringLiteral(
            "! line 6 uses version_table_schema, which env.py works out; only the project's Python "
            "knows the result"));
}

void TestEvaluator::guardsAskForModules()
{
    const QByteArray asks = script("try:\n    import models\nexcept ImportError:\n    op.execute('b')");
    QCOMPARE(outcome(asks, Direction::Upgrade, {.offline = true}),
        QStringLiteral(
            "! line 7 asks with try whether models is there; only the project's Python knows the result"));
}

void TestEvaluator::argumentsOfEnv()
{
    const QByteArray text
        = "from alembic import op\ndef upgrade(engine=''):\n    globals()['up_' + engine]()\n"
          "def up_():\n    op.execute('main')\ndef downgrade(engine):\n    pass\n";
    QCOMPARE(outcome(text), QStringLiteral("main"));
    const QString given = QStringLiteral(
        "! line %1 takes arguments that env.py gives; only the project's Python knows the result");
    QCOMPARE(outcome(text, Direction::Upgrade, {.passesArguments = true}), given.arg(2));
    QCOMPARE(outcome(text, Direction::Downgrade), given.arg(6));
}

void TestEvaluator::placesOfOperations()
{
    const auto body = evaluateScript(script("for t in 'ab':\n    op.drop_table(\n        t)"),
        QStringLiteral("rev.py"), Direction::Upgrade);
    QVERIFY(body.ok());
    QCOMPARE(body->operations.size(), size_t(2));
    QCOMPARE(body->operations[1].place, (SourcePlace{QStringLiteral("rev.py"), 7, 9}));
}

void TestEvaluator::clientDefaultOfAKey()
{
    // Whether default= is None decides between SERIAL and INTEGER; only a key asks.
    const QByteArray foreign = "from app import make\n";
    QCOMPARE(outcome(script("op.create_table('t', sa.Column('id', sa.Integer, default=make), "
                            "sa.PrimaryKeyConstraint('id'))",
                 foreign)),
        QStringLiteral(
            "! line 7 gives the key column id a default that may be None; only the project's Python "
            "knows the result"));
    QCOMPARE(outcome(script("op.create_table('t', sa.Column('a', sa.Integer, default=make))", foreign)),
        QStringLiteral("CREATE TABLE t ( a INTEGER )"));
    QCOMPARE(
        outcome(script("op.create_table('t', sa.Column('id', sa.Integer, primary_key=True, default=3))")),
        QStringLiteral("CREATE TABLE t ( id INTEGER NOT NULL, PRIMARY KEY (id) )"));
}

void TestEvaluator::allReasonsAreCollected()
{
    QCOMPARE(outcome(script("a = foreign()\nb = a + 1\nop.execute(b)\nop.execute('fine')\nc = other.x",
                 "from app import foreign, other")),
        QStringLiteral(
            "! line 6 uses foreign, imported from app; only the project's Python knows the result\n"
            "! line 10 uses other, imported from app; only the project's Python knows the result"));
}

QTEST_GUILESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"
