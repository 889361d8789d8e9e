// SPDX-License-Identifier: MIT
#include "core/runtime/local_addresses.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>

namespace spp::runtime
{

namespace
{

using Steady = std::chrono::steady_clock;

/// Asking the kernel takes longer than all else at the beginning of a session.
constexpr std::chrono::seconds goodFor{1};

std::vector<smtp::Ipv4> askForAddresses()
{
    std::vector<smtp::Ipv4> result{{0, 0, 0, 0}};
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0)
        return result;
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, ::freeifaddrs);
    for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
        const bool isUp = (entry->ifa_flags & IFF_UP) != 0;
        if (!isUp || entry->ifa_addr == nullptr || entry->ifa_addr->sa_family != AF_INET)
            continue;
        sockaddr_in socketAddress{};
        std::memcpy(&socketAddress, entry->ifa_addr, sizeof socketAddress);
        smtp::Ipv4 address{};
        std::memcpy(address.data(), &socketAddress.sin_addr, address.size());
        if (std::find(result.begin(), result.end(), address) == result.end())
            result.push_back(address);
    }
    return result;
}

struct Known
{
    std::vector<smtp::Ipv4> addresses;
    Steady::time_point since;
};

} // namespace

std::vector<smtp::Ipv4> localAddresses()
{
    thread_local std::optional<Known> known;
    const Steady::time_point now = Steady::now();
    if (!known || now - known->since > goodFor)
        known = Known{askForAddresses(), now};
    return known->addresses;
}

} // namespace spp::runtime
