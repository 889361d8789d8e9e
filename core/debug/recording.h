// SPDX-License-Identifier: MIT
/// A session's past, kept so that it can be had back at any moment: every event it was told, with copies of the session in between.
/// Going back runs nothing: the session is a value, and the same events lead to the same state.
/// A value; not thread-safe.
#pragma once

#include "core/session/session.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace spp::debug
{

/// A moment of a recording: so many events were told, and so many of the wishes behind the last of them were taken.
struct Position
{
    std::size_t events = 0;
    std::size_t wishes = 0;

    auto operator<=>(const Position&) const = default;
};

/// A message that was on its way to the queue.
struct OpenMessage
{
    session::OpenQueue opened;
    std::string bytes;
};

/// A session as it was, and what the world around it was in the middle of.
struct Past
{
    session::Session session;
    std::optional<OpenMessage> message;
    std::string replies; ///< what the client has been sent since it last said something
    std::string command; ///< its line that is being answered
};

class Recording
{
public:
    /// @param start the session before its first event
    explicit Recording(session::Session start);

    void add(const session::Event& event, session::Moment at);
    std::size_t size() const { return m_events.size(); }

    /// An event, from 0; its bytes are the recording's. nullopt: there are not that many.
    std::optional<session::Event> eventAt(std::size_t index) const;
    /// The session as it was; the position must be one of this recording.
    Past at(Position position) const;
    /// When the last event before the position was told; the clock of a session that goes on from there begins here.
    session::Moment timeAt(Position position) const;
    /// The recording up to there.
    Recording upTo(Position position) const;

private:
    /// Whatever an event refers to is kept beside it.
    struct Kept
    {
        session::Event event;
        std::string bytes;
        session::Moment at;
    };
    struct Snapshot
    {
        std::size_t events = 0;
        session::Session session; ///< the wishes behind the last event are still to be taken
        std::optional<OpenMessage> message;
        std::string replies;
        std::string command;
    };

    Snapshot after(Snapshot world, std::size_t events) const;
    static void tell(Snapshot& world, const Kept& kept);
    static void take(Snapshot& world, session::Wish wish);
    static void takeAll(Snapshot& world);

    std::vector<Kept> m_events;
    std::vector<Snapshot> m_snapshots; ///< the first is the start; by their number of events
};

} // namespace spp::debug
