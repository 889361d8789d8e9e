// SPDX-License-Identifier: MIT
/// Stands between a session and the world. A daemon has none; in the workbench it is the debugger, which holds a session, changes what
/// it wants, answers in the world's place, or ends it. Called on the Driver's loop; each call may wait as long as it likes.
#pragma once

#include "core/plugin/answer.h"
#include "core/session/session.h"
#include "core/session/wish.h"

#include <asio/awaitable.hpp>

#include <chrono>
#include <string>
#include <variant>

namespace spp::runtime
{

/// The wish is carried out.
struct CarryOut
{};
/// A plugin is run to its end; then passAnswer() is asked, and only then the session hears of it.
struct Gather
{};
/// The wish is not carried out; this is the world's answer to it.
struct AnswerInstead
{
    std::variant<plugin::Answer, session::LoginChecked, session::TlsStarted> answer;
};
/// The client goes away.
struct EndSession
{};

using Passage = std::variant<CarryOut, Gather, AnswerInstead, EndSession>;

class Gate
{
public:
    virtual ~Gate() = default;

    /// Asked before a wish is carried out. The wish may be changed in place.
    virtual asio::awaitable<Passage> pass(const session::Session& session, session::Wish& wish) = 0;

    /// Asked with what a plugin answered that was to be gathered; it may be changed in place. Only CarryOut and EndSession count.
    virtual asio::awaitable<Passage> passAnswer(const session::Session& session, plugin::Answer& answer) = 0;

    /// Asked before the session hears what the client has sent; it may be changed in place. Only CarryOut and EndSession count.
    virtual asio::awaitable<Passage> passInput(const session::Session& session, std::string& bytes) = 0;

    /// For how long it has held the session so far. The session's time stands still meanwhile, and with it the client's time-out.
    virtual std::chrono::nanoseconds heldFor() const { return {}; }
};

} // namespace spp::runtime
