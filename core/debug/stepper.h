// SPDX-License-Identifier: MIT
/// How far a session goes before it is held again, forwards while it runs and backwards in its past. A breakpoint holds it at any
/// pace. Pure; a value.
#pragma once

#include "core/debug/recording.h"
#include "core/debug/stop.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace spp::debug
{

enum class Pace {
    Run,         ///< to the end, or to a breakpoint; backwards: to the beginning
    Stop,        ///< to the very next moment at which it can be held
    Plugin,      ///< to the next plugin
    Command,     ///< to the client's next command
    Transaction, ///< to the command behind the end of the transaction; backwards: to its beginning
    Cursor,      ///< to a line of a file
};

/// A line that a session may come to.
struct Cursor
{
    std::size_t dialogLine = 0; ///< of the dialog, from 1; 0: none
    std::string pluginPlace;    ///< "control/smtpplugins:12"; empty: none
};

/// What is remembered of a stop that was passed, so that it can be gone back to.
struct PastStop
{
    Place place = Place::BeforeCommand;
    bool inTransaction = false;
    std::size_t dialogLine = 0;
    std::string pluginPlace;
    Position position;
    std::size_t said = 0;    ///< so many lines the session had heard from the client
    std::size_t records = 0; ///< so many records had been told
    bool isBreak = false;    ///< a breakpoint holds here

    bool isAt(const Cursor& cursor) const;
};

PastStop pastStop(const Stop& stop, Position position, std::size_t said, std::size_t records);

class Stepper
{
public:
    /// From here on, at this pace. @param cursor for Pace::Cursor
    void go(Pace pace, Cursor cursor = {});

    Pace pace() const { return m_pace; }
    /// Told of every stop; true: hold here.
    bool holdsAt(const PastStop& stop);

private:
    bool isFarEnough(const PastStop& stop) const;

    Pace m_pace = Pace::Run;
    Cursor m_cursor;
    bool m_inTransaction = false;  ///< at the stop before
    bool m_sawTransaction = false; ///< since go()
};

/// The stop that a session comes to from `from` at a pace, in its past; nullopt: there is none, so it comes to the newest.
std::optional<std::size_t> stopAfter(std::span<const PastStop> stops, std::size_t from, Pace pace,
                                     const Cursor& cursor = {});
/// The same backwards; nullopt: there is none, so it comes to the first.
std::optional<std::size_t> stopBefore(std::span<const PastStop> stops, std::size_t from, Pace pace,
                                      const Cursor& cursor = {});

} // namespace spp::debug
