// SPDX-License-Identifier: MIT
/// What plugins do to the order of replies: two for one command, a multi-line reply that breaks, kept texts that come again and again.
/// Told of every step in turn. A value; not thread-safe.
#pragma once

#include "core/trace/hazards/look.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::trace::hazards
{

class Conversation
{
public:
    void add(Look& look);

private:
    /// A line of a plugin's output.
    struct Spoken
    {
        std::size_t step = 0;
        std::size_t line = 0; ///< from 1
    };
    /// A text of LM, LR or LD that the session still keeps.
    struct Kept
    {
        Spoken where;
        plugin::Letter letter = plugin::Letter::LaterMail;
        std::string text;
        std::optional<std::size_t> shownIn; ///< number of the transaction that it answered first
        bool isTold = false;                ///< that it repeats
    };
    struct Reply
    {
        std::size_t root = 0;
        std::string line; ///< the last of its lines
        std::optional<Spoken> speaker;
    };

    void addPlugin(Look& look);
    void addReply(Look& look);
    void compare(Look& look, const Reply& reply);
    void conclude(Look& look);
    void lookAtKept(Look& look);
    void forgetKept(const session::SessionState& state);
    std::optional<Spoken> speakerOf(const Look& look) const;

    std::optional<Reply> m_last; ///< of the command that is being answered
    std::vector<Kept> m_kept;
    std::size_t m_transaction = 0; ///< so many MAILs were said
};

} // namespace spp::trace::hazards
