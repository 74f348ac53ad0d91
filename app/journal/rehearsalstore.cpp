#include "app/journal/rehearsalstore.h"

#include "app/journal/planhash.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>
#include <QStandardPaths>

namespace stillroom
{

namespace
{

constexpr int keptAtMost = 50;

const QString suffix = QStringLiteral(".rehearsal");

} // namespace

RehearsalStore::RehearsalStore(const QString &folder)
    : m_folder(folder)
{
    if (m_folder.isEmpty())
        m_folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
            + QStringLiteral("/stillroom/rehearsals");
}

Status RehearsalStore::keep(
    const RehearsedDatabase &database, const Plan &plan, const Rehearsal &rehearsal) const
{
    if (rehearsal.outcome == RehearsalOutcome::Cancelled)
        return Done{};
    QDir().mkpath(m_folder);
    QSaveFile file(fileOf(database, plan));
    const bool opened = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray bytes = toBytes(rehearsal);
    if (!opened || file.write(bytes) != bytes.size() || !file.commit()) {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("The rehearsal cannot be kept in %1: %2").arg(m_folder, file.errorString()), {},
            {file.fileName(), 0, 0}};
    }
    const QFileInfoList kept
        = QDir(m_folder).entryInfoList({u'*' + suffix}, QDir::Files, QDir::Time | QDir::Reversed);
    for (int i = 0; i < kept.size() - keptAtMost; ++i)
        QFile::remove(kept[i].filePath());
    return Done{};
}

std::optional<Rehearsal> RehearsalStore::find(const RehearsedDatabase &database, const Plan &plan) const
{
    QFile file(fileOf(database, plan));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Result<Rehearsal> rehearsal = rehearsalFromBytes(file.readAll());
    return rehearsal ? std::optional(std::move(*rehearsal)) : std::nullopt;
}

QString RehearsalStore::fileOf(const RehearsedDatabase &database, const Plan &plan) const
{
    const QString key = database.systemIdentifier
        + (database.systemIdentifier.isEmpty() ? database.host : QString()) + u'\n' + database.database
        + u'\n' + planHash(plan);
    return m_folder + u'/'
        + QString::fromLatin1(
            QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32))
        + suffix;
}

} // namespace stillroom
