#include "migrations/graph/topologicalorder.h"

#include <algorithm>
#include <limits>

namespace stillroom
{
namespace
{

constexpr int none = -1;
constexpr int noSlot = std::numeric_limits<int>::max();

/// Alembic keeps a list of open heads and, beside each, the set of all its ancestors. Here each
/// place in that list is a slot: slots keep their order for life, are moved down, added at the
/// end, or removed. Whether an open head waits for another is asked of the slots above it: the
/// lowest slot above a node never gets lower, so an answer once found is kept until that slot
/// forks or dies.
class SlotWalk
{
public:
    SlotWalk(const RevisionGraph &graph, const std::vector<bool> &wanted, std::span<const int> heads)
        : m_graph(graph)
        , m_wanted(wanted)
        , m_emitted(wanted.size(), false)
        , m_slotOf(wanted.size(), none)
        , m_cache(wanted.size())
        , m_firstOpen(wanted.size(), 0)
    {
        std::vector<int> sorted(heads.begin(), heads.end());
        std::sort(sorted.begin(), sorted.end());
        sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
        for (const int head : sorted) {
            if (m_wanted[size_t(head)])
                appendSlot(head);
        }
    }

    std::vector<int> run()
    {
        int slot = m_first;
        while (slot != none) {
            const int candidate = m_slots[size_t(slot)].head;
            const int blocker = lowestSlotAbove(candidate);
            if (blocker != noSlot) {
                slot = blocker;
                continue;
            }
            m_emitted[size_t(candidate)] = true;
            m_order.push_back(candidate);
            slot = moveDown(slot, candidate);
        }
        return std::move(m_order);
    }

private:
    struct Slot {
        int head = none;
        int previous = none;
        int next = none;
        int forks = 0; ///< how often its path divided: answers from before may be wrong
        bool live = true;
    };
    struct Answer {
        int slot = none; ///< none: never asked; noSlot: no open head above, for good
        int forks = 0;
    };
    struct Frame {
        int node = none;
        size_t next = 0; ///< into the node's dependents
        int lowest = noSlot;
    };

    void appendSlot(int head)
    {
        const int slot = int(m_slots.size());
        m_slots.push_back(Slot{.head = head, .previous = m_last});
        (m_last == none ? m_first : m_slots[size_t(m_last)].next) = slot;
        m_last = slot;
        m_slotOf[size_t(head)] = slot;
    }

    /// Returns the slot to look at next: the one before, else the new first.
    int removeSlot(int index)
    {
        Slot &slot = m_slots[size_t(index)];
        slot.live = false;
        (slot.previous == none ? m_first : m_slots[size_t(slot.previous)].next) = slot.next;
        (slot.next == none ? m_last : m_slots[size_t(slot.next)].previous) = slot.previous;
        return slot.previous == none ? m_first : slot.previous;
    }

    int moveDown(int slot, int emitted)
    {
        m_slotOf[size_t(emitted)] = none;
        bool moved = false;
        const auto requirements = m_graph.requirements(emitted);
        for (const int below : requirements) {
            if (!m_wanted[size_t(below)] || m_emitted[size_t(below)] || m_slotOf[size_t(below)] != none)
                continue;
            if (moved) {
                appendSlot(below);
                continue;
            }
            m_slots[size_t(slot)].head = below;
            m_slotOf[size_t(below)] = slot;
            moved = true;
        }
        if (!moved)
            return removeSlot(slot);
        if (requirements.size() > 1)
            ++m_slots[size_t(slot)].forks;
        return slot;
    }

    bool isCurrent(const Answer &answer) const
    {
        if (answer.slot == noSlot)
            return true;
        if (answer.slot == none)
            return false;
        const Slot &slot = m_slots[size_t(answer.slot)];
        return slot.live && slot.forks == answer.forks;
    }

    void keep(int node, int lowest)
    {
        m_cache[size_t(node)]
            = Answer{.slot = lowest, .forks = lowest == noSlot ? 0 : m_slots[size_t(lowest)].forks};
    }

    /// The lowest slot whose head needs \a node, itself excluded; noSlot when none does.
    int lowestSlotAbove(int node)
    {
        const int own = m_slotOf[size_t(node)];
        const int lowestPossible = own == m_first ? m_slots[size_t(own)].next : m_first;
        m_stack.clear();
        push(node);
        while (true) {
            Frame &frame = m_stack.back();
            const auto above = m_graph.dependents(frame.node);
            if (frame.lowest != lowestPossible && frame.next < above.size()) {
                visit(frame, above[frame.next++]);
                continue;
            }
            const int lowest = frame.lowest;
            const int done = frame.node;
            m_stack.pop_back();
            if (m_stack.empty())
                return lowest;
            const int slotHere = m_slotOf[size_t(done)];
            const int orSelf = slotHere == none ? lowest : std::min(lowest, slotHere);
            keep(done, orSelf);
            m_stack.back().lowest = std::min(m_stack.back().lowest, orSelf);
        }
    }

    void visit(Frame &frame, int above)
    {
        if (m_emitted[size_t(above)])
            return;
        const Answer &answer = m_cache[size_t(above)];
        if (isCurrent(answer))
            frame.lowest = std::min(frame.lowest, answer.slot);
        else
            push(above); // frame is invalid from here on
    }

    void push(int node)
    {
        const auto above = m_graph.dependents(node);
        size_t &firstOpen = m_firstOpen[size_t(node)];
        while (firstOpen < above.size() && m_emitted[size_t(above[firstOpen])])
            ++firstOpen;
        m_stack.push_back(Frame{.node = node, .next = firstOpen});
    }

    const RevisionGraph &m_graph;
    const std::vector<bool> &m_wanted;
    std::vector<bool> m_emitted;
    std::vector<Slot> m_slots;
    std::vector<int> m_slotOf;
    std::vector<Answer> m_cache; ///< lowest slot above or at a node
    std::vector<size_t> m_firstOpen; ///< the dependents before it have been emitted
    std::vector<Frame> m_stack;
    std::vector<int> m_order;
    int m_first = none;
    int m_last = none;
};

} // namespace

std::vector<int> topologicalOrder(
    const RevisionGraph &graph, const std::vector<bool> &wanted, std::span<const int> heads)
{
    return SlotWalk(graph, wanted, heads).run();
}

} // namespace stillroom
