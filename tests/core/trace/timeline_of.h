// SPDX-License-Identifier: MIT
/// The timeline of what a tester's session has reported so far.
#pragma once

#include "core/trace/timeline.h"
#include "tests/support/session_tester.h"

namespace spp::test
{

/// Answers as qmail-spp does.
inline const SessionOptions plain{.dialect = "qmail-spp"};

inline trace::Timeline timelineOf(const SessionTester& client)
{
    trace::Timeline timeline;
    for (const auto& report : client.reports())
        timeline.add({report.at, report});
    return timeline;
}

} // namespace spp::test
