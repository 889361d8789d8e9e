// SPDX-License-Identifier: MIT
#include "tests/core/session/heap.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>
#include <string_view>
#include <utility>

namespace
{

std::atomic<std::size_t> live;
std::atomic<const std::string*> wanted;
std::atomic<std::size_t> hits;

void* take(std::size_t size) noexcept
{
    void* const memory = std::malloc(size == 0 ? 1 : size);
    live += ::malloc_usable_size(memory);
    return memory;
}

void* takeOrThrow(std::size_t size)
{
    if (void* const memory = take(size))
        return memory;
    throw std::bad_alloc();
}

void give(void* memory) noexcept
{
    const std::size_t size = ::malloc_usable_size(memory);
    live -= size;
    const std::string* const bytes = wanted;
    if (bytes != nullptr && std::string_view(static_cast<char*>(memory), size).find(*bytes) != std::string_view::npos)
        ++hits;
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size)
{
    return takeOrThrow(size);
}
void* operator new[](std::size_t size)
{
    return takeOrThrow(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return take(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return take(size);
}
void operator delete(void* memory) noexcept
{
    give(memory);
}
void operator delete[](void* memory) noexcept
{
    give(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    give(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    give(memory);
}

namespace spp::test
{

std::size_t liveBytes()
{
    return live;
}

FreedBytes::FreedBytes(std::string bytes) : m_wanted(std::move(bytes))
{
    hits = 0;
    wanted = &m_wanted;
}

FreedBytes::~FreedBytes()
{
    wanted = nullptr;
}

std::size_t FreedBytes::found() const
{
    return hits;
}

} // namespace spp::test
