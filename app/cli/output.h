#pragma once

#include "migrations/base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

namespace stillroom::cli
{

/// Where a command writes. The result is gathered and goes to standard output in one piece at the end;
/// messages go to standard error at once.
class Output
{
public:
    explicit Output(bool quiet)
        : m_quiet(quiet)
    {
    }
    ~Output();
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    void result(QStringView text) { m_result += text.toUtf8(); }
    void result(const QByteArray &text) { m_result += text; }
    void line(QStringView text);

    /// Progress, notices: not with --quiet.
    void note(const QString &text);
    /// "warning: …": not with --quiet.
    void warn(const Error &problem);
    /// "error: …" with the detail below it, always.
    void fail(const Error &error);
    /// A line of a report on an error, always.
    void report(const QString &text);

    /// Writes what was gathered; true when the reader took all of it.
    bool flush();

private:
    QByteArray m_result;
    bool m_quiet = false;
};

/// "path:line: message"; the place is left out when the message names it.
QString errorText(const Error &error);

/// The exit status of spec/cli.md.
int exitStatusOf(ErrorKind kind);

} // namespace stillroom::cli
