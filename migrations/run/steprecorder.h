#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/database/connection.h"
#include "migrations/run/rehearsalresult.h"

#include <QHash>

namespace stillroom
{

/// Runs the statements of one step one after another and looks after each at what it took: locks, files,
/// scans.
class StepRecorder
{
public:
    StepRecorder(Connection &connection, const CancelToken &cancel);

    /// Remembers the tables that stand there now; locks on others are nobody's concern.
    Status begin();
    /// The step in a transaction of its own, with the rows of the version table. On an error the transaction
    /// is rolled back and `statements` holds what ran, the failed one last.
    Status run(const PlanStep &step, const std::vector<QString> &versionStatements,
        std::vector<RehearsedStatement> &statements);

private:
    struct Table {
        QString name;
        quint64 fileNode = 0;
        qint64 scans = 0;
        int mode = -1; ///< strongest lock held in this transaction
        bool there = false; ///< before the rehearsal began
    };

    Status runStatement(const PlannedStatement &planned, std::vector<RehearsedStatement> &statements);
    Result<bool> guardHolds(const ExistenceGuard &guard);
    Result<qint64> send(const QString &sql);
    Status look(RehearsedStatement &statement);
    Status lookAtFiles(RehearsedStatement &statement);
    Status setTransaction(bool open);
    void rollBack();

    Connection &m_connection;
    CancelToken m_cancel;
    QHash<quint32, Table> m_tables;
    bool m_open = false;
};

} // namespace stillroom
