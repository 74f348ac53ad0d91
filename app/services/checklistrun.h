#pragma once

#include "app/verify/verifyrun.h"

namespace stillroom
{

/// Reads the project of a folder anew and verifies it with the target, if there is one, on the calling
/// thread. \a settings: of the open connection; the verification makes one of its own. Errors: the folder
/// cannot be read.
Result<std::shared_ptr<const VerifyReport>> runChecklist(const QString &folder,
    const std::optional<Target> &target, const std::optional<ConnectionSettings> &settings);

} // namespace stillroom
