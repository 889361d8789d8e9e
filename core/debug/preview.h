// SPDX-License-Identifier: MIT
/// What a plugin's answer will do, before it does it: the answer is given to a copy of the session, which is then thrown away. Pure.
#pragma once

#include "core/plugin/answer.h"
#include "core/session/session.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::debug
{

struct Preview
{
    std::vector<session::PluginSaid> output; ///< what it printed, with what is special about each line's effect
    std::optional<session::Verdict> verdict; ///< of the section, if it ends with this plugin
    std::string replies;                     ///< what the client is sent at once
    std::string nextPlugin;                  ///< the line in smtpplugins that runs next; empty: none of this section
    bool closes = false;                     ///< the session ends
    std::shared_ptr<const session::SessionState> state; ///< after it
};

/// @param session whose plugin is running, with reports on
Preview preview(session::Session session, const plugin::Answer& answer, session::Moment now);

} // namespace spp::debug
