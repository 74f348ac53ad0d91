#pragma once

#include <vector>

namespace stillroom
{

/// One revision as the layout sees it: its parents as indexes into the same list, which is in
/// display order (newest first, so a parent's index is always greater than the child's).
struct LayoutNode {
    std::vector<int> parents; ///< first parent first; parents no script has are left out
    bool pending = false; ///< edges down to the parents are painted dashed
};

/// A stroke within one row of the graph column.
struct LaneStroke {
    enum class Shape {
        Through, ///< a straight line over the whole row
        Arriving, ///< from the lane at the upper edge to the node
        Leaving, ///< from the node to the lane at the lower edge
    };
    Shape shape = Shape::Through;
    int lane = 0;
    bool pending = false;

    bool operator==(const LaneStroke &) const = default;
};

/// What is painted in one row: the node's lane and the strokes, sorted by shape, then lane.
struct LaneRow {
    int lane = 0;
    bool merge = false; ///< more than one parent in this list
    bool crowded = false; ///< some lanes of this row share the last visible one
    std::vector<LaneStroke> strokes;

    bool operator==(const LaneRow &) const = default;
};

struct TimelineLayout {
    std::vector<LaneRow> rows; ///< one for each node, in the same order
    int laneCount = 0; ///< lanes to leave room for; at most the cap

    bool operator==(const TimelineLayout &) const = default;
};

inline constexpr int visibleLaneCap = 10;

/// Assigns lanes. Every edge keeps the lane it left its child in until the row of its parent, where
/// lanes meet; a lane that ended is used again, leftmost first. Lanes from `cap` - 1 on are painted
/// on top of each other in the last one, so that a wide history cannot push the text aside.
/// Takes time linear in rows plus edges (times `cap` for the strokes).
TimelineLayout layoutTimeline(const std::vector<LayoutNode> &nodes, int cap = visibleLaneCap);

} // namespace stillroom
