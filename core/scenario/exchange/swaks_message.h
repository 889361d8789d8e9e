// SPDX-License-Identifier: MIT
/// What swaks(1) makes of --data, --body and headers: the message as it goes over the wire. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

struct SwaksMessage
{
    std::string data; ///< of --data; empty: swaks's own
    std::string body = "This is a test mailing";
    std::vector<std::string> headers;      ///< in place of those of the same name, or behind the others
    std::vector<std::string> addedHeaders; ///< behind them
    std::string from;
    std::string to; ///< as --to has them
    bool isAsItIs = false;
    bool keepsFrom = false; ///< a first line "From …"
};

/// Its lines without their ends, the closing dot not among them, others with their dots doubled. @param hasInvented the date or the
/// message's name is one that swaks takes from its clock
std::vector<std::string> linesOf(const SwaksMessage& message, bool& hasInvented);

/// --data with which swaks sends these lines (dots doubled, as above) and no other; empty: it can't be said so, and must be said as it is.
std::string swaksData(const std::vector<std::string>& lines);

} // namespace spp::scenario
