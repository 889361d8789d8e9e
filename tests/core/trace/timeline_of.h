// SPDX-License-Identifier: MIT
/// The timeline of what a tester's session has reported so far, and the dialect that most of its tests want.
#pragma once

#include "tests/support/timeline_of.h"

namespace spp::test
{

/// Answers as qmail-spp does.
inline const SessionOptions plain{.dialect = "qmail-spp"};

} // namespace spp::test
