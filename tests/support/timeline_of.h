// SPDX-License-Identifier: MIT
/// The timeline of a tested session.
#pragma once

#include "core/trace/timeline.h"
#include "tests/support/session_tester.h"

namespace spp::test
{

inline trace::Timeline timelineOf(const SessionTester& client)
{
    trace::Timeline timeline;
    for (const auto& report : client.reports())
        timeline.add({report.at, report});
    return timeline;
}

} // namespace spp::test
