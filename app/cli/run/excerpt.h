// SPDX-License-Identifier: MIT
/// What failed in a session, with the steps around it: the client's line, its plugins with what they printed and logged, the reply.
#pragma once

#include "app/cli/run/result.h"
#include "app/cli/screen.h"

namespace spp::cli
{

void printFailures(Screen& screen, const CaseResult& result, const scenario::SessionRun& session);

} // namespace spp::cli
