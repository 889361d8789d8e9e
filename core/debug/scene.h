// SPDX-License-Identifier: MIT
/// Knows what a session is in the middle of, and so can describe each moment at which it might be held. Told of all of them in their
/// order. A value; not thread-safe.
#pragma once

#include "core/debug/preview.h"
#include "core/debug/stop.h"
#include "core/session/session.h"

#include <cstddef>
#include <string_view>

namespace spp::debug
{

class Scene
{
public:
    /// @param dialogLine where the line stands in the dialog's file; 0: nowhere
    Stop atCommand(const session::Session& session, std::string_view bytes, std::size_t dialogLine);
    Stop atPlugin(const session::Session& session, const session::RunPlugin& wish);
    Stop atAnswer(const session::Session& session, const Preview& preview);
    Stop atReply(const session::Session& session, const session::SendBytes& wish);

private:
    Stop stop(const session::Session& session, Place place);

    std::string m_command;
    smtp::Verb m_verb = smtp::Verb::Unknown;
    std::size_t m_dialogLine = 0;
    std::optional<control::Section> m_section;
    std::string m_plugin;
    std::string m_pluginPlace;
    std::optional<plugin::Environment> m_environment; ///< of the stop before
};

} // namespace spp::debug
