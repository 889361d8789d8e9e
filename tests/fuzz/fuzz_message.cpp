// SPDX-License-Identifier: MIT
/// DATA and BDAT in any chunks give the same message, end, hops and bare LFs as the whole at once. CR LF . CR LF alone ends DATA,
/// and into which sizes BDAT divides a message does not matter.
#include "core/smtp/chunk_decoder.h"
#include "core/smtp/data_decoder.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/parts.h"

#include <string>

using namespace spp;
using test::check;

namespace
{

template <typename Decoder>
void checkAlike(const Decoder& a, const std::string& messageOfA, const Decoder& b, const std::string& messageOfB)
{
    check(messageOfA == messageOfB && a.state() == b.state() && a.hops() == b.hops() && a.sawBareLf() == b.sawBareLf());
}

/// Where DATA ends; npos if it does not.
std::size_t endOf(std::string_view bytes)
{
    if (bytes.starts_with(".\r\n"))
        return 3;
    const auto end = bytes.find("\r\n.\r\n");
    return end == std::string_view::npos ? end : end + 5;
}

/// The first LF without a CR in front; npos if there is none.
std::size_t bareLfOf(std::string_view bytes)
{
    std::size_t at = bytes.find('\n');
    while (at != std::string_view::npos && at > 0 && bytes[at - 1] == '\r')
        at = bytes.find('\n', at + 1);
    return at;
}

void checkData(smtp::BareLf rule, std::string_view bytes, test::Cuts cuts)
{
    smtp::DataDecoder whole(rule);
    std::string wholeMessage;
    const std::size_t used = whole.decode(bytes, wholeMessage);
    smtp::DataDecoder parts(rule);
    std::string partMessage;
    std::size_t usedInParts = 0;
    for (std::string_view rest = bytes; !rest.empty() && parts.state() == smtp::DataDecoder::State::Reading;)
        usedInParts += parts.decode(cuts.take(rest), partMessage);
    check(used == usedInParts);
    checkAlike(whole, wholeMessage, parts, partMessage);
    if (rule == smtp::BareLf::IsLineEnd)
        return;
    const std::size_t end = endOf(bytes);
    const std::size_t bareLf = bareLfOf(bytes.substr(0, end));
    const bool stops = rule == smtp::BareLf::Stops && bareLf != std::string_view::npos;
    check(used == std::min(stops ? bareLf + 1 : end, bytes.size()));
    check((whole.state() == smtp::DataDecoder::State::Complete) == (!stops && end != std::string_view::npos));
    check(whole.sawBareLf() == (bareLf != std::string_view::npos));
}

/// All in one chunk, in one piece, against chunks of other sizes in pieces of any length.
void checkChunks(std::string_view bytes, test::Choices sizes, test::Cuts cuts)
{
    smtp::ChunkDecoder whole;
    std::string wholeMessage;
    whole.begin(bytes.size(), true);
    check(whole.decode(bytes, wholeMessage) == bytes.size());
    smtp::ChunkDecoder parts;
    std::string partMessage;
    for (std::string_view rest = bytes; parts.state() != smtp::ChunkDecoder::State::Complete;) {
        const std::size_t size = sizes.next();
        const bool last = size == 0 || rest.empty(); // BDAT 0 LAST, if no chunk before was the last
        parts.begin(last ? rest.size() : std::min(size, rest.size()), last);
        do {
            const std::string_view before = rest;
            rest = before.substr(parts.decode(cuts.take(rest), partMessage));
        } while (parts.state() == smtp::ChunkDecoder::State::Reading);
    }
    checkAlike(whole, wholeMessage, parts, partMessage);
    check(whole.sawBareLf() == (bareLfOf(bytes) != std::string_view::npos));
}

} // namespace

/// M: what the client sends. B: sizes of BDAT's chunks; none: one for all. K: the pieces in which it arrives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts parts(data, size);
    const std::string_view bytes = parts.first('M');
    const test::Cuts cuts(parts.first('K'));
    for (const auto rule : {smtp::BareLf::Stops, smtp::BareLf::IsRemembered, smtp::BareLf::IsLineEnd})
        checkData(rule, bytes, cuts);
    checkChunks(bytes, test::Choices(parts.first('B')), cuts);
    return 0;
}
