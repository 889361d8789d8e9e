// SPDX-License-Identifier: MIT
#include "core/smtp/received.h"

#include "core/base/text.h"

#include <array>
#include <cstdio>

namespace spp::smtp
{

namespace
{

bool isSafe(char c)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    return letter || digit || std::string_view(".@%+/=:-").find(c) != std::string_view::npos;
}

std::string safe(std::string_view bytes)
{
    std::string result(bytes);
    for (char& c : result)
        if (!isSafe(c))
            c = '?';
    return result;
}

} // namespace

std::string formatReceived(const Peer& peer, const std::optional<std::string>& helo, std::string_view protocol,
                           std::chrono::system_clock::time_point now)
{
    std::string line = "Received: from " + safe(peer.remoteHost);
    if (helo && !text::equalsIgnoringCase(*helo, peer.remoteHost))
        line += " (HELO " + safe(*helo) + ")";
    line += " (";
    if (peer.remoteInfo)
        line += safe(*peer.remoteInfo) + "@";
    line += safe(peer.remoteIp) + ")\n  by " + safe(peer.localHost) + " with ";
    line += protocol;
    return line + "; " + formatDate(now) + "\n";
}

std::string formatDate(std::chrono::system_clock::time_point now)
{
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(now - day)};
    std::array<char, 48> buffer{};
    const int length =
        std::snprintf(buffer.data(), buffer.size(), "%u %s %d %02d:%02d:%02d -0000", static_cast<unsigned>(date.day()),
                      months[static_cast<unsigned>(date.month()) - 1U], static_cast<int>(date.year()),
                      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                      static_cast<int>(time.seconds().count()));
    return {buffer.data(), static_cast<std::size_t>(length)};
}

} // namespace spp::smtp
