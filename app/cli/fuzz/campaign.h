// SPDX-License-Identifier: MIT
/// Talk after talk by chance against the plugins of a home. What is wrong is looked for once for each plugin and kind: it is made to happen
/// again, made smaller, and written down as a scenario that fails. Blocking; writes files, and prints as it goes on.
#pragma once

#include "app/cli/fuzz/talk_runner.h"
#include "app/cli/screen.h"
#include "core/fuzz/vocabulary.h"

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace spp::cli
{

struct FuzzResult
{
    std::size_t talks = 0;
    std::size_t pluginRuns = 0;
    std::size_t found = 0;     ///< plugins and kinds
    int endedBy = 0;           ///< a signal; 0: none
    std::set<std::string> ran; ///< lines of smtpplugins
};

class Campaign
{
public:
    /// @param options outlive it
    Campaign(const FuzzOptions& options, fuzz::Vocabulary vocabulary, Screen& screen);

    Result<FuzzResult> run();

private:
    using Clock = std::chrono::steady_clock;

    bool goesOn() const;
    Result<void> pursue(const fuzz::Talk& talk, const PlacedTrouble& placed);
    /// The same trouble in another talk, if that has it, too.
    std::optional<PlacedTrouble> findIn(const fuzz::Talk& talk, const fuzz::Trouble& trouble);
    fuzz::Talk makeSmaller(const fuzz::Talk& talk, const PlacedTrouble& placed);
    Result<void> report(const fuzz::Talk& talk, const PlacedTrouble& placed, bool happensAgain);
    void showProgress(const std::string& words);

    const FuzzOptions& m_options;
    fuzz::Vocabulary m_vocabulary;
    Screen& m_screen;
    TalkRunner m_runner;
    Clock::time_point m_begun = Clock::now();
    std::vector<fuzz::Trouble> m_known;
    std::size_t m_talks = 0;
};

} // namespace spp::cli
