// SPDX-License-Identifier: MIT
/// What the parts of a session work on: what it started with, what it knows, and where wishes and reports go. Lives for the
/// handling of one event.
#pragma once

#include "core/session/config.h"
#include "core/session/outbox.h"
#include "core/session/state.h"

#include <string_view>
#include <utility>

namespace spp::session
{

struct Context
{
    const SessionConfig& config;
    SessionState& state;
    Outbox& out;
    Moment now;

    const control::Home& home() const { return *config.home; }

    /// @param text one reply without its CR LF
    void reply(std::string_view text, bool fromPlugin = false)
    {
        std::string line(text);
        line += "\r\n";
        out.send(line);
        if (config.reports)
            report(ReplySent{std::move(line), fromPlugin});
    }

    void report(ReportBody body)
    {
        if (config.reports)
            out.report(std::move(body), now, state);
    }
};

} // namespace spp::session
