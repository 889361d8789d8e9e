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
                           const std::string& date, ClientShown shown)
{
    std::string line = "Received: ";
    if (shown == ClientShown::InfoOnly) {
        line += "(" + safe(peer.remoteInfo.value_or("")) + ")";
    } else {
        line += "from " + safe(peer.remoteHost);
        if (helo && !text::equalsIgnoringCase(*helo, peer.remoteHost))
            line += " (HELO " + safe(*helo) + ")";
        line += " (" + (peer.remoteInfo ? safe(*peer.remoteInfo) + "@" : "") + safe(peer.remoteIp) + ")";
    }
    line += "\n  by " + safe(peer.localHost) + " with ";
    line += protocol;
    return line + "; " + date + "\n";
}

std::string formatDate(std::chrono::system_clock::time_point now, std::optional<std::chrono::minutes> zone)
{
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto offset = zone.value_or(std::chrono::minutes(0));
    const auto local = now + offset;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(local - day)};
    const int minutes = static_cast<int>(offset.count() < 0 ? -offset.count() : offset.count());
    const bool west = !zone || offset.count() < 0; // "-0000": nothing is said about where
    std::array<char, 64> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%u %s %d %02d:%02d:%02d %c%02d%02d", static_cast<unsigned>(date.day()),
        months[static_cast<unsigned>(date.month()) - 1U], static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), west ? '-' : '+', minutes / 60, minutes % 60);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

} // namespace spp::smtp
