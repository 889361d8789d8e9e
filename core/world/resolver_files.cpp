// SPDX-License-Identifier: MIT
#include "core/world/resolver_files.h"

#include <map>
#include <string_view>
#include <utility>

namespace spp::world
{

namespace
{

/// By the name at its top; "" is the root.
using Zones = std::map<std::string, std::vector<const DnsRecord*>, std::less<>>;

/// It asks nobody outside, and has no answers of its own but for localhost; the order of records stays.
constexpr std::string_view settings = R"(server:
  directory: "/etc/unbound"
  chroot: ""
  username: ""
  pidfile: ""
  use-syslog: no
  logfile: ""
  verbosity: 1
  do-daemonize: no
  num-threads: 1
  outgoing-range: 16
  num-queries-per-thread: 64
  interface: 127.0.0.1
  port: 53
  access-control: 127.0.0.0/8 allow
  module-config: "iterator"
  qname-minimisation: no
  rrset-roundrobin: no
  unblock-lan-zones: yes
)";

/// Names that unbound answers by itself unless it is told not to (RFC 6303, RFC 6761).
constexpr std::string_view ownZones[] = {"test.", "invalid.", "onion.", "home.arpa.", "127.in-addr.arpa."};

bool isTop(const DnsRecord& record)
{
    return record.type == "SOA" || record.type == "NS";
}

/// A name with SOA or NS is the top of a zone: in the zone above it would only lead away.
Zones divide(const DnsTable& table)
{
    Zones zones{{"", {}}};
    for (const auto& record : table.records)
        if (isTop(record))
            zones[record.name];
    for (const auto& record : table.records) {
        std::string_view name = record.name;
        auto zone = zones.find(name);
        while (zone == zones.end()) {
            const auto dot = name.find('.');
            name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
            zone = zones.find(name);
        }
        zone->second.push_back(&record);
    }
    return zones;
}

std::string formatZone(const std::string& top, const std::vector<const DnsRecord*>& records)
{
    const auto has = [&](std::string_view type) {
        for (const auto* record : records)
            if (record->type == type && record->name == top)
                return true;
        return false;
    };
    std::string text;
    if (!has("SOA"))
        text += top + ". 60 IN SOA . . 1 60 60 60 60\n";
    if (!has("NS"))
        text += top + ". 60 IN NS .\n";
    for (const auto* record : records)
        text += record->name + ". " + std::to_string(record->ttl) + " IN " + record->type + " " + record->data + "\n";
    return text;
}

std::string formatAuthority(const std::string& name, const std::string& file)
{
    return "auth-zone:\n  name: \"" + name + ".\"\n  zonefile: \"" + file +
           "\"\n  for-downstream: no\n  for-upstream: yes\n  fallback-enabled: no\n";
}

std::string formatLocal(const std::string& name, std::string_view type)
{
    return "  local-zone: \"" + name + ".\" " + std::string(type) + "\n";
}

std::string_view localTypeOf(DnsFailure failure)
{
    switch (failure) {
    case DnsFailure::NoSuchName: return "always_nxdomain";
    case DnsFailure::Refused: return "always_refuse";
    case DnsFailure::Timeout: return "always_deny";
    case DnsFailure::ServerFailure: return {}; // a zone of which nothing is known
    }
    return {};
}

} // namespace

std::vector<ResolverFile> resolverFiles(const DnsTable& table)
{
    std::vector<ResolverFile> files;
    std::string configuration(settings);
    std::string authorities;
    for (const std::string_view zone : ownZones)
        configuration += "  local-zone: \"" + std::string(zone) + "\" nodefault\n";
    for (const auto& [name, failure, line] : table.failures) {
        if (failure != DnsFailure::ServerFailure)
            configuration += formatLocal(name, localTypeOf(failure));
        else
            authorities += formatAuthority(name, "nothing");
    }
    for (const auto& [top, records] : divide(table)) {
        const std::string file = "zone-" + std::to_string(files.size());
        authorities += formatAuthority(top, file);
        files.push_back({file, formatZone(top, records)});
    }
    files.push_back({"nothing", ""});
    files.push_back({"unbound.conf", configuration + authorities});
    return files;
}

} // namespace spp::world
