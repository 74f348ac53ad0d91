#pragma once

#include "app/verify/checklist.h"

namespace stillroom
{

/// Of a check the project's own program does not make.
inline const QString unseen = QStringLiteral("not looked at");

/// What the sections of the checklist work with: each is a function in a file of its own.
class CheckBuilder
{
public:
    CheckBuilder(const Verification &verification, const MirroredReport &mirrored)
        : v(verification)
        , mirrored(mirrored)
    {
    }

    /// Begins a check; the functions below complete the last one.
    Check &add(const char *id, const QString &label, CheckOutcome outcome, const QString &finding)
    {
        Check check;
        check.id = QLatin1String(id);
        check.section = section;
        check.label = label;
        check.outcome = outcome;
        check.finding = finding;
        checks.push_back(std::move(check));
        return checks.back();
    }

    /// "routes.py:12", below the project's root.
    QString at(const SourcePlace &place) const;
    QString at(const std::optional<SourcePlace> &place) const { return place ? at(*place) : QString(); }
    QString inRoot(const char *path) const { return v.root + u'/' + QLatin1String(path); }

    const Verification &v;
    const MirroredReport &mirrored;
    QString section;
    std::vector<Check> checks;
};

void checkEnvironment(CheckBuilder &b, const ProcedureReading &procedure);
void checkFiles(CheckBuilder &b);
void checkCode(CheckBuilder &b, const ProcedureReading &procedure);
void checkDatabase(CheckBuilder &b);
void checkData(CheckBuilder &b);
void checkStatus(CheckBuilder &b);
void checkDeployment(CheckBuilder &b);
void checkGraph(CheckBuilder &b);
void checkScripts(CheckBuilder &b, const std::vector<ScriptCheck> &scripts);

} // namespace stillroom
