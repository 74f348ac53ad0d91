#include "app/startup/message.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace stillroom
{

namespace
{

/// Continuation lines stand below the text of the line they belong to.
bool isContinuation(MessageKey key)
{
    return key == MessageKey::HintFlag || key == MessageKey::HintManual || key == MessageKey::DataHint;
}

/// Printed without a tag in both forms.
bool isBare(MessageKey key, MessageForm form)
{
    return key == MessageKey::DataNormal || (key == MessageKey::CheckFailed && form == MessageForm::Symbol);
}

QString symbolOf(MessageKey key)
{
    if (key == MessageKey::RunningMigrations || key == MessageKey::RunningPending)
        return QStringLiteral("📦 ");
    switch (levelOf(key)) {
    case MessageLevel::Ok:
        return QStringLiteral("✅ ");
    case MessageLevel::Warn:
        return QStringLiteral("⚠️  ");
    case MessageLevel::Error:
        return QStringLiteral("❌ ");
    case MessageLevel::Info:
        return {};
    }
    Q_UNREACHABLE();
}

QString bracketOf(MessageKey key)
{
    if (key == MessageKey::RunningMigrations || key == MessageKey::RunningPending)
        return QStringLiteral("[PACKAGE] ");
    switch (levelOf(key)) {
    case MessageLevel::Ok:
        return QStringLiteral("[OK] ");
    case MessageLevel::Warn:
        return QStringLiteral("[WARN] ");
    case MessageLevel::Error:
        return QStringLiteral("[ERROR] ");
    case MessageLevel::Info:
        return {};
    }
    Q_UNREACHABLE();
}

} // namespace

QString messageLevelName(MessageLevel level)
{
    switch (level) {
    case MessageLevel::Info:
        return QStringLiteral("info");
    case MessageLevel::Ok:
        return QStringLiteral("ok");
    case MessageLevel::Warn:
        return QStringLiteral("warn");
    case MessageLevel::Error:
        return QStringLiteral("error");
    }
    Q_UNREACHABLE();
}

MessageLevel levelOf(MessageKey key)
{
    switch (key) {
    case MessageKey::RunningMigrations:
    case MessageKey::HintFlag:
    case MessageKey::HintManual:
    case MessageKey::DataHint:
    case MessageKey::DataNormal:
    case MessageKey::RunningPending:
        return MessageLevel::Info;
    case MessageKey::MigrationsCompleted:
    case MessageKey::TablesExist:
    case MessageKey::SeedDone:
    case MessageKey::NothingPending:
        return MessageLevel::Ok;
    case MessageKey::TablesMissing:
    case MessageKey::DataSkipped:
    case MessageKey::DataWarning:
    case MessageKey::PendingNotRun:
        return MessageLevel::Warn;
    case MessageKey::MigrationFailed:
    case MessageKey::CheckFailed:
        return MessageLevel::Error;
    }
    Q_UNREACHABLE();
}

QString textOf(const StartupMessage &message)
{
    const QString &detail = message.detail;
    switch (message.key) {
    case MessageKey::RunningMigrations:
        return QStringLiteral("Database tables not found. Running migrations...");
    case MessageKey::MigrationsCompleted:
        return QStringLiteral("Migrations completed successfully!");
    case MessageKey::TablesMissing:
        return QStringLiteral("Database tables not found.");
    case MessageKey::HintFlag:
        return QStringLiteral("To auto-run migrations on startup, set: AUTO_MIGRATE_ON_STARTUP=true");
    case MessageKey::HintManual:
        return QStringLiteral("Otherwise, run manually: flask db upgrade");
    case MessageKey::TablesExist:
        return QStringLiteral("Database tables exist - skipping migrations");
    case MessageKey::MigrationFailed:
        return QStringLiteral("Migration failed: ") + detail;
    case MessageKey::CheckFailed:
        return QStringLiteral("Error checking database tables: ") + detail;
    case MessageKey::DataSkipped:
        return QStringLiteral("Database tables not yet created. Skipping default data initialization.");
    case MessageKey::DataHint:
        return QStringLiteral(
            "Tables will be created automatically on next startup if AUTO_MIGRATE_ON_STARTUP=true");
    case MessageKey::SeedDone:
        return detail;
    case MessageKey::DataWarning:
        return QStringLiteral("Warning: Could not initialize default data: ") + detail;
    case MessageKey::DataNormal:
        return QStringLiteral(
            "This is normal if the database is not yet set up or tables haven't been created.");
    case MessageKey::RunningPending:
        return QStringLiteral("%1 pending. Running migrations...").arg(detail);
    case MessageKey::NothingPending:
        return QStringLiteral("Database is at head - skipping migrations");
    case MessageKey::PendingNotRun:
        return QStringLiteral("%1 pending.").arg(detail);
    }
    Q_UNREACHABLE();
}

QString lineOf(const StartupMessage &message, MessageForm form)
{
    const QString text = textOf(message);
    if (form == MessageForm::Json) {
        const QJsonObject object{{QStringLiteral("level"), messageLevelName(levelOf(message.key))},
            {QStringLiteral("text"), text}};
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    if (isContinuation(message.key))
        return QString(form == MessageForm::Symbol ? 3 : 7, u' ') + text;
    if (isBare(message.key, form))
        return text;
    return (form == MessageForm::Symbol ? symbolOf(message.key) : bracketOf(message.key)) + text;
}

} // namespace stillroom
