#include "migrations/database/copyreader.h"

#include "migrations/database/serverreport.h"

#include <libpq-fe.h>

#include <charconv>

namespace stillroom
{

namespace
{

using ResultHandle = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr int rowsBetweenLooks = 1024; // at the cancel token

char unescaped(char code)
{
    switch (code) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return code;
    }
}

} // namespace

QString TextPool::text(std::string_view utf8)
{
    const auto place = m_texts.find(utf8);
    if (place != m_texts.end())
        return place->second;
    const QString text = QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    m_texts.emplace(std::string(utf8), text);
    return text;
}

quint32 CopyRow::oid(size_t column) const
{
    const std::string_view digits = m_fields[column];
    qint64 value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return quint32(value);
}

CopyReader::CopyReader(Connection &connection, TextPool &pool, const CancelToken &cancel)
    : m_connection(connection)
    , m_cancel(cancel)
{
    m_row.m_pool = &pool;
}

/// COPY's text format: fields between tabs, \N for NULL, backslash escapes. Decoded in place.
void CopyReader::split(char *line, size_t length)
{
    m_row.m_fields.clear();
    char *out = line;
    char *start = line;
    bool null = false;
    const auto finish = [&] {
        m_row.m_fields.push_back(null ? std::string_view() : std::string_view(start, size_t(out - start)));
        null = false;
    };
    for (char *in = line; in < line + length; ++in) {
        if (*in == '\t') {
            finish();
            start = out = in + 1;
        } else if (*in == '\n') {
            break;
        } else if (*in == '\\' && in + 1 < line + length) {
            ++in;
            if (*in == 'N')
                null = true;
            else
                *out++ = unescaped(*in);
        } else {
            *out++ = *in;
        }
    }
    finish();
}

Status CopyReader::read(const QString &query, const std::function<void(const CopyRow &)> &take)
{
    if (m_cancel.isCancelled())
        return Error{ErrorKind::Cancelled, QStringLiteral("Reading the schema was cancelled.")};
    PGconn *handle = m_connection.handle();
    const QByteArray sql = QByteArrayLiteral("COPY (") + query.toUtf8() + ") TO STDOUT";
    ResultHandle begin(PQexec(handle, sql.constData()), &PQclear);
    if (PQresultStatus(begin.get()) != PGRES_COPY_OUT) {
        const bool lost = PQstatus(handle) != CONNECTION_OK;
        return (lost ? lostReport(handle) : reportOf(begin.get())).toError();
    }
    int rows = 0;
    bool asked = false;
    char *line = nullptr;
    for (int length = 0; (length = PQgetCopyData(handle, &line, 0)) > 0; PQfreemem(line)) {
        if (!asked) {
            split(line, size_t(length));
            take(m_row);
        }
        if (++rows % rowsBetweenLooks == 0 && !asked && m_cancel.isCancelled()) {
            asked = true;
            m_connection.canceller()->cancel();
        }
    }
    std::optional<Error> failure;
    while (ResultHandle result{PQgetResult(handle), &PQclear}) {
        if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR)
            failure = reportOf(result.get()).toError();
    }
    if (m_cancel.isCancelled())
        return Error{ErrorKind::Cancelled, QStringLiteral("Reading the schema was cancelled.")};
    if (PQstatus(handle) != CONNECTION_OK)
        return lostReport(handle).toError();
    if (failure)
        return *failure;
    return Done{};
}

} // namespace stillroom
