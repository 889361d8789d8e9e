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

class Context
{
public:
    Context(const SessionConfig& itsConfig, SessionState& itsState, Outbox& itsOut, Moment itsNow)
        : config(itsConfig), state(itsState), out(itsOut), now(itsNow)
    {}

    const SessionConfig& config;
    SessionState& state;
    Outbox& out;
    Moment now;

    const control::Home& home() const { return *config.home; }

    /// A reply of the server's own, without its CR LF.
    void reply(std::string_view text);
    /// The same for the replies that never carry an enhanced status code: the greeting and those to HELO and EHLO.
    void replyPlain(std::string_view text);
    /// What a plugin refuses with: E, R, a kept text. @param otherwise the code, where the dialect wants one and it has none
    void replyOfPlugin(std::string_view text, std::string_view otherwise);
    /// P, where it is sent as it comes.
    void printOfPlugin(std::string_view text);

    void limitReached(Limit limit, std::string words) { out.tell(LimitReached{limit, std::move(words)}); }

    void report(ReportBody body)
    {
        if (config.reports)
            out.report(std::move(body), now, state);
    }

private:
    void send(std::string_view text, bool fromPlugin);
};

} // namespace spp::session
