// SPDX-License-Identifier: MIT
/// One run of a plugin: what is started, and how it ended. Values.
#pragma once

#include "core/control/smtpplugins.h"
#include "core/plugin/environment.h"

#include <string>
#include <vector>

namespace spp::plugin
{

struct Call
{
    control::Section section = control::Section::Connection;
    std::string program;                ///< relative to the directory, or absolute
    std::vector<std::string> arguments; ///< argv, the name included
    Environment environment;
    std::string directory; ///< working directory: the home
    std::string line;      ///< as it stands in smtpplugins
    std::string place;     ///< "control/smtpplugins:12"
};

Call makeCall(control::Section section, const control::PluginEntry& entry, const Environment& environment,
              const std::string& directory, const std::string& smtpPluginsPath);

struct Exit
{
    /// CutOff: we have ended it, whatever it then said to that.
    enum class Kind { Code, Signal, CouldNotRun, CutOff };
    Kind kind = Kind::Code;
    int number = 0;     ///< exit code or signal
    std::string reason; ///< for CouldNotRun and CutOff: a sentence for a person

    /// Exit code 120 means "could not be executed", as in the reference.
    bool couldNotRun() const { return kind == Kind::CouldNotRun || (kind == Kind::Code && number == 120); }
    bool crashed() const { return kind == Kind::Signal; }
    bool failed() const { return couldNotRun() || crashed() || kind == Kind::CutOff; }
    bool operator==(const Exit&) const = default;
};

/// "exit 0", "crashed: invalid memory access (signal 11, SIGSEGV)", "could not run: …"
std::string describe(const Exit& exit);

} // namespace spp::plugin
