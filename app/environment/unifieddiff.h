#pragma once

#include <QByteArray>
#include <QString>

namespace stillroom
{

/// A unified diff as `diff -u` prints it, with \a around lines around each change; empty when nothing
/// differs. Secrets and passwords in the lines are masked. \a name: of the file; says what kind it is.
QString unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &name, int around = 3);

} // namespace stillroom
