#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace stillroom
{

enum class DotenvQuoting { Bare, Single, Double };

/// How the value as written in a file is quoted.
DotenvQuoting quotingOf(QByteArrayView written);

/// The value written in that quoting, for python-dotenv. Whether it reads back depends on the rest of
/// the file too (formats.md 1.1, closing quotes), so the caller reads it back.
QString quoted(const QString &value, DotenvQuoting quoting);

/// What docker compose, direnv and bash make of quoted(value, quoting) when it is not `value`
/// (formats.md 1.5); one sentence each, empty when all agree.
QStringList otherReadings(const QString &value, DotenvQuoting quoting);

} // namespace stillroom
