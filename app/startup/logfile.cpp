#include "app/startup/logfile.h"

#include <QFile>

#include <unistd.h>

namespace stillroom
{

namespace
{

constexpr qint64 pieceSize = 4 << 20;

} // namespace

Result<LogReport> readLogFile(const QString &path, const CancelToken &cancel, LogProgress *progress)
{
    QFile file(path);
    const bool open
        = path == u"-" ? file.open(STDIN_FILENO, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    const auto unreadable = [&] {
        return Error{ErrorKind::Unreadable,
            QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()), {}, {path, 0, 0}};
    };
    if (!open)
        return unreadable();
    LogReader reader;
    QByteArray piece;
    while (!(piece = file.read(pieceSize)).isEmpty()) {
        if (cancel.isCancelled())
            return Error{ErrorKind::Cancelled, QStringLiteral("Reading %1 was cancelled").arg(path)};
        reader.feed(piece);
        if (progress)
            *progress += piece.size();
    }
    if (file.error() != QFileDevice::NoError)
        return unreadable();
    return reader.finish();
}

} // namespace stillroom
