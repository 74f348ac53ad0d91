#include "migrations/risk/rules/rules.h"

namespace stillroom
{

const std::vector<const Rule *> &allRules()
{
    static const std::vector<const Rule *> rules{&addColumnVolatileDefault, &addColumnAutoIncrement,
        &addColumnStoredGenerated, &domainConstraint, &addColumnDomain, &addRequiredColumn, &setNotNull,
        &dropNotNull, &dropColumn, &renameColumn, &preferText, &preferBigint, &preferTimestamptz, &jsonColumn,
        &addForeignKey, &addColumnReferences, &validateConstraint, &dropConstraint, &addCheck, &addUnique,
        &addPrimaryKey, &addExclusion, &uniqueIndexData, &truncateTable, &createIndex,
        &concurrentlyInTransaction, &dropIndex, &reindexTable, &wideIndex, &invalidIndex,
        &concurrentIfNotExists, &preferIdentity, &changeColumnType, &dropTable, &dropSchema, &dropDatabase,
        &renameTable, &dropAndCreate, &renameEnumValue, &enumValueOrder, &enumValueUsed, &detachPartition,
        &attachPartition, &createPartition, &vacuumFull, &setStorage, &triggerChange, &policyChange,
        &refreshView, &backfill, &notAnalysed, &lockTimeout, &rerunnable, &transactionControl,
        &unqualifiedName, &identifierTooLong, &duplicateColumn, &oneTransaction, &autocommitMidRevision,
        &offlineUnsafe, &applicationImport, &createAll, &swallowsErrors, &emptyDowngrade, &idTooLong};
    return rules;
}

} // namespace stillroom
