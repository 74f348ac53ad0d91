#include "app/environment/environmentfiles.h"

#include "app/environment/envfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace stillroom
{

namespace
{

constexpr int mostDotenvFiles = 12;
constexpr qint64 mostBytes = 4 << 20; ///< a file of variables is never that large

bool ignoreNames(const QString &path, const QString &name)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    bool ignored = false;
    for (const QString &raw : QString::fromUtf8(file.read(mostBytes)).split(u'\n')) {
        QString line = raw.trimmed();
        const bool again = line.startsWith(u'!');
        if (again)
            line.remove(0, 1);
        if (line == name || line == u'/' + name || line == QLatin1String("**/") + name || line == name + u'*'
            || line == QLatin1String(".env*"))
            ignored = !again;
    }
    return ignored;
}

class Reader
{
public:
    Reader(EnvironmentFiles &files, std::vector<Error> *problems)
        : m_files(files)
        , m_problems(problems)
    {
    }

    /// \a always: listed also while it does not exist.
    void add(EnvironmentFileKind kind, const QString &name, bool always = false)
    {
        EnvironmentFile entry{kind, QDir(m_files.root).absoluteFilePath(name), name};
        const QFileInfo info(entry.path);
        if (info.isFile()) {
            QFile file(entry.path);
            if (info.size() > mostBytes || !file.open(QIODevice::ReadOnly)) {
                if (m_problems) {
                    m_problems->push_back({ErrorKind::Unreadable,
                        QStringLiteral("%1 cannot be read: %2")
                            .arg(entry.path,
                                info.size() > mostBytes ? QStringLiteral("it is larger than 4 MB")
                                                        : file.errorString()),
                        {}, {entry.path, 0, 0}});
                }
                return;
            }
            entry.saved = file.readAll();
            entry.working = *entry.saved;
        } else if (!always || info.exists()) {
            return;
        }
        m_files.files.push_back(std::move(entry));
    }

private:
    EnvironmentFiles &m_files;
    std::vector<Error> *m_problems;
};

bool isBackup(const QString &name)
{
    return name.endsWith(u'~') || name.endsWith(QLatin1String(".swp")) || name.endsWith(QLatin1String(".bak"))
        || name.endsWith(QLatin1String(".orig"));
}

} // namespace

bool EnvironmentFile::isExample() const
{
    static const QStringList words{QStringLiteral("example"), QStringLiteral("sample"),
        QStringLiteral("template"), QStringLiteral("dist")};
    return kind == EnvironmentFileKind::Dotenv
        && std::any_of(words.begin(), words.end(), [&](const QString &word) { return name.contains(word); });
}

EnvironmentFiles EnvironmentFiles::read(
    const QString &root, const QProcessEnvironment &process, std::vector<Error> *problems)
{
    EnvironmentFiles all;
    all.root = QDir(root).absolutePath();
    all.process = process;
    Reader reader(all, problems);
    const QDir folder(all.root);
    reader.add(EnvironmentFileKind::Dotenv, QStringLiteral(".env"), true);
    int count = 0;
    for (const QString &name :
        folder.entryList({QStringLiteral(".env.*"), QStringLiteral(".env-*"), QStringLiteral("env.example"),
                             QStringLiteral(".flaskenv")},
            QDir::Files | QDir::Hidden, QDir::Name)) {
        if (!isBackup(name) && ++count <= mostDotenvFiles)
            reader.add(EnvironmentFileKind::Dotenv, name);
    }
    reader.add(EnvironmentFileKind::Blueprint, QStringLiteral("render.yaml"));
    for (const QString &below : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        reader.add(EnvironmentFileKind::Blueprint, below + QStringLiteral("/render.yaml"));
    reader.add(EnvironmentFileKind::Dockerfile, QStringLiteral("Dockerfile"));
    // The first one there is, in compose's own order.
    for (const char *name : {"compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"}) {
        if (folder.exists(QLatin1String(name))) {
            reader.add(EnvironmentFileKind::Compose, QLatin1String(name));
            break;
        }
    }
    reader.add(EnvironmentFileKind::BuildScript, QStringLiteral("build.sh"));
    all.dotenvIgnored = ignoreNames(folder.filePath(QStringLiteral(".gitignore")), QStringLiteral(".env"));
    all.dotenvOutsideImage
        = ignoreNames(folder.filePath(QStringLiteral(".dockerignore")), QStringLiteral(".env"));
    return all;
}

const EnvironmentFile *EnvironmentFiles::find(const QString &path) const
{
    const auto found = std::find_if(
        files.begin(), files.end(), [&](const EnvironmentFile &file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

EnvironmentFile *EnvironmentFiles::find(const QString &path)
{
    return const_cast<EnvironmentFile *>(std::as_const(*this).find(path));
}

std::vector<FileChange> EnvironmentFiles::changes() const
{
    std::vector<FileChange> changed;
    for (const EnvironmentFile &file : files) {
        if (file.isChanged())
            changed.push_back({file.path, file.saved, file.working});
    }
    return changed;
}

Result<CellEdit> editCell(const EnvironmentFile &file, const QString &owner, const QString &key,
    const std::optional<QString> &value)
{
    const auto parse = [&]() -> Result<EnvFile> {
        if (file.kind == EnvironmentFileKind::Blueprint) {
            Result<Blueprint> blueprint = Blueprint::parse(file.working, file.path);
            if (!blueprint)
                return blueprint.error();
            return EnvFile(std::move(*blueprint));
        }
        if (file.kind != EnvironmentFileKind::Dotenv) {
            return Error{
                ErrorKind::Refused, QStringLiteral("%1 is only read").arg(file.name), {}, {file.path, 0, 0}};
        }
        Result<DotenvDocument> document = DotenvDocument::parse(file.working, file.path);
        if (!document)
            return document.error();
        return EnvFile(std::move(*document));
    };
    const Result<EnvFile> document = parse();
    if (!document)
        return document.error();
    const Result<EnvEdit> edit = edited(*document, key, value, owner);
    if (!edit)
        return edit.error();
    return CellEdit{edit->bytes, edit->warnings};
}

} // namespace stillroom
