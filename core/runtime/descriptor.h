// SPDX-License-Identifier: MIT
/// File descriptors with an owner, and pipes. Every descriptor made here is closed when another program is executed.
#pragma once

#include "core/base/error.h"

#include <string_view>
#include <utility>

namespace spp::runtime
{

/// Owns a descriptor, or none (-1).
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        close();
        m_number = other.release();
        return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }
    int release() { return std::exchange(m_number, -1); }
    void close();

private:
    int m_number = -1;
};

struct Pipe
{
    Descriptor readEnd;
    Descriptor writeEnd;
};

/// Both ends block, and are numbered 16 or higher: never in the way of what a child gets as 0 to 15.
Result<Pipe> openPipe();

/// A file in memory that has no name but /dev/fd/NUMBER, which is 16 or higher, too. Source: memfd_create(2).
Result<Descriptor> openMemory(std::string_view bytes);

} // namespace spp::runtime
