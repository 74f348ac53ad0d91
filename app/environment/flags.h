#pragma once

#include <QString>

#include <optional>

namespace stillroom
{

/// AUTO_MIGRATE_ON_STARTUP: whether a start may migrate (spec/auto-run.md 1.5). Lower-cased, not trimmed,
/// exactly `true`, `1` or `yes`.
bool isTruthy(const QString &value);

/// FLASK_SKIP_DB_INIT: exactly `1`.
bool skipsDatabase(const QString &value);

/// ENVIRONMENT: `production` in any case, not trimmed; every other text is development (4.2).
bool isProductionEnvironment(const QString &value);

/// What a person meant by a value that has another effect, e.g. `on` for the flag: the text to write instead.
/// Nothing when the value does what it says.
std::optional<QString> meantFlagValue(const QString &value);
std::optional<QString> meantSkipValue(const QString &value);

/// The same for any variable: nothing for those without an effect of their own.
std::optional<QString> meantValue(const QString &key, const QString &value);

/// One sentence: `is "on", which is not truthy`; unset: `is not set`.
QString flagEffect(const std::optional<QString> &value);
QString skipEffect(const std::optional<QString> &value);
/// The sentence for one of the three variables below; empty for every other.
QString effectOf(const QString &key, const std::optional<QString> &value);

namespace variable
{
inline const QString autoMigrate = QStringLiteral("AUTO_MIGRATE_ON_STARTUP");
inline const QString skip = QStringLiteral("FLASK_SKIP_DB_INIT");
inline const QString environment = QStringLiteral("ENVIRONMENT");
} // namespace variable

} // namespace stillroom
