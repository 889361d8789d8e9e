// SPDX-License-Identifier: MIT
/// A file of any bytes is refused, or answers every look-up in bounded time from within its bytes.
#include "core/control/cdb.h"
#include "tests/fuzz/take.h"

using namespace spp;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    test::Take input(data, size);
    const std::string key(input.bytes(input.byte() % 32));
    // A header that points everywhere is rarely found by chance: it is made of few bytes, repeated.
    std::string bytes;
    const std::string_view slot = input.bytes(8);
    while (slot.size() == 8 && bytes.size() < 2048)
        bytes += slot;
    bytes += input.rest();
    if (const auto cdb = control::Cdb::parse(bytes))
        cdb->find(key);
    return 0;
}
