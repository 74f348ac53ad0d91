#include "migrations/scripts/scriptdirectory.h"

#include "migrations/scripts/revisionreader.h"
#include "migrations/scripts/scriptfiles.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <variant>

namespace stillroom
{

namespace
{

/// Fewer files than this a thread are read sooner than a thread starts.
constexpr size_t filesPerThread = 2000;
constexpr unsigned mostThreads = 4;

/// What one file holds: read where the files are many on several threads, put together in order.
using FileReading = std::variant<std::monostate, Revision, Error>;

FileReading readFile(const ScriptFile &file)
{
    Result<QByteArray> bytes = readScript(file);
    if (!bytes)
        return bytes.error();
    Result<Revision> revision = readRevision(std::move(bytes.value()), file.shownPath);
    if (!revision)
        return revision.error();
    return std::move(revision.value());
}

std::vector<FileReading> readFiles(const std::vector<ScriptFile> &files, const CancelToken &cancel)
{
    std::vector<FileReading> readings(files.size());
    std::atomic<size_t> next{0};
    const auto work = [&] {
        constexpr size_t piece = 64;
        for (size_t from = next.fetch_add(piece); from < files.size(); from = next.fetch_add(piece)) {
            for (size_t i = from; i < std::min(files.size(), from + piece); ++i) {
                if (cancel.isCancelled())
                    return;
                readings[i] = readFile(files[i]);
            }
        }
    };
    const size_t useful = std::min<size_t>(
        {files.size() / filesPerThread, std::max(1U, std::thread::hardware_concurrency()), mostThreads});
    std::vector<std::thread> helpers;
    for (size_t i = 1; i < useful; ++i)
        helpers.emplace_back(work);
    work();
    for (std::thread &helper : helpers)
        helper.join();
    return readings;
}

} // namespace

ScriptScan scanScripts(const QStringList &versionLocations, bool recursive, const CancelToken &cancel)
{
    ScriptScan scan;
    ScriptFiles found = listScripts(versionLocations, recursive);
    scan.problems = std::move(found.problems);
    scan.revisions.reserve(found.files.size());
    for (FileReading &reading : readFiles(found.files, cancel)) {
        if (auto *revision = std::get_if<Revision>(&reading))
            scan.revisions.push_back(std::move(*revision));
        else if (auto *problem = std::get_if<Error>(&reading))
            scan.problems.push_back(std::move(*problem));
    }
    return scan;
}

} // namespace stillroom
