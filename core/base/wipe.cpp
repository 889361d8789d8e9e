// SPDX-License-Identifier: MIT
#include "core/base/wipe.h"

#include <cstring>

namespace spp
{

void wipe(std::span<char> bytes)
{
    ::explicit_bzero(bytes.data(), bytes.size());
}

void wipe(std::string& text)
{
    text.resize(text.capacity());
    wipe(std::span(text));
    text.clear();
}

} // namespace spp
