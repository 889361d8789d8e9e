// SPDX-License-Identifier: MIT
/// Whatever stands in a trace file: it is understood, or the error says why; what is understood makes a timeline with its hazards, and is
/// the same once it is written and read again.
#include "core/trace/hazard_finder.h"
#include "core/trace/timeline.h"
#include "core/trace/trace_file.h"
#include "tests/fuzz/check.h"

#include <cstdint>

using namespace spp;
using test::check;

namespace
{

std::string written(const std::vector<trace::RecordedSession>& sessions)
{
    trace::TraceWriter writer;
    std::string bytes;
    for (const auto& session : sessions) {
        bytes += writer.begin(session.head);
        for (const auto& record : session.records)
            bytes += writer.add(record);
    }
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto sessions = trace::parseTrace({reinterpret_cast<const char*>(data), size});
    if (!sessions) {
        check(!sessions.error().message.empty());
        return 0;
    }
    for (const auto& session : *sessions) {
        trace::Timeline timeline;
        trace::HazardFinder hazards;
        for (const auto& record : session.records) {
            timeline.add(record);
            (void)hazards.next(timeline);
        }
        for (std::size_t step = 0; step < timeline.size(); ++step)
            (void)timeline.environmentChanges(step);
    }
    const std::string once = written(*sessions);
    const auto again = trace::parseTrace(once);
    check(again && again->size() == sessions->size());
    check(written(*again) == once);
    return 0;
}
