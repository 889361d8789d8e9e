// SPDX-License-Identifier: MIT
/// Whatever is typed as a breakpoint, a condition or a log text, it is refused with a sentence or understood; what is understood is
/// written in one form, which means the same, and can be asked of any stop.
#include "core/base/text.h"
#include "core/debug/breakpoints.h"
#include "tests/core/debug/stops.h"
#include "tests/fuzz/check.h"

#include <cstdint>

using namespace spp;
using test::check;

namespace
{

const std::vector<debug::Stop>& stops()
{
    static const std::vector<debug::Stop> all{debug::Stop(), test::beforeCommand(), test::beforePlugin(),
                                              test::afterOutput(), test::beforeReply()};
    return all;
}

void checkBreakpoint(std::string_view line)
{
    const auto typed = debug::parseBreakpoint(line);
    if (!typed)
        return check(typed.error().message.starts_with("column "));
    const std::string text = formatBreakpoint(*typed);
    if (text.size() > debug::maxTypedLine)
        return; // escapes have made it longer
    const auto saved = debug::parseBreakpoint(text);
    check(saved && *saved == *typed && formatBreakpoint(*saved) == text);
    debug::Breakpoints typedOnes({*typed});
    debug::Breakpoints savedOnes({*saved});
    for (const auto& stop : stops()) {
        check(isHitBy(*typed, stop) == isHitBy(*saved, stop));
        check(typedOnes.at(stop).logged == savedOnes.at(stop).logged);
        check(stop.place != debug::Place::AfterOutput || needsAnswer(*typed) || !isHitBy(*typed, stop));
    }
}

void checkCondition(std::string_view line)
{
    const auto typed = debug::Condition::parse(line);
    if (!typed)
        return check(typed.error().message.starts_with("column "));
    const std::string text = typed->format();
    if (text.size() > debug::maxTypedLine)
        return;
    const auto saved = debug::Condition::parse(text);
    check(saved && saved->format() == text);
    for (const auto& stop : stops())
        check(typed->holdsAt(stop) == saved->holdsAt(stop));
}

void checkLogText(std::string_view line)
{
    const auto typed = debug::LogText::parse(line);
    if (!typed)
        return check(!typed.error().message.empty());
    const auto saved = debug::LogText::parse(typed->format());
    check(saved && *saved == *typed);
    for (const auto& stop : stops())
        check(!text::hasControlByte(typed->fill(stop)));
}

} // namespace

/// One line.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    checkBreakpoint(line);
    checkCondition(line);
    checkLogText(line);
    return 0;
}
