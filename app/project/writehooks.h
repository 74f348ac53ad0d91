#pragma once

#include "app/project/alembicconfig.h"
#include "app/project/projectloader.h"
#include "migrations/base/canceltoken.h"

#include <functional>

namespace stillroom
{

/// Words of a command line as Python's shlex.split() takes them apart. Errors: InvalidCall for a quotation
/// that does not end.
Result<QStringList> shellWords(const QString &text);

/// The program and arguments of a hook, REVISION_SCRIPT_FILENAME filled in. `python` is the project's
/// interpreter, which hooks of type console_scripts and module run in. Mirrors alembic/script/write_hooks.py.
/// Errors: InvalidCall for a hook that lacks what its type needs, or whose type the project defines itself.
Result<QStringList> hookCommand(const WriteHook &hook, const QString &script, const QString &python);

/// Runs the hooks one after the other over the script that was written: programs of the project run. As in
/// Alembic the status a program ends with stops nothing; it is said in a line. \a lines receives what they
/// print. Errors: those of hookCommand(), findProjectPython(), a program that cannot be started; Cancelled.
/// The script stays as it is then.
Status runWriteHooks(const LoadedProject &loaded, const std::vector<WriteHook> &hooks, const QString &script,
    const std::function<void(const QString &)> &lines, const CancelToken &cancel);

} // namespace stillroom
