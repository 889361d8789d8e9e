// SPDX-License-Identifier: MIT
/// The Received line that a server puts above a message (RFC 5321 4.4). Pure: the time comes in.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace spp::smtp
{

/// Who is on the other end and who we are, as tcpserver's variables tell.
struct Peer
{
    std::string remoteHost; ///< TCPREMOTEHOST, or "unknown"
    std::string remoteIp;   ///< TCPREMOTEIP, or "unknown"
    std::optional<std::string> remoteInfo;
    std::string localHost; ///< TCPLOCALHOST, or TCPLOCALIP, or "unknown"
};

/// How much the line tells of the client.
enum class ClientShown { Fully, InfoOnly };

/// Two lines, each with its LF. Every byte that is not a letter, a digit or one of .@%+/=:- becomes a question mark.
/// @param helo the HELO name, if there was one; it is shown where it differs from the client's name
std::string formatReceived(const Peer& peer, const std::optional<std::string>& helo, std::string_view protocol,
                           const std::string& date, ClientShown shown = ClientShown::Fully);

/// "1 Jan 2026 00:00:00 -0000", or local time with its offset.
std::string formatDate(std::chrono::system_clock::time_point now, std::optional<std::chrono::minutes> zone = {});

} // namespace spp::smtp
