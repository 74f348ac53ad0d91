#include "migrations/base/error.h"

namespace stillroom
{

QString SourcePlace::toString() const
{
    if (line <= 0)
        return path;
    return path + QLatin1Char(':') + QString::number(line);
}

} // namespace stillroom
