// SPDX-License-Identifier: MIT
#include "app/workbench/models/waterfall.h"

#include "app/workbench/models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace spp::workbench
{

using trace::Outcome;
using trace::StepKind;

namespace
{

constexpr int clientOrder = 0;
constexpr int firstSectionOrder = 1;
constexpr int checkOrder = 50;
constexpr int queueOrder = 60;
constexpr int replyOrder = 70;

/// A session comes to the sections in this order, whatever the enumerators say.
int orderOf(control::Section section)
{
    switch (section) {
    case control::Section::Connection: return firstSectionOrder;
    case control::Section::Helo: return firstSectionOrder + 1;
    case control::Section::Auth: return firstSectionOrder + 2;
    case control::Section::Mail: return firstSectionOrder + 3;
    case control::Section::Rcpt: return firstSectionOrder + 4;
    case control::Section::Pass: return firstSectionOrder + 5;
    case control::Section::Data: return firstSectionOrder + 6;
    }
    return firstSectionOrder;
}

int badness(Outcome outcome)
{
    switch (outcome) {
    case Outcome::None: return 0;
    case Outcome::Skipped: return 1;
    case Outcome::Running: return 2;
    case Outcome::Accepted: return 3;
    case Outcome::Deferred: return 4;
    case Outcome::Refused: return 5;
    case Outcome::Disconnected: return 6;
    case Outcome::Failed: return 7;
    }
    return 0;
}

QString laneTitle(const char* text)
{
    return QCoreApplication::translate("Waterfall", text);
}

} // namespace

bool Waterfall::update(const trace::Timeline& timeline)
{
    for (const std::size_t index : m_steps.next(timeline, maxStepsAtOnce)) {
        const trace::Step& step = timeline.steps()[index];
        if (index == 0)
            m_begin = m_end = step.began;
        m_end = std::max({m_end, step.began, step.ended});
        const WaterfallItem mark{step.began, step.began, index, step.outcome};
        switch (step.kind) {
        case StepKind::ClientLine:
        case StepKind::Message: itemsOf(clientOrder, laneTitle("client"), true).push_back(mark); break;
        case StepKind::Reply: itemsOf(replyOrder, laneTitle("replies"), true).push_back(mark); break;
        case StepKind::Queue: itemsOf(queueOrder, laneTitle("queue"), true).push_back(mark); break;
        case StepKind::Plugin:
        case StepKind::Check: addPlugin(timeline, index); break;
        case StepKind::Session:
        case StepKind::Section:
        case StepKind::End: break;
        }
    }
    return !m_steps.isBehind(timeline);
}

/// A bar is as long as the plugin ran: while it was held before its start, it did not.
void Waterfall::addPlugin(const trace::Timeline& timeline, std::size_t index)
{
    const trace::Step& step = timeline.steps()[index];
    if (!step.plugin->whySkipped.empty())
        return;
    auto& items = step.kind == StepKind::Check
                      ? itemsOf(checkOrder, laneTitle("check"), false)
                      : itemsOf(orderOf(step.plugin->call.section),
                                QString::fromUtf8(control::formatSection(step.plugin->call.section)), false);
    const Nanoseconds ran = step.plugin->resources ? step.plugin->resources->wall : step.ended - step.began;
    const Nanoseconds earliest = items.empty() ? step.began : std::max(step.began, items.back().end);
    items.push_back({std::max(earliest, step.ended - ran), std::max(earliest, step.ended), index, step.outcome});
}

std::vector<WaterfallItem>& Waterfall::itemsOf(int order, const QString& title, bool isMarks)
{
    const auto place = std::ranges::lower_bound(m_order, order) - m_order.begin();
    if (place == static_cast<std::ptrdiff_t>(m_order.size()) || m_order[static_cast<std::size_t>(place)] != order) {
        m_order.insert(m_order.begin() + place, order);
        m_lanes.insert(m_lanes.begin() + place, WaterfallLane{title, isMarks, {}});
    }
    return m_lanes[static_cast<std::size_t>(place)].items;
}

std::vector<WaterfallSpan> Waterfall::visible(std::size_t lane, Nanoseconds from, Nanoseconds to,
                                              Nanoseconds nearness) const
{
    const auto& items = m_lanes[lane].items;
    std::vector<WaterfallSpan> spans;
    auto item = std::ranges::partition_point(items, [&](const WaterfallItem& each) { return each.end < from; });
    if (item != items.begin())
        --item; // its text may reach into what is seen
    for (; item != items.end() && item->begin <= to; ++item) {
        if (!spans.empty()) {
            WaterfallSpan& last = spans.back();
            if (item->end - last.begin < nearness) {
                last.end = std::max(last.end, item->end);
                ++last.count;
                if (badness(item->outcome) > badness(last.outcome))
                    last.outcome = item->outcome;
                continue;
            }
        }
        spans.push_back({item->begin, item->end, item->step, 1, item->outcome});
    }
    return spans;
}

const WaterfallItem* Waterfall::itemAt(std::size_t lane, Nanoseconds moment, Nanoseconds reach) const
{
    const auto& items = m_lanes[lane].items;
    const auto after =
        std::ranges::partition_point(items, [&](const WaterfallItem& each) { return each.end < moment; });
    const WaterfallItem* nearest = nullptr;
    Nanoseconds distance = reach;
    const auto consider = [&](const WaterfallItem& item) {
        const Nanoseconds away = std::max({item.begin - moment, moment - item.end, Nanoseconds(0)});
        if (away <= distance) {
            distance = away;
            nearest = &item;
        }
    };
    if (after != items.begin())
        consider(*std::prev(after));
    if (after != items.end())
        consider(*after);
    return nearest;
}

std::optional<std::pair<std::size_t, WaterfallItem>> Waterfall::find(std::size_t step) const
{
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        const auto& items = m_lanes[lane].items;
        const auto found = std::ranges::lower_bound(items, step, {}, &WaterfallItem::step);
        if (found != items.end() && found->step == step)
            return std::pair(lane, *found);
    }
    return std::nullopt;
}

std::optional<StepRange> stepsBetween(const trace::Timeline& timeline, Nanoseconds from, Nanoseconds to)
{
    const auto& steps = timeline.steps();
    const auto placeOf = [&](auto step) { return static_cast<std::size_t>(step - steps.begin()); };
    std::size_t first = placeOf(std::ranges::lower_bound(steps, from, {}, &trace::Step::began));
    const std::size_t behind = placeOf(std::ranges::upper_bound(steps, to, {}, &trace::Step::began));
    // Programs run one after the other: no more than one had begun before.
    if (first > 0 && steps[first - 1].plugin && steps[first - 1].ended >= from)
        --first;
    if (first >= behind)
        return std::nullopt;
    return StepRange(first, behind - 1);
}

} // namespace spp::workbench
