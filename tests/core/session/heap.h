// SPDX-License-Identifier: MIT
/// Looks at the heap: the program that links heap.cpp allocates through it.
#pragma once

#include <cstddef>
#include <string>

namespace spp::test
{

/// What is allocated by operator new at this moment.
std::size_t liveBytes();

/// As long as it lives, what operator delete gets back is searched for some bytes. One at a time.
class FreedBytes
{
public:
    explicit FreedBytes(std::string wanted);
    ~FreedBytes();
    FreedBytes(const FreedBytes&) = delete;
    FreedBytes& operator=(const FreedBytes&) = delete;

    /// In how many pieces of memory the bytes still stood.
    std::size_t found() const;

private:
    std::string m_wanted;
};

} // namespace spp::test
