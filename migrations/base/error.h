#pragma once

#include <QString>

namespace stillroom
{

/// A place in a text file. Lines and columns count from 1; 0 means "not known".
/// Columns count characters, not bytes.
struct SourcePlace {
    QString path;
    int line = 0;
    int column = 0;

    bool operator==(const SourcePlace &) const = default;
    /// "path:line" or "path" or "": what a person can paste into an editor.
    QString toString() const;
};

/// What a caller may branch on. The command line maps each to an exit status (spec/cli.md).
enum class ErrorKind {
    InvalidCall, ///< unknown option, unknown or ambiguous revision, wrong range (status 2)
    NotAProject, ///< no migrations found, or several where one was asked for (2)
    BrokenProject, ///< a script, a setting or the graph cannot be used as asked (2)
    Unreadable, ///< a file or folder could not be read or written (2)
    Unreachable, ///< no connection to the server (3)
    LoginRefused, ///< the server refused user, password or database (3)
    MigrationFailed, ///< a statement of a revision failed (4)
    Refused, ///< refused for safety: production, standby, moved plan, lock not had in time (5)
    Cancelled, ///< interrupted by the user (130)
    Database, ///< any other error reported by the server
    NeedsProjectPython, ///< a step that only the project's own Python can run (5)
    Internal, ///< a broken assumption of ours
};

/// What went wrong, in one sentence that says what, where and what to do, plus optional detail
/// (server text, further lines). Never holds a password.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString message;
    QString detail{};
    SourcePlace place{};
    QString sqlState{}; ///< five characters when PostgreSQL reported it

    bool operator==(const Error &) const = default;
};

} // namespace stillroom
