#include "app/verify/pythonfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace stillroom
{

namespace
{

constexpr int mostFiles = 3000; ///< beyond this a folder is no hand-written application
constexpr int deepest = 6;
constexpr qint64 largestFile = 8 << 20;

bool isForeign(const QFileInfo &folder)
{
    const QString name = folder.fileName();
    static const QStringList names{QStringLiteral("migrations"), QStringLiteral("node_modules"),
        QStringLiteral("venv"), QStringLiteral("env"), QStringLiteral("site-packages"),
        QStringLiteral("__pycache__"), QStringLiteral("build"), QStringLiteral("dist")};
    return name.startsWith(u'.') || names.contains(name)
        || QFileInfo::exists(folder.filePath() + QStringLiteral("/pyvenv.cfg"));
}

void collect(const QString &folder, int depth, QStringList &files)
{
    const QDir dir(folder);
    for (const QFileInfo &file :
        dir.entryInfoList({QStringLiteral("*.py")}, QDir::Files | QDir::Readable, QDir::Name)) {
        if (files.size() < mostFiles)
            files += file.absoluteFilePath();
    }
    if (depth == 0)
        return;
    for (const QFileInfo &inner :
        dir.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        if (!isForeign(inner) && files.size() < mostFiles)
            collect(inner.absoluteFilePath(), depth - 1, files);
    }
}

} // namespace

std::optional<QByteArray> fileBytes(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile() || info.size() > largestFile || !file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

QStringList projectPythonFiles(const QString &root)
{
    QStringList files;
    collect(root, deepest, files);
    return files;
}

QString dottedName(const python::Expression &node)
{
    if (const auto *name = node.as<python::Name>())
        return toText(name->name);
    if (const auto *attribute = node.as<python::Attribute>()) {
        const QString before = dottedName(*attribute->value);
        return before.isEmpty() ? QString() : before + u'.' + toText(attribute->name);
    }
    return {};
}

QString shownPath(const QString &path, const QString &root)
{
    return path.startsWith(root + u'/') ? path.mid(root.size() + 1) : path;
}

SourcePlace shownPlace(SourcePlace place, const QString &root)
{
    place.path = shownPath(place.path, root);
    return place;
}

} // namespace stillroom
