#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace stillroom::python
{

/// Owns every node of one syntax tree. Nodes are trivially destructible, so letting the arena go
/// frees the tree in one step per block. Not for sharing between threads while it grows.
class Arena
{
public:
    Arena() = default;
    Arena(Arena &&) noexcept = default;
    Arena &operator=(Arena &&) noexcept = default;

    /// A new T, aggregate-initialised from the arguments.
    template<typename T, typename... Arguments> T *make(Arguments &&...arguments)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
    }

    /// A copy of the values that lives as long as the arena.
    template<typename T> std::span<const T> copy(std::span<const T> values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        if (values.empty())
            return {};
        void *memory = allocate(values.size_bytes(), alignof(T));
        std::memcpy(memory, values.data(), values.size_bytes());
        return {static_cast<const T *>(memory), values.size()};
    }

    std::string_view copy(std::string_view text)
    {
        const auto kept = copy(std::span<const char>(text.data(), text.size()));
        return {kept.data(), kept.size()};
    }

private:
    static constexpr std::size_t firstBlock = 4 * 1024;
    static constexpr std::size_t largestBlock = 1024 * 1024;

    void *allocate(std::size_t size, std::size_t alignment)
    {
        const std::size_t start = (m_used + alignment - 1) & ~(alignment - 1);
        if (start + size > m_capacity) [[unlikely]]
            return allocateInNewBlock(size);
        m_used = start + size;
        return m_block + start;
    }

    void *allocateInNewBlock(std::size_t size)
    {
        m_capacity = std::max(size, m_blocks.empty() ? firstBlock : std::min(m_capacity * 2, largestBlock));
        m_blocks.emplace_back(new std::byte[m_capacity]);
        m_block = m_blocks.back().get();
        m_used = size;
        return m_block;
    }

    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    std::byte *m_block = nullptr;
    std::size_t m_used = 0;
    std::size_t m_capacity = 0;
};

} // namespace stillroom::python
