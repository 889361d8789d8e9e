// SPDX-License-Identifier: MIT
/// Whatever stands in a scenario and in what it includes: it is understood, or the error names a line that is there; cases have sessions,
/// and what is taken for a message, an expectation or a demand has a line, too.
#include "core/base/text.h"
#include "core/scenario/message.h"
#include "core/scenario/revision.h"
#include "core/scenario/scenario.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/parts.h"

#include <cstdint>
#include <cstdlib>

using namespace spp;

namespace
{

void checkLine(std::size_t line, std::size_t lines)
{
    test::check(line >= 1 && line <= lines);
}

void checkDialog(const scenario::Dialog& dialog, std::size_t lines)
{
    for (const auto& line : dialog.lines) {
        checkLine(line.line, lines);
        test::check(line.pause.count() >= 0);
        if (line.expectation) {
            checkLine(line.expectation->line, lines);
            test::check(!line.expectation->text().empty());
            (void)line.expectation->matches(line.text);
            for (const auto& change : scenario::acceptReply(*line.expectation, line.text))
                checkLine(change.line, lines);
        }
        for (const auto& demand : line.demands) {
            checkLine(demand.line, lines);
            (void)judge(demand, trace::Timeline(), 0, 0);
        }
    }
}

} // namespace

/// S: the scenario, I: what it includes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const test::Parts parts(data, size);
    const std::string bytes(parts.first('S'));
    const auto include = [&](const std::string&) { return Result<std::string>(std::string(parts.first('I'))); };
    const std::size_t lines = text::lines(bytes).size();
    auto scenario = scenario::parseScenario(bytes, include);
    if (!scenario) {
        const std::string& sentence = scenario.error().message;
        if (sentence.starts_with("line "))
            checkLine(std::strtoul(sentence.c_str() + 5, nullptr, 10), lines);
        return 0;
    }
    test::check(!scenario->cases.empty());
    for (auto& each : scenario->cases) {
        test::check(!each.sessions.empty());
        for (auto& session : each.sessions) {
            checkDialog(session, lines);
            scenario::useMessage(session, scenario::formatMessage(bytes));
        }
    }
    return 0;
}
