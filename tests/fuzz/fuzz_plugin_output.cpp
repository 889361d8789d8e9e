// SPDX-License-Identifier: MIT
/// Output in any chunks gives the same commands as the whole at once, and each can be explained.
#include "core/plugin/output_parser.h"
#include "tests/fuzz/take.h"

#include <cstdlib>
#include <vector>

using namespace spp;

namespace
{

void drain(plugin::OutputParser& parser, std::vector<plugin::Command>& commands)
{
    while (auto command = parser.next()) {
        plugin::describe(*command);
        commands.push_back(std::move(*command));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    test::Take input(data, size);
    const std::size_t step = input.byte() + 1;
    const std::string_view all = input.rest();
    std::vector<plugin::Command> whole;
    std::vector<plugin::Command> parts;
    plugin::OutputParser wholeParser;
    wholeParser.append(all);
    wholeParser.finish();
    drain(wholeParser, whole);
    plugin::OutputParser partParser;
    for (std::size_t at = 0; at < all.size(); at += step) {
        partParser.append(all.substr(at, step));
        drain(partParser, parts);
    }
    partParser.finish();
    drain(partParser, parts);
    if (whole != parts)
        std::abort();
    return 0;
}
