#include "tests/differential/oracle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace stillroom::differential
{

namespace
{

OracleAnswer answerOf(const QJsonObject &object)
{
    OracleAnswer answer;
    answer.missing = object[QStringLiteral("missing")].toBool();
    answer.error = object[QStringLiteral("error")].toString();
    for (const QJsonValue statement : object[QStringLiteral("statements")].toArray())
        answer.statements.append(statement.toString());
    return answer;
}

} // namespace

size_t qHash(const ScriptFunction &function, size_t seed)
{
    return qHashMulti(seed, function.path, int(function.direction));
}

Result<OracleAnswers> askOracle(const QStringList &paths)
{
    QProcess process;
    const QString python
        = qEnvironmentVariable("STILLROOM_ORACLE_PYTHON", QStringLiteral("/usr/bin/python3"));
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(python, {QStringLiteral(STILLROOM_SOURCE_DIR "/tests/differential/oracle.py")});
    if (!process.waitForStarted())
        return Error{ErrorKind::Unreadable, python + QStringLiteral(" could not be started")};
    process.write(paths.join(QLatin1Char('\n')).toUtf8() + '\n');
    process.closeWriteChannel();
    process.waitForFinished(-1);
    OracleAnswers answers;
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const bool isUpgrade = object[QStringLiteral("direction")].toString() == QLatin1String("upgrade");
        answers.insert({object[QStringLiteral("path")].toString(),
                           isUpgrade ? Direction::Upgrade : Direction::Downgrade},
            answerOf(object));
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Error{ErrorKind::Unreadable, QStringLiteral("oracle.py stopped before its end")};
    return answers;
}

} // namespace stillroom::differential
