#pragma once

#include "app/environment/blueprint.h"
#include "app/environment/dotenv.h"

#include <variant>

namespace stillroom
{

/// A file of variables: a dotenv file, or a blueprint when its name ends in .yaml or .yml.
using EnvFile = std::variant<DotenvDocument, Blueprint>;

bool isBlueprintName(const QString &path);
/// Errors: Unreadable, BrokenProject with the line.
Result<EnvFile> readEnvFile(const QString &path);

const QByteArray &bytesOf(const EnvFile &file);
const QString &pathOf(const EnvFile &file);

/// Key and the value a process would get, in the order of the file; unset: the file sets none (a key alone, a
/// value the platform supplies). Of a blueprint those of one service or group, or (empty) of all; there a key
/// set differently by several is an Error (InvalidCall) that names them.
Result<DotenvValues> valuesOf(
    const EnvFile &file, const QProcessEnvironment &environment, const QString &service);

/// The file's bytes with a key set or, without a value, removed. Errors: as setDotenvValue() and
/// setBlueprintValue().
struct EnvEdit {
    QByteArray bytes;
    QStringList warnings;
};
Result<EnvEdit> edited(
    const EnvFile &file, const QString &key, const std::optional<QString> &value, const QString &service);

} // namespace stillroom
