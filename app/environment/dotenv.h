#pragma once

#include "migrations/base/result.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace stillroom
{

/// One statement of a dotenv file: an assignment, a comment, an invalid line; with the blank lines in
/// front of it. The statements of a document joined are the file, byte for byte.
struct DotenvStatement {
    std::optional<QString> key{}; ///< unset: a comment, blank lines, or an invalid line
    std::optional<QString> value{}; ///< decoded, not interpolated; unset: a key without `=`
    qsizetype start = 0; ///< byte offsets in the file
    qsizetype end = 0;
    qsizetype valueStart = -1; ///< span of the value as written, with its quotes; -1 without `=`
    qsizetype valueEnd = -1;
    int line = 1; ///< where python-dotenv says the statement starts
    int keyLine = 1; ///< where its first character that is not blank stands
    bool invalid = false;

    bool operator==(const DotenvStatement &) const = default;
};

/// Key and value; a null value is a key without `=`.
using DotenvValues = std::vector<std::pair<QString, std::optional<QString>>>;

/// A dotenv file as python-dotenv 1.2 reads it (formats.md 1), lossless.
class DotenvDocument
{
public:
    /// Errors: Unreadable, also for text that is not UTF-8.
    static Result<DotenvDocument> read(const QString &path);
    static Result<DotenvDocument> parse(const QByteArray &bytes, const QString &path = {});

    const QString &path() const { return m_path; }
    const QByteArray &bytes() const { return m_bytes; }
    const std::vector<DotenvStatement> &statements() const { return m_statements; }
    std::vector<int> invalidLines() const;
    /// The last statement that sets the key; null when none does.
    const DotenvStatement *statementOf(const QString &key) const;

    /// As dotenv_values(interpolate=False): first position, last value.
    DotenvValues rawValues() const;
    /// As dotenv_values(): `${NAME}` sees earlier keys of the file, then the environment.
    DotenvValues values(const QProcessEnvironment &environment) const;
    /// What load_dotenv() adds to the environment (override: replaces in it). Names and values that no
    /// environment can hold (`=` or NUL inside) are left out.
    DotenvValues loaded(const QProcessEnvironment &environment, bool override = false) const;

private:
    QString m_path;
    QByteArray m_bytes;
    std::vector<DotenvStatement> m_statements;
};

} // namespace stillroom
