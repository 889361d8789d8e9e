// SPDX-License-Identifier: MIT
#include "core/runtime/fixed_clock.h"

#include "core/plugin/environment.h"
#include "core/runtime/descriptor.h"
#include "core/runtime/spawn.h"

#include <fcntl.h>

#include <utility>

namespace spp::runtime
{

namespace
{

/// Where Debian has it; the dynamic linker knows what $LIB is for each program (ld.so(8)).
const std::string library = "/usr/$LIB/datefudge/datefudge.so";

} // namespace

ProcessSpec atFixedTime(ProcessSpec spec, std::chrono::system_clock::time_point day)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(day.time_since_epoch());
    plugin::Environment environment(std::move(spec.environment));
    const auto others = environment.value("LD_PRELOAD");
    environment.set("LD_PRELOAD", others && !others->empty() ? library + ":" + std::string(*others) : library);
    environment.set("DATEFUDGE", std::to_string(seconds.count()));
    environment.set("DATEFUDGE_DOSTATIC", "1");
    spec.environment = environment.entries();
    return spec;
}

Result<void> checkFixedClock()
{
    const std::chrono::system_clock::time_point probe{std::chrono::seconds(1'000'000'000)};
    const Descriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    ProcessSpec spec;
    spec.program = "/bin/sh";
    spec.arguments = {spec.program, "-c", "test \"$(date +%s)\" = 1000000000"};
    spec.environment = {"PATH=/usr/bin:/bin"};
    spec.directory = "/";
    spec.input = ProcessSpec::Input::Empty;
    spec.handed = {{nowhere.number(), 2}}; // the linker's complaint
    if (!succeeds(atFixedTime(std::move(spec), probe)))
        return fail(Fault::Configuration,
                    "a clock of the plugins' own wants datefudge, which is not installed, or does not work here; "
                    "install the package datefudge");
    return {};
}

} // namespace spp::runtime
