// SPDX-License-Identifier: MIT
/// Whether a session went as its dialog expects, told by its steps. Pure.
#pragma once

#include "core/scenario/dialog.h"
#include "core/scenario/revision.h"
#include "core/trace/timeline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

/// What the server was to answer: the connection, a line of the client, or a message.
struct Turn
{
    std::size_t step = 0;
    std::size_t last = 0;             ///< behind its last step
    std::optional<std::size_t> reply; ///< the first
};

/// In their order; the connection itself is the first.
std::vector<Turn> turnsOf(const trace::Timeline& timeline);

/// For each line of the dialog the turn that it made; nullopt: none (the lines of a message but for its dot, what was never said).
std::vector<std::optional<std::size_t>> matchTurns(const std::vector<ClientLine>& lines,
                                                   const trace::Timeline& timeline, const std::vector<Turn>& turns);

struct Failure
{
    std::size_t line = 0; ///< of what was expected, in the file; 0: of nothing in it
    std::string expected; ///< printable, as are the words below
    std::string got;
    bool isReply = false;            ///< what came is a reply's text; otherwise words that say what was there
    std::optional<std::size_t> step; ///< where it shows
    /// What makes the file expect what has come; none: no line can say that.
    std::vector<LineChange> accepting = {};

    bool operator==(const Failure&) const = default;
};

/// "expected “250”, got “550 no”"; "expected env KIND is good, got “bad”"
std::string describe(const Failure& failure);

/// Does it expect more than replies?
bool hasDemands(const Dialog& dialog);

/// Does it expect anything at all?
bool hasExpectations(const Dialog& dialog);

/// In the order of the file.
std::vector<Failure> judge(const Dialog& dialog, const trace::Timeline& timeline);

/// What makes a dialog without expectations expect each reply that it got.
std::vector<LineChange> acceptReplies(const Dialog& dialog, const trace::Timeline& timeline);

} // namespace spp::scenario
