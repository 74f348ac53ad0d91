#pragma once

#include "migrations/plan/plan.h"
#include "ui/shell/theme.h"

#include <QByteArray>
#include <QObject>

class QSettings;

namespace stillroom
{

/// What the program remembers between starts. Never a password or a URL.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// `store` outlives this object.
    explicit Settings(QSettings &store, QObject *parent = nullptr);

    ThemeMode themeMode() const;
    void setThemeMode(ThemeMode mode);

    /// Seconds; 1 to 120.
    int connectTimeout() const;
    void setConnectTimeout(int seconds);

    /// Limits every review starts with; zero: the server's own.
    RunSettings runDefaults() const;
    void setLockTimeout(std::chrono::milliseconds value);
    void setStatementTimeout(std::chrono::milliseconds value);

    /// Whether a person allowed exactly this version of a project's files to run; \a codeHash: of
    /// projectCodeHash(), empty for never.
    bool isCodeAllowed(const QString &root, const QString &codeHash) const;
    /// The version that was allowed; empty: none.
    QString allowedCode(const QString &root) const;
    void allowCode(const QString &root, const QString &codeHash);

    /// Geometry, splitter and header states under a stable name ("timeline/splitter").
    QByteArray layout(const QString &name) const;
    void setLayout(const QString &name, const QByteArray &state);

    QSettings &store() const { return m_store; }

Q_SIGNALS:
    void changed();

private:
    QSettings &m_store;
};

} // namespace stillroom
