// SPDX-License-Identifier: MIT
/// What a server says is the same replies, and the same trouble, in any pieces. A message that is put on the wire in any pieces is
/// decoded to what it was, each CR a blank and its last line ended. An address that can be written is parsed as what it was.
#include "core/smtp/address.h"
#include "core/smtp/data_decoder.h"
#include "core/smtp/data_encoder.h"
#include "core/smtp/reply_reader.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/parts.h"

#include <algorithm>
#include <string>

using namespace spp;
using test::check;

namespace
{

/// Each reply in a line, and the trouble at the end.
std::string replies(smtp::ReplyReader& reader)
{
    std::string all;
    for (;;) {
        const auto reply = reader.next();
        if (!reply)
            return all + reply.error().message;
        if (!*reply)
            return all;
        check((*reply)->code >= 200 && (*reply)->code < 600 && !(*reply)->lines.empty());
        all += std::to_string((*reply)->code);
        for (const std::string& line : (*reply)->lines) {
            check(line.find('\n') == std::string::npos);
            all += "|" + line;
        }
        all += "\n";
    }
}

void checkReplies(std::string_view bytes, test::Cuts cuts)
{
    smtp::ReplyReader whole;
    whole.append(bytes);
    const std::string expected = replies(whole);
    smtp::ReplyReader parts;
    std::string found;
    while (!bytes.empty() && found.size() < expected.size()) {
        parts.append(cuts.take(bytes));
        found += replies(parts);
    }
    check(found == expected);
}

void checkMessage(std::string_view message, test::Cuts cuts)
{
    smtp::DataEncoder encoder;
    std::string wire;
    for (std::string_view rest = message; !rest.empty();)
        encoder.encode(cuts.take(rest), wire);
    encoder.finish(wire);
    smtp::DataDecoder decoder(smtp::BareLf::Stops);
    std::string decoded;
    check(decoder.decode(wire, decoded) == wire.size());
    check(decoder.state() == smtp::DataDecoder::State::Complete);
    std::string expected(message);
    std::replace(expected.begin(), expected.end(), '\r', ' ');
    if (!expected.empty() && !expected.ends_with('\n'))
        expected += '\n';
    check(decoded == expected);
}

void checkAddress(std::string_view address)
{
    const auto quoted = smtp::quoteAddress(address);
    if (!quoted || address.size() > smtp::maxAddress)
        return;
    check(smtp::parseAddress("TO:<" + *quoted + ">", {}) == std::string(address));
    check(smtp::addressParameters("TO:<" + *quoted + "> X") == "X");
}

} // namespace

/// R: what the server says. M: the message. A: an address. K: the pieces of both.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t largestReply = 64UL * 1024;
    if (size > largestReply)
        return 0;
    const test::Parts parts(data, size);
    const test::Cuts cuts(parts.first('K'));
    checkReplies(parts.first('R'), cuts);
    checkMessage(parts.first('M'), cuts);
    checkAddress(parts.first('A'));
    return 0;
}
