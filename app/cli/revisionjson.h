#pragma once

#include "app/cli/jsonwriter.h"
#include "app/services/standing.h"
#include "migrations/graph/revisiongraph.h"

#include <QHash>

#include <vector>

namespace stillroom::cli
{

/// The word for each revision that `state` says in JSON; empty without a database.
QHash<RevisionId, QString> revisionStates(const RevisionGraph &graph, const std::vector<RevisionId> &rows);

/// A list of revision objects as spec/cli.md describes them under `history --json`.
QByteArray revisionsJson(const RevisionGraph &graph, const std::vector<int> &revisions,
    const QHash<RevisionId, QString> &states = {});

/// `["a", "b"]`
void writeIds(JsonWriter &json, const std::vector<RevisionId> &ids);
void writeTexts(JsonWriter &json, const QStringList &texts);
/// `{"kind": …, "message": …, "path": …, "line": …}`
void writeProblem(JsonWriter &json, const Error &problem);

} // namespace stillroom::cli
