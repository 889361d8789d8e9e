// SPDX-License-Identifier: MIT
/// A file of any bytes is refused, or answers every look-up in bounded time from within its bytes.
#include "core/control/cdb.h"
#include "tests/fuzz/check.h"

#include <algorithm>
#include <cstdint>
#include <string>

using namespace spp;
using test::check;

/// The length of a key, the key, and the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string_view input(reinterpret_cast<const char*>(data), size);
    if (input.empty())
        return 0;
    const std::string_view key = input.substr(1, static_cast<unsigned char>(input.front()) % 32);
    input.remove_prefix(1 + key.size());
    // A header that points everywhere is rarely found by chance: a short one is repeated.
    std::string bytes(input);
    while (!bytes.empty() && bytes.size() < 2048)
        bytes.append(bytes, 0, 2048 - bytes.size());
    const auto cdb = control::Cdb::parse(bytes);
    if (!cdb) {
        check(!cdb.error().message.empty());
        return 0;
    }
    const auto found = cdb->find(key);
    check(!found || bytes.find(std::string(key).append(*found)) != std::string::npos);
    return 0;
}
