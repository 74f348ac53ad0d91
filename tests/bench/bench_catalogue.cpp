#include "migrations/database/catalogueinspector.h"
#include "migrations/schema/schemadiff.h"
#include "tests/support/pgdump.h"
#include "tests/support/postgresfixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

#include <sys/resource.h>

#include <algorithm>
#include <vector>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

/// Tables of eight columns with a serial key, two more indexes and a foreign key each.
void fill(PostgresFixture &postgres, const QString &database, int tables)
{
    const auto connection = postgres.connect(database);
    const int chunk = 500;
    for (int first = 0; first < tables; first += chunk) {
        const QString sql = QStringLiteral("DO $$ BEGIN FOR i IN %1..%2 LOOP EXECUTE format('CREATE TABLE "
                                           "t%s (id serial PRIMARY KEY, parent int "
                                           "REFERENCES t%s (id), name varchar(80) NOT NULL, note text, "
                                           "amount numeric(10, 2) DEFAULT 0, at timestamptz "
                                           "DEFAULT now(), flag boolean NOT NULL DEFAULT false, kind int); "
                                           "CREATE INDEX ix_%s_name ON t%s (name); "
                                           "CREATE INDEX ix_%s_kind ON t%s (kind, at)', i, greatest(i - 1, "
                                           "0), i, i, i, i); END LOOP; END $$")
                                .arg(first)
                                .arg(std::min(first + chunk, tables) - 1);
        const auto reply = connection->run(sql);
        if (reply.failure)
            qFatal("%s", qPrintable(reply.failure->message));
    }
}

/// In a process of its own, so that its peak is its own.
int readOnce(const QString &folder, const QString &database)
{
    QElapsedTimer timer;
    timer.start();
    const auto connection = Connection::open(privateServerSettings(folder, database));
    const Result<Schema> schema = readSchema(**connection);
    const qint64 read = timer.restart();
    if (!schema)
        qFatal("%s", qPrintable(schema.error().message));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const Result<Schema> copy = Schema::fromBytes(schema->toBytes());
    timer.restart();
    const size_t changes = diffSchemas(*schema, *copy).size();
    const qint64 diff = timer.restart();
    (void)schema->fingerprint();
    QTextStream(stdout) << read << ' ' << double(usage.ru_maxrss) / 1024 << ' ' << diff << ' '
                        << timer.elapsed() << ' ' << schema->objects().size() << ' ' << changes << Qt::endl;
    return 0;
}

QString median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return QString::number(values[values.size() / 2], 'f', 1);
}

} // namespace

/// bench_catalogue [TABLES…]: our reading of a catalogue against pg_dump --schema-only, interleaved.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--read")
        return readOnce(arguments.value(2), arguments.value(3));
    PrivateServer::Options options;
    options.settings << QStringLiteral("max_locks_per_transaction=20000");
    if (qEnvironmentVariableIsSet("STILLROOM_LOG")) // a file for the time of each statement
        options.settings << QStringLiteral("log_min_duration_statement=0")
                         << QStringLiteral("logging_collector=on")
                         << QStringLiteral("log_directory=%1").arg(qEnvironmentVariable("STILLROOM_LOG"));
    PostgresFixture postgres(options);
    for (const QString &count : arguments.size() > 1
            ? arguments.mid(1)
            : QStringList{QStringLiteral("1000"), QStringLiteral("10000")}) {
        const QString database = postgres.createDatabase();
        fill(postgres, database, count.toInt());
        const auto vacuum = postgres.connect(database);
        (void)vacuum->run(QStringLiteral("VACUUM ANALYZE"));
        std::vector<double> ours;
        std::vector<double> theirs;
        std::vector<double> ratios;
        QString last;
        for (int round = 0; round < 3; ++round) {
            QElapsedTimer timer;
            timer.start();
            (void)schemaDump(postgres.settings(database));
            theirs.push_back(double(timer.elapsed()));
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--read"), postgres.server().socketFolder(), database});
            child.waitForFinished(600'000);
            last = QString::fromUtf8(child.readAllStandardOutput()).trimmed();
            ours.push_back(last.section(u' ', 0, 0).toDouble());
            ratios.push_back(ours.back() / theirs.back());
        }
        QTextStream(stdout) << count << " tables: ours " << median(ours) << " ms, pg_dump " << median(theirs)
                            << " ms, ratio of rounds " << QString::number(ratios[1], 'f', 3)
                            << " (goal 0.333); peak RSS " << last.section(u' ', 1, 1)
                            << " MiB (goal 100), diff of equals " << last.section(u' ', 2, 2)
                            << " ms, fingerprint " << last.section(u' ', 3, 3) << " ms, objects "
                            << last.section(u' ', 4, 4) << ", changes " << last.section(u' ', 5, 5)
                            << Qt::endl;
    }
    return 0;
}
