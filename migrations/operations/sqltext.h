#pragma once

#include "migrations/operations/compiler.h"

namespace stillroom
{

/// How a statement is meant: as `--sql` prints it, or as it runs.
enum class Rendering { Printed, Run };

/// Pieces of SQL text in one rendering, and the first thing that could not be written. The writers of
/// this room take one by reference; after a failure they go on and their text is thrown away.
class SqlText
{
public:
    SqlText(const CompileOptions &options, Rendering rendering);

    bool newest() const { return m_generation == Generation::Newest; }
    bool runs() const { return m_rendering == Rendering::Run; }

    /// An identifier, quoted by need.
    QString identifier(const QString &name) const;
    QString identifiers(const QStringList &names) const; ///< joined by ", "
    /// schema.table as SQLAlchemy writes it: a dot inside the schema is part of its name.
    QString table(const TableName &table) const;
    /// schema.table as Alembic writes it in ALTER TABLE: every dotted part of the schema is a name.
    QString alteredTable(const TableName &table) const;
    /// The name of an index or constraint: 63 characters at most. Longer `conventional` ones are cut
    /// and hashed, others are refused.
    QString objectName(const QString &name, bool conventional);
    /// A string as a literal.
    QString string(const QString &text) const;
    /// Text of the script that goes into the SQL as it stands, but for the driver's `%`.
    QString verbatim(const QString &text) const;

    /// Remembers the first failure; returns an empty text to go on with.
    QString refuse(const QString &message);
    QString handOver(const QString &message);
    const std::optional<Error> &failure() const { return m_failure; }

private:
    Generation m_generation;
    Rendering m_rendering;
    bool m_doublesPercent;
    std::optional<Error> m_failure;
};

} // namespace stillroom
