#pragma once

#include "migrations/operations/namingconvention.h"

#include <QStringList>

namespace stillroom
{

/// Looks for `naming_convention=` in the Python files of a project, without running them: a dict of literal
/// templates, or a name that one file of the project sets to one. Environments, tests and the folders
/// \a skipped are not read. Something else than literals, or two that differ, is `computed` with its place.
/// `envFile` with `target_metadata = None` means that no metadata reaches the scripts.
NamingConvention readNamingConvention(
    const QString &root, const QString &envFile, const QStringList &skipped);

} // namespace stillroom
