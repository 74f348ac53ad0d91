#pragma once

#include "tests/differential/translation.h"

#include <QMap>

namespace stillroom::differential
{

/// A function of our own scripts for which the newest Alembic prints something else than Debian's, or
/// prints where Debian's stops: recorded by running it. Without statements it stops where Debian's prints.
struct NewestOutput {
    QString reason;
    QStringList statements;
};

/// newest.json, by label "group/name upgrade".
QMap<QString, NewestOutput> recordedNewest();

/// Checks the newest generation of one function: the recorded text where there is one, else the same text
/// as Debian's generation. Empty when it holds.
QString newestDifference(const ScriptFunction &function, const QString &label, const Translation &debian,
    const QMap<QString, NewestOutput> &recorded);

} // namespace stillroom::differential
