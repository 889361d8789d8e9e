// SPDX-License-Identifier: MIT
#include "app/cli/step/step.h"

#include "app/cli/screen.h"
#include "app/cli/step/terminal.h"
#include "app/cli/world.h"
#include "core/base/text.h"
#include "core/runtime/home_reader.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/staged_home.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace spp::cli
{

namespace
{

struct StepOptions
{
    std::string dialog;             ///< path of a *.spp file; empty: the person types the client's lines
    std::string home;               ///< empty: as the dialog says; without one, the current folder
    std::string message;            ///< path of a file that is sent as the message; empty: as the dialog says
    std::string dialect = "modern"; ///< for a dialog that names none
    bool trace = false;             ///< shell plugins tell what they run
    WorldOptions world;
};

/// Without a dialog the home is the current folder.
Result<std::string> homeOf(const StepOptions& options, const scenario::Dialog& dialog)
{
    if (!options.home.empty())
        return options.home;
    return scenario::findHome(options.dialog.empty() ? "./dialog.spp" : options.dialog, dialog);
}

/// What the runs of a dialog come from.
class DialogSource : public Source
{
public:
    explicit DialogSource(const StepOptions& options) : m_options(options) {}

    Result<Beginning> read() override
    {
        auto dialog = m_options.dialog.empty() ? Result<scenario::Dialog>(scenario::Dialog())
                                               : scenario::readDialog(m_options.dialog);
        if (!dialog)
            return tl::unexpected(dialog.error());
        if (const auto message = scenario::useMessageFile(*dialog, m_options.message); !message)
            return tl::unexpected(message.error());
        const auto home = homeOf(m_options, *dialog);
        if (!home)
            return tl::unexpected(home.error());
        auto staged = scenario::StagedHome::make(*home, dialog->controls, false);
        if (!staged)
            return tl::unexpected(staged.error());
        m_home.emplace(std::move(*staged));
        m_own = dialog->world;
        auto config =
            scenario::makeSessionConfig(*dialog, m_homes, m_home->path(), m_options.dialect, dialog->stage.pretence);
        if (!config)
            return tl::unexpected(config.error());
        if (!config->home)
            return fail(Fault::Configuration, config->homeError);
        auto world = makeWorld();
        if (!world)
            return tl::unexpected(world.error());
        return Beginning{std::move(*dialog), std::move(*config), std::move(*world)};
    }

    Result<std::shared_ptr<world::World>> makeWorld() override
    {
        return cli::makeWorld(m_home->path(), m_options.world, m_own);
    }

private:
    const StepOptions& m_options;
    runtime::HomeReader m_homes;
    std::optional<scenario::StagedHome> m_home; ///< as it was found when it was read last
    world::WorldPlan m_own;                     ///< what the dialog wants for itself
};

int step(const StepOptions& options)
{
    Screen screen(std::cout, wantsColour());
    DialogSource source(options);
    int endedBy = 0;
    {
        Signals signals;
        Terminal terminal(screen, signals, source, options.trace);
        if (!terminal.run())
            return 2;
        endedBy = signals.endedBy();
        if (const auto concluded = terminal.conclude(options.world.keep && endedBy == 0); !concluded) {
            screen.flush();
            std::cerr << "spp: " << concluded.error().message << std::endl;
            return 2;
        }
    }
    // No plugin is left: now the signal may do what it is there for.
    screen.flush();
    if (endedBy != 0)
        std::raise(endedBy);
    return 0;
}

} // namespace

void addStepCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<StepOptions>();
    auto* step = spp.add_subcommand("step", "go through a session step by step: look, change, go back, try again");
    step->add_option("dialog", options->dialog, "a *.spp file (default: you type what the client says)")
        ->type_name("SCENARIO");
    step->add_option("--home", options->home,
                     "the qmail home directory (default: as the dialog says, or the folder above it with control/)")
        ->type_name("DIR");
    step->add_option("--message", options->message, "a file that is sent in place of each message of the dialog")
        ->type_name("FILE");
    step->add_option("--dialect", options->dialect, "which program to answer like, where the dialog names none")
        ->capture_default_str()
        ->type_name("DIALECT");
    step->add_flag("--trace", options->trace, "shell plugins tell what they run; “trace” shows it");
    addWorldOptions(*step, options->world);
    step->callback([options, &status] { status = cli::step(*options); });
}

} // namespace spp::cli
