#include "app/project/pinnedversions.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace stillroom
{

namespace
{

/// …/site-packages/SQLAlchemy-1.4.46.dist-info
PinnedVersion installed(const QDir &root)
{
    static const QRegularExpression distribution(
        QStringLiteral("^sqlalchemy-(\\d[^-]*)\\.(?:dist|egg)-info$"),
        QRegularExpression::CaseInsensitiveOption);
    for (const char *environment : {".venv", "venv", "env"}) {
        const QDir library(root.filePath(QLatin1String(environment) + QStringLiteral("/lib")));
        for (const QString &python : library.entryList({QStringLiteral("python3*")}, QDir::Dirs)) {
            const QDir packages(library.filePath(python + QStringLiteral("/site-packages")));
            for (const QString &name : packages.entryList(QDir::Dirs)) {
                const QRegularExpressionMatch match = distribution.match(name);
                if (match.hasMatch())
                    return {match.captured(1), {packages.filePath(name), 0, 0}};
            }
        }
    }
    return {};
}

PinnedVersion firstMatch(const QString &path, const QRegularExpression &pattern)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > 16 * 1024 * 1024)
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    return {match.captured(1), {path, int(text.left(match.capturedStart(1)).count(u'\n')) + 1, 0}};
}

} // namespace

PinnedVersion pinnedSqlAlchemy(const QString &root)
{
    constexpr auto options = QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption;
    static const QRegularExpression toml(
        QStringLiteral("^name = \"sqlalchemy\"\\s*\\nversion = \"([^\"]+)\""), options);
    static const QRegularExpression json(
        QStringLiteral("\"sqlalchemy\"\\s*:\\s*\\{[^}]*\"version\"\\s*:\\s*\"==([^\"]+)\""), options);
    static const QRegularExpression line(
        QStringLiteral("^\\s*sqlalchemy(?:\\[[^\\]\\n]*\\])?\\s*={2,3}\\s*([\\w.!+]+)"), options);
    const QDir folder(root);
    PinnedVersion found = installed(folder);
    for (const char *lock : {"poetry.lock", "uv.lock", "pdm.lock"}) {
        if (found.version.isEmpty())
            found = firstMatch(folder.filePath(QLatin1String(lock)), toml);
    }
    if (found.version.isEmpty())
        found = firstMatch(folder.filePath(QStringLiteral("Pipfile.lock")), json);
    QStringList files;
    for (const QString &name :
        folder.entryList({QStringLiteral("*requirements*.txt")}, QDir::Files, QDir::Name))
        files += folder.filePath(name);
    const QDir several(folder.filePath(QStringLiteral("requirements")));
    for (const QString &name : several.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name))
        files += several.filePath(name);
    // requirements.txt is what runs; the others may be for development.
    std::stable_partition(files.begin(), files.end(),
        [](const QString &path) { return path.endsWith(QLatin1String("/requirements.txt")); });
    for (const QString &path : files) {
        if (found.version.isEmpty())
            found = firstMatch(path, line);
    }
    return found;
}

Generation generationOf(const QString &version)
{
    bool isNumber = false;
    const int major = version.section(u'.', 0, 0).toInt(&isNumber);
    return isNumber && major < 2 ? Generation::Debian12 : Generation::Newest;
}

} // namespace stillroom
