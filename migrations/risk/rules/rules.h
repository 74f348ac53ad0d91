#pragma once

#include "migrations/risk/rule.h"

namespace stillroom
{

extern const Rule addColumnVolatileDefault;
extern const Rule addColumnAutoIncrement;
extern const Rule addColumnStoredGenerated;
extern const Rule domainConstraint;
extern const Rule addColumnDomain;
extern const Rule addRequiredColumn;
extern const Rule setNotNull;
extern const Rule dropNotNull;
extern const Rule dropColumn;
extern const Rule renameColumn;
extern const Rule preferText;
extern const Rule preferBigint;
extern const Rule preferTimestamptz;
extern const Rule jsonColumn;
extern const Rule addForeignKey;
extern const Rule addColumnReferences;
extern const Rule validateConstraint;
extern const Rule dropConstraint;
extern const Rule addCheck;
extern const Rule addUnique;
extern const Rule addPrimaryKey;
extern const Rule addExclusion;
extern const Rule uniqueIndexData;
extern const Rule truncateTable;
extern const Rule createIndex;
extern const Rule concurrentlyInTransaction;
extern const Rule dropIndex;
extern const Rule reindexTable;
extern const Rule wideIndex;
extern const Rule invalidIndex;
extern const Rule concurrentIfNotExists;
extern const Rule preferIdentity;
extern const Rule changeColumnType;
extern const Rule dropTable;
extern const Rule dropSchema;
extern const Rule dropDatabase;
extern const Rule renameTable;
extern const Rule dropAndCreate;
extern const Rule renameEnumValue;
extern const Rule enumValueOrder;
extern const Rule enumValueUsed;
extern const Rule detachPartition;
extern const Rule attachPartition;
extern const Rule createPartition;
extern const Rule vacuumFull;
extern const Rule setStorage;
extern const Rule triggerChange;
extern const Rule policyChange;
extern const Rule refreshView;
extern const Rule backfill;
extern const Rule notAnalysed;
extern const Rule lockTimeout;
extern const Rule rerunnable;
extern const Rule transactionControl;
extern const Rule unqualifiedName;
extern const Rule identifierTooLong;
extern const Rule duplicateColumn;
extern const Rule oneTransaction;
extern const Rule autocommitMidRevision;
extern const Rule offlineUnsafe;
extern const Rule applicationImport;
extern const Rule createAll;
extern const Rule swallowsErrors;
extern const Rule emptyDowngrade;
extern const Rule idTooLong;

} // namespace stillroom
