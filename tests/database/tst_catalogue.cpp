#include "migrations/database/catalogueinspector.h"
#include "migrations/schema/objecttext.h"
#include "migrations/schema/schemasql.h"
#include "migrations/sql/splitter.h"
#include "tests/support/pgdump.h"
#include "tests/support/postgresfixture.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

QString fileText(const char *name)
{
    QFile file(QStringLiteral(STILLROOM_SOURCE_DIR "/tests/database/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", name);
    return QString::fromUtf8(file.readAll());
}

struct Mutation {
    QString sql;
    QStringList expected;
};

std::vector<Mutation> mutations()
{
    std::vector<Mutation> all;
    for (const QString &line : fileText("mutations.txt").split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(u'#'))
            continue;
        if (line.startsWith(u"=> "))
            all.back().expected << line.mid(3);
        else
            all.push_back({line, {}});
    }
    return all;
}

QStringList lines(const std::vector<Change> &changes)
{
    QStringList texts;
    for (const Change &change : changes) {
        if (!change.implied)
            texts << changeLine(change);
    }
    return texts;
}

} // namespace

/// Equal dumps of pg_dump and an empty diff are the same thing: on one of everything, changed in one place
/// at a time.
class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_postgres.reset(); }
    void oneChangeAtATime();
    void generatedSchemas();
    void invalidIndex();
    void extensionsAreLeftOut();
    void filterHidesNoise();
    void bytesAndBack();
    void patches();
    void writtenAnew();

private:
    Schema read(const QString &database)
    {
        Result<Schema> schema = readSchema(*m_postgres->connect(database));
        if (!schema)
            qFatal("%s %s", qPrintable(schema.error().message), qPrintable(schema.error().detail));
        return std::move(schema).value();
    }
    QString copyOfBase()
    {
        const QString name = QStringLiteral("copy_%1").arg(++m_copies);
        m_postgres->execute(
            QStringLiteral("postgres"), {QStringLiteral("CREATE DATABASE %1 TEMPLATE %2").arg(name, m_base)});
        return name;
    }

    /// Runs the SQL that leads back; empty when it does, or when it says that no SQL can.
    QString repaired(const QString &database, const std::vector<Change> &changes)
    {
        const QStringList statements = statementsFor(reversed(changes), m_schema);
        const auto connection = m_postgres->connect(database);
        for (const QString &sql : statements) {
            if (sql.startsWith(u"--")) {
                ++m_byHand;
                return {};
            }
            const Connection::Reply reply = connection->run(sql);
            if (reply.failure)
                return QStringLiteral("  repair: %1: %2").arg(sql, reply.failure->message);
        }
        QStringList left = lines(diffSchemas(m_schema, *readSchema(*connection)));
        // A column that was made a table's own stays so when the table gets its parent back.
        left.removeIf([](const QString &line) { return line.endsWith(u"inherited: yes to none"); });
        return left.isEmpty()
            ? QString()
            : QStringLiteral("  repaired by %1, but: %2").arg(statements.join(u';'), left.join(u'|'));
    }

    /// Changes that do not fit together are passed over.
    void applySome(
        const QString &database, const std::vector<Mutation> &all, const std::vector<size_t> &chosen)
    {
        const auto connection = m_postgres->connect(database);
        for (const size_t index : chosen) {
            const Result<SplitSql> split = splitSql(all[index].sql);
            for (const SqlPiece &piece : split->pieces)
                (void)connection->run(piece.sql);
        }
    }

    std::optional<PostgresFixture> m_postgres;
    QString m_base;
    Schema m_schema;
    int m_copies = 0;
    int m_byHand = 0; ///< mutations no SQL can take back
};

void TestCatalogue::initTestCase()
{
    m_postgres.emplace();
    m_base = m_postgres->createDatabase();
    m_postgres->execute(
        m_base, fileText("base.sql").section(u'\n', 1).split(QStringLiteral(";;\n"), Qt::SkipEmptyParts));
    m_schema = read(m_base);
    QCOMPARE(m_schema.count(ObjectKind::Table), 10);
    QVERIFY2(m_schema.notices().isEmpty(), qPrintable(m_schema.notices().join(u'\n')));
}

void TestCatalogue::oneChangeAtATime()
{
    const QByteArray dump = schemaDump(m_postgres->settings(m_base));
    QVERIFY(dump.contains("CREATE TABLE public.employees"));
    const DiffOptions everything{NoiseFilter::none()};
    NoiseFilter all = NoiseFilter::none();
    all.columnOrder = true;
    QStringList wrong;
    QString record; // what the file should say, for STILLROOM_RECORD
    for (const Mutation &mutation : mutations()) {
        const QString database = copyOfBase();
        const Result<SplitSql> split = splitSql(mutation.sql);
        for (const SqlPiece &piece : split->pieces)
            m_postgres->execute(database, {piece.sql});
        const Schema changed = read(database);
        const std::vector<Change> changes = diffSchemas(m_schema, changed, everything);
        const bool sameDump = schemaDump(m_postgres->settings(database)) == dump;
        QStringList found = lines(changes);
        if (sameDump != changes.empty())
            wrong.prepend(QStringLiteral("%1\n  dump %2, diff: %3")
                              .arg(mutation.sql, sameDump ? u"equal" : u"differs", found.join(u'|')));
        if ((changed.fingerprint(NoiseFilter::none()) == m_schema.fingerprint(NoiseFilter::none()))
            != changes.empty())
            wrong << mutation.sql + QStringLiteral("\n  fingerprint and diff disagree");
        // The order of columns is no object's own.
        if (applied(m_schema, changes).fingerprint(all) != changed.fingerprint(all)
            || applied(changed, reversed(changes)).fingerprint(all) != m_schema.fingerprint(all))
            wrong << mutation.sql + QStringLiteral("\n  the changes do not lead from one to the other");
        if (found.isEmpty())
            found << QStringLiteral("nothing");
        if (found != mutation.expected)
            wrong << mutation.sql + QStringLiteral("\n  found ") + found.join(QStringLiteral("\n        "));
        if (const QString repair = repaired(database, changes); !repair.isEmpty())
            wrong << mutation.sql + u'\n' + repair;
        record += mutation.sql + QStringLiteral("\n=> ") + found.join(QStringLiteral("\n=> ")) + u'\n';
    }
    if (qEnvironmentVariableIsSet("STILLROOM_RECORD")) {
        QFile file(qEnvironmentVariable("STILLROOM_RECORD"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(record.toUtf8());
    }
    for (const QString &text : wrong)
        qWarning("%s", qPrintable(text));
    QCOMPARE(int(wrong.size()), 0);
    QVERIFY2(m_byHand < 12, qPrintable(QString::number(m_byHand)));
}

/// The same changes in another order, or all but one of them: several at a time, by chance.
void TestCatalogue::generatedSchemas()
{
    const std::vector<Mutation> all = mutations();
    QRandomGenerator random(
        qEnvironmentVariableIsSet("STILLROOM_SEED") ? qEnvironmentVariableIntValue("STILLROOM_SEED") : 6);
    int equal = 0;
    for (int round = 0; round < 10; ++round) {
        std::vector<size_t> chosen;
        for (int i = 0; i < 12; ++i)
            chosen.push_back(random.bounded(quint32(all.size())));
        const QString one = copyOfBase();
        const QString other = copyOfBase();
        applySome(one, all, chosen);
        if (round % 3 == 0)
            chosen.pop_back();
        else
            std::reverse(chosen.begin(), chosen.end());
        applySome(other, all, chosen);
        const std::vector<Change> changes = diffSchemas(read(one), read(other), {NoiseFilter::none()});
        const bool sameDump
            = schemaDump(m_postgres->settings(one)) == schemaDump(m_postgres->settings(other));
        QVERIFY2(sameDump == changes.empty(),
            qPrintable(QStringLiteral("%1 and %2: %3").arg(one, other, lines(changes).join(u'\n'))));
        equal += sameDump;
    }
    QVERIFY(equal > 0 && equal < 10); // both answers were met
}

/// The one thing told that pg_dump leaves out.
void TestCatalogue::invalidIndex()
{
    const QString database = copyOfBase();
    const auto connection = m_postgres->connect(database);
    for (const QString &sql : {QStringLiteral("INSERT INTO departments (name) VALUES ('a'), ('a')")})
        QVERIFY(connection->query(sql).ok());
    QVERIFY(
        !connection->query(QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY ux_name ON departments (name)"))
             .ok());
    QCOMPARE(lines(diffSchemas(m_schema, *readSchema(*connection))),
        QStringList{QStringLiteral("add index departments.ux_name: unique btree (name), invalid")});
}

void TestCatalogue::extensionsAreLeftOut()
{
    const QString database = copyOfBase();
    m_postgres->execute(database,
        {QStringLiteral("CREATE EXTENSION hstore SCHEMA hr"), QStringLiteral("CREATE EXTENSION pg_trgm")});
    QCOMPARE(lines(diffSchemas(m_schema, read(database))),
        (QStringList{QStringLiteral("add extension hstore: extension"),
            QStringLiteral("add extension pg_trgm: extension")}));
}

void TestCatalogue::filterHidesNoise()
{
    const QString database = copyOfBase();
    m_postgres->execute(database,
        {QStringLiteral("ALTER TABLE employees OWNER TO reader"),
            QStringLiteral("GRANT UPDATE ON departments TO reader"),
            QStringLiteral("DROP TABLE alembic_version"),
            QStringLiteral("ALTER TABLE departments DROP COLUMN area, DROP COLUMN code, ADD COLUMN area int, "
                           "ADD COLUMN code text UNIQUE")});
    const Schema changed = read(database);
    QCOMPARE(lines(diffSchemas(m_schema, changed)), QStringList());
    QCOMPARE(changed.fingerprint(), m_schema.fingerprint());
    QCOMPARE(lines(diffSchemas(m_schema, changed, {NoiseFilter::none()})).size(), 3);
}

void TestCatalogue::bytesAndBack()
{
    const Result<Schema> back = Schema::fromBytes(m_schema.toBytes());
    QVERIFY(back.ok());
    QVERIFY(*back == m_schema);
    QCOMPARE(back->serverVersion(), m_schema.serverVersion());
    QVERIFY(!Schema::fromBytes(m_schema.toBytes().chopped(10)).ok());
    QVERIFY(!Schema::fromBytes("other").ok());
}

void TestCatalogue::patches()
{
    const std::vector<Change> all = diffSchemas({}, m_schema, {NoiseFilter::none()});
    QVERIFY(applied({}, all) == m_schema);
    QVERIFY(applied(m_schema, reversed(all)).isEmpty());
}

/// Everything made from its own SQL in an empty database is the same again.
void TestCatalogue::writtenAnew()
{
    const QString database = m_postgres->createDatabase();
    const auto connection = m_postgres->connect(database);
    const Schema empty = *readSchema(*connection);
    const QStringList statements
        = statementsFor(diffSchemas(empty, m_schema, {NoiseFilter::none()}), m_schema, true);
    for (const QString &sql : statements) {
        if (!sql.startsWith(u"--"))
            QVERIFY2(!connection->run(sql).failure, qPrintable(sql + connection->run(sql).failure->message));
    }
    NoiseFilter filter = NoiseFilter::none();
    filter.grants = false;
    QCOMPARE(lines(diffSchemas(m_schema, *readSchema(*connection), {filter})),
        QStringList{
            QStringLiteral("drop function total(integer): sfunc = int4pl, stype = integer, sspace = 0, "
                           "finalfunc = -, finalmodify = r, combinefunc = -, serialfunc = -, deserialfunc = "
                           "-, initcond = -, kind = n, msfunc = -, minvfunc = -, parallel = u")});
}

QTEST_GUILESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
