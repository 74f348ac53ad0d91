#include "app/project/settings.h"

#include "app/project/settingsreader.h"
#include "app/project/tomlvalue.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace stillroom
{

Result<ProjectSettings> readSettings(const QString &root)
{
    const QString own = root + QStringLiteral("/stillroom.toml");
    if (QFileInfo::exists(own)) {
        const Result<TomlValue> document = readToml(own);
        if (!document)
            return document.error();
        return SettingsReader(own).read(*document);
    }
    const QString shared = root + QStringLiteral("/pyproject.toml");
    if (!QFileInfo::exists(shared))
        return ProjectSettings{};
    const Result<TomlValue> document = readToml(shared);
    if (!document)
        return document.error();
    const TomlValue *tool = document->find(QStringLiteral("tool"));
    const TomlValue *table = tool ? tool->find(QStringLiteral("stillroom")) : nullptr;
    if (!table)
        return ProjectSettings{};
    return SettingsReader(shared).read(*table);
}

Result<std::chrono::milliseconds> parseDuration(const QString &text)
{
    static const QRegularExpression grammar(
        QStringLiteral("^\\s*(\\d+(?:\\.\\d+)?)\\s*(ms|s|sec|min|m|h)?\\s*$"));
    const QRegularExpressionMatch match = grammar.match(text);
    const QString unit = match.captured(2);
    const double factor = unit.isEmpty() || unit == u"ms" ? 1
        : unit == u"s" || unit == u"sec"                  ? 1'000
        : unit == u"min" || unit == u"m"                  ? 60'000
                                                          : 3'600'000;
    const double milliseconds = match.captured(1).toDouble() * factor;
    // PostgreSQL keeps its time limits in 32-bit milliseconds.
    if (!match.hasMatch() || milliseconds > 2'147'483'647.0) {
        return Error{.kind = ErrorKind::InvalidCall,
            .message = QStringLiteral("\"%1\" is no duration: write 500ms, 5s, 2min or 1h").arg(text)};
    }
    return std::chrono::milliseconds(qRound64(milliseconds));
}

} // namespace stillroom
