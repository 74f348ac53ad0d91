#include "app/project/scriptbodies.h"

#include "app/project/bodyprefetch.h"
#include "migrations/sql/statementfacts.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <sys/stat.h>

namespace stillroom
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("ScriptBodies", text);
}

/// Whether rows are gone afterwards. What plain SQL does, its own text says.
bool losesData(const Operation &operation, const std::vector<Statement> &statements)
{
    const OperationValue &value = operation.value;
    if (std::holds_alternative<DropTable>(value) || std::holds_alternative<DropColumn>(value)
        || std::holds_alternative<DeleteRows>(value) || std::holds_alternative<DropSchema>(value))
        return true;
    static const QStringList commands{QStringLiteral("DELETE"), QStringLiteral("TRUNCATE"),
        QStringLiteral("TRUNCATE TABLE"), QStringLiteral("DROP TABLE"), QStringLiteral("DROP SCHEMA")};
    // Parsing costs more than looking whether one of the words is there at all.
    const auto mayLose = [](const QString &sql) {
        return sql.contains(QLatin1String("delete"), Qt::CaseInsensitive)
            || sql.contains(QLatin1String("truncate"), Qt::CaseInsensitive)
            || sql.contains(QLatin1String("drop"), Qt::CaseInsensitive);
    };
    return std::holds_alternative<ExecuteSql>(value)
        && std::any_of(statements.begin(), statements.end(), [&](const Statement &statement) {
               return mayLose(statement.sql) && commands.contains(factsOf(statement.sql).command);
           });
}

ScriptBody projectPython(SourcePlace place, QString reason)
{
    ScriptBody body;
    body.engine = Engine::ProjectPython;
    body.reasons.push_back({std::move(place), std::move(reason)});
    return body;
}

QString functionName(Direction direction)
{
    return direction == Direction::Upgrade ? QStringLiteral("upgrade()") : QStringLiteral("downgrade()");
}

} // namespace

EvaluatedBodies::EvaluatedBodies(EvaluationOptions evaluation, bool percentDoubling, LiveReader live)
    : m_evaluation(std::move(evaluation))
    , m_compile{m_evaluation.generation, percentDoubling}
    , m_live(std::move(live))
{
}

Result<ScriptBody> EvaluatedBodies::body(const Revision &revision, Direction direction)
{
    // The other direction is only looked at: nothing of it runs in this plan.
    m_direction = m_direction.value_or(direction);
    LiveTables none;
    if (direction != *m_direction)
        return evaluated(revision, direction, none);
    Result<ScriptBody> result = evaluated(revision, direction, m_live);
    const bool isNative = result && result->engine == Engine::NativeSql && !result->raises;
    if (m_live.takeAsked() && isNative) {
        m_decided += tr("%1: decided by the database at %2; asked again before it runs")
                         .arg(revision.id.text(), m_live.readAt().toString(QStringLiteral("HH:mm:ss")));
    }
    if (!isNative)
        m_live.forget();
    return result;
}

EvaluatedBodies::~EvaluatedBodies() = default;
EvaluatedBodies::EvaluatedBodies(EvaluatedBodies &&) noexcept = default;
EvaluatedBodies &EvaluatedBodies::operator=(EvaluatedBodies &&) noexcept = default;

/// A few scripts are evaluated sooner than threads start.
void EvaluatedBodies::expect(const std::vector<const Revision *> &revisions, Direction direction)
{
    constexpr size_t worthThreads = 48;
    if (revisions.size() < worthThreads)
        return;
    QStringList paths;
    for (const Revision *revision : revisions)
        paths << revision->place.path;
    m_prefetch = std::make_unique<BodyPrefetch>(std::move(paths), direction, m_evaluation);
}

/// What was worked out ahead counts only where the database had no say in it.
Result<EvaluatedBody> EvaluatedBodies::evaluate(const QString &path, Direction direction, LiveTables &live)
{
    std::optional<EvaluatedBody> ready
        = m_prefetch ? m_prefetch->take(path, direction) : std::optional<EvaluatedBody>();
    if (ready && ready->native()) {
        for (const Operation &operation : ready->operations)
            live.apply(operation);
        return *std::move(ready);
    }
    Result<QByteArray> bytes = readScript(path);
    if (!bytes)
        return bytes.error();
    return evaluateScript(std::move(bytes).value(), path, direction, m_evaluation, &live);
}

Result<ScriptBody> EvaluatedBodies::evaluated(const Revision &revision, Direction direction, LiveTables &live)
{
    const QString &path = revision.place.path;
    if (QFileInfo(path).size() > evaluatedScriptLimit)
        return projectPython({path, 1, 0}, tr("the script is larger than 8 MB and is not evaluated"));
    const Result<EvaluatedBody> evaluated = evaluate(path, direction, live);
    if (!evaluated)
        return evaluated.error();
    if (evaluated->missing)
        return projectPython(revision.place, tr("the script has no %1").arg(functionName(direction)));
    ScriptBody body;
    body.raises = evaluated->raises;
    for (const RefusalReason &reason : evaluated->reasons)
        body.reasons.push_back({reason.place, reason.reason});
    if (!body.reasons.empty()) {
        body.engine = Engine::ProjectPython;
        return body;
    }
    const Status compiled = compileInto(body, evaluated->operations, direction);
    if (compiled)
        return body;
    if (compiled.error().kind == ErrorKind::NeedsProjectPython)
        return projectPython(compiled.error().place, compiled.error().message);
    return compiled.error();
}

RememberedBodies::FileState RememberedBodies::stateOf(const QString &path)
{
    struct stat info {
    };
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    constexpr qint64 second = 1'000'000'000;
    return {info.st_dev, info.st_ino, info.st_size, info.st_mtim.tv_sec * second + info.st_mtim.tv_nsec,
        info.st_ctim.tv_sec * second + info.st_ctim.tv_nsec};
}

void RememberedBodies::setEvaluation(const EvaluationOptions &evaluation)
{
    if (m_evaluation == evaluation)
        return;
    m_evaluation = evaluation;
    m_entries.clear();
    m_bodies = EvaluatedBodies(evaluation, false, m_live);
    m_next = 0;
}

void RememberedBodies::setLive(LiveReader live)
{
    if (bool(live) != bool(m_live))
        m_entries.clear(); // with a database other bodies are native
    m_live = std::move(live);
}

void RememberedBodies::restart()
{
    m_next = 0;
    m_expected.clear();
    if (!m_entries.empty() && m_bodies.decided().isEmpty())
        return;
    // The database may answer otherwise by now.
    m_entries.clear();
    m_bodies = EvaluatedBodies(m_evaluation, false, m_live);
}

/// What is remembered need not be worked out again; a plan made again asks for little else.
void RememberedBodies::expect(const std::vector<const Revision *> &revisions, Direction direction)
{
    if (!m_entries.empty())
        return;
    // The states from before anything is read ahead: what changes from here on is read again next time.
    m_expected.clear();
    for (const Revision *revision : revisions)
        m_expected.insert(revision->place.path, stateOf(revision->place.path));
    m_bodies.expect(revisions, direction);
}

Result<ScriptBody> RememberedBodies::body(const Revision &revision, Direction direction)
{
    const QString &path = revision.place.path;
    // Looked at before the text is read: a file that changes in between is then read again next time.
    const auto expected = m_expected.constFind(path);
    const FileState file = expected != m_expected.cend() ? *expected : stateOf(path);
    if (m_next < m_entries.size()) {
        const Entry &entry = m_entries[m_next];
        if (entry.path == path && entry.direction == direction && file.size >= 0 && entry.file == file) {
            ++m_next;
            return entry.body;
        }
        // What the compiler remembers must come from exactly what stands before this body.
        std::vector<Entry> before(m_entries.begin(), m_entries.begin() + std::ptrdiff_t(m_next));
        m_entries.clear();
        m_bodies = EvaluatedBodies(m_evaluation, false, m_live);
        m_next = 0;
        for (const Entry &known : before) {
            Revision earlier;
            earlier.id = known.revision;
            earlier.place.path = known.path;
            (void)body(earlier, known.direction);
        }
    }
    m_entries.push_back({revision.id, path, direction, file, m_bodies.body(revision, direction)});
    m_next = m_entries.size();
    return m_entries.back().body;
}

Status EvaluatedBodies::compileInto(
    ScriptBody &body, const std::vector<Operation> &operations, Direction direction)
{
    Compiler &compiler = m_compilers.try_emplace(direction, m_compile).first->second;
    for (const Operation &operation : operations) {
        Result<std::vector<Statement>> statements = compiler.compile(operation);
        if (!statements)
            return statements.error();
        body.losesData = body.losesData || losesData(operation, *statements);
        for (Statement &statement : *statements)
            body.statements.push_back(std::move(statement));
    }
    return Done{};
}

Result<QByteArray> readScript(const QString &path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::Unreadable, tr("%1 cannot be read: %2").arg(path, file.errorString()), {},
            {path, 0, 0}};
    }
    if (file.size() > limit) {
        return Error{ErrorKind::Unreadable,
            tr("%1 is larger than %2 MB and is not shown").arg(path).arg(limit / (1024 * 1024)), {},
            {path, 0, 0}};
    }
    return file.readAll();
}

} // namespace stillroom
