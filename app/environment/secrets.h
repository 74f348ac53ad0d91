#pragma once

#include <QString>

namespace stillroom
{

/// A name that usually holds a secret: …PASSWORD, …SECRET…, …TOKEN, …KEY, and the like.
bool isSecretName(const QString &key);

/// The value is a secret in plain text: a URL with a password, or a non-empty value of such a name that is
/// no obvious placeholder.
bool isSecretValue(const QString &key, const QString &value);

/// For showing: a URL's password masked, a secret as dots, everything else as it is.
QString shownValue(const QString &key, const QString &value);

} // namespace stillroom
