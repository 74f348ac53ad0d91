#pragma once

#include <QByteArray>
#include <QString>

namespace stillroom
{

/// A unified diff with three lines around each change, as `diff -u` prints it; empty when nothing differs.
/// Secrets and passwords in the lines are masked.
QString unifiedDiff(const QByteArray &before, const QByteArray &after, const QString &name);

} // namespace stillroom
