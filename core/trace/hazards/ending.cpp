// SPDX-License-Identifier: MIT
/// How a plugin's run ended, how long it took, and what of smtpplugins never runs.
#include "core/trace/hazards/look.h"

#include <algorithm>
#include <chrono>

namespace spp::trace::hazards
{

using plugin::Letter;

namespace
{

/// What it has said to the client, or made the server do for good, before it failed; nullptr: nothing.
const PluginLine* effectBeforeFailure(const Look& look, std::size_t& number)
{
    const auto& output = look.plugin().output;
    const auto found = std::ranges::find_if(output, [](const PluginLine& line) {
        const Letter letter = line.command.letter;
        return letter == Letter::Error || letter == Letter::Reject || letter == Letter::Drop ||
               letter == Letter::Print || letter == Letter::Accept;
    });
    number = static_cast<std::size_t>(found - output.begin()) + 1;
    return found == output.end() ? nullptr : &*found;
}

/// Where replies are mended, a refusal stands though its plugin fails.
std::string consequence(const Look& look, Letter letter)
{
    const bool mended = look.mendsReplies();
    if (letter == Letter::Accept)
        return "plugins are off from here on, and the command is refused all the same";
    if (letter == Letter::Drop)
        return "the connection stays open all the same";
    if (letter == Letter::Reject)
        return mended ? "qmail-spp would keep the connection open" : "the connection stays open all the same";
    return mended ? "qmail-spp would send a second reply, and the client would lose step"
                  : "the client gets a second reply (451), and loses step";
}

void lookAtFailure(Look& look, const plugin::Exit& exit)
{
    std::size_t number = 0;
    const PluginLine* effect = effectBeforeFailure(look, number);
    const std::string& decided = look.plugin().decided;
    if (effect == nullptr || !decided.empty()) {
        look.raise(HazardKind::PluginFailed, "The plugin failed (" + plugin::describe(exit) +
                                                 (decided.empty() ? "), so the client was told 451" : "): " + decided) +
                                                 ". Mend it: its log may say more.");
        return;
    }
    const std::string sentence = "The plugin printed " + quote(effect->command.line) + " and then failed (" +
                                 plugin::describe(exit) + "): " + consequence(look, effect->command.letter) +
                                 ". Print that last, and exit.";
    look.raise(HazardKind::FailureAfterReply, sentence, number);
}

void lookAtExitCode(Look& look, const plugin::Exit& exit)
{
    const auto& output = look.plugin().output;
    const bool decided = std::ranges::any_of(output, [](const PluginLine& line) { return line.command.isFinal(); });
    if (exit.kind == plugin::Exit::Kind::Code && exit.number != 0 && !decided)
        look.raise(HazardKind::ExitWithoutMeaning,
                   "Exit status " + std::to_string(exit.number) +
                       " means nothing here: the command goes on. To refuse, print E and a reply.");
}

} // namespace

void lookAtEnding(Look& look)
{
    const PluginStep& plugin = look.plugin();
    if (!plugin.exit)
        return;
    if (plugin.exit->failed())
        lookAtFailure(look, *plugin.exit);
    else
        lookAtExitCode(look, *plugin.exit);
    if (plugin.resources && plugin.resources->wall >= slowPlugin) {
        const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(plugin.resources->wall).count() / 100;
        look.raise(HazardKind::SlowPlugin, "The plugin took " + std::to_string(tenths / 10) + "." +
                                               std::to_string(tenths % 10) +
                                               " s, and the client waited. Give its look-ups a shorter time limit.");
    }
}

void lookAtFile(Look& look)
{
    const auto& plugins = look.timeline.plugins();
    if (!plugins)
        return;
    for (const control::PluginEntry& entry : plugins->neverRun())
        look.found.push_back({HazardKind::NeverRuns,
                              Severity::Warning,
                              {},
                              entry.text,
                              look.timeline.smtpPluginsPath() + ":" + std::to_string(entry.line),
                              {},
                              quote(entry.text) + " stands below no section that there is, so it never runs. Put it "
                                                  "below [connection], [helo], [mail], [rcpt], [data] or [auth]."});
}

} // namespace spp::trace::hazards
