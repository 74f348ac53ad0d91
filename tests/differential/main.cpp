// Compares what Stillroom makes of revision scripts with what real Alembic prints, statement by statement.
//
//   differential             our own scripts and generated ones: the test
//   differential FOLDER …    the scripts of other projects: prints a table for each
//   differential --newest FOLDER …    the same against the newest Alembic, which STILLROOM_ORACLE_PYTHON runs

#include "tests/differential/generations.h"
#include "tests/differential/report.h"
#include "tests/differential/scriptfinder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

using namespace stillroom;
using namespace stillroom::differential;

namespace
{

constexpr int reasonsShown = 25;
constexpr int generatedScripts = 300;
const QString sources = QStringLiteral(STILLROOM_SOURCE_DIR "/tests/differential/");

QString directionName(Direction direction)
{
    return direction == Direction::Upgrade ? QStringLiteral("upgrade") : QStringLiteral("downgrade");
}

QString labelOf(const QString &folder, const ScriptFunction &function)
{
    QString name = QDir(folder).relativeFilePath(function.path);
    name.chop(3);
    return name + QLatin1Char(' ') + directionName(function.direction);
}

/// Functions of our own scripts that Stillroom hands over, "group/name direction" a line, `#` comments.
/// A `~` in front marks what it could know: such a line goes when it does, but nothing fails before.
struct HandOvers {
    QStringList onPurpose;
    QStringList notYet;
};

HandOvers listedHandOvers()
{
    QFile file(sources + QStringLiteral("handed_over.txt"));
    HandOvers listed;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QString &line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            const QString label = line.section(QLatin1Char('#'), 0, 0).trimmed();
            if (label.startsWith(QLatin1Char('~')))
                listed.notYet.append(label.mid(1).trimmed());
            else if (!label.isEmpty())
                listed.onPurpose.append(label);
        }
    }
    return listed;
}

struct Run {
    Report report;
    QStringList complaints; ///< beside differences
};

/// What a test run compares beyond the differences themselves.
struct Expectations {
    QMap<QString, NewestOutput> newest;
    HandOvers handOvers;
};

/// The newest generation too, when `expected` is given.
Result<Run> compareFolder(const QString &folder, Generation generation, const Expectations *expected)
{
    const QStringList paths = revisionScripts(folder);
    const Result<OracleAnswers> answers = askOracle(paths);
    if (!answers)
        return answers.error();
    Run run;
    for (const QString &path : paths) {
        for (const Direction direction : {Direction::Upgrade, Direction::Downgrade}) {
            const ScriptFunction function{path, direction};
            const QString label = labelOf(folder, function);
            if (!answers->contains(function)) {
                run.complaints.append(label + QStringLiteral(": the oracle gave no answer"));
                continue;
            }
            const Translation ours = translate(function, generation);
            run.report.add(label, ours, answers->value(function),
                ours.native() || translate(function, generation, Purpose::Run).native());
            if (expected == nullptr || expected->handOvers.notYet.contains(label))
                continue;
            const QString newest = newestDifference(function, label, ours, expected->newest);
            if (!newest.isEmpty())
                run.complaints.append(label + QStringLiteral(" in the newest generation\n") + newest);
        }
    }
    return run;
}

/// What the test demands beyond "nothing differs": native but for the functions named.
void checkHandOvers(Run &run, const HandOvers &allowed)
{
    const QMap<QString, QString> &handedOver = run.report.handedOver();
    for (auto it = handedOver.begin(); it != handedOver.end(); ++it) {
        if (!allowed.onPurpose.contains(it.key()) && !allowed.notYet.contains(it.key()))
            run.complaints.append(it.key() + QStringLiteral(" is handed over: ") + it.value());
    }
    for (const QString &label : allowed.onPurpose) {
        if (run.report.nativeLabels().contains(label))
            run.complaints.append(label + QStringLiteral(" is native, but listed in handed_over.txt"));
    }
}

bool printRun(QTextStream &out, const QString &title, const Result<Run> &run, int reasons)
{
    if (!run) {
        out << title << ": " << run.error().message << '\n';
        return false;
    }
    run->report.print(out, title, reasons);
    for (const QString &complaint : run->complaints)
        out << "  " << complaint << '\n';
    out.flush();
    return run->report.differing() == 0 && run->complaints.isEmpty();
}

bool compareOwnScripts(QTextStream &out)
{
    const Expectations expected{recordedNewest(), listedHandOvers()};
    Result<Run> run = compareFolder(sources + QStringLiteral("scripts"), Generation::Debian12, &expected);
    if (run)
        checkHandOvers(run.value(), expected.handOvers);
    return printRun(out, QStringLiteral("own scripts"), run, 0);
}

bool compareGeneratedScripts(QTextStream &out, const QString &seed)
{
    const QTemporaryDir folder;
    const int status = QProcess::execute(QStringLiteral("/usr/bin/python3"),
        {sources + QStringLiteral("randomscripts.py"), seed, QString::number(generatedScripts),
            folder.path()});
    if (status != 0) {
        out << "randomscripts.py failed\n";
        return false;
    }
    const Expectations expected;
    Result<Run> run = compareFolder(folder.path(), Generation::Debian12, &expected);
    if (run)
        checkHandOvers(run.value(), expected.handOvers);
    return printRun(out, QStringLiteral("generated scripts, seed ") + seed, run, 0);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    QStringList folders = application.arguments().mid(1);
    const bool isNewest = folders.removeAll(QStringLiteral("--newest")) > 0;
    const Generation generation = isNewest ? Generation::Newest : Generation::Debian12;
    bool good = true;
    for (const QString &folder : folders)
        good = printRun(out, folder, compareFolder(folder, generation, nullptr), reasonsShown) && good;
    if (folders.isEmpty()) {
        good = compareOwnScripts(out);
        good
            = compareGeneratedScripts(out, qEnvironmentVariable("STILLROOM_SEED", QStringLiteral("20240607")))
            && good;
    }
    return good ? 0 : 1;
}
