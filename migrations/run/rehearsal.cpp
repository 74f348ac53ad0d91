#include "migrations/run/rehearsal.h"

#include "migrations/database/catalogueinspector.h"
#include "migrations/plan/versiontable.h"
#include "migrations/run/schemacopy.h"
#include "migrations/run/scratchdatabase.h"
#include "migrations/run/steprecorder.h"
#include "migrations/schema/objecttext.h"
#include "migrations/sql/quoting.h"
#include "migrations/sql/sqlaction.h"
#include "migrations/sql/statementfacts.h"

#include <QElapsedTimer>

#include <algorithm>

namespace stillroom
{

namespace
{

/// What takes a change of the version table back.
VersionChange inverse(const VersionChange &change)
{
    VersionChange back;
    back.inserted = change.deleted;
    back.deleted = change.inserted;
    for (const auto &[from, to] : change.updated)
        back.updated.emplace_back(to, from);
    return back;
}

/// Statements that only touch rows leave the schema as it was.
bool changesSchema(const std::vector<RehearsedStatement> &statements)
{
    return std::any_of(statements.begin(), statements.end(), [](const RehearsedStatement &statement) {
        if (statement.skipped)
            return false;
        switch (factsOf(statement.sql).kind) {
        case StatementClass::Dml:
        case StatementClass::Empty:
        case StatementClass::Session:
            return false;
        case StatementClass::Select: // may call a function that does anything
        case StatementClass::NotUnderstood:
        case StatementClass::Ddl:
        case StatementClass::TransactionControl:
        case StatementClass::Copy:
        case StatementClass::Utility:
            return true;
        }
        Q_UNREACHABLE();
    });
}

class RehearsalRun
{
public:
    RehearsalRun(const RehearsalRequest &request, const CancelToken &cancel)
        : m_request(request)
        , m_cancel(cancel)
    {
        m_result.place = request.place;
        m_result.at = QDateTime::currentDateTime();
        m_result.rowsPerTable = request.rowsPerTable;
        m_result.fullCopy = request.fullCopy;
        m_result.from = request.plan.from;
        m_result.to = request.plan.to;
        m_timer.start();
    }

    Rehearsal run()
    {
        Status status = prepare();
        if (status)
            status = goForward();
        if (status && m_request.goBack)
            goBack();
        if (!status)
            fail(status.error());
        m_scratch.reset();
        m_result.durationMs = m_timer.elapsed();
        return std::move(m_result);
    }

private:
    void fail(const Error &error)
    {
        m_result.outcome = error.kind == ErrorKind::Cancelled || m_cancel.isCancelled()
            ? RehearsalOutcome::Cancelled
            : RehearsalOutcome::Failed;
        m_result.error = error;
        if (m_result.outcome == RehearsalOutcome::Cancelled)
            m_result.error = Error{ErrorKind::Cancelled,
                QStringLiteral(
                    "The rehearsal was cancelled. Nothing was changed and nothing was left behind.")};
    }

    void tell(int step, const QString &text) const
    {
        if (m_request.progress)
            m_request.progress({step, int(m_request.plan.steps.size()), text});
    }

    Status prepare()
    {
        tell(0, QStringLiteral("Reading the schema"));
        if (m_request.live) {
            auto live = Connection::open(*m_request.live, m_cancel);
            if (!live)
                return live.error();
            m_live = std::move(live).value();
            Result<Schema> schema = readSchema(*m_live, m_cancel);
            if (!schema)
                return schema.error();
            m_liveSchema = std::move(schema).value();
            m_result.liveVersion = m_live->serverVersion();
            m_result.liveFingerprint = m_liveSchema.fingerprint(m_request.noise);
        }
        tell(0, QStringLiteral("Copying the schema"));
        if (const Status made = makeScratch(); !made)
            return made;
        m_result.serverVersion = m_scratch->connection().serverVersion();
        if (m_live) {
            if (const Status copied = copyLive(); !copied)
                return copied;
        }
        return takeFirstSnapshot();
    }

    Status makeScratch()
    {
        auto scratch = m_request.place == RehearsalPlace::PrivateServer || !m_request.live
            ? ScratchDatabase::onPrivateServer(m_cancel)
            : ScratchDatabase::onTargetServer(*m_request.live,
                m_request.fullCopy ? ScratchDatabase::Content::Everything : ScratchDatabase::Content::Empty,
                m_cancel);
        if (!scratch)
            return scratch.error();
        m_scratch = std::move(scratch).value();
        return Done{};
    }

    Status copyLive()
    {
        const int here = m_result.serverVersion / 10000;
        const int there = m_result.liveVersion / 10000;
        if (here != there) {
            m_result.notes << QStringLiteral(
                "The copy is on PostgreSQL %1, the live database on %2: what differs between "
                "them was not rehearsed.")
                                  .arg(here)
                                  .arg(there);
        }
        if (m_request.fullCopy && m_request.place == RehearsalPlace::TargetServer)
            return Done{};
        const Result<QStringList> copied = copySchema(*m_live, m_liveSchema, *m_scratch, m_cancel);
        if (!copied)
            return copied.error();
        m_result.notes << *copied << m_liveSchema.notices();
        if (m_request.rowsPerTable > 0) {
            tell(0, QStringLiteral("Copying rows"));
            const Result<QStringList> rows
                = copyRows(*m_live, m_liveSchema, *m_scratch, m_request.rowsPerTable, m_cancel);
            if (!rows)
                return rows.error();
            m_result.notes << *rows;
        }
        return writeVersionRows();
    }

    Status writeVersionRows()
    {
        for (const RevisionId &row : m_request.plan.from) {
            const auto written
                = m_scratch->connection().query(insertVersionSql(m_request.plan.versionTable, row));
            if (!written)
                return written.error();
        }
        return Done{};
    }

    Status takeFirstSnapshot()
    {
        if (m_request.plan.createsVersionTable) {
            const auto made
                = m_scratch->connection().query(createVersionTableSql(m_request.plan.versionTable));
            if (!made)
                return made.error();
        }
        Result<Schema> schema = readSchema(m_scratch->connection(), m_cancel);
        if (!schema)
            return schema.error();
        m_schema = std::make_shared<const Schema>(std::move(schema).value());
        m_result.before = m_result.after = m_schema;
        m_recorder.emplace(m_scratch->connection(), m_cancel);
        return m_recorder->begin();
    }

    /// The changes a step made: the schema now against the one before.
    Result<std::vector<Change>> changesSince(const Schema &before, Engine engine,
        const std::vector<RehearsedStatement> &statements, const std::vector<Rename> &renames)
    {
        // A script's own Python may send more than was seen.
        if (engine == Engine::NativeSql && !changesSchema(statements))
            return std::vector<Change>();
        Result<Schema> schema = readSchema(m_scratch->connection(), m_cancel);
        if (!schema)
            return schema.error();
        std::vector<Change> changes = diffSchemas(before, *schema, {m_request.noise, renames});
        m_schema = std::make_shared<const Schema>(std::move(schema).value());
        return changes;
    }

    Status runStep(const PlanStep &step, const std::vector<QString> &versionStatements,
        std::vector<RehearsedStatement> &statements)
    {
        if (step.engine == Engine::NativeSql)
            return m_recorder->run(step, versionStatements, statements);
        if (!m_request.python) {
            const EngineReason reason
                = step.engineReasons.empty() ? EngineReason{step.script, {}} : step.engineReasons.front();
            return Error{ErrorKind::NeedsProjectPython,
                QStringLiteral("Revision %1 needs the project's own Python: %2")
                    .arg(step.revision.text(), reason.reason),
                {}, reason.place};
        }
        Result<std::vector<RehearsedStatement>> sent
            = m_request.python->run(step, m_scratch->settings(), {}, m_cancel);
        if (!sent)
            return sent.error();
        statements = std::move(sent).value();
        return Done{};
    }

    static Error named(Error error, const PlanStep &step, const QString &direction)
    {
        if (error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::NeedsProjectPython)
            return error;
        error.message = QStringLiteral("The %1 of revision %2 fails: %3")
                            .arg(direction, step.revision.text(), error.message);
        if (error.kind == ErrorKind::Database)
            error.kind = ErrorKind::MigrationFailed;
        if (error.place.path.isEmpty())
            error.place = step.script;
        return error;
    }

    Status goForward()
    {
        for (int i = 0; i < int(m_request.plan.steps.size()); ++i) {
            if (m_cancel.isCancelled())
                return Error{ErrorKind::Cancelled, {}};
            const PlanStep &step = m_request.plan.steps[size_t(i)];
            tell(i, step.revision.text());
            RehearsedStep &record = m_result.steps.emplace_back();
            record.revision = step.revision;
            record.message = step.message;
            record.engine = step.engine;
            record.grade = step.downgradeGrade;
            QElapsedTimer timer;
            timer.start();
            const Status ran = runStep(step, step.versionStatements, record.statements);
            record.durationMs = double(timer.nsecsElapsed()) / 1e6;
            if (!ran)
                return named(ran.error(), step, QStringLiteral("upgrade"));
            for (const RehearsedStatement &statement : record.statements) {
                for (Rename &rename : renamesOf(statement.sql))
                    record.renames.push_back(std::move(rename));
            }
            Result<std::vector<Change>> changes
                = changesSince(*m_schema, step.engine, record.statements, record.renames);
            if (!changes)
                return changes.error();
            record.changes = std::move(changes).value();
            m_result.after = m_schema;
        }
        return Done{};
    }

    /// From the newest step back; the first that fails ends it, because the older ones rest on it.
    void goBack()
    {
        readSizes();
        for (int i = int(m_result.steps.size()) - 1; i >= 0; --i) {
            if (m_cancel.isCancelled())
                return fail(Error{ErrorKind::Cancelled, {}});
            tell(int(m_request.plan.steps.size()), m_result.steps[size_t(i)].revision.text());
            if (!goBackOver(m_request.plan.steps[size_t(i)], m_result.steps[size_t(i)]))
                return;
        }
    }

    bool goBackOver(const PlanStep &up, RehearsedStep &record)
    {
        const Result<PlanStep> down = m_request.downgradeStep(up.revision);
        record.backTried = true;
        if (!down) {
            record.backError = down.error();
            record.grade = DowngradeGrade::Unknown;
            return false;
        }
        record.grade = down->downgradeGrade;
        if (record.grade == DowngradeGrade::Raises)
            return false;
        const std::shared_ptr<const Schema> before = m_schema;
        QElapsedTimer timer;
        timer.start();
        const std::vector<QString> rows
            = versionStatements(m_request.plan.versionTable, inverse(up.versionChange));
        const Status ran = runStep(*down, rows, record.backStatements);
        record.backDurationMs = double(timer.nsecsElapsed()) / 1e6;
        if (!ran) {
            record.backError = named(ran.error(), *down, QStringLiteral("downgrade"));
            const bool cannotTry = ran.error().kind == ErrorKind::NeedsProjectPython;
            record.grade = cannotTry ? DowngradeGrade::Unknown : DowngradeGrade::Raises;
            return false;
        }
        // Compared object by object with the schema the step began with: no renames are looked for.
        const Result<std::vector<Change>> changes
            = changesSince(*before, down->engine, record.backStatements, {});
        if (!changes) {
            record.backError = changes.error();
            return false;
        }
        judge(record, *changes);
        return true;
    }

    /// Rows by table: of the live database where it has the table.
    void readSizes()
    {
        for (Connection *connection : {&m_scratch->connection(), m_live.get()}) {
            if (!connection)
                continue;
            const Result<std::vector<TableSize>> sizes = readTableSizes(*connection);
            if (!sizes)
                continue;
            for (const TableSize &size : *sizes)
                m_rows.insert(displayName(size.table), size.rows);
        }
    }

    void judge(RehearsedStep &record, const std::vector<Change> &back)
    {
        for (const Change &change : back) {
            if (change.action != ChangeAction::Drop || change.implied)
                continue;
            const bool isTable
                = change.kind() == ObjectKind::Table || change.kind() == ObjectKind::MaterializedView;
            if (!isTable && change.kind() != ObjectKind::Column)
                continue;
            ObjectId table = change.id();
            if (!isTable)
                table = ObjectId(ObjectKind::Table, table.schema, {}, table.table);
            record.losses.push_back({displayName(change.id()), m_rows.value(displayName(table), -1)});
        }
        // What the step changed and its downgrade left: from where it began to where it is now.
        for (const Change &change : withoutImplied(left(record.changes, back)))
            record.leftovers << changeLine(change);
        const bool changed = !record.changes.empty();
        if (changed && back.empty())
            record.grade = DowngradeGrade::NoOp;
        else if (!record.losses.empty())
            record.grade = DowngradeGrade::Lossy;
        else if (record.grade == DowngradeGrade::Unknown)
            record.grade
                = changed || !record.backStatements.empty() ? DowngradeGrade::Real : DowngradeGrade::NoOp;
    }

    /// Forth and back together: what stays different.
    static std::vector<Change> left(const std::vector<Change> &forth, const std::vector<Change> &back)
    {
        std::vector<SchemaObject> before;
        std::vector<SchemaObject> middle;
        for (const Change &change : forth) {
            if (change.before)
                before.push_back(*change.before);
            if (change.after)
                middle.push_back(*change.after);
        }
        // Objects only the downgrade touches stood there before as they stood in between.
        const Schema known(middle);
        for (const Change &change : back) {
            if (change.before && !known.find(change.before->id)) {
                before.push_back(*change.before);
                middle.push_back(*change.before);
            }
        }
        return diffSchemas(Schema(before), applied(Schema(middle), back));
    }

    const RehearsalRequest &m_request;
    CancelToken m_cancel;
    Rehearsal m_result;
    QElapsedTimer m_timer;
    std::unique_ptr<Connection> m_live;
    Schema m_liveSchema;
    std::unique_ptr<ScratchDatabase> m_scratch;
    std::optional<StepRecorder> m_recorder;
    std::shared_ptr<const Schema> m_schema; ///< of the copy, now
    QHash<QString, qint64> m_rows;
};

} // namespace

std::vector<Rename> renamesOf(const QString &sql)
{
    std::vector<Rename> renames;
    if (!sql.contains(u"rename", Qt::CaseInsensitive))
        return renames;
    for (const SqlAction &action : actionsOf(sql)) {
        const auto [written, table] = splitQualified(action.table);
        const QString schema = written.isEmpty() ? QStringLiteral("public") : written;
        if (action.kind == SqlActionKind::RenameTable)
            renames.push_back({ObjectKind::Table, schema, {}, table, splitQualified(action.newName).second});
        else if (action.kind == SqlActionKind::RenameColumn)
            renames.push_back(
                {ObjectKind::Column, schema, table, action.column, splitQualified(action.newName).second});
    }
    return renames;
}

Rehearsal rehearse(const RehearsalRequest &request, const CancelToken &cancel)
{
    return RehearsalRun(request, cancel).run();
}

} // namespace stillroom
