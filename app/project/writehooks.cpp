#include "app/project/writehooks.h"

#include "app/project/pythonfinder.h"
#include "migrations/run/childprocess.h"

#include <QDir>
#include <QProcess>

namespace stillroom
{

namespace
{

const QString scriptToken = QStringLiteral("REVISION_SCRIPT_FILENAME");

/// Looks an entry point up and calls it, as Alembic does in a child of its own.
const char *entryPointProgram = "import sys\n"
                                "from importlib.metadata import entry_points\n"
                                "name = sys.argv.pop(1)\n"
                                "points = entry_points()\n"
                                "found = points.select(group='console_scripts') if hasattr(points, 'select') "
                                "else points['console_scripts']\n"
                                "for point in found:\n"
                                "    if point.name == name:\n"
                                "        sys.exit(point.load()())\n"
                                "sys.exit('Could not find entrypoint console_scripts.' + name)\n";

Error lacks(const WriteHook &hook, const QString &key)
{
    return {ErrorKind::InvalidCall,
        QStringLiteral("Key %1.%2 is required for post write hook '%1'").arg(hook.name, key)};
}

bool needsPython(const WriteHook &hook)
{
    return hook.option(QStringLiteral("type")) != u"exec";
}

Result<QString> interpreter(
    const LoadedProject &loaded, const std::vector<WriteHook> &hooks, const CancelToken &cancel)
{
    for (const WriteHook &hook : hooks) {
        if (!needsPython(hook))
            continue;
        const Result<PythonFacts> found = findProjectPython(
            loaded.project, loaded.settings, QProcessEnvironment::systemEnvironment(), cancel);
        if (!found)
            return found.error();
        return found->path;
    }
    return QString();
}

} // namespace

Result<QStringList> shellWords(const QString &text)
{
    QStringList words;
    QString word;
    QChar quote;
    bool inWord = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool escapes = c == u'\\' && quote != u'\'' && i + 1 < text.size();
        if (escapes && (quote.isNull() || text[i + 1] == u'"' || text[i + 1] == u'\\')) {
            word += text[++i];
            inWord = true;
        } else if (quote.isNull() && (c == u'"' || c == u'\'')) {
            quote = c;
            inWord = true;
        } else if (c == quote && !quote.isNull()) {
            quote = QChar();
        } else if (quote.isNull() && c.isSpace()) {
            if (inWord)
                words << word;
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return Error{ErrorKind::InvalidCall, QStringLiteral("A quotation does not end in: %1").arg(text)};
    if (inWord)
        words << word;
    return words;
}

Result<QStringList> hookCommand(const WriteHook &hook, const QString &script, const QString &python)
{
    const auto option = [&hook](const char *key) { return hook.option(QLatin1String(key)); };
    QString options = option("options");
    if (!options.contains(scriptToken))
        options.prepend(scriptToken + u' ');
    Result<QStringList> arguments = shellWords(options);
    if (!arguments)
        return arguments.error();
    arguments->replaceInStrings(scriptToken, script);
    const QString type = option("type");
    if (type.isEmpty())
        return lacks(hook, QStringLiteral("type"));
    if (type == u"exec") {
        if (option("executable").isEmpty())
            return lacks(hook, QStringLiteral("executable"));
        return QStringList{option("executable")} + *arguments;
    }
    if (type == u"module") {
        if (option("module").isEmpty())
            return lacks(hook, QStringLiteral("module"));
        return QStringList{python, QStringLiteral("-m"), option("module")} + *arguments;
    }
    if (type != u"console_scripts") {
        return Error{ErrorKind::InvalidCall,
            QStringLiteral("The post write hook '%1' is of the type '%2', which the project defines itself: "
                           "run it on the new file")
                .arg(hook.name, type)};
    }
    if (option("entrypoint").isEmpty())
        return lacks(hook, QStringLiteral("entrypoint"));
    return QStringList{
               python, QStringLiteral("-c"), QString::fromLatin1(entryPointProgram), option("entrypoint")}
    + *arguments;
}

Status runWriteHooks(const LoadedProject &loaded, const std::vector<WriteHook> &hooks, const QString &script,
    const std::function<void(const QString &)> &lines, const CancelToken &cancel)
{
    const Result<QString> python = interpreter(loaded, hooks, cancel);
    if (!python)
        return python.error();
    for (const WriteHook &hook : hooks) {
        const Result<QStringList> command = hookCommand(hook, script, *python);
        if (!command)
            return command.error();
        lines(QStringLiteral("Running post write hook '%1' ...").arg(hook.name));
        QProcess process;
        process.setProgram(command->first());
        process.setArguments(command->mid(1));
        const QString folder = hook.option(QStringLiteral("cwd"));
        process.setWorkingDirectory(QDir(loaded.project.root).absoluteFilePath(folder));
        const Status ran = runInOwnGroup(
            process, QStringLiteral("the post write hook '%1'").arg(hook.name), lines, cancel);
        if (!ran)
            return ran.error();
        if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
            lines(QStringLiteral("The post write hook '%1' ended with status %2")
                      .arg(hook.name)
                      .arg(process.exitCode()));
    }
    return Done{};
}

} // namespace stillroom
