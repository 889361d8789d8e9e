// SPDX-License-Identifier: MIT
/// What a fuzzer promises.
#pragma once

#include <cstdlib>

namespace spp::test
{

/// The fuzzer stops here, and keeps its input, if this does not hold.
inline void check(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace spp::test
