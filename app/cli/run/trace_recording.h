// SPDX-License-Identifier: MIT
/// Sessions written down while they run, for `spp show` and others; see core/trace/trace_file.h.
#pragma once

#include "app/cli/run/planned_case.h"
#include "core/scenario/case_runner.h"

#include <fstream>
#include <functional>
#include <string>
#include <string_view>

namespace spp::cli
{

/// The observer, and beside it the sessions' lines for a trace file go to `sink` as they come.
/// @param stagedHome where the case runs, which may be a copy of its home: the lines name the home itself
scenario::RunObserver recording(scenario::RunObserver observer, const PlannedCase& planned, std::string stagedHome,
                                std::function<void(std::string_view lines)> sink);

/// The file, which is made anew, unless there is something else in its place. What goes wrong while it is written is told when it is closed.
class TraceFile
{
public:
    static Result<TraceFile> create(const std::string& path);

    void write(std::string_view lines) { m_file.write(lines.data(), static_cast<std::streamsize>(lines.size())); }
    Result<void> close();

private:
    TraceFile(std::string path, std::ofstream file) : m_path(std::move(path)), m_file(std::move(file)) {}

    std::string m_path;
    std::ofstream m_file;
};

/// Runs with the file at this path to write to, or with nullptr if there is no path.
/// @return the status of the run, unless the file could not be written
int withTraceFile(const std::string& path, const std::function<int(TraceFile* trace)>& run);

} // namespace spp::cli
