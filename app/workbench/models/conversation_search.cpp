// SPDX-License-Identifier: MIT
#include "app/workbench/models/conversation_search.h"

#include "app/workbench/models/step_text.h"

#include <QElapsedTimer>

#include <algorithm>

namespace spp::workbench
{

using trace::StepLine;

namespace
{

constexpr qint64 searchMilliseconds = 10;

} // namespace

ConversationSearch::ConversationSearch(ConversationModel& conversation, QObject* parent)
    : QObject(parent), m_conversation(conversation)
{
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(0);
    connect(&m_searchSoon, &QTimer::timeout, this, &ConversationSearch::search);
    connect(&conversation.steps(), &TimelineModel::grew, this, [this](std::size_t command) {
        forgetFrom(command);
        m_searchSoon.start();
    });
    // Another session, or another filter; a fold changes nothing for the search, but is told in the same way.
    connect(&conversation, &QAbstractItemModel::modelReset, this, &ConversationSearch::restart);
}

void ConversationSearch::setText(const QString& text)
{
    m_text = text.toStdString();
    m_asked.reset();
    m_conversation.setSoughtText(m_text);
    restart();
}

void ConversationSearch::findFrom(std::optional<StepLine> from)
{
    find(Direction::Here, from);
}

void ConversationSearch::findNext(std::optional<StepLine> from)
{
    find(Direction::Next, from);
}

void ConversationSearch::findPrevious(std::optional<StepLine> from)
{
    find(Direction::Previous, from);
}

void ConversationSearch::find(Direction direction, std::optional<StepLine> from)
{
    if (m_text.empty())
        return;
    m_asked = direction;
    m_from = from ? std::optional(matchAt(*from)) : std::nullopt;
    answer();
}

QString ConversationSearch::state(std::optional<StepLine> current) const
{
    if (m_text.empty())
        return {};
    const auto here = std::ranges::find_if(m_matches, [&](const Match& match) { return match.place == current; });
    if (here != m_matches.end())
        return tr("%1 of %2").arg(here - m_matches.begin() + 1).arg(m_matches.size());
    if (isBusy())
        return tr("%1 so far").arg(m_matches.size());
    return m_matches.empty() ? tr("not found") : tr("%1 found").arg(m_matches.size());
}

void ConversationSearch::restart()
{
    m_matches.clear();
    m_searched = 0;
    search();
}

void ConversationSearch::forgetFrom(std::size_t command)
{
    m_searched = std::min(m_searched, command);
    m_matches.erase(
        std::ranges::partition_point(m_matches, [&](const Match& match) { return match.command < command; }),
        m_matches.end());
}

/// Looks until its time is up.
void ConversationSearch::search()
{
    QElapsedTimer clock;
    clock.start();
    while (isBusy() && !clock.hasExpired(searchMilliseconds))
        searchCommand(m_searched++);
    if (isBusy())
        m_searchSoon.start();
    answer();
    emit stateChanged();
}

void ConversationSearch::searchCommand(std::size_t command)
{
    const auto& steps = m_conversation.steps().timeline().steps();
    std::size_t rank = 0;
    for (const StepLine place : m_conversation.placesOf(command)) {
        if (hasText(steps, place, m_text))
            m_matches.push_back({command, rank, place});
        ++rank;
    }
}

/// Tells what was asked for, if it is known by now: a match behind the place is as soon as there is one, one before it when all before
/// has been looked at; what lies beyond an end only in the end.
void ConversationSearch::answer()
{
    if (!m_asked || (isBusy() && m_from && m_searched <= m_from->command))
        return;
    std::optional<Match> match = matchFrom();
    if (!match && isBusy())
        return;
    if (!match && !m_matches.empty())
        match = *m_asked == Direction::Previous ? m_matches.back() : m_matches.front();
    m_asked.reset();
    if (match)
        emit found(match->place);
}

std::optional<ConversationSearch::Match> ConversationSearch::matchFrom() const
{
    const auto isBefore = [](const Match& a, const Match& b) { return a.isBefore(b); };
    auto here = m_matches.begin();
    if (m_from)
        here = *m_asked == Direction::Next ? std::ranges::upper_bound(m_matches, *m_from, isBefore)
                                           : std::ranges::lower_bound(m_matches, *m_from, isBefore);
    if (*m_asked == Direction::Previous)
        return here == m_matches.begin() ? std::nullopt : std::optional(*std::prev(here));
    return here == m_matches.end() ? std::nullopt : std::optional(*here);
}

ConversationSearch::Match ConversationSearch::matchAt(StepLine place) const
{
    const std::size_t command = m_conversation.steps().commandPlaceOf(place.step);
    const auto places = m_conversation.placesOf(command);
    const auto here = std::ranges::find(places, place);
    return {command, static_cast<std::size_t>(here - places.begin()), place};
}

} // namespace spp::workbench
