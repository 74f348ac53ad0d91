#include "migrations/risk/rules/rules.h"

namespace stillroom
{

namespace
{

void checkIdTooLong(const LintRun &run, const LintStep &step, Reporter &reporter)
{
    const int width = run.versionColumnWidth.value_or(32);
    if (step.step->revision.text().size() > width)
        reporter
            .report(QStringLiteral("Revision id of %1 characters; the version column holds %2")
                        .arg(step.step->revision.text().size())
                        .arg(width))
            .safer
            = {QStringLiteral("Shorten the id, or widen the column first."),
                QStringLiteral("ALTER TABLE alembic_version ALTER COLUMN version_num TYPE varchar(64);")};
}

} // namespace

const Rule idTooLong{
    .id = "id-too-long",
    .severity = Severity::High,
    .why = "The version column cannot hold the id: the run fails when it records the revision.",
    .checkStep = checkIdTooLong,
};

} // namespace stillroom
