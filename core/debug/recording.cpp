// SPDX-License-Identifier: MIT
#include "core/debug/recording.h"

#include <algorithm>
#include <utility>

namespace spp::debug
{

namespace
{

/// A copy of the session after so many events: between two of them the events are told again, which takes microseconds each.
constexpr std::size_t snapshotInterval = 256;

/// Messages are kept to be handed on to a queue once more; of a larger one the beginning.
constexpr std::size_t maxKeptMessage = 16UL * 1024 * 1024;

std::string_view bytesOf(const session::Event& event)
{
    if (const auto* received = std::get_if<session::BytesReceived>(&event))
        return received->bytes;
    if (const auto* printed = std::get_if<session::PluginOutput>(&event))
        return printed->bytes;
    return {};
}

/// The same event, looking at other bytes.
session::Event withBytes(session::Event event, std::string_view bytes)
{
    if (auto* received = std::get_if<session::BytesReceived>(&event))
        received->bytes = bytes;
    else if (auto* printed = std::get_if<session::PluginOutput>(&event))
        printed->bytes = bytes;
    return event;
}

} // namespace

Recording::Recording(session::Session start)
{
    m_snapshots.push_back({0, std::move(start), std::nullopt, {}, {}});
}

void Recording::add(const session::Event& event, session::Moment at)
{
    m_events.push_back({event, std::string(bytesOf(event)), at});
    if (m_events.size() == m_snapshots.back().events + snapshotInterval)
        m_snapshots.push_back(after(m_snapshots.back(), m_events.size()));
}

std::optional<session::Event> Recording::eventAt(std::size_t index) const
{
    if (index >= m_events.size())
        return std::nullopt;
    return withBytes(m_events[index].event, m_events[index].bytes);
}

Past Recording::at(Position position) const
{
    auto found =
        std::upper_bound(m_snapshots.begin(), m_snapshots.end(), position.events == 0 ? 0 : position.events - 1,
                         [](std::size_t events, const Snapshot& each) { return events < each.events; });
    Snapshot world = after(*std::prev(found), position.events);
    for (std::size_t taken = 0; taken < position.wishes; ++taken)
        if (auto wish = world.session.nextWish())
            take(world, std::move(*wish));
    return {std::move(world.session), std::move(world.message), std::move(world.replies), std::move(world.command)};
}

/// @param world that many events or fewer were told to it
Recording::Snapshot Recording::after(Snapshot world, std::size_t events) const
{
    while (world.events < events)
        tell(world, m_events[world.events]);
    return world;
}

session::Moment Recording::timeAt(Position position) const
{
    return position.events == 0 ? session::Moment{} : m_events[position.events - 1].at;
}

Recording Recording::upTo(Position position) const
{
    Recording copy(m_snapshots.front().session);
    for (std::size_t i = 0; i < position.events; ++i)
        copy.add(withBytes(m_events[i].event, m_events[i].bytes), m_events[i].at);
    return copy;
}

/// The event is told; its wishes stay to be taken.
void Recording::tell(Snapshot& world, const Kept& kept)
{
    takeAll(world);
    if (std::holds_alternative<session::BytesReceived>(kept.event)) {
        world.replies.clear();
        if (world.session.awaitsCommand())
            world.command = kept.bytes;
    }
    world.session.handle(withBytes(kept.event, kept.bytes), kept.at);
    world.session.takeReports();
    ++world.events;
}

void Recording::takeAll(Snapshot& world)
{
    while (auto wish = world.session.nextWish())
        take(world, std::move(*wish));
}

void Recording::take(Snapshot& world, session::Wish wish)
{
    if (auto* sent = std::get_if<session::SendBytes>(&wish))
        world.replies += sent->bytes;
    else if (auto* opened = std::get_if<session::OpenQueue>(&wish))
        world.message = OpenMessage{std::move(*opened), {}};
    else if (auto* written = std::get_if<session::WriteQueue>(&wish); written != nullptr && world.message)
        world.message->bytes.append(written->bytes, 0,
                                    maxKeptMessage - std::min(maxKeptMessage, world.message->bytes.size()));
    else if (std::holds_alternative<session::FinishQueue>(wish) || std::holds_alternative<session::AbandonQueue>(wish))
        world.message.reset();
}

} // namespace spp::debug
