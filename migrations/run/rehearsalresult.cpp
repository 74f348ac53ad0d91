#include "migrations/run/rehearsalresult.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr quint32 formatMark = 0x53525202; // "SRR", version 2

void put(QDataStream &out, const SchemaObject &value);
void take(QDataStream &in, SchemaObject &value);
void put(QDataStream &out, const Change &value);
void take(QDataStream &in, Change &value);
void put(QDataStream &out, const Rename &value);
void take(QDataStream &in, Rename &value);
void put(QDataStream &out, const LockClaim &value);
void take(QDataStream &in, LockClaim &value);
void put(QDataStream &out, const LostData &value);
void take(QDataStream &in, LostData &value);
void put(QDataStream &out, const RehearsedStatement &value);
void take(QDataStream &in, RehearsedStatement &value);
void put(QDataStream &out, const RevisionId &value);
void take(QDataStream &in, RevisionId &value);
void put(QDataStream &out, const RehearsedStep &value);
void take(QDataStream &in, RehearsedStep &value);

void put(QDataStream &out, const SchemaObject &object)
{
    out << quint8(object.id.kind) << quint8(object.id.subject) << object.id.schema << object.id.table
        << object.id.name << qint32(object.position) << quint8(object.properties.size());
    for (const PropertyValue &entry : object.properties)
        out << quint8(entry.property) << entry.value;
}

void take(QDataStream &in, SchemaObject &object)
{
    quint8 kind = 0;
    quint8 subject = 0;
    quint8 count = 0;
    qint32 position = 0;
    in >> kind >> subject >> object.id.schema >> object.id.table >> object.id.name >> position >> count;
    object.id.kind = ObjectKind(std::min(kind, quint8(ObjectKind::Other)));
    object.id.subject = ObjectKind(std::min(subject, quint8(ObjectKind::Other)));
    object.position = position;
    for (int i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        quint8 property = 0;
        QString value;
        in >> property >> value;
        object.properties.push_back({Property(std::min(property, quint8(Property::Grants))), value});
    }
}

void put(QDataStream &out, const Change &change)
{
    out << quint8(change.action) << change.reordered << change.implied << change.before.has_value()
        << change.after.has_value();
    if (change.before)
        put(out, *change.before);
    if (change.after)
        put(out, *change.after);
}

void take(QDataStream &in, Change &change)
{
    quint8 action = 0;
    bool before = false;
    bool after = false;
    in >> action >> change.reordered >> change.implied >> before >> after;
    change.action = ChangeAction(std::min(action, quint8(ChangeAction::Rename)));
    if (before)
        take(in, change.before.emplace());
    if (after)
        take(in, change.after.emplace());
}

void put(QDataStream &out, const Rename &rename)
{
    out << quint8(rename.kind) << rename.schema << rename.table << rename.from << rename.to;
}

void take(QDataStream &in, Rename &rename)
{
    quint8 kind = 0;
    in >> kind >> rename.schema >> rename.table >> rename.from >> rename.to;
    rename.kind = ObjectKind(std::min(kind, quint8(ObjectKind::Other)));
}

void put(QDataStream &out, const LockClaim &lock)
{
    out << lock.table << quint8(lock.mode);
}

void take(QDataStream &in, LockClaim &lock)
{
    quint8 mode = 0;
    in >> lock.table >> mode;
    lock.mode = LockMode(std::min(mode, quint8(LockMode::AccessExclusive)));
}

void put(QDataStream &out, const LostData &loss)
{
    out << loss.object << loss.rows;
}

void take(QDataStream &in, LostData &loss)
{
    in >> loss.object >> loss.rows;
}

template<typename T> void putAll(QDataStream &out, const std::vector<T> &values)
{
    out << quint32(values.size());
    for (const T &value : values)
        put(out, value);
}

template<typename T> void takeAll(QDataStream &in, std::vector<T> &values)
{
    quint32 count = 0;
    in >> count;
    for (quint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i)
        take(in, values.emplace_back());
}

void put(QDataStream &out, const RehearsedStatement &statement)
{
    out << statement.sql << statement.place.path << qint32(statement.place.line) << statement.durationMs
        << statement.rows << statement.locksMeasured << statement.rewritten << statement.scanned
        << statement.skipped << statement.captured;
    putAll(out, statement.locks);
}

void take(QDataStream &in, RehearsedStatement &statement)
{
    qint32 line = 0;
    in >> statement.sql >> statement.place.path >> line >> statement.durationMs >> statement.rows
        >> statement.locksMeasured >> statement.rewritten >> statement.scanned >> statement.skipped
        >> statement.captured;
    statement.place.line = line;
    takeAll(in, statement.locks);
}

void put(QDataStream &out, const std::optional<Error> &error)
{
    out << error.has_value();
    if (error)
        out << quint8(error->kind) << error->message << error->detail << error->place.path
            << qint32(error->place.line) << error->sqlState;
}

void take(QDataStream &in, std::optional<Error> &error)
{
    bool there = false;
    in >> there;
    if (!there)
        return;
    quint8 kind = 0;
    qint32 line = 0;
    Error &value = error.emplace();
    in >> kind >> value.message >> value.detail >> value.place.path >> line >> value.sqlState;
    value.kind = ErrorKind(std::min(kind, quint8(ErrorKind::Internal)));
    value.place.line = line;
}

void put(QDataStream &out, const RevisionId &id)
{
    out << id.text();
}

void take(QDataStream &in, RevisionId &id)
{
    QString text;
    in >> text;
    id = RevisionId(text);
}

void put(QDataStream &out, const RehearsedStep &step)
{
    put(out, step.revision);
    out << step.message << quint8(step.engine) << step.durationMs << step.backTried << step.backDurationMs
        << quint8(step.grade) << step.leftovers;
    putAll(out, step.statements);
    putAll(out, step.changes);
    putAll(out, step.renames);
    putAll(out, step.backStatements);
    putAll(out, step.losses);
    put(out, step.backError);
}

void take(QDataStream &in, RehearsedStep &step)
{
    quint8 engine = 0;
    quint8 grade = 0;
    take(in, step.revision);
    in >> step.message >> engine >> step.durationMs >> step.backTried >> step.backDurationMs >> grade
        >> step.leftovers;
    step.engine = engine ? Engine::ProjectPython : Engine::NativeSql;
    step.grade = DowngradeGrade(std::min(grade, quint8(DowngradeGrade::Unknown)));
    takeAll(in, step.statements);
    takeAll(in, step.changes);
    takeAll(in, step.renames);
    takeAll(in, step.backStatements);
    takeAll(in, step.losses);
    take(in, step.backError);
}

} // namespace

const RehearsedStep *Rehearsal::step(const RevisionId &revision) const
{
    for (const RehearsedStep &step : steps) {
        if (step.revision == revision)
            return &step;
    }
    return nullptr;
}

bool Rehearsal::comesBack() const
{
    return std::all_of(steps.begin(), steps.end(), [](const RehearsedStep &step) {
        return step.backTried && !step.backError && step.leftovers.isEmpty()
            && step.grade != DowngradeGrade::Raises;
    });
}

QByteArray toBytes(const Rehearsal &rehearsal)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << formatMark << quint8(rehearsal.outcome) << quint8(rehearsal.place)
        << qint32(rehearsal.serverVersion) << qint32(rehearsal.liveVersion) << rehearsal.at
        << rehearsal.durationMs << qint32(rehearsal.rowsPerTable) << rehearsal.fullCopy
        << rehearsal.liveFingerprint << rehearsal.notes;
    put(out, rehearsal.error);
    putAll(out, rehearsal.from);
    putAll(out, rehearsal.to);
    putAll(out, rehearsal.steps);
    out << (rehearsal.before ? rehearsal.before->toBytes() : QByteArray())
        << (rehearsal.after ? rehearsal.after->toBytes() : QByteArray());
    return qCompress(bytes, 1);
}

Result<Rehearsal> rehearsalFromBytes(const QByteArray &bytes)
{
    const Error unreadable{ErrorKind::Unreadable,
        QStringLiteral("A kept rehearsal was written by another version of Stillroom and is not used.")};
    const QByteArray plain = qUncompress(bytes);
    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 mark = 0;
    in >> mark;
    if (mark != formatMark)
        return unreadable;
    Rehearsal rehearsal;
    quint8 outcome = 0;
    quint8 place = 0;
    qint32 server = 0;
    qint32 live = 0;
    qint32 sampled = 0;
    in >> outcome >> place >> server >> live >> rehearsal.at >> rehearsal.durationMs >> sampled
        >> rehearsal.fullCopy >> rehearsal.liveFingerprint >> rehearsal.notes;
    rehearsal.outcome = RehearsalOutcome(std::min(outcome, quint8(RehearsalOutcome::Cancelled)));
    rehearsal.place = place ? RehearsalPlace::TargetServer : RehearsalPlace::PrivateServer;
    rehearsal.serverVersion = server;
    rehearsal.liveVersion = live;
    rehearsal.rowsPerTable = sampled;
    take(in, rehearsal.error);
    takeAll(in, rehearsal.from);
    takeAll(in, rehearsal.to);
    takeAll(in, rehearsal.steps);
    for (std::shared_ptr<const Schema> *schema : {&rehearsal.before, &rehearsal.after}) {
        QByteArray kept;
        in >> kept;
        if (kept.isEmpty())
            continue;
        Result<Schema> read = Schema::fromBytes(kept);
        if (!read)
            return read.error();
        *schema = std::make_shared<const Schema>(std::move(read).value());
    }
    if (in.status() != QDataStream::Ok)
        return unreadable;
    return rehearsal;
}

QString downgradeGradeName(DowngradeGrade grade)
{
    switch (grade) {
    case DowngradeGrade::Real:
        return QStringLiteral("real");
    case DowngradeGrade::Lossy:
        return QStringLiteral("lossy");
    case DowngradeGrade::NoOp:
        return QStringLiteral("no-op");
    case DowngradeGrade::Raises:
        return QStringLiteral("raises");
    case DowngradeGrade::Unknown:
        return QStringLiteral("unknown");
    }
    Q_UNREACHABLE();
}

} // namespace stillroom
