#include "migrations/scripts/scriptfiles.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace stillroom
{

namespace
{

// Straight system calls: with ten thousand scripts, what a file class adds per file is most of the time.
struct FolderCloser {
    void operator()(DIR *folder) const { closedir(folder); }
};

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_number >= 0)
            close(m_number);
    }
    int number() const { return m_number; }

private:
    int m_number;
};

Error unreadable(const QString &path, const QString &message)
{
    return Error{ErrorKind::Unreadable, message, {}, SourcePlace{path, 0, 0}};
}

QString systemMessage(int code)
{
    return code == ELOOP ? QStringLiteral("its symbolic links lead in a circle, or through too many")
                         : QString::fromLocal8Bit(std::strerror(code));
}

// alembic/script/base.py: _only_source_rev_file
bool isScriptName(const QByteArray &name)
{
    return name.endsWith(".py") && !name.startsWith(".#") && !name.startsWith("__init__");
}

/// Walks version folders as alembic/script/base.py does (1.19: names sorted, links to folders not followed).
class FolderWalk
{
public:
    explicit FolderWalk(bool recursive)
        : m_recursive(recursive)
    {
    }

    void enter(const QString &folder, bool isLocation);
    ScriptFiles take() { return std::move(m_result); }

private:
    struct Entry {
        QByteArray name;
        unsigned char type;
    };

    void add(const QString &folder, const QString &realFolder, const Entry &entry);
    static bool isFolder(const QByteArray &path, const Entry &entry);

    bool m_recursive;
    QSet<QString> m_seen; ///< real paths
    ScriptFiles m_result;
};

void FolderWalk::enter(const QString &folder, bool isLocation)
{
    if (folder.endsWith(QLatin1String("__pycache__")))
        return;
    const std::unique_ptr<DIR, FolderCloser> open(opendir(QFile::encodeName(folder).constData()));
    if (!open) {
        const bool isMissing = errno == ENOENT && isLocation;
        m_result.problems.push_back(unreadable(folder,
            isMissing
                ? QStringLiteral("the version folder does not exist; create it, or correct the configuration")
                : QStringLiteral("the folder cannot be read: %1").arg(systemMessage(errno))));
        return;
    }
    std::vector<Entry> entries;
    while (const dirent *entry = readdir(open.get())) {
        const QByteArray name(entry->d_name);
        if (name != "." && name != "..")
            entries.push_back({name, entry->d_type});
    }
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.name < b.name; });
    const QString realFolder = QFileInfo(folder).canonicalFilePath();
    for (const Entry &entry : entries) {
        if (isScriptName(entry.name))
            add(folder, realFolder, entry);
    }
    for (const Entry &entry : entries) {
        if (m_recursive && entry.type != DT_LNK
            && isFolder(QFile::encodeName(folder) + '/' + entry.name, entry))
            enter(folder + u'/' + QFile::decodeName(entry.name), false);
    }
}

bool FolderWalk::isFolder(const QByteArray &path, const Entry &entry)
{
    if (entry.type != DT_UNKNOWN && entry.type != DT_LNK)
        return entry.type == DT_DIR;
    struct stat status = {};
    return stat(path.constData(), &status) == 0 && S_ISDIR(status.st_mode);
}

void FolderWalk::add(const QString &folder, const QString &realFolder, const Entry &entry)
{
    const QString name = QFile::decodeName(entry.name);
    const QString shown = folder + u'/' + name;
    const QByteArray path = QFile::encodeName(folder) + '/' + entry.name;
    if (isFolder(path, entry)) {
        m_result.problems.push_back(unreadable(shown,
            QStringLiteral("this is a folder, though it is named like a script; rename or remove it")));
        return;
    }
    const QString real
        = entry.type == DT_LNK ? QFileInfo(shown).canonicalFilePath() : realFolder + u'/' + name;
    if (!real.isEmpty() && m_seen.contains(real))
        return;
    m_seen.insert(real);
    m_result.files.push_back({path, shown});
}

Result<QByteArray> readAll(int descriptor, qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    qint64 done = 0;
    while (done < size) {
        const ssize_t count = read(descriptor, bytes.data() + done, static_cast<std::size_t>(size - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return Error{ErrorKind::Unreadable, systemMessage(errno)};
        if (count == 0)
            break;
        done += count;
    }
    bytes.truncate(done);
    return bytes;
}

} // namespace

ScriptFiles listScripts(const QStringList &versionLocations, bool recursive)
{
    FolderWalk walk(recursive);
    for (const QString &location : versionLocations)
        walk.enter(location, true);
    return walk.take();
}

Result<QByteArray> readScript(const ScriptFile &file)
{
    // A pipe named like a script must not be waited for.
    const Descriptor descriptor(open(file.path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (descriptor.number() < 0 || fstat(descriptor.number(), &status) != 0) {
        return unreadable(
            file.shownPath, QStringLiteral("the script cannot be read: %1").arg(systemMessage(errno)));
    }
    if (!S_ISREG(status.st_mode))
        return unreadable(
            file.shownPath, QStringLiteral("this is no regular file, so it is no script; remove it"));
    if (status.st_size > largestScript) {
        return unreadable(file.shownPath,
            QStringLiteral(
                "the script has %1 MB; more than %2 MB are not read. Move its data to a file beside it")
                .arg(status.st_size / (1024 * 1024))
                .arg(largestScript / (1024 * 1024)));
    }
    Result<QByteArray> bytes = readAll(descriptor.number(), status.st_size);
    if (!bytes)
        return unreadable(
            file.shownPath, QStringLiteral("the script cannot be read: %1").arg(bytes.error().message));
    return bytes;
}

} // namespace stillroom
