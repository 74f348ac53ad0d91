#pragma once

#include "migrations/operations/compiler.h"
#include "migrations/plan/planner.h"
#include "migrations/scripts/evaluator.h"
#include "migrations/scripts/livetables.h"

#include <QHash>

#include <map>
#include <memory>
#include <vector>

namespace stillroom
{

class BodyPrefetch;

/// The largest script that is evaluated; a larger one is Project Python with that reason.
inline constexpr qint64 evaluatedScriptLimit = 8 * 1024 * 1024;

/// Script bodies from the files of a project: read, evaluated and compiled on demand. One object serves
/// one plan, because the compiler remembers the ENUM types a run has created.
class EvaluatedBodies final : public ScriptBodies
{
public:
    /// For SQL that runs or is shown: `%` stands as it is. `--sql` text asks for percentDoubling.
    /// `live` answers what scripts ask the database; the bodies are then asked for in the order in which
    /// they run.
    explicit EvaluatedBodies(
        EvaluationOptions evaluation = {}, bool percentDoubling = false, LiveReader live = {});
    ~EvaluatedBodies() override;
    EvaluatedBodies(EvaluatedBodies &&) noexcept;
    EvaluatedBodies &operator=(EvaluatedBodies &&) noexcept;

    Result<ScriptBody> body(const Revision &revision, Direction direction) override;
    void expect(const std::vector<const Revision *> &revisions, Direction direction) override;
    /// One sentence for each body that the database decided.
    const QStringList &decided() const { return m_decided; }

private:
    Result<ScriptBody> evaluated(const Revision &revision, Direction direction, LiveTables &live);
    Result<EvaluatedBody> evaluate(const QString &path, Direction direction, LiveTables &live);
    Status compileInto(ScriptBody &body, const std::vector<Operation> &operations, Direction direction);

    EvaluationOptions m_evaluation;
    CompileOptions m_compile;
    LiveTables m_live;
    std::optional<Direction> m_direction; ///< of the plan: that of the first body
    QStringList m_decided;
    std::unique_ptr<BodyPrefetch> m_prefetch;
    std::map<Direction, Compiler> m_compilers; ///< one each: a downgrade creates no types
};

/// Bodies that are kept between a plan and the plan made again under the run lock. A body counts as long as
/// its file is the same (device, inode, size and times) and the same bodies were asked for before it, because
/// the compiler remembers what earlier ones created; from the first difference on everything is evaluated
/// anew.
class RememberedBodies final : public ScriptBodies
{
public:
    /// Before each plan: the first call of body() is that plan's first.
    void restart();
    /// What the project says of all its scripts; other words than before forget everything.
    void setEvaluation(const EvaluationOptions &evaluation);
    /// Who answers what scripts ask the database from now on.
    void setLive(LiveReader live);
    const QStringList &decided() const { return m_bodies.decided(); }
    Result<ScriptBody> body(const Revision &revision, Direction direction) override;
    void expect(const std::vector<const Revision *> &revisions, Direction direction) override;

private:
    struct FileState {
        quint64 device = 0, inode = 0;
        qint64 size = -1, modified = 0, changed = 0; ///< times in nanoseconds
        bool operator==(const FileState &) const = default;
    };
    struct Entry {
        RevisionId revision;
        QString path;
        Direction direction;
        FileState file;
        Result<ScriptBody> body;
    };
    static FileState stateOf(const QString &path);

    EvaluationOptions m_evaluation;
    LiveReader m_live;
    EvaluatedBodies m_bodies;
    std::vector<Entry> m_entries; ///< in the order they were asked for
    size_t m_next = 0;
    QHash<QString, FileState> m_expected; ///< of scripts that are read ahead, by path
};

/// The text of a script. Errors: Unreadable, with the path; also for one larger than `limit`.
Result<QByteArray> readScript(const QString &path, qint64 limit = evaluatedScriptLimit);

} // namespace stillroom
