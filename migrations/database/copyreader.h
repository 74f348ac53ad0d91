#pragma once

#include "migrations/base/canceltoken.h"
#include "migrations/base/result.h"
#include "migrations/database/connection.h"

#include <QByteArrayView>
#include <QString>

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stillroom
{

/// Keeps one QString for each distinct text of a catalogue: names and types repeat thousands of times.
class TextPool
{
public:
    QString text(std::string_view utf8);

private:
    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, QString, Hash, std::equal_to<>> m_texts;
};

/// One row of a COPY … TO STDOUT. Valid until the next one.
class CopyRow
{
public:
    bool isNull(size_t column) const { return m_fields[column].data() == nullptr; }
    std::string_view bytes(size_t column) const { return m_fields[column]; }
    /// A null text for NULL.
    QString text(size_t column) const { return isNull(column) ? QString() : m_pool->text(m_fields[column]); }
    /// The same without keeping it in the pool: for names that occur once.
    QString single(size_t column) const
    {
        return isNull(column)
            ? QString()
            : QString::fromUtf8(m_fields[column].data(), qsizetype(m_fields[column].size()));
    }
    bool isTrue(size_t column) const { return m_fields[column] == "t"; }
    char letter(size_t column) const { return m_fields[column].empty() ? '\0' : m_fields[column][0]; }
    quint32 oid(size_t column) const;
    int number(size_t column) const { return int(oid(column)); }
    size_t size() const { return m_fields.size(); }

private:
    friend class CopyReader;
    std::vector<std::string_view> m_fields;
    TextPool *m_pool = nullptr;
};

/// Streams the rows of a query through COPY: no result is ever held whole. Works inside the caller's
/// transaction, read-only ones included.
class CopyReader
{
public:
    CopyReader(Connection &connection, TextPool &pool, const CancelToken &cancel);

    /// Calls `take` for each row of the query, which has no parameters. Errors: Database, Unreachable,
    /// Cancelled.
    Status read(const QString &query, const std::function<void(const CopyRow &)> &take);

private:
    void split(char *line, size_t length);

    Connection &m_connection;
    CancelToken m_cancel;
    CopyRow m_row;
};

} // namespace stillroom
