#pragma once

#include "app/environment/envfile.h"

#include <QByteArray>

namespace stillroom::cli
{

/// `env show --json` (spec/cli.md): the file's values as they are, secrets included, for scripts.
QByteArray envJson(const EnvFile &file, const QProcessEnvironment &environment, const QString &service);

} // namespace stillroom::cli
