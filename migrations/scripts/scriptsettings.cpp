#include "migrations/scripts/alembicini.h"

#include <QRegularExpression>

namespace stillroom
{

namespace
{

/// Reads the keys of one section; remembers the first failure.
class SectionReader
{
public:
    SectionReader(const AlembicIni &ini, const QString &section)
        : m_ini(ini)
        , m_section(section)
    {
    }

    std::optional<QString> value(QLatin1String key)
    {
        const auto found = m_ini.value(m_section, key);
        if (!found) {
            fail(found.error());
            return std::nullopt;
        }
        return *found;
    }
    bool isTrue(QLatin1String key) { return value(key) == QStringLiteral("true"); }

    // What separates folders in version_locations; empty: commas and blanks, as before Alembic 1.6.
    QString separator()
    {
        for (const QLatin1String key :
            {QLatin1String("path_separator"), QLatin1String("version_path_separator")}) {
            const auto name = value(key);
            if (!name)
                continue;
            if (*name == QLatin1String("space"))
                return QStringLiteral(" ");
            if (*name == QLatin1String("newline"))
                return QStringLiteral("\n");
            if (*name == QLatin1String("os") || *name == QLatin1String(":"))
                return QStringLiteral(":");
            if (*name == QLatin1String(";"))
                return QStringLiteral(";");
            fail(Error{ErrorKind::BrokenProject,
                QStringLiteral(
                    "'%1' is no separator; %2 takes os, space, newline, ':' or ';', and nothing else in "
                    "its line")
                    .arg(*name, key),
                {}, SourcePlace{m_ini.path(), m_ini.line(m_section, key), 0}});
        }
        return {};
    }

    const std::optional<Error> &failure() const { return m_failure; }

private:
    void fail(const Error &error)
    {
        if (!m_failure)
            m_failure = error;
    }

    const AlembicIni &m_ini;
    QString m_section;
    std::optional<Error> m_failure;
};

QStringList splitLocations(const QString &text, const QString &separator)
{
    static const QRegularExpression commasOrBlanks(QStringLiteral(", *| +"));
    const QStringList parts = separator.isEmpty() ? text.split(commasOrBlanks) : text.split(separator);
    QStringList locations;
    for (const QString &part : parts) {
        if (!part.trimmed().isEmpty())
            locations.append(part.trimmed());
    }
    return locations;
}

} // namespace

Result<ScriptSettings> readScriptSettings(const AlembicIni &ini, const QString &section)
{
    if (!ini.hasSection(section)) {
        return Error{ErrorKind::BrokenProject, QStringLiteral("the file has no section [%1]").arg(section),
            {}, SourcePlace{ini.path(), 0, 0}};
    }
    SectionReader reader(ini, section);
    ScriptSettings settings;
    settings.scriptLocation = reader.value(QLatin1String("script_location"));
    const auto locations = reader.value(QLatin1String("version_locations"));
    if (locations && !locations->isEmpty())
        settings.versionLocations = splitLocations(*locations, reader.separator());
    settings.recursive = reader.isTrue(QLatin1String("recursive_version_locations"));
    settings.sourceless = reader.isTrue(QLatin1String("sourceless"));
    if (reader.failure())
        return *reader.failure();
    return settings;
}

} // namespace stillroom
