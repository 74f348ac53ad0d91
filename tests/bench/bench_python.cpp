// Speed of the Python reader over the *.py files of folders.
//
// usage: bench_python [--rounds N] FOLDER…
//
// Prints, for the whole parse, the module level and the scan of revision headers, the best of N rounds
// in MB/s or ms. One thread. Files are read once before: this is not about the disk, but for the scan,
// which opens each file as the program does.

#include "migrations/python/parser.h"
#include "migrations/scripts/scriptdirectory.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

using namespace stillroom;

namespace
{

struct Sources {
    std::vector<std::pair<QString, QByteArray>> files;
    qint64 bytes = 0;
};

Sources readSources(const QStringList &folders)
{
    Sources sources;
    for (const QString &folder : folders) {
        QDirIterator walk(folder, {QStringLiteral("*.py")}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            sources.files.emplace_back(file.fileName(), file.readAll());
            sources.bytes += sources.files.back().second.size();
        }
    }
    return sources;
}

template<typename Work> double bestMilliseconds(int rounds, Work work)
{
    double best = 0;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        const double elapsed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        best = round == 0 ? elapsed : std::min(best, elapsed);
    }
    return best;
}

void benchParse(const char *name, const Sources &sources, python::ParseDepth depth, int rounds)
{
    int refused = 0;
    const double milliseconds = bestMilliseconds(rounds, [&] {
        refused = 0;
        for (const auto &[path, bytes] : sources.files)
            refused += python::parseModule(bytes, path, depth).ok() ? 0 : 1;
    });
    std::printf("%-14s %8.1f ms  %7.1f MB/s  (%d refused)\n", name, milliseconds,
        static_cast<double>(sources.bytes) / 1e3 / milliseconds, refused);
}

} // namespace

int main(int argc, char **argv)
{
    int rounds = 5;
    QStringList folders;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--rounds" && i + 1 < argc)
            rounds = std::max(1, std::atoi(argv[++i]));
        else
            folders.append(QString::fromLocal8Bit(argv[i]));
    }
    const Sources sources = readSources(folders);
    if (sources.files.empty()) {
        std::fputs("usage: bench_python [--rounds N] FOLDER…\n", stderr);
        return 2;
    }
    std::printf("%zu files, %.2f MB\n", sources.files.size(), static_cast<double>(sources.bytes) / 1e6);
    benchParse("full", sources, python::ParseDepth::Full, rounds);
    benchParse("module level", sources, python::ParseDepth::ModuleLevel, rounds);
    std::size_t found = 0;
    const double scan
        = bestMilliseconds(rounds, [&] { found = scanScripts(folders, true).revisions.size(); });
    std::printf("%-14s %8.1f ms  %7zu revisions\n", "scan", scan, found);
    return 0;
}
