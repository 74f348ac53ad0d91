#pragma once

#include <QString>

namespace stillroom
{

/// A name that usually holds a secret: …PASSWORD, …SECRET…, …TOKEN, …KEY, and the like.
bool isSecretName(const QString &key);

/// The value is a secret in plain text: a URL with a password, or a non-empty value of such a name that is
/// no obvious placeholder.
bool isSecretValue(const QString &key, const QString &value);

/// An obvious placeholder: empty, `change-me`, `<secret>`, `your-key`, a URL whose password is `password` …
bool isPlaceholderValue(const QString &value);

/// Whether shownValue() hides something. \a example: the value stands in a file of placeholders, where one
/// that says so itself is shown.
bool isMasked(const QString &key, const QString &value, bool example = false);

/// A line of a dotenv or YAML file as it may be shown, by its own text alone.
QString maskedLine(const QString &line);

/// For showing: a URL's password masked, a secret as dots, everything else as it is.
QString shownValue(const QString &key, const QString &value);

} // namespace stillroom
