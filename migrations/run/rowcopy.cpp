#include "migrations/run/schemacopy.h"

#include "migrations/schema/objecttext.h"
#include "migrations/sql/quoting.h"

#include <libpq-fe.h>

namespace stillroom
{

namespace
{

using ResultHandle = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr int mostKeysAtOnce = 500;

struct ForeignKey {
    QString child;
    QString parent;
    QStringList childColumns;
    QStringList parentColumns;
    QString name;
    QString definition;
};

/// COPY's bytes from one session into another; neither side is held in memory.
Status stream(Connection &from, const QString &query, Connection &to, const QString &table)
{
    ResultHandle out(
        PQexec(from.handle(), (QStringLiteral("COPY (%1) TO STDOUT").arg(query)).toUtf8().constData()),
        &PQclear);
    if (PQresultStatus(out.get()) != PGRES_COPY_OUT)
        return reportOf(out.get()).toError();
    ResultHandle in(
        PQexec(to.handle(), (QStringLiteral("COPY %1 FROM STDIN").arg(table)).toUtf8().constData()),
        &PQclear);
    const bool ready = PQresultStatus(in.get()) == PGRES_COPY_IN;
    char *line = nullptr;
    for (int length = 0; (length = PQgetCopyData(from.handle(), &line, 0)) > 0; PQfreemem(line)) {
        if (ready)
            PQputCopyData(to.handle(), line, length);
    }
    std::optional<Error> failure;
    if (ready)
        PQputCopyEnd(to.handle(), nullptr);
    else
        failure = reportOf(in.get()).toError();
    for (PGconn *handle : {from.handle(), to.handle()}) {
        while (ResultHandle result{PQgetResult(handle), &PQclear}) {
            if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR && !failure)
                failure = reportOf(result.get()).toError();
        }
    }
    if (failure)
        return *failure;
    return Done{};
}

class RowCopy
{
public:
    RowCopy(Connection &live, const Schema &schema, Connection &scratch, int rows, const CancelToken &cancel)
        : m_live(live)
        , m_schema(schema)
        , m_scratch(scratch)
        , m_rows(rows)
        , m_cancel(cancel)
    {
    }

    Result<QStringList> run()
    {
        using Part = Status (RowCopy::*)();
        for (const Part part : {&RowCopy::readKeys, &RowCopy::liftKeys, &RowCopy::copyTables,
                 &RowCopy::followKeys, &RowCopy::putKeysBack, &RowCopy::moveSequences}) {
            if (m_cancel.isCancelled())
                return Error{ErrorKind::Cancelled, QStringLiteral("The rehearsal was cancelled.")};
            if (const Status status = (this->*part)(); !status)
                return status.error();
        }
        return m_notes;
    }

private:
    Status readKeys()
    {
        const Result<ResultRows> keys = m_scratch.query(QStringLiteral(
            "SELECT c.conrelid::regclass, c.confrelid::regclass, c.conname, pg_get_constraintdef(c.oid), "
            "(SELECT string_agg(quote_ident(a.attname), E'\\n' ORDER BY k.n) FROM unnest(c.conkey) WITH "
            "ORDINALITY k(num, n) "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num), "
            "(SELECT string_agg(quote_ident(a.attname), E'\\n' ORDER BY k.n) FROM unnest(c.confkey) WITH "
            "ORDINALITY k(num, n) "
            "JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) "
            "FROM pg_constraint c WHERE c.contype = 'f' AND c.conparentid = 0"));
        if (!keys)
            return keys.error();
        for (size_t row = 0; row < keys->rows.size(); ++row) {
            m_keys.push_back({keys->text(row, 0), keys->text(row, 1), keys->text(row, 4).split(u'\n'),
                keys->text(row, 5).split(u'\n'), keys->text(row, 2), keys->text(row, 3)});
        }
        return Done{};
    }

    Status liftKeys()
    {
        for (const ForeignKey &key : m_keys) {
            const auto lifted = m_scratch.query(QStringLiteral("ALTER TABLE %1 DROP CONSTRAINT %2")
                                                    .arg(key.child, quoteIdentifier(key.name)));
            if (!lifted)
                return lifted.error();
        }
        return Done{};
    }

    /// Columns that can be written: generated ones cannot.
    QString writableColumns(const ObjectId &table) const
    {
        QStringList names;
        for (const SchemaObject *column : m_schema.columns(table.schema, table.name)) {
            if (!column->has(Property::Generated))
                names << quoteIdentifier(column->id.name);
        }
        return names.join(QStringLiteral(", "));
    }

    Status copyTables()
    {
        for (const SchemaObject &object : m_schema.objects()) {
            if (object.id.kind != ObjectKind::Table || object.has(Property::PartitionBy)
                || object.has(Property::Server))
                continue;
            if (m_cancel.isCancelled())
                return Done{};
            const QString table = quoteQualified(object.id.schema, object.id.name);
            const QString columns = writableColumns(object.id);
            if (columns.isEmpty())
                continue;
            m_columns.insert(table, columns);
            setTriggers(table, false);
            if (isVersionTable(object.id))
                continue;
            const Status copied = stream(m_live,
                QStringLiteral("SELECT %1 FROM ONLY %2 LIMIT %3").arg(columns, table).arg(m_rows), m_scratch,
                QStringLiteral("%1 (%2)").arg(table, columns));
            if (!copied && !noteRefusal(copied.error(), table))
                return copied;
        }
        return Done{};
    }

    bool isVersionTable(const ObjectId &id) const { return NoiseFilter().hides(id); }

    void setTriggers(const QString &table, bool on)
    {
        (void)m_scratch.run(
            QStringLiteral("ALTER TABLE %1 %2 TRIGGER USER").arg(table, on ? u"ENABLE" : u"DISABLE"));
    }

    /// A table the role may not read stays empty.
    bool noteRefusal(const Error &error, const QString &table)
    {
        if (error.sqlState != u"42501")
            return false;
        m_notes << QStringLiteral(
            "%1 is empty in the copy: the role may not read it. GRANT SELECT ON %1 TO %2 would do.")
                       .arg(table, quoteIdentifier(QString::fromUtf8(PQuser(m_live.handle()))));
        return true;
    }

    /// Rows that sampled rows point to, until none is missing. Each round follows one link further.
    Status followKeys()
    {
        for (bool more = true; more;) {
            more = false;
            for (const ForeignKey &key : m_keys) {
                if (m_cancel.isCancelled())
                    return Done{};
                const Result<bool> added = followKey(key);
                if (!added)
                    return added.error();
                more = more || *added;
            }
        }
        return Done{};
    }

    Result<bool> followKey(const ForeignKey &key)
    {
        QStringList same;
        QStringList given;
        QStringList values;
        for (int i = 0; i < key.childColumns.size(); ++i) {
            same << QStringLiteral("p.%1 = c.%2").arg(key.parentColumns[i], key.childColumns[i]);
            given << QStringLiteral("c.%1 IS NOT NULL").arg(key.childColumns[i]);
            values << QStringLiteral("quote_literal(c.%1)").arg(key.childColumns[i]);
        }
        const Result<ResultRows> missing = m_scratch.query(QStringLiteral(
            "SELECT DISTINCT '(' || %1 || ')' FROM %2 c WHERE %3 AND NOT EXISTS (SELECT FROM %4 p WHERE %5)")
                                                               .arg(values.join(
                                                                        QStringLiteral(" || ', ' || ")),
                                                                   key.child,
                                                                   given.join(QStringLiteral(" AND ")),
                                                                   key.parent,
                                                                   same.join(QStringLiteral(" AND "))));
        if (!missing)
            return missing.error();
        bool added = false;
        for (size_t first = 0; first < missing->rows.size(); first += mostKeysAtOnce) {
            QStringList tuples;
            for (size_t row = first; row < std::min(missing->rows.size(), first + mostKeysAtOnce); ++row) {
                if (const QString tuple = missing->text(row, 0); !m_asked.contains(key.parent + tuple)) {
                    m_asked.insert(key.parent + tuple);
                    tuples << tuple;
                }
            }
            if (tuples.isEmpty())
                continue;
            const QString columns = m_columns.value(qualified(key.parent), QStringLiteral("*"));
            const Status copied = stream(m_live,
                QStringLiteral("SELECT %1 FROM %2 WHERE (%3) IN (%4)")
                    .arg(columns, qualified(key.parent), key.parentColumns.join(QStringLiteral(", ")),
                        tuples.join(QStringLiteral(", "))),
                m_scratch, columns == u"*" ? key.parent : QStringLiteral("%1 (%2)").arg(key.parent, columns));
            if (!copied && !noteRefusal(copied.error(), key.parent))
                return copied.error();
            added = added || copied.ok();
        }
        return added;
    }

    /// regclass leaves out the schema of the search path.
    static QString qualified(const QString &table)
    {
        return table.contains(u'.') ? table : QStringLiteral("public.") + table;
    }

    Status putKeysBack()
    {
        for (const ForeignKey &key : m_keys) {
            const Connection::Reply reply
                = m_scratch.run(QStringLiteral("ALTER TABLE %1 ADD CONSTRAINT %2 %3")
                                    .arg(key.child, quoteIdentifier(key.name), key.definition));
            if (!reply.failure)
                continue;
            // Rows of a table the role may not read are missing: checked for new rows only, then.
            const auto loose = m_scratch.query(
                QStringLiteral("ALTER TABLE %1 ADD CONSTRAINT %2 %3%4")
                    .arg(key.child, quoteIdentifier(key.name), key.definition,
                        key.definition.endsWith(u"NOT VALID") ? QString() : QStringLiteral(" NOT VALID")));
            if (!loose)
                return loose.error();
            m_notes << QStringLiteral("%1 of %2 is not validated in the copy.").arg(key.name, key.child);
        }
        for (auto table = m_columns.constBegin(); table != m_columns.constEnd(); ++table)
            setTriggers(table.key(), true);
        putTriggerStatesBack();
        return Done{};
    }

    /// Triggers that were off before stay off.
    void putTriggerStatesBack()
    {
        for (const SchemaObject &object : m_schema.objects()) {
            if (object.id.kind == ObjectKind::Trigger && object.value(Property::Enabled) == u"no")
                (void)m_scratch.run(QStringLiteral("ALTER TABLE %1 DISABLE TRIGGER %2")
                                        .arg(quoteQualified(object.id.schema, object.id.table),
                                            quoteIdentifier(object.id.name)));
        }
    }

    Status moveSequences()
    {
        const Result<ResultRows> sequences = m_live.query(
            QStringLiteral("SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), last_value "
                           "FROM pg_catalog.pg_sequences "
                           "WHERE last_value IS NOT NULL"));
        if (!sequences)
            return sequences.error();
        for (size_t row = 0; row < sequences->rows.size(); ++row)
            (void)m_scratch.run(QStringLiteral("SELECT pg_catalog.setval($1::regclass, $2::bigint)"),
                {sequences->text(row, 0), sequences->text(row, 1)});
        return Done{};
    }

    Connection &m_live;
    const Schema &m_schema;
    Connection &m_scratch;
    int m_rows;
    CancelToken m_cancel;
    QStringList m_notes;
    std::vector<ForeignKey> m_keys;
    QHash<QString, QString> m_columns; ///< by table as quoted
    QSet<QString> m_asked; ///< parent and key already asked for
};

} // namespace

Result<QStringList> copyRows(Connection &live, const Schema &schema, ScratchDatabase &scratch,
    int rowsPerTable, const CancelToken &cancel)
{
    return RowCopy(live, schema, scratch.connection(), rowsPerTable, cancel).run();
}

} // namespace stillroom
