// SPDX-License-Identifier: MIT
/// Whatever is written as a regular expression, it is refused with a sentence or looked for in any text, and neither takes long: what
/// is slow is cut off by the fuzzer's time-out.
#include "core/control/patterns.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/parts.h"

using namespace spp;
using test::check;

/// P: a list of patterns. T: a text that may have some of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts parts(data, size);
    for (const auto lines : parts.all('P')) {
        const auto patterns = control::Patterns::parse(lines);
        if (!patterns) {
            check(patterns.error().message.starts_with("line "));
            continue;
        }
        for (const auto text : parts.all('T'))
            check(!patterns->match(std::string(text)) || !patterns->empty());
    }
    return 0;
}
