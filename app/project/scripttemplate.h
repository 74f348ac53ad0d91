#pragma once

#include "migrations/base/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace stillroom
{

/// What alembic puts into script.py.mako.
struct ScriptTemplateValues {
    QString message;
    QString revision;
    QStringList downRevisions; ///< none: None; one: a text; several: a tuple
    QStringList branchLabels; ///< none: None; else a tuple
    QStringList dependsOn; ///< as downRevisions
    QDateTime createDate;
    QString createDateText; ///< as Python's str() of it
    QString upgrades{}; ///< Python lines of the functions, indented but for the first; empty: none
    QString downgrades{};
};

/// Renders the part of Mako that script templates use: `${name}`, `${repr(name)}`, `${name | comma,n}`,
/// `${name if name else "text"}`, `##` comments and `\` at a line's end. Anything else is an Error
/// (NeedsProjectPython) with its line: only the project's own Mako knows.
Result<QString> renderScriptTemplate(
    const QString &text, const ScriptTemplateValues &values, const QString &path = {});

/// Lines that send these statements, for ScriptTemplateValues: `op.execute(…)` with the text written so that
/// Alembic takes no colon in it for a parameter.
QString executeLines(const QStringList &statements);

/// Python's repr() of a text.
QString pythonStringRepr(const QString &text);

/// The file name alembic gives a new script: \a fileTemplate with `%(rev)s`, `%(slug)s`, `%(epoch)s`,
/// `%(year)d`, … (with `%(month).2d` and the like); ".py" is added. Errors: InvalidCall for a key that does
/// not exist.
Result<QString> scriptFileName(const QString &fileTemplate, int slugLength, const QString &revision,
    const QString &message, const QDateTime &createDate);

} // namespace stillroom
