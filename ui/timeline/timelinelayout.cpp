#include "ui/timeline/timelinelayout.h"

#include <algorithm>
#include <functional>
#include <queue>

namespace stillroom
{

namespace
{

/// A lane below the current row: which row it runs to, and whether a pending child sent it.
struct OpenLane {
    int target = -1; ///< -1: free
    bool pending = false;
};

class LaneAssigner
{
public:
    LaneAssigner(const std::vector<LayoutNode> &nodes, int cap)
        : m_nodes(nodes)
        , m_cap(std::max(cap, 1))
        , m_lanesTo(nodes.size())
    {
    }

    TimelineLayout layout()
    {
        TimelineLayout result;
        result.rows.reserve(m_nodes.size());
        for (int row = 0; row < int(m_nodes.size()); ++row)
            result.rows.push_back(layoutRow(row));
        result.laneCount = std::min(int(m_lanes.size()), m_cap);
        return result;
    }

private:
    LaneRow layoutRow(int row)
    {
        LaneRow result;
        std::vector<int> arriving = std::move(m_lanesTo[size_t(row)]);
        std::sort(arriving.begin(), arriving.end());
        const int lane = arriving.empty() ? takeLane() : arriving.front();
        for (const int other : arriving) {
            add(result, LaneStroke::Shape::Arriving, other, m_lanes[size_t(other)].pending);
            m_lanes[size_t(other)] = {};
        }
        addThrough(result, m_openBeyond - beyond(arriving) - int(arriving.empty() && lane >= m_cap - 1));
        for (const int other : arriving) {
            if (other != lane)
                freeLane(other);
        }
        result.lane = visible(lane);
        leave(result, row, lane);
        result.crowded = m_openBeyond > 1;
        std::sort(result.strokes.begin(), result.strokes.end(), [](const LaneStroke &a, const LaneStroke &b) {
            return a.shape != b.shape ? a.shape < b.shape : a.lane < b.lane;
        });
        return result;
    }

    /// Sends the node's edges down: the first parent keeps the node's lane.
    void leave(LaneRow &result, int row, int lane)
    {
        const LayoutNode &node = m_nodes[size_t(row)];
        result.merge = node.parents.size() > 1;
        bool laneUsed = false;
        for (const int parent : node.parents) {
            int down = laneUsed ? laneTowards(parent) : lane;
            if (down < 0)
                down = takeLane();
            open(down, parent, node.pending);
            laneUsed = true;
            add(result, LaneStroke::Shape::Leaving, down, node.pending);
        }
        if (!laneUsed)
            freeLane(lane);
    }

    /// A lane that already runs to the row, so that a merge joins it and takes no new one.
    int laneTowards(int row) const
    {
        const std::vector<int> &lanes = m_lanesTo[size_t(row)];
        return lanes.empty() ? -1 : *std::min_element(lanes.begin(), lanes.end());
    }

    void open(int lane, int target, bool pending)
    {
        OpenLane &state = m_lanes[size_t(lane)];
        if (state.target == target) {
            state.pending = state.pending && pending;
            return;
        }
        state = {target, pending};
        m_lanesTo[size_t(target)].push_back(lane);
    }

    int beyond(const std::vector<int> &lanes) const
    {
        return int(std::count_if(lanes.begin(), lanes.end(), [&](int lane) { return lane >= m_cap - 1; }));
    }

    void addThrough(LaneRow &result, int passingBeyond)
    {
        const int shown = std::min(int(m_lanes.size()), m_cap - 1);
        for (int lane = 0; lane < shown; ++lane) {
            if (m_lanes[size_t(lane)].target >= 0)
                add(result, LaneStroke::Shape::Through, lane, m_lanes[size_t(lane)].pending);
        }
        // Beyond the cap one line stands for all; whether one of them is solid is not worth a walk.
        if (passingBeyond > 0)
            add(result, LaneStroke::Shape::Through, m_cap - 1, false);
    }

    void add(LaneRow &result, LaneStroke::Shape shape, int lane, bool pending)
    {
        const LaneStroke stroke{shape, visible(lane), pending};
        const auto same = [&](const LaneStroke &other) {
            return other.shape == stroke.shape && other.lane == stroke.lane;
        };
        const auto found = std::find_if(result.strokes.begin(), result.strokes.end(), same);
        if (found == result.strokes.end())
            result.strokes.push_back(stroke);
        else
            found->pending = found->pending && pending;
    }

    int takeLane()
    {
        int lane = int(m_lanes.size());
        if (m_free.empty()) {
            m_lanes.emplace_back();
        } else {
            lane = m_free.top();
            m_free.pop();
        }
        if (lane >= m_cap - 1)
            ++m_openBeyond;
        return lane;
    }

    void freeLane(int lane)
    {
        m_lanes[size_t(lane)] = {};
        m_free.push(lane);
        if (lane >= m_cap - 1)
            --m_openBeyond;
    }

    int visible(int lane) const { return std::min(lane, m_cap - 1); }

    const std::vector<LayoutNode> &m_nodes;
    const int m_cap;
    std::vector<OpenLane> m_lanes;
    std::vector<std::vector<int>> m_lanesTo; ///< by row: the lanes that run to it
    std::priority_queue<int, std::vector<int>, std::greater<>> m_free;
    int m_openBeyond = 0; ///< lanes in use at or beyond the last visible one
};

} // namespace

TimelineLayout layoutTimeline(const std::vector<LayoutNode> &nodes, int cap)
{
    return LaneAssigner(nodes, cap).layout();
}

} // namespace stillroom
