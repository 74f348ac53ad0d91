#include "app/cli/output.h"

#include <QStringList>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace stillroom::cli
{

namespace
{

bool writeAll(int descriptor, const QByteArray &bytes)
{
    qsizetype written = 0;
    while (written < bytes.size()) {
        const ssize_t count
            = ::write(descriptor, bytes.constData() + written, size_t(bytes.size() - written));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        written += count;
    }
    return true;
}

void toStandardError(const QString &text)
{
    writeAll(STDERR_FILENO, text.toUtf8() + '\n');
}

} // namespace

Output::~Output()
{
    flush();
}

void Output::line(QStringView text)
{
    m_result += text.toUtf8();
    m_result += '\n';
}

void Output::note(const QString &text)
{
    if (!m_quiet)
        toStandardError(text);
}

void Output::warn(const Error &problem)
{
    if (!m_quiet)
        toStandardError(QStringLiteral("warning: ") + errorText(problem));
}

void Output::fail(const Error &error)
{
    toStandardError(QStringLiteral("error: ") + errorText(error));
    for (const QString &line : error.detail.split(u'\n', Qt::SkipEmptyParts))
        toStandardError(QStringLiteral("  ") + line);
}

void Output::report(const QString &text)
{
    toStandardError(text);
}

bool Output::flush()
{
    const bool done = writeAll(STDOUT_FILENO, m_result);
    m_result.clear();
    return done;
}

QString errorText(const Error &error)
{
    if (error.place.path.isEmpty() || error.message.contains(error.place.path))
        return error.message;
    return error.place.toString() + QStringLiteral(": ") + error.message;
}

int exitStatusOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::InvalidCall:
    case ErrorKind::NotAProject:
    case ErrorKind::BrokenProject:
    case ErrorKind::Unreadable:
    case ErrorKind::Internal:
        return 2;
    case ErrorKind::Unreachable:
    case ErrorKind::LoginRefused:
    case ErrorKind::Database:
        return 3;
    case ErrorKind::MigrationFailed:
        return 4;
    case ErrorKind::Refused:
    case ErrorKind::NeedsProjectPython:
        return 5;
    case ErrorKind::Cancelled:
        return 130;
    }
    Q_UNREACHABLE();
}

} // namespace stillroom::cli
