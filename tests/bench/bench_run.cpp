#include "migrations/run/executor.h"
#include "migrations/sql/splitter.h"
#include "tests/support/latencyproxy.h"
#include "tests/support/postgresfixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>
#include <vector>

using namespace stillroom;
using namespace stillroom::test;

namespace
{

class Ignore : public RunEventSink
{
public:
    void onRunEvent(const RunEvent &) override { ++events; }
    int events = 0;
};

/// The text `alembic upgrade head --sql` prints, as a plan. The version rows are taken as written.
Plan planOf(const QString &text)
{
    static const QRegularExpression heading(QStringLiteral("-- Running upgrade [^\n]*-> (\\S+)\n"));
    Plan plan;
    plan.createsVersionTable = true;
    QRegularExpressionMatchIterator matches = heading.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype start = match.capturedEnd();
        const QRegularExpressionMatchIterator rest = matches;
        const qsizetype end
            = rest.hasNext() ? QRegularExpressionMatchIterator(rest).next().capturedStart() : text.size();
        PlanStep step;
        step.revision = RevisionId(match.captured(1));
        const Result<SplitSql> split = splitSql(text.mid(start, end - start));
        for (const SqlPiece &piece : split->pieces) {
            if (piece.sql.contains(u"alembic_version"))
                step.versionStatements.push_back(piece.sql);
            else if (piece.sql != u"COMMIT")
                step.statements.push_back({Statement{piece.sql, {}}});
        }
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

double runOurs(const ConnectionSettings &settings, const Plan &plan)
{
    QElapsedTimer timer;
    timer.start();
    const auto connection = Connection::open(settings);
    Ignore sink;
    const auto replan = [&](const DatabaseState &) -> Result<Plan> { return plan; };
    const RunOutcome outcome = runPlan(**connection, plan, {}, replan, {}, sink);
    if (outcome.result != RunResult::Succeeded)
        qFatal("%s", qPrintable(outcome.error->message + outcome.error->detail));
    return double(timer.nsecsElapsed()) / 1e6;
}

double runPsql(const ConnectionSettings &settings, const QString &file)
{
    QElapsedTimer timer;
    timer.start();
    const QStringList arguments{QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"),
        QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-h"), settings.host, QStringLiteral("-p"),
        settings.port, QStringLiteral("-U"), settings.user, QStringLiteral("-d"), settings.database,
        QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-f"), file};
    if (QProcess::execute(ServerBinaries::find()->folder + QStringLiteral("/psql"), arguments) != 0)
        qFatal("psql failed");
    return double(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Interleaved: ours, psql, ours, psql, …; each on a fresh database; medians of the ratios per round.
void compare(PostgresFixture &postgres, const ConnectionSettings &server, const Plan &plan,
    const QString &file, int rounds, const QString &title)
{
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        ConnectionSettings settings = server;
        settings.database = postgres.createDatabase();
        ours.push_back(runOurs(settings, plan));
        settings.database = postgres.createDatabase();
        theirs.push_back(runPsql(settings, file));
        ratios.push_back(ours.back() / theirs.back());
    }
    QTextStream(stdout) << title << ": ours " << median(ours) << " ms, psql " << median(theirs)
                        << " ms, ratio " << median(ratios) << Qt::endl;
}

} // namespace

/// bench_run UP.sql [ROUNDS]: UP.sql is what `alembic upgrade head --sql` prints.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QFile file(arguments.value(1));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("usage: bench_run UP.sql [ROUNDS]");
    const Plan plan = planOf(QString::fromUtf8(file.readAll()));
    const int rounds = std::max(1, arguments.value(2).toInt());
    PrivateServer::Options options;
    options.settings << QStringLiteral("max_locks_per_transaction=4096");
    PostgresFixture postgres(options);
    QTextStream(stdout) << plan.steps.size() << " revisions, " << plan.statementCount() << " statements"
                        << Qt::endl;
    const ConnectionSettings local = postgres.settings(QStringLiteral("postgres"));
    compare(postgres, local, plan, file.fileName(), rounds, QStringLiteral("local"));
    LatencyProxy proxy(local.host + QStringLiteral("/.s.PGSQL.5432"), std::chrono::milliseconds(10));
    ConnectionSettings distant = local;
    distant.host = QStringLiteral("127.0.0.1");
    distant.port = QString::number(proxy.port());
    distant.keywords.emplace_back(QStringLiteral("sslmode"), QStringLiteral("disable"));
    compare(postgres, distant, plan, file.fileName(), 1, QStringLiteral("20 ms a round trip"));
    return 0;
}
