// SPDX-License-Identifier: MIT
/// DATA and BDAT in any chunks give the same message, end, hops and bare LFs as the whole at once.
#include "core/smtp/chunk_decoder.h"
#include "core/smtp/data_decoder.h"
#include "tests/fuzz/take.h"

#include <cstdlib>

using namespace spp;

namespace
{

template <typename Decoder>
void compare(Decoder whole, Decoder parts, std::string_view bytes, std::size_t step)
{
    std::string wholeMessage;
    std::string partMessage;
    const std::size_t used = whole.decode(bytes, wholeMessage);
    std::size_t usedInParts = 0;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        const std::string_view part = bytes.substr(at, step);
        const std::size_t now = parts.decode(part, partMessage);
        usedInParts += now;
        if (now < part.size())
            break;
    }
    if (used != usedInParts || wholeMessage != partMessage || whole.state() != parts.state() ||
        whole.hops() != parts.hops() || whole.sawBareLf() != parts.sawBareLf())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    test::Take input(data, size);
    const std::size_t step = input.byte() + 1;
    const unsigned kind = input.byte();
    const std::string_view bytes = input.rest();
    for (const auto rule : {smtp::BareLf::Stops, smtp::BareLf::IsRemembered, smtp::BareLf::IsLineEnd})
        compare(smtp::DataDecoder(rule), smtp::DataDecoder(rule), bytes, step);
    smtp::ChunkDecoder chunk;
    chunk.begin(bytes.size() / (kind % 3 + 1), kind % 2 == 1);
    compare(chunk, chunk, bytes, step);
    return 0;
}
