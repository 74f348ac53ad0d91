#pragma once

#include "app/environment/blueprint.h"

#include <QStringList>

namespace stillroom
{

struct BlueprintEdit {
    QByteArray bytes; ///< the file afterwards; equal to before when there was nothing to change
    QStringList warnings;

    bool operator==(const BlueprintEdit &) const = default;
};

/// Gives a key the literal value in one service or group; only the bytes of the value change, a new entry is
/// written with the file's own indentation. \a owner: its name; needed when several have the key, or when the
/// key is new and several could take it. `true` and `false` are always written in double quotes. The result
/// is parsed and compared before it is returned. Errors: InvalidCall (no such owner, or which of several),
/// Refused with the reason (a value that comes from elsewhere, shared lists, unusual layouts).
Result<BlueprintEdit> setBlueprintValue(
    const Blueprint &blueprint, const QString &key, const QString &value, const QString &owner = {});

/// Removes the entries of a key in one service or group; comments in front of them stay.
Result<BlueprintEdit> unsetBlueprintKey(
    const Blueprint &blueprint, const QString &key, const QString &owner = {});

} // namespace stillroom
