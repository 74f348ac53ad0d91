#include "migrations/scripts/evaluation/frame.h"

#include <algorithm>

namespace stillroom::evaluation
{

const Value *Frame::find(std::string_view name) const
{
    const auto it
        = std::find_if(names.begin(), names.end(), [name](const auto &entry) { return entry.first == name; });
    return it == names.end() ? nullptr : &it->second;
}

void Frame::set(std::string_view name, Value value)
{
    const auto it
        = std::find_if(names.begin(), names.end(), [name](const auto &entry) { return entry.first == name; });
    if (it == names.end())
        names.emplace_back(name, std::move(value));
    else
        it->second = std::move(value);
}

bool Frame::remove(std::string_view name)
{
    return std::erase_if(names, [name](const auto &entry) { return entry.first == name; }) != 0;
}

} // namespace stillroom::evaluation
