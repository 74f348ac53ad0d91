#include "app/verify/checkbuilder.h"
#include "app/verify/pythonfiles.h"
#include "migrations/graph/revisiongraph.h"
#include "migrations/run/seedrun.h"

#include <QDir>
#include <QFileInfo>

namespace stillroom
{

namespace
{

QString kindOf(const QFileInfo &info)
{
    return !info.exists() ? QStringLiteral("missing")
        : info.isDir()    ? QStringLiteral("a folder")
                          : QStringLiteral("a file");
}

QString migrationsFolder(const CheckBuilder &b)
{
    return b.v.loaded ? b.v.loaded->project.scriptLocation : b.inRoot("migrations");
}

void folder(CheckBuilder &b)
{
    const QFileInfo info(migrationsFolder(b));
    Check &check = b.add("files.folder", QStringLiteral("Migrations folder"),
        info.isDir() ? CheckOutcome::Pass : CheckOutcome::Fail,
        info.isDir() ? QStringLiteral("%1 is there").arg(shownPath(info.filePath(), b.v.root))
                     : QStringLiteral("%1 is %2").arg(shownPath(info.filePath(), b.v.root), kindOf(info)));
    check.evidence = shownPath(info.filePath(), b.v.root);
    check.mirrored = info.exists() ? QStringLiteral("pass") : QStringLiteral("fail");
    if (!info.isDir()) {
        check.why = info.exists() ? QStringLiteral("The project's program accepts a plain file.") : QString();
        check.remedy = QStringLiteral("Restore the folder from version control.");
    }
}

/// env.py reads its logging from alembic.ini, which then must be there.
bool callsFileConfig(const QByteArray &environment)
{
    for (const QByteArray &line : environment.split('\n')) {
        if (!line.trimmed().startsWith('#') && line.contains("fileConfig("))
            return true;
    }
    return false;
}

void environmentFile(CheckBuilder &b)
{
    const QString path = migrationsFolder(b) + QStringLiteral("/env.py");
    const QFileInfo info(path);
    const QString shown = shownPath(path, b.v.root);
    const std::optional<QByteArray> bytes = fileBytes(path);
    const bool mirroredOk = info.exists();
    const auto finish = [&](Check &check) {
        check.evidence = check.evidence.isEmpty() ? shown : check.evidence;
        check.mirrored = mirroredOk ? QStringLiteral("pass") : QStringLiteral("fail");
        if (check.outcome != CheckOutcome::Pass && mirroredOk)
            check.why
                = QStringLiteral("The project's program only asks whether something of that name exists.");
    };
    const QString label = QStringLiteral("env.py");
    if (!bytes)
        return finish(b.add(
            "files.env", label, CheckOutcome::Fail, QStringLiteral("%1 is %2").arg(shown, kindOf(info))));
    const Result<python::Module> module = python::parseModule(*bytes, path);
    if (!module) {
        Check &check = b.add("files.env", label, CheckOutcome::Fail, module.error().message);
        check.evidence = b.at(module.error().place);
        return finish(check);
    }
    finish(b.add("files.env", label, CheckOutcome::Pass, QStringLiteral("Is there and parses")));
    const QString ini = b.v.loaded && !b.v.loaded->project.configFile.isEmpty()
        ? b.v.loaded->project.configFile
        : migrationsFolder(b) + QStringLiteral("/alembic.ini");
    const bool present = QFileInfo(ini).isFile();
    const bool needed = callsFileConfig(*bytes);
    Check &check = b.add("files.ini", QStringLiteral("alembic.ini"),
        present      ? CheckOutcome::Pass
            : needed ? CheckOutcome::Fail
                     : CheckOutcome::Warn,
        present      ? QStringLiteral("Is there")
            : needed ? QStringLiteral("Is missing, and env.py reads its logging from it: every upgrade fails")
                     : QStringLiteral("Is missing; env.py does not read it, so upgrades work without"));
    check.evidence = shownPath(ini, b.v.root);
    check.mirrored = QFileInfo::exists(b.v.workingDirectory + QStringLiteral("/migrations/alembic.ini"))
        ? QStringLiteral("pass")
        : QStringLiteral("warning");
    if (!present)
        check.remedy = QStringLiteral("Restore the file from version control.");
}

/// The program takes files and code from where it is started, the application from its own folder.
void startedElsewhere(CheckBuilder &b)
{
    const QString here = QFileInfo(b.v.workingDirectory).canonicalFilePath();
    if (here.isEmpty() || here == QFileInfo(b.v.root).canonicalFilePath())
        return;
    Check &check = b.add("files.elsewhere", QStringLiteral("Started elsewhere"), CheckOutcome::Warn,
        QStringLiteral(
            "Started in %1, the project's program mixes two projects: files and code from there, the "
            "application from its own folder")
            .arg(b.v.workingDirectory));
    check.evidence = b.v.workingDirectory;
    check.mirrored = unseen;
    check.why = QStringLiteral("These checks look at %1 alone.").arg(b.v.root);
    check.remedy = QStringLiteral("Start it in the project's folder.");
}

int countBelow(const QDir &folder, const QString &pattern, int depth)
{
    int count = int(folder.entryList({pattern}, QDir::Files).size());
    if (depth > 0) {
        for (const QFileInfo &inner :
            folder.entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
            if (inner.fileName() != u"__pycache__")
                count += countBelow(QDir(inner.filePath()), pattern, depth - 1);
        }
    }
    return count;
}

void revisions(CheckBuilder &b)
{
    constexpr int deep = 3;
    const QString versions = migrationsFolder(b) + QStringLiteral("/versions");
    const QFileInfo info(versions);
    const int count = b.v.loaded ? b.v.loaded->graph->size() : 0;
    const bool ok = count > 0;
    Check &check = b.add("files.revisions", QStringLiteral("Revision files"),
        ok ? CheckOutcome::Pass : CheckOutcome::Fail,
        ok                  ? QStringLiteral("%1 files define a revision").arg(count)
            : !info.isDir() ? QStringLiteral("%1 is %2").arg(shownPath(versions, b.v.root), kindOf(info))
                            : QStringLiteral("No file defines a revision"));
    check.evidence = shownPath(versions, b.v.root);
    check.mirrored = b.mirrored.files ? QStringLiteral("pass") : QStringLiteral("fail");
    if (!ok && b.mirrored.files)
        check.why
            = QStringLiteral("The project's program counts names that end in .py and passes without any.");
    if (!ok)
        check.remedy = QStringLiteral("Restore the revisions, or make the first one: flask db migrate.");
    if (!info.isDir())
        return;
    const int sql = countBelow(QDir(versions), QStringLiteral("*.sql"), 0);
    if (sql > 0) {
        Check &note = b.add("files.sql", QStringLiteral("SQL files"), CheckOutcome::Warn,
            QStringLiteral("%1 SQL files lie beside the revisions; Alembic never runs them").arg(sql));
        note.evidence = shownPath(versions, b.v.root);
        note.mirrored = QStringLiteral("pass");
        note.why = QStringLiteral("The project's program counts them as migrations.");
    }
    const bool recursive = b.v.loaded && b.v.loaded->project.recursive;
    const int deeper = countBelow(QDir(versions), QStringLiteral("*.py"), deep)
        - countBelow(QDir(versions), QStringLiteral("*.py"), 0);
    if (deeper > 0 && !recursive) {
        Check &note = b.add("files.subfolders", QStringLiteral("Sub-folders"), CheckOutcome::Warn,
            QStringLiteral("%1 more Python files lie in sub-folders, which Alembic does not read here")
                .arg(deeper));
        note.evidence = shownPath(versions, b.v.root);
        note.mirrored = unseen;
        note.remedy = QStringLiteral("Set recursive_version_locations, or move them up.");
    }
}

/// Stillroom's own form of default data: which scripts a start would run, and when.
void seeds(CheckBuilder &b)
{
    const QDir folder(migrationsFolder(b) + QStringLiteral("/seeds"));
    QStringList texts;
    QStringList unreadable;
    for (const QString &name : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        const std::optional<QByteArray> bytes = fileBytes(folder.filePath(name));
        if (!bytes) {
            unreadable += name;
            continue;
        }
        const SeedScript seed = readSeed(folder.filePath(name), QString::fromUtf8(*bytes));
        texts += seed.whenEmpty.isEmpty() ? QStringLiteral("%1 at every start").arg(name)
                                          : QStringLiteral("%1 while %2 is empty").arg(name, seed.whenEmpty);
    }
    if (texts.isEmpty() && unreadable.isEmpty())
        return;
    Check &check = b.add("files.seeds", QStringLiteral("Seed scripts"),
        unreadable.isEmpty() ? CheckOutcome::Pass : CheckOutcome::Fail,
        unreadable.isEmpty()
            ? texts.join(QStringLiteral(", "))
            : QStringLiteral("Cannot be read: %1").arg(unreadable.join(QStringLiteral(", "))));
    check.evidence = shownPath(folder.path(), b.v.root);
    check.mirrored = unseen;
}

} // namespace

void checkFiles(CheckBuilder &b)
{
    startedElsewhere(b);
    folder(b);
    environmentFile(b);
    revisions(b);
    seeds(b);
}

} // namespace stillroom
