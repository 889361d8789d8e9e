// SPDX-License-Identifier: MIT
/// The hazards of a run in which plugins did this and that, for tests.
#pragma once

#include "core/trace/hazard_finder.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spp::test
{

/// Answers as qmail-spp does.
inline const SessionOptions plain{.dialect = "qmail-spp"};

inline std::vector<trace::Hazard> hazardsOf(const SessionTester& client)
{
    trace::Timeline timeline;
    trace::HazardFinder finder;
    std::vector<trace::Hazard> found;
    for (const auto& report : client.reports()) {
        timeline.add({report.at, report});
        for (auto& hazard : finder.next(timeline))
            found.push_back(std::move(hazard));
    }
    // Told at the end of all, it comes to the same.
    auto late = trace::HazardFinder().next(timeline);
    const auto before = [](const trace::Hazard& a, const trace::Hazard& b) {
        return std::tuple(a.step, a.kind, a.outputLine) < std::tuple(b.step, b.kind, b.outputLine);
    };
    std::ranges::stable_sort(late, before);
    std::ranges::stable_sort(found, before);
    if (late != found)
        qFatal("hazards depend on when they are looked for");
    return found;
}

inline const trace::Hazard* findHazard(const std::vector<trace::Hazard>& hazards, trace::HazardKind kind)
{
    const auto found = std::ranges::find(hazards, kind, &trace::Hazard::kind);
    return found == hazards.end() ? nullptr : &*found;
}

inline bool has(const std::vector<trace::Hazard>& hazards, trace::HazardKind kind)
{
    return findHazard(hazards, kind) != nullptr;
}

/// A session up to a message, with one plugin in one section, that does this each time.
inline std::vector<trace::Hazard> hazardsOf(const std::string& section, FakePlugin fake,
                                            const std::string& dialect = "qmail-spp",
                                            std::vector<std::string> environment = {})
{
    SessionTester client{home().plugin(section, std::move(fake)),
                         {.dialect = dialect, .environment = std::move(environment)}};
    client.say("HELO client.example.net");
    client.say("MAIL FROM:<a@example.net>");
    client.say("RCPT TO:<b@example.org>");
    client.say("DATA");
    client.send("Subject: x\r\n\r\nhello\r\n.\r\n");
    client.say("QUIT");
    return hazardsOf(client);
}

inline std::vector<trace::Hazard> hazardsOf(const std::string& section, const std::string& output,
                                            const std::string& dialect = "qmail-spp")
{
    return hazardsOf(section, says(output), dialect);
}

} // namespace spp::test
