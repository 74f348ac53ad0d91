#include "app/project/targetcomparison.h"

#include "app/project/schemacomparison.h"
#include "migrations/database/catalogueinspector.h"
#include "migrations/database/statereader.h"
#include "migrations/graph/revisiongraph.h"

namespace stillroom
{

bool TargetComparison::differs(int graphIndex) const
{
    bool has = false;
    bool lacks = false;
    for (const ComparedTarget &target : targets) {
        if (target.error || graphIndex >= int(target.applied.size()))
            continue;
        (target.applied[size_t(graphIndex)] ? has : lacks) = true;
    }
    return has && lacks;
}

Result<TargetComparison> compareTargets(const LoadedProject &loaded, const std::vector<Target> &targets,
    const WithConnection &withConnection, const CancelToken &cancel)
{
    TargetComparison comparison;
    comparison.at = QDateTime::currentDateTime();
    for (const Target &target : targets) {
        ComparedTarget &compared = comparison.targets.emplace_back();
        compared.target = target;
        const Status read = withConnection(target, [&](Connection &connection) -> Status {
            Result<DatabaseState> state = readDatabaseState(connection, loaded.project.online.versionTable);
            if (!state)
                return state.error();
            Result<Schema> schema = readSchema(connection, cancel);
            if (!schema)
                return schema.error();
            compared.state = std::move(*state);
            compared.schema = std::move(*schema);
            return Done{};
        });
        if (cancel.isCancelled())
            return Error{ErrorKind::Cancelled, QStringLiteral("The comparison was cancelled.")};
        if (!read) {
            compared.error = read.error();
            continue;
        }
        compared.sync = syncStateOf(*loaded.graph, compared.state);
        compared.applied = loaded.graph->appliedSet(compared.state.rows);
    }
    if (comparison.targets.empty() || comparison.targets.front().error)
        return comparison;
    const DiffOptions options{comparisonNoise(loaded), {}};
    for (size_t n = 1; n < comparison.targets.size(); ++n) {
        ComparedTarget &compared = comparison.targets[n];
        if (!compared.error) {
            compared.changes
                = withoutImplied(diffSchemas(comparison.targets.front().schema, compared.schema, options));
        }
    }
    return comparison;
}

} // namespace stillroom
