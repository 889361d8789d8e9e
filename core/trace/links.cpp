// SPDX-License-Identifier: MIT
#include "core/trace/links.h"

#include "core/base/text.h"

namespace spp::trace
{

namespace
{

bool isKept(plugin::Letter letter)
{
    return letter == plugin::Letter::LaterMail || letter == plugin::Letter::LaterRcpt ||
           letter == plugin::Letter::LaterData;
}

bool isSaidAtOnce(plugin::Letter letter)
{
    return letter == plugin::Letter::Error || letter == plugin::Letter::Reject || letter == plugin::Letter::Print;
}

/// A dialect may put a code in front, or make one reply of several texts.
bool hasWords(const Step& reply, const plugin::Command& command)
{
    const std::string_view words = text::trim(command.text);
    return !words.empty() && reply.text.find(words) != std::string::npos;
}

bool isRun(const Step& step)
{
    return step.plugin && step.plugin->whySkipped.empty();
}

/// Behind the last step of the command.
std::size_t endOfCommand(std::span<const Step> steps, std::size_t command)
{
    std::size_t end = command + 1;
    while (end < steps.size() && steps[end].parent)
        ++end;
    return end;
}

} // namespace

std::size_t commandOf(std::span<const Step> steps, std::size_t step)
{
    while (steps[step].parent)
        step = *steps[step].parent;
    return step;
}

std::optional<StepLine> speakerOf(std::span<const Step> steps, std::size_t reply)
{
    if (!steps[reply].fromPlugin)
        return std::nullopt;
    const std::size_t command = commandOf(steps, reply);
    for (std::size_t step = reply; step-- > 0;) {
        if (!isRun(steps[step]))
            continue;
        const auto& output = steps[step].plugin->output;
        for (std::size_t line = output.size(); line-- > 0;) {
            const plugin::Command& said = output[line].command;
            const bool mayBe = isKept(said.letter) || (step > command && isSaidAtOnce(said.letter));
            if (mayBe && hasWords(steps[reply], said))
                return StepLine{step, line};
        }
    }
    return std::nullopt;
}

std::optional<StepLine> pluginOf(std::span<const Step> steps, std::size_t step)
{
    if (steps[step].plugin)
        return StepLine{step, std::nullopt};
    if (const auto speaker = speakerOf(steps, step))
        return speaker;
    const bool isSection = steps[step].kind == StepKind::Section;
    const std::size_t first = isSection ? step : commandOf(steps, step);
    std::optional<StepLine> last;
    for (std::size_t each = first; each < endOfCommand(steps, commandOf(steps, step)); ++each)
        if (isRun(steps[each]) && (!isSection || steps[each].parent == step))
            last = StepLine{each, std::nullopt};
    return last;
}

std::optional<std::size_t> replyOf(std::span<const Step> steps, StepLine from)
{
    if (steps[from.step].kind == StepKind::Reply)
        return from.step;
    const std::size_t command = commandOf(steps, from.step);
    std::optional<std::size_t> last;
    for (std::size_t each = command; each < endOfCommand(steps, command); ++each) {
        if (steps[each].kind != StepKind::Reply)
            continue;
        last = each;
        const auto speaker = speakerOf(steps, each);
        if (speaker && speaker->step == from.step && (!from.line || speaker->line == from.line))
            return each;
    }
    return last;
}

} // namespace spp::trace
