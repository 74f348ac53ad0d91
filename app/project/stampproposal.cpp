#include "app/project/stampproposal.h"

#include <QStringList>

#include <map>

namespace stillroom
{

namespace
{

std::vector<Change> differences(const Schema &one, const Schema &other, const NoiseFilter &noise)
{
    return withoutImplied(diffSchemas(one, other, {noise, {}}));
}

class StampSearch
{
public:
    StampSearch(
        const RevisionGraph &graph, const Rehearsal &rehearsal, const Schema &live, const NoiseFilter &noise)
        : m_graph(graph)
        , m_empty(rehearsal.before ? *rehearsal.before : Schema())
        , m_steps(rehearsal.steps)
        , m_live(live)
        , m_noise(noise)
        , m_fewest(int(differences(m_empty, live, noise).size()))
    {
        m_found.atBase = m_fewest;
    }

    std::optional<StampProposal> run()
    {
        while (addBest()) { }
        if (m_found.revisions.empty())
            return {};
        m_found.differences = differences(schemaOf(m_found.revisions), m_live, m_noise);
        return m_found;
    }

private:
    /// The row that makes the resemblance better by most; of equal ones the last in run order.
    bool addBest()
    {
        const std::vector<bool> applied = m_graph.appliedSet(m_found.revisions);
        int best = -1;
        std::vector<RevisionId> equally;
        for (size_t i = 0; i < m_steps.size(); ++i) {
            const int index = m_graph.indexOf(m_steps[i].revision);
            if (index < 0 || !standsBeside(index, applied))
                continue;
            std::vector<RevisionId> rows = m_found.revisions;
            rows.push_back(m_steps[i].revision);
            const int count = int(differences(schemaOf(rows), m_live, m_noise).size());
            if (count > m_fewest || (count == m_fewest && best < 0))
                continue;
            if (count < m_fewest)
                equally.clear();
            else
                equally.push_back(m_steps[size_t(best)].revision);
            m_fewest = count;
            best = int(i);
        }
        if (best < 0)
            return false;
        m_found.revisions.push_back(m_steps[size_t(best)].revision);
        m_found.equally.insert(m_found.equally.end(), equally.begin(), equally.end());
        return true;
    }

    /// Neither applied by the rows found so far nor a descendant of one: two rows of one line cannot be.
    bool standsBeside(int index, const std::vector<bool> &applied) const
    {
        if (applied[size_t(index)])
            return false;
        for (const RevisionId &row : m_found.revisions) {
            if (m_graph.sharesLineage(index, m_graph.indexOf(row)))
                return false;
        }
        return true;
    }

    /// The schema these rows make of an empty database.
    Schema schemaOf(const std::vector<RevisionId> &rows) const
    {
        const std::vector<bool> applied = m_graph.appliedSet(rows);
        std::map<ObjectId, const SchemaObject *> there;
        for (const SchemaObject &object : m_empty.objects())
            there[object.id] = &object;
        for (const RehearsedStep &step : m_steps) {
            const int index = m_graph.indexOf(step.revision);
            if (index < 0 || !applied[size_t(index)])
                continue;
            for (const Change &change : step.changes) {
                if (change.before)
                    there.erase(change.before->id);
            }
            for (const Change &change : step.changes) {
                if (change.after)
                    there[change.after->id] = &*change.after;
            }
        }
        std::vector<SchemaObject> objects;
        objects.reserve(there.size());
        for (const auto &[id, object] : there)
            objects.push_back(*object);
        return Schema(std::move(objects), m_live.serverVersion());
    }

    const RevisionGraph &m_graph;
    const Schema m_empty; ///< what every database has: the schema public
    const std::vector<RehearsedStep> &m_steps;
    const Schema &m_live;
    const NoiseFilter &m_noise;
    int m_fewest;
    StampProposal m_found;
};

} // namespace

QString StampProposal::text() const
{
    QStringList ids;
    for (const RevisionId &revision : revisions)
        ids << revision.text();
    return ids.join(u' ');
}

std::optional<StampProposal> proposeStamp(
    const RevisionGraph &graph, const Rehearsal &rehearsal, const Schema &live, const NoiseFilter &noise)
{
    return StampSearch(graph, rehearsal, live, noise).run();
}

} // namespace stillroom
