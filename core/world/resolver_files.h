// SPDX-License-Identifier: MIT
/// A table of DNS answers as the files of unbound(8): its configuration, and zones. Pure.
///
/// Unbound, because it is a resolver like the one a server has: it follows CNAMEs, knows NXDOMAIN from a name without such a record,
/// and can refuse, fail and be silent. dnsmasq starts sooner (30 ms against 90), but can't do the last three; the start is paid once
/// for a simulation.
#pragma once

#include "core/world/dns_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::world
{

/// Where Debian's AppArmor profile lets unbound read.
inline constexpr std::string_view resolverFolder = "/etc/unbound";

struct ResolverFile
{
    std::string name; ///< in that folder
    std::string text;
};

std::vector<ResolverFile> resolverFiles(const DnsTable& table);

} // namespace spp::world
