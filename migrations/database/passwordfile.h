#pragma once

#include "migrations/base/error.h"

#include <QString>

#include <optional>

namespace stillroom
{

/// What a line of a password file has to match. A Unix socket in libpq's default folder is "localhost".
struct PasswordQuestion {
    QString host;
    QString port;
    QString database;
    QString user;
};

struct PasswordLine {
    QString password;
    SourcePlace place;
};

/// libpq's: PGPASSFILE, else ~/.pgpass.
QString passwordFile();
/// The first line that matches, as passwordFromFile() of fe-connect.c finds it: `*` matches anything,
/// `\` takes the next character as it is. Nothing when the file is missing, no plain file, or readable by
/// others (libpq ignores such a file).
std::optional<PasswordLine> findPassword(const QString &path, const PasswordQuestion &question);

} // namespace stillroom
