// SPDX-License-Identifier: MIT
#include "core/debug/stepper.h"

#include <algorithm>
#include <utility>

namespace spp::debug
{

namespace
{

/// The first stop of a transaction is the MAIL that began it: its successor is inside.
bool beginsTransaction(std::span<const PastStop> stops, std::size_t index)
{
    if (stops[index].place != Place::BeforeCommand || stops[index].inTransaction)
        return false;
    for (std::size_t next = index + 1; next < stops.size(); ++next)
        if (stops[next].place == Place::BeforeCommand || stops[next].inTransaction)
            return stops[next].inTransaction;
    return false;
}

bool isTarget(std::span<const PastStop> stops, std::size_t index, Pace pace, const Cursor& cursor)
{
    if (pace == Pace::Transaction)
        return stops[index].isBreak || beginsTransaction(stops, index);
    Stepper stepper;
    stepper.go(pace, cursor);
    return stepper.holdsAt(stops[index]);
}

} // namespace

bool PastStop::isAt(const Cursor& cursor) const
{
    if (place == Place::BeforeCommand && cursor.dialogLine != 0)
        return dialogLine == cursor.dialogLine;
    return place == Place::BeforePlugin && !cursor.pluginPlace.empty() && pluginPlace == cursor.pluginPlace;
}

PastStop pastStop(const Stop& stop, Position position, std::size_t said, std::size_t records)
{
    return {stop.place, stop.inTransaction, stop.dialogLine, stop.pluginPlace, position, said, records, false};
}

void Stepper::go(Pace pace, Cursor cursor)
{
    m_pace = pace;
    m_cursor = std::move(cursor);
    m_sawTransaction = m_inTransaction;
}

bool Stepper::holdsAt(const PastStop& stop)
{
    m_inTransaction = stop.inTransaction;
    m_sawTransaction = m_sawTransaction || m_inTransaction;
    return stop.isBreak || isFarEnough(stop);
}

bool Stepper::isFarEnough(const PastStop& stop) const
{
    switch (m_pace) {
    case Pace::Run: return false;
    case Pace::Stop: return true;
    case Pace::Plugin: return stop.place == Place::BeforePlugin;
    case Pace::Command: return stop.place == Place::BeforeCommand;
    case Pace::Transaction: return m_sawTransaction && !stop.inTransaction && stop.place == Place::BeforeCommand;
    case Pace::Cursor: return stop.isAt(m_cursor);
    }
    return false;
}

std::optional<std::size_t> stopAfter(std::span<const PastStop> stops, std::size_t from, Pace pace, const Cursor& cursor)
{
    Stepper stepper;
    if (from < stops.size())
        stepper.holdsAt(stops[from]);
    stepper.go(pace, cursor);
    for (std::size_t index = from + 1; index < stops.size(); ++index)
        if (stepper.holdsAt(stops[index]))
            return index;
    return std::nullopt;
}

std::optional<std::size_t> stopBefore(std::span<const PastStop> stops, std::size_t from, Pace pace,
                                      const Cursor& cursor)
{
    for (std::size_t index = std::min(from, stops.size()); index-- > 0;)
        if (isTarget(stops, index, pace, cursor))
            return index;
    return std::nullopt;
}

} // namespace spp::debug
