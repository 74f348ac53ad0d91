#pragma once

#include "app/startup/startupforecast.h"

#include <QString>

#include <vector>

namespace stillroom
{

/// One node of the picture of a start, with the way that leaves it at the side.
struct FlowNode {
    enum class Shape { End, Question, Action };
    Shape shape = Shape::Question;
    QString title;
    QString note; ///< the answer's reason in short
    QString down; ///< what the way down is called
    QString side{}; ///< what the way to the side is called; empty: there is none
    QString sideTitle{};
    QString sideNote{};
    bool lit = false; ///< the next start passes it
    bool sideLit = false; ///< and leaves it at the side
    int number = 0; ///< on the lit path, from 1; 0: not on it
    bool changes = false; ///< an action that changes the database
    StartupNode node = StartupNode::Start;

    bool operator==(const FlowNode &) const = default;
};

/// The picture for a decision: the questions are those of spec/auto-run.md 1.7, always all of them.
std::vector<FlowNode> startupFlow(const StartupForecast &forecast, const StartupDecision &decision);

/// "The next start will run 6 migrations on hr_production".
QString startupHeadline(const StartupForecast &forecast, const StartupDecision &decision);

} // namespace stillroom
