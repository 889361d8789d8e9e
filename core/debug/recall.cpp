// SPDX-License-Identifier: MIT
#include "core/debug/recall.h"

#include "core/debug/scene.h"

#include <utility>

namespace spp::debug
{

namespace
{

/// A session that goes through some of its stops once more.
class Replay
{
public:
    explicit Replay(const Recording& recording) : m_recording(recording) {}

    Recalled pass(const PastStop& stop)
    {
        Past past = m_recording.at(stop.position);
        if (stop.place != Place::BeforeCommand && m_isFirst)
            m_scene.resume(past.command, stop.dialogLine);
        m_isFirst = false;
        Held held = heldAt(past.session, stop);
        held.past = stop;
        return {std::move(held), past.session.state()};
    }

private:
    Held heldAt(session::Session session, const PastStop& stop)
    {
        if (stop.place == Place::BeforeCommand)
            return atCommand(session, stop);
        const auto wish = session.nextWish();
        if (const auto* reply = wish ? std::get_if<session::SendBytes>(&*wish) : nullptr)
            return {m_scene.atReply(session, *reply), {}, reply->bytes, std::nullopt};
        if (const auto* run = wish ? std::get_if<session::RunPlugin>(&*wish) : nullptr)
            return stop.place == Place::AfterOutput
                       ? atAnswer(session, stop)
                       : Held{m_scene.atPlugin(session, *run), {}, run->call, std::nullopt};
        return {};
    }

    Held atCommand(const session::Session& session, const PastStop& stop)
    {
        std::string bytes;
        if (const auto event = m_recording.eventAt(stop.position.events))
            if (const auto* received = std::get_if<session::BytesReceived>(&*event))
                bytes = received->bytes;
        return {m_scene.atCommand(session, bytes, stop.dialogLine), {}, bytes, std::nullopt};
    }

    Held atAnswer(const session::Session& session, const PastStop& stop)
    {
        plugin::Answer answer;
        std::size_t events = stop.position.events;
        bool ended = false;
        while (!ended && events < m_recording.size()) {
            const session::Event event = *m_recording.eventAt(events++);
            if (const auto* output = std::get_if<session::PluginOutput>(&event)) {
                answer.output += output->bytes;
            } else if (const auto* exited = std::get_if<session::PluginExited>(&event)) {
                answer.exit = exited->exit;
                ended = true;
            }
        }
        Preview preview = debug::preview(session, answer, m_recording.timeAt({events, 0}));
        Stop result = m_scene.atAnswer(session, preview);
        return {std::move(result), {}, std::move(answer), std::move(preview)};
    }

    const Recording& m_recording;
    Scene m_scene;
    bool m_isFirst = true;
};

/// The stop before the command that is being answered: what has changed is compared with it.
std::size_t firstOfCommand(std::span<const PastStop> stops, std::size_t index)
{
    while (index > 0 && stops[index].place != Place::BeforeCommand)
        --index;
    return index == 0 ? 0 : index - 1;
}

} // namespace

Recalled recall(const Recording& recording, std::span<const PastStop> stops, std::size_t index)
{
    Replay replay(recording);
    for (std::size_t before = firstOfCommand(stops, index); before < index; ++before)
        replay.pass(stops[before]);
    return replay.pass(stops[index]);
}

} // namespace spp::debug
