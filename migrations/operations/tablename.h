#pragma once

#include <QString>

namespace stillroom
{

/// A table by name, schema empty when none was given.
struct TableName {
    QString name;
    QString schema{};
    bool operator==(const TableName &) const = default;
};

} // namespace stillroom
