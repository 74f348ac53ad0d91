#include "app/journal/planhash.h"

#include <QCryptographicHash>
#include <QFile>

namespace stillroom
{

QString planHash(const Plan &plan)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const PlanStep &step : plan.steps) {
        hash.addData(step.revision.text().toUtf8());
        for (const PlannedStatement &statement : step.statements) {
            hash.addData(statement.statement.sql.toUtf8());
            hash.addData(QByteArray(1, '\0'));
        }
        for (const QString &statement : step.versionStatements)
            hash.addData(statement.toUtf8());
        if (step.engine == Engine::ProjectPython)
            hash.addData(fileHashes({step.script.path}).front().toUtf8());
    }
    return QString::fromLatin1(hash.result().toHex());
}

std::vector<QString> fileHashes(const QStringList &paths)
{
    std::vector<QString> hashes;
    for (const QString &path : paths) {
        QFile file(path);
        hashes.push_back(file.open(QIODevice::ReadOnly) ? QString::fromLatin1(
                             QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex())
                                                        : QString());
    }
    return hashes;
}

} // namespace stillroom
