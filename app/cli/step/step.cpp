// SPDX-License-Identifier: MIT
#include "app/cli/step/step.h"

#include "app/cli/screen.h"
#include "app/cli/step/terminal.h"
#include "core/base/text.h"
#include "core/scenario/run_dialog.h"

#include <csignal>
#include <iostream>

namespace spp::cli
{

namespace
{

/// Without a dialog the home is the current folder.
Result<std::string> homeOf(const StepOptions& options, const scenario::Dialog& dialog)
{
    if (!options.home.empty())
        return options.home;
    return scenario::findHome(options.dialog.empty() ? "./dialog.spp" : options.dialog, dialog);
}

Result<Beginning> beginningOf(const StepOptions& options)
{
    auto dialog =
        options.dialog.empty() ? Result<scenario::Dialog>(scenario::Dialog()) : scenario::readDialog(options.dialog);
    if (!dialog)
        return tl::unexpected(dialog.error());
    const auto home = homeOf(options, *dialog);
    if (!home)
        return tl::unexpected(home.error());
    auto config = scenario::makeSessionConfig(*dialog, *home, options.dialect);
    if (!config)
        return tl::unexpected(config.error());
    if (!config->home)
        return fail(Fault::Configuration, config->homeError);
    return Beginning{std::move(*dialog), std::move(*config)};
}

} // namespace

int step(const StepOptions& options)
{
    Screen screen(std::cout, wantsColour());
    int endedBy = 0;
    {
        Signals signals;
        Terminal terminal(
            screen, signals, [&options] { return beginningOf(options); }, options.trace);
        if (!terminal.run())
            return 2;
        endedBy = signals.endedBy();
    }
    // No plugin is left: now the signal may do what it is there for.
    if (endedBy != 0)
        std::raise(endedBy);
    return 0;
}

} // namespace spp::cli
