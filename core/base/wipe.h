// SPDX-License-Identifier: MIT
/// For memory that passwords pass through: it is overwritten before anything else gets it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace spp
{

/// Overwrites; no compiler leaves it out.
void wipe(std::span<char> bytes);
/// Overwrites all that the string holds or has held since it last grew, and empties it.
void wipe(std::string& text);

/// Wipes a string at the end of a scope, however that is left.
class WipeAtEnd
{
public:
    explicit WipeAtEnd(std::string& text) : m_text(text) {}
    ~WipeAtEnd() { wipe(m_text); }
    WipeAtEnd(const WipeAtEnd&) = delete;
    WipeAtEnd& operator=(const WipeAtEnd&) = delete;

private:
    std::string& m_text;
};

/// Wipes what it takes back: for buffers that grow.
template <typename T>
struct WipingAllocator
{
    using value_type = T;

    WipingAllocator() = default;
    template <typename U>
    explicit WipingAllocator(const WipingAllocator<U>&)
    {}

    T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, std::size_t count)
    {
        wipe({reinterpret_cast<char*>(memory), count * sizeof(T)});
        std::allocator<T>().deallocate(memory, count);
    }

    bool operator==(const WipingAllocator&) const = default;
};

} // namespace spp
