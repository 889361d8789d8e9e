// SPDX-License-Identifier: MIT
/// The benchmarks, each group in a file of its own.
#pragma once

namespace spp::bench
{

void registerDecoding();
void registerSession();
void registerPluginRun();
void registerScenario();

} // namespace spp::bench
