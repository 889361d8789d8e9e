// SPDX-License-Identifier: MIT
#include "app/cli/fuzz/campaign.h"

#include "app/cli/fuzz/finding_file.h"
#include "core/base/text.h"
#include "core/fuzz/generator.h"
#include "core/fuzz/shrink.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <utility>

namespace spp::cli
{

namespace
{

/// Talks that are played to make one smaller.
constexpr std::size_t shrinkTries = 400;
/// What hangs takes its full time in each of them that shows it; nobody waits much longer than that for a smaller one.
constexpr std::chrono::milliseconds shrinkTimeOfHangs = std::chrono::minutes(3);
constexpr std::size_t fewestTries = 10;

std::size_t triesFor(const fuzz::Trouble& trouble, std::chrono::milliseconds within)
{
    if (trouble.kind != "hang")
        return shrinkTries;
    return std::clamp(static_cast<std::size_t>(shrinkTimeOfHangs / within), fewestTries, shrinkTries);
}

/// Nothing that is said behind the place where it came up.
fuzz::Talk upTo(const fuzz::Talk& talk, const PlacedTrouble& placed)
{
    fuzz::Talk cut = talk;
    cut.sessions.resize(placed.session + 1);
    auto& said = cut.sessions.back().said;
    said.resize(std::min(said.size(), placed.said));
    return cut;
}

} // namespace

Campaign::Campaign(const FuzzOptions& options, fuzz::Vocabulary vocabulary, Screen& screen)
    : m_options(options), m_vocabulary(std::move(vocabulary)), m_screen(screen), m_runner(options)
{}

Result<FuzzResult> Campaign::run()
{
    const std::uint64_t origin = fuzz::Chance(m_options.seed).next();
    for (; goesOn(); ++m_talks) {
        fuzz::Chance chance(origin + m_talks);
        const fuzz::Talk talk = makeTalk(chance, m_vocabulary);
        const auto found = m_runner.play(talk);
        if (!found)
            return tl::unexpected<Error>(found.error());
        for (const PlacedTrouble& placed : *found) {
            const auto isLike = [&](const fuzz::Trouble& known) { return known.isLike(placed.trouble); };
            if (std::ranges::any_of(m_known, isLike))
                continue;
            m_known.push_back(placed.trouble);
            if (auto pursued = pursue(talk, placed); !pursued)
                return tl::unexpected<Error>(pursued.error());
        }
        showProgress(counted(m_talks + 1, "dialog") + ", " + counted(m_runner.pluginRuns(), "run") + " of plugins, " +
                     counted(m_known.size(), "finding"));
    }
    showProgress({});
    return FuzzResult{m_talks, m_runner.pluginRuns(), m_known.size(), m_runner.endedBy(), m_runner.ran()};
}

bool Campaign::goesOn() const
{
    if (m_runner.endedBy() != 0)
        return false;
    return m_options.time ? Clock::now() - m_begun < *m_options.time : m_talks < m_options.runs;
}

Result<void> Campaign::pursue(const fuzz::Talk& talk, const PlacedTrouble& placed)
{
    showProgress(placed.trouble.kind + " of " + text::printable(placed.trouble.plugin) + ": once more, and smaller …");
    const auto again = findIn(talk, placed.trouble);
    if (!again)
        return report(talk, placed, m_runner.endedBy() != 0);
    const fuzz::Talk small = makeSmaller(talk, *again);
    const auto there = findIn(small, placed.trouble);
    return there ? report(small, *there, true) : report(talk, *again, true);
}

std::optional<PlacedTrouble> Campaign::findIn(const fuzz::Talk& talk, const fuzz::Trouble& trouble)
{
    const auto found = m_runner.play(talk);
    if (!found)
        return std::nullopt;
    const auto same =
        std::ranges::find_if(*found, [&](const PlacedTrouble& each) { return each.trouble.isLike(trouble); });
    return same == found->end() ? std::nullopt : std::optional(*same);
}

fuzz::Talk Campaign::makeSmaller(const fuzz::Talk& talk, const PlacedTrouble& placed)
{
    const fuzz::Shows shows = [&](const fuzz::Talk& each) { return findIn(each, placed.trouble).has_value(); };
    const fuzz::Talk cut = upTo(talk, placed);
    return fuzz::shrink(shows(cut) ? cut : talk, shows, triesFor(placed.trouble, m_options.within));
}

Result<void> Campaign::report(const fuzz::Talk& talk, const PlacedTrouble& placed, bool happensAgain)
{
    const std::string scenario = formatFinding(m_options, talk, placed, happensAgain);
    // It stands for itself: what is written must fail, or a person would be looking for nothing.
    const auto passes = m_runner.passes(scenario);
    showProgress({});
    m_screen.line(0, placed.trouble.kind + ": " + text::printable(placed.trouble.plugin), Colour::Refuse);
    m_screen.line(3, placed.trouble.sentence);
    for (const std::string_view line : text::lines(scenario))
        if (line.starts_with("C") || line.starts_with("env ") || line.starts_with("session ") || line == "hangup")
            m_screen.line(3, text::printable(line), Colour::Client);
    if (!happensAgain)
        m_screen.line(3, "it happened once, and not again with the same dialog: by chance, or by the time",
                      Colour::Defer);
    else if (m_runner.endedBy() != 0)
        m_screen.line(3, "a signal came before it was as small as it can be", Colour::Defer);
    else if (!passes || *passes)
        m_screen.line(3, "the scenario passes all the same: play it, and look at the plugin's step", Colour::Defer);
    const auto file = writeFinding(m_options, placed.trouble, scenario);
    if (file)
        m_screen.line(3, "written: " + text::printable(*file), Colour::Muted);
    m_screen.flush();
    return file ? Result<void>() : tl::unexpected<Error>(file.error());
}

void Campaign::showProgress(const std::string& words)
{
    static const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    if (isTerminal)
        std::cerr << "\r\033[K" << words << std::flush;
}

} // namespace spp::cli
