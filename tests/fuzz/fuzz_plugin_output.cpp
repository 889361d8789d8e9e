// SPDX-License-Identifier: MIT
/// Output in any chunks gives the same commands as the whole at once, and each can be explained.
#include "core/plugin/output_parser.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/parts.h"

#include <vector>

using namespace spp;
using test::check;

namespace
{

void drain(plugin::OutputParser& parser, std::vector<plugin::Command>& commands)
{
    while (auto command = parser.next()) {
        check(!plugin::describe(*command).empty());
        commands.push_back(std::move(*command));
    }
}

std::vector<plugin::Command> commandsOf(std::string_view output, test::Cuts cuts)
{
    std::vector<plugin::Command> commands;
    plugin::OutputParser parser;
    while (!output.empty()) {
        parser.append(cuts.take(output));
        drain(parser, commands);
    }
    parser.finish();
    drain(parser, commands);
    return commands;
}

std::vector<plugin::Command> commandsOfWhole(std::string_view output)
{
    std::vector<plugin::Command> commands;
    plugin::OutputParser parser;
    parser.append(output);
    parser.finish();
    drain(parser, commands);
    return commands;
}

} // namespace

/// O: output. L: a long stretch, about as long as a line may be, and where it stands in the output. K: the chunks.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts parts(data, size);
    std::string output(parts.first('O'));
    const bool hasStretch = !parts.first('L').empty();
    if (hasStretch) {
        test::Choices stretch(parts.first('L'));
        const std::size_t place = stretch.next();
        output.insert(std::min(place, output.size()), plugin::maxOutputLine - 128 + stretch.next(), 'x');
    }
    // Single bytes of so long an output would only cost time.
    const test::Cuts cuts(parts.first('K'), hasStretch ? 64 : 1);
    check(commandsOf(output, cuts) == commandsOfWhole(output));
    return 0;
}
