// SPDX-License-Identifier: MIT
#include "core/trace/queued_message.h"

#include "core/base/text.h"
#include "core/smtp/command.h"

#include <algorithm>

namespace spp::trace
{

namespace
{

/// Goes back to the plugins that printed the headers, the last one first.
void attribute(const Timeline& timeline, std::size_t before, std::vector<AddedHeader>& headers)
{
    auto next = headers.rbegin();
    for (std::size_t step = before; step-- > 0 && next != headers.rend();) {
        const auto& plugin = timeline.steps()[step].plugin;
        for (std::size_t line = plugin ? plugin->output.size() : 0; line-- > 0 && next != headers.rend();) {
            const plugin::Command& command = plugin->output[line].command;
            if (command.letter != plugin::Letter::Header || command.text != next->text)
                continue;
            next->step = step;
            next->outputLine = line + 1;
            ++next;
        }
    }
}

/// The header lines that the session had ready when the message began.
std::vector<std::string> readyHeaders(const Timeline& timeline, std::size_t step)
{
    return step > 0 && timeline.steps()[step - 1].state ? timeline.steps()[step - 1].state->headers
                                                        : std::vector<std::string>();
}

/// Takes the head off the text: the server's Received, then what plugins have added.
std::vector<AddedHeader> takeAdded(const Timeline& timeline, std::size_t step, std::string& text)
{
    const auto ready = readyHeaders(timeline, step);
    std::string block;
    for (const auto& header : ready)
        block += header + "\n";
    // Received comes first, on lines of its own: it ends where the next line does not continue it.
    std::size_t end = text.find('\n');
    while (end != std::string::npos && end + 1 < text.size() && (text[end + 1] == ' ' || text[end + 1] == '\t') &&
           (block.empty() || text.compare(end + 1, block.size(), block) != 0))
        end = text.find('\n', end + 1);
    std::vector<AddedHeader> added;
    if (end == std::string::npos)
        return added;
    for (const std::string_view line : text::lines(std::string_view(text).substr(0, end)))
        added.push_back({std::string(line), {}, 0});
    std::vector<AddedHeader> ofPlugins;
    if (text.compare(end + 1, block.size(), block) == 0) {
        for (const auto& header : ready)
            ofPlugins.push_back({header, {}, 0});
        end += block.size();
    }
    attribute(timeline, step, ofPlugins);
    std::ranges::move(ofPlugins, std::back_inserter(added));
    text.erase(0, end + 1);
    return added;
}

/// Before the message took it over.
session::Envelope envelopeBefore(const Timeline& timeline, std::size_t step)
{
    for (std::size_t before = step; before-- > 0;)
        if (const auto& state = timeline.steps()[before].state; state && state->transaction)
            return *state->transaction;
    return {};
}

/// What plugins of the transaction have printed with C.
std::map<std::string, std::size_t> changedAddresses(const Timeline& timeline, std::size_t before)
{
    std::map<std::string, std::size_t> changed;
    for (std::size_t index = before; index-- > 0;) {
        const Step& step = timeline.steps()[index];
        if (step.plugin)
            for (const PluginLine& line : step.plugin->output)
                if (line.command.letter == plugin::Letter::Change)
                    changed.emplace(line.command.text, index);
        if (step.kind == StepKind::ClientLine && smtp::parseCommand(step.text).verb == smtp::Verb::Mail)
            break;
    }
    return changed;
}

bool endsMessages(const Step& step)
{
    return step.kind == StepKind::Queue;
}

} // namespace

std::vector<MessagePlace> messagePlaces(const Timeline& timeline)
{
    std::vector<MessagePlace> found;
    bool inMessage = false;
    for (std::size_t step = 0; step < timeline.size(); ++step) {
        const Step& each = timeline.steps()[step];
        if (each.kind == StepKind::Message && !inMessage)
            found.push_back({step, std::nullopt});
        if (endsMessages(each) && inMessage)
            found.back().queue = step;
        inMessage = (inMessage || each.kind == StepKind::Message) && !endsMessages(each);
    }
    return found;
}

QueuedMessage queuedMessage(const Timeline& timeline, std::size_t step)
{
    QueuedMessage message;
    message.step = step;
    message.envelope = envelopeBefore(timeline, step);
    message.changed = changedAddresses(timeline, step);
    for (std::size_t each = step; each < timeline.size() && !message.queue; ++each) {
        const Step& part = timeline.steps()[each];
        if (endsMessages(part))
            message.queue = each;
        if (part.kind != StepKind::Message)
            continue;
        message.text += part.text;
        message.cut += part.cut;
    }
    message.added = takeAdded(timeline, step, message.text);
    return message;
}

} // namespace spp::trace
