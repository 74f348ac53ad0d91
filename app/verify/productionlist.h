#pragma once

#include <QString>

#include <vector>

namespace stillroom
{

/// A point a person ticks before production; nothing here can be measured for them (spec/auto-run.md 6).
struct ProductionPoint {
    QString id; ///< stable: under it the tick is kept
    QString text;
    QString where; ///< the page or command that helps; may be empty
};

const std::vector<ProductionPoint> &productionPoints();

} // namespace stillroom
