#include "ui/shell/settings.h"

#include <QCryptographicHash>
#include <QSettings>

#include <algorithm>

namespace stillroom
{
namespace
{

const QString themeKey = QStringLiteral("appearance/theme");
const QString connectKey = QStringLiteral("database/connectTimeoutSeconds");
const QString lockKey = QStringLiteral("run/lockTimeoutMs");
const QString statementKey = QStringLiteral("run/statementTimeoutMs");

/// A path is no key: it holds slashes.
QString consentKey(const QString &root)
{
    return QStringLiteral("consent/")
        + QString::fromLatin1(
            QCryptographicHash::hash(root.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

Settings::Settings(QSettings &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
}

ThemeMode Settings::themeMode() const
{
    const QString name = m_store.value(themeKey).toString();
    return name == QLatin1String("light") ? ThemeMode::Light
        : name == QLatin1String("dark")   ? ThemeMode::Dark
                                          : ThemeMode::System;
}

void Settings::setThemeMode(ThemeMode mode)
{
    m_store.setValue(themeKey,
        mode == ThemeMode::Light      ? QStringLiteral("light")
            : mode == ThemeMode::Dark ? QStringLiteral("dark")
                                      : QStringLiteral("system"));
    Q_EMIT changed();
}

int Settings::connectTimeout() const
{
    return std::clamp(m_store.value(connectKey, 10).toInt(), 1, 120);
}

void Settings::setConnectTimeout(int seconds)
{
    m_store.setValue(connectKey, std::clamp(seconds, 1, 120));
    Q_EMIT changed();
}

bool Settings::isCodeAllowed(const QString &root, const QString &codeHash) const
{
    return !codeHash.isEmpty() && allowedCode(root) == codeHash;
}

QString Settings::allowedCode(const QString &root) const
{
    return m_store.value(consentKey(root)).toString();
}

void Settings::allowCode(const QString &root, const QString &codeHash)
{
    if (!root.isEmpty() && !codeHash.isEmpty())
        m_store.setValue(consentKey(root), codeHash);
}

RunSettings Settings::runDefaults() const
{
    RunSettings settings;
    settings.lockTimeout = std::chrono::milliseconds(std::max(0, m_store.value(lockKey, 5000).toInt()));
    settings.statementTimeout
        = std::chrono::milliseconds(std::max(0, m_store.value(statementKey, 0).toInt()));
    return settings;
}

void Settings::setLockTimeout(std::chrono::milliseconds value)
{
    m_store.setValue(lockKey, static_cast<int>(value.count()));
    Q_EMIT changed();
}

void Settings::setStatementTimeout(std::chrono::milliseconds value)
{
    m_store.setValue(statementKey, static_cast<int>(value.count()));
    Q_EMIT changed();
}

QByteArray Settings::layout(const QString &name) const
{
    return m_store.value(QStringLiteral("layout/") + name).toByteArray();
}

void Settings::setLayout(const QString &name, const QByteArray &state)
{
    m_store.setValue(QStringLiteral("layout/") + name, state);
}

} // namespace stillroom
