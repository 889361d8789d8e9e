// SPDX-License-Identifier: MIT
#include "core/debug/step_alignment.h"

#include "core/debug/alignment.h"
#include "core/smtp/command.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace spp::debug
{

namespace
{

using trace::Step;
using trace::StepKind;

/// Gives equal texts equal numbers.
class Numbers
{
public:
    std::size_t of(std::string text) { return m_known.emplace(std::move(text), m_known.size()).first->second; }

private:
    std::unordered_map<std::string, std::size_t> m_known;
};

/// What a step is, whatever came of it. Steps of equal names belong together.
std::string nameOf(const Step& step)
{
    const std::string kind(1, static_cast<char>('a' + static_cast<int>(step.kind)));
    switch (step.kind) {
    case StepKind::ClientLine: return kind + step.text;
    case StepKind::Section: return kind + step.title.substr(0, step.title.find(']'));
    case StepKind::Plugin:
    case StepKind::Check: return kind + step.plugin->call.line;
    case StepKind::Session:
    case StepKind::Message:
    case StepKind::Queue:
    case StepKind::Reply:
    case StepKind::End: return kind;
    }
    return kind;
}

/// A command and all that belongs to it; steps without a parent begin one.
struct Group
{
    std::size_t first = 0;
    std::size_t end = 0;
};

class StepAligner
{
public:
    StepAligner(std::span<const Step> left, std::span<const Step> right) : m_left(left), m_right(right) {}

    std::vector<StepIndices> align()
    {
        const auto left = groupsOf(m_left);
        const auto right = groupsOf(m_right);
        Match from;
        for (const Match& match : debug::align(namesOf(m_left, firstsOf(left)), namesOf(m_right, firstsOf(right)))) {
            alignGap({left.data() + from.left, match.left - from.left},
                     {right.data() + from.right, match.right - from.right});
            alignGroup(left[match.left], right[match.right]);
            from = {match.left + 1, match.right + 1};
        }
        alignGap(std::span(left).subspan(from.left), std::span(right).subspan(from.right));
        return std::move(m_pairs);
    }

private:
    static std::vector<Group> groupsOf(std::span<const Step> steps)
    {
        std::vector<Group> groups;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (groups.empty() || !steps[i].parent)
                groups.push_back({i, i});
            groups.back().end = i + 1;
        }
        return groups;
    }

    static std::vector<std::size_t> firstsOf(const std::vector<Group>& groups)
    {
        std::vector<std::size_t> firsts;
        for (const Group& group : groups)
            firsts.push_back(group.first);
        return firsts;
    }

    /// Commands that have no equal: those of the same verb belong together, in their order.
    void alignGap(std::span<const Group> left, std::span<const Group> right)
    {
        const auto verbsOf = [](std::span<const Step> steps, std::span<const Group> groups) {
            std::vector<std::size_t> verbs;
            for (const Group& group : groups) {
                const Step& step = steps[group.first];
                const auto verb = static_cast<std::size_t>(smtp::parseCommand(step.text).verb);
                verbs.push_back(step.kind == StepKind::ClientLine ? verb : 1000 + static_cast<std::size_t>(step.kind));
            }
            return verbs;
        };
        Match from;
        const auto matches = debug::align(verbsOf(m_left, left), verbsOf(m_right, right));
        for (const Match& match : matches) {
            leaveAlone(left.subspan(from.left, match.left - from.left),
                       right.subspan(from.right, match.right - from.right));
            alignGroup(left[match.left], right[match.right]);
            from = {match.left + 1, match.right + 1};
        }
        leaveAlone(left.subspan(from.left), right.subspan(from.right));
    }

    void leaveAlone(std::span<const Group> left, std::span<const Group> right)
    {
        for (const Group& group : left)
            for (std::size_t i = group.first; i < group.end; ++i)
                m_pairs.emplace_back(i, std::nullopt);
        for (const Group& group : right)
            for (std::size_t i = group.first; i < group.end; ++i)
                m_pairs.emplace_back(std::nullopt, i);
    }

    /// The commands belong together; the rest by name.
    void alignGroup(const Group& left, const Group& right)
    {
        m_pairs.emplace_back(left.first, right.first);
        const auto leftSteps = treeOrder(m_left, left);
        const auto rightSteps = treeOrder(m_right, right);
        Match from;
        const auto leaveAlone = [&](std::size_t leftEnd, std::size_t rightEnd) {
            for (; from.left < leftEnd; ++from.left)
                m_pairs.emplace_back(leftSteps[from.left], std::nullopt);
            for (; from.right < rightEnd; ++from.right)
                m_pairs.emplace_back(std::nullopt, rightSteps[from.right]);
        };
        for (const Match& match : debug::align(namesOf(m_left, leftSteps), namesOf(m_right, rightSteps))) {
            leaveAlone(match.left, match.right);
            m_pairs.emplace_back(leftSteps[match.left], rightSteps[match.right]);
            from = {match.left + 1, match.right + 1};
        }
        leaveAlone(leftSteps.size(), rightSteps.size());
    }

    /// What belongs to a command: the plugins of a section before what follows the section, though some are told of later.
    static std::vector<std::size_t> treeOrder(std::span<const Step> steps, const Group& group)
    {
        const auto belowCommand = [&](std::size_t step) {
            while (steps[step].parent && *steps[step].parent > group.first)
                step = *steps[step].parent;
            return step;
        };
        std::vector<std::size_t> order;
        for (std::size_t i = group.first + 1; i < group.end; ++i)
            order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return belowCommand(a) < belowCommand(b); });
        return order;
    }

    std::vector<std::size_t> namesOf(std::span<const Step> steps, const std::vector<std::size_t>& indices)
    {
        std::vector<std::size_t> names;
        names.reserve(indices.size());
        for (const std::size_t index : indices)
            names.push_back(m_numbers.of(nameOf(steps[index])));
        return names;
    }

    std::span<const Step> m_left;
    std::span<const Step> m_right;
    Numbers m_numbers;
    std::vector<StepIndices> m_pairs;
};

} // namespace

std::vector<StepIndices> alignSteps(std::span<const trace::Step> left, std::span<const trace::Step> right)
{
    return StepAligner(left, right).align();
}

} // namespace spp::debug
