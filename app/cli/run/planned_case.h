// SPDX-License-Identifier: MIT
/// The cases that a command line asks for. Reads files.
#pragma once

#include "app/cli/world.h"
#include "core/runtime/server_address.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::cli
{

struct RunOptions
{
    std::vector<std::string> files; ///< *.spp
    std::string home;               ///< empty: as the scenario says
    std::string message;            ///< path of a file that is sent as the message; empty: as the scenario says
    std::string dialect = "modern"; ///< for a scenario that names none
    std::optional<runtime::ServerAddress> against; ///< a server elsewhere; nullopt: it is simulated
    bool trace = false;                            ///< shell plugins tell what they run, see core/runtime/shell_trace.h
    std::string record;                            ///< path of a trace file that is written; empty: none
    WorldOptions world;
};

struct PlannedCase
{
    std::string file;
    std::string title; ///< printable; empty: the file's name says enough
    std::string home;
    scenario::Case scenario;
    std::string error; ///< why it can't be run
};

/// A file that can't be read is a case that can't be run.
std::vector<PlannedCase> planCases(const RunOptions& options);

} // namespace spp::cli
