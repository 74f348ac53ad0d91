#include "app/services/environmentsession.h"

#include "app/environment/filesaving.h"
#include "app/services/background.h"
#include "app/services/scriptwatch.h"

#include <QFileInfo>

namespace stillroom
{

EnvironmentSession::EnvironmentSession(const QProcessEnvironment &process, QObject *parent)
    : QObject(parent)
    , m_process(process)
    , m_watch(new ScriptWatch(this))
{
    connect(m_watch, &ScriptWatch::changed, this, &EnvironmentSession::readAgain);
}

EnvironmentSession::~EnvironmentSession() = default;

bool EnvironmentSession::isChanged() const
{
    return std::any_of(m_files.files.begin(), m_files.files.end(),
        [](const EnvironmentFile &file) { return file.isChanged(); });
}

QStringList EnvironmentSession::conflicts() const
{
    QStringList paths = m_onDisk.keys();
    paths.sort();
    return paths;
}

void EnvironmentSession::open(const QString &root)
{
    if (root == m_files.root)
        return;
    if (isChanged())
        m_drafts[m_files.root] = m_files;
    m_files = EnvironmentFiles();
    m_files.root = root;
    m_problems.clear();
    m_onDisk.clear();
    m_opened = false;
    m_watch->watch({});
    if (root.isEmpty())
        Q_EMIT loaded(true);
    else
        read();
}

void EnvironmentSession::readAgain()
{
    if (!m_files.root.isEmpty())
        read();
}

void EnvironmentSession::read()
{
    ++m_pending;
    const QString root = m_files.root;
    const int number = ++m_reading;
    background(
        this,
        [root, process = m_process] {
            Reading reading;
            reading.files = EnvironmentFiles::read(root, process, &reading.problems);
            reading.files.root = root;
            return reading;
        },
        [this, root, number](Reading reading) {
            --m_pending;
            if (root == m_files.root && number == m_reading) // of several only the last is news
                take(std::move(reading));
        });
}

/// Joins what is on disk with what is being edited; true when bytes of the disk replaced known ones.
bool EnvironmentSession::merge(EnvironmentFile &fresh, const EnvironmentFile &mine)
{
    if (!mine.isChanged())
        return fresh.saved != mine.saved;
    if (fresh.saved == mine.saved) { // only edited here
        fresh.working = mine.working;
        m_onDisk.remove(fresh.path);
        return false;
    }
    if (fresh.saved == mine.working) { // somebody wrote the same
        m_onDisk.remove(fresh.path);
        return true;
    }
    m_onDisk[fresh.path] = fresh.saved;
    fresh.saved = mine.saved;
    fresh.working = mine.working;
    return false;
}

void EnvironmentSession::take(Reading reading)
{
    const QStringList before = conflicts();
    const EnvironmentFiles mine = m_opened ? m_files : m_drafts.take(m_files.root);
    bool replaced = !m_opened;
    for (EnvironmentFile &file : reading.files.files) {
        if (const EnvironmentFile *known = mine.find(file.path))
            replaced = merge(file, *known) || replaced;
    }
    for (const EnvironmentFile &file : mine.files) {
        if (reading.files.find(file.path))
            continue;
        replaced = true;
        if (file.isChanged()) { // it went away under its edits
            reading.files.files.push_back(file);
            m_onDisk[file.path] = std::nullopt;
        }
    }
    const bool news = !m_opened || reading.files.files != m_files.files
        || reading.files.dotenvIgnored != m_files.dotenvIgnored
        || reading.files.dotenvOutsideImage != m_files.dotenvOutsideImage || reading.problems != m_problems;
    m_files = std::move(reading.files);
    m_problems = std::move(reading.problems);
    m_opened = true;
    watch();
    if (news)
        Q_EMIT loaded(replaced);
    if (conflicts() != before)
        Q_EMIT conflictsChanged();
}

/// The folder tells of files that come and of those replaced by a rename, the files of those written in
/// place.
void EnvironmentSession::watch()
{
    QStringList paths{m_files.root};
    for (const EnvironmentFile &file : m_files.files) {
        if (file.saved)
            paths += file.path;
        if (const QString folder = QFileInfo(file.path).path(); !paths.contains(folder))
            paths += folder;
    }
    m_watch->watch(paths);
}

void EnvironmentSession::setWorking(const QString &path, const QByteArray &bytes)
{
    EnvironmentFile *file = m_files.find(path);
    if (!file || file->working == bytes)
        return;
    file->working = bytes;
    if (!file->isChanged() && m_onDisk.contains(path)) {
        m_onDisk.remove(path);
        readAgain();
        Q_EMIT conflictsChanged();
    }
    Q_EMIT edited();
}

bool EnvironmentSession::save()
{
    struct Written {
        FileChange change;
        Status status = Done{};
    };
    std::vector<FileChange> changes = m_files.changes();
    std::erase_if(changes, [this](const FileChange &change) { return m_onDisk.contains(change.path); });
    if (changes.empty())
        return false;
    ++m_pending;
    background(
        this,
        [changes] {
            std::vector<Written> all;
            for (const FileChange &change : changes)
                all.push_back({change, saveFile(change.path, change.before, change.after)});
            return all;
        },
        [this, root = m_files.root](const std::vector<Written> &all) {
            --m_pending;
            if (root != m_files.root)
                return; // opening it again finds what was written
            QStringList names;
            std::optional<Error> refused;
            for (const Written &written : all) {
                EnvironmentFile *file = m_files.find(written.change.path);
                if (written.status && file) {
                    file->saved = written.change.after;
                    names += file->name;
                } else if (!written.status && !refused) {
                    refused = written.status.error();
                }
            }
            if (!names.isEmpty())
                Q_EMIT saved(names);
            if (refused)
                Q_EMIT notSaved(*refused);
            readAgain();
        });
    return true;
}

void EnvironmentSession::takeFromDisk(const QString &path)
{
    EnvironmentFile *file = m_files.find(path);
    if (!file || !m_onDisk.contains(path))
        return;
    file->saved = m_onDisk.take(path);
    file->working = file->saved.value_or(QByteArray());
    Q_EMIT loaded(true);
    Q_EMIT conflictsChanged();
}

void EnvironmentSession::keepMine(const QString &path)
{
    EnvironmentFile *file = m_files.find(path);
    if (!file || !m_onDisk.contains(path))
        return;
    file->saved = m_onDisk.take(path);
    Q_EMIT loaded(true);
    Q_EMIT conflictsChanged();
}

} // namespace stillroom
