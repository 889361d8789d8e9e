// SPDX-License-Identifier: MIT
/// What a person changed while the session was held, in the steps.
#include "core/base/text.h"
#include "core/trace/timeline.h"

#include <algorithm>
#include <utility>

namespace spp::trace
{

namespace
{

std::size_t countLines(std::string_view text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// With their line ends.
std::string_view firstLines(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    for (; count > 0 && end < text.size(); --count)
        end = std::min(text.find('\n', end), text.size() - 1) + 1;
    return text.substr(0, end);
}

} // namespace

/// Each reply takes as many of the lines that were sent as it had itself, and the last takes the rest.
std::size_t Timeline::changeReplies(const ReplyChanged& changed)
{
    const auto replies = newestReplies(changed.meant);
    std::string_view left = changed.sent;
    for (const std::size_t reply : replies) {
        Step& step = m_steps[reply];
        const std::string sent(reply == replies.back() ? left : firstLines(left, countLines(step.text)));
        left.remove_prefix(sent.size());
        if (sent == step.text)
            continue;
        step.meant = std::exchange(step.text, sent);
        step.title =
            sent.empty() ? "(nothing was sent)" : text::printable(sent.substr(0, sent.find_last_not_of("\r\n") + 1));
        step.outcome = outcomeOfReply(sent);
    }
    return replies.empty() ? size() : replies.front();
}

/// The newest replies that follow each other and together are these bytes; none if there are none.
std::vector<std::size_t> Timeline::newestReplies(std::string_view bytes) const
{
    std::vector<std::size_t> found;
    std::string_view left = bytes;
    for (std::size_t i = size(); i-- > 0 && !left.empty();) {
        const Step& step = m_steps[i];
        if (step.kind != StepKind::Reply)
            continue;
        if (!left.ends_with(step.text) || step.meant) {
            found.clear();
            left = bytes;
        }
        if (left.ends_with(step.text) && !step.meant) {
            found.insert(found.begin(), i);
            left.remove_suffix(step.text.size());
        }
    }
    return left.empty() ? found : std::vector<std::size_t>();
}

void Timeline::changeEnvironment(PluginStep& plugin, const EnvironmentChanged& changed)
{
    plugin.meant = std::exchange(plugin.call.environment, changed.given);
}

bool Timeline::isByHand(std::size_t step, std::string_view variable) const
{
    const auto& plugin = m_steps[step].plugin;
    return plugin && plugin->meant && plugin->meant->value(variable) != plugin->call.environment.value(variable);
}

} // namespace spp::trace
