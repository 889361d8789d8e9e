// SPDX-License-Identifier: MIT
/// A table of DNS answers for plugins in a simulation: what is not in it does not exist. A line has a whole name and a record, as in a
/// zone file (RFC 1035 5.1), or what the look-up fails with; time to live and IN may stand between:
///
///     # a comment; and ; begins one anywhere
///     example.net           MX       10 mail.example.net
///     mail.example.net      A        192.0.2.25
///     192.0.2.25            PTR      mail.example.net     (an address stands for its name below in-addr.arpa or ip6.arpa)
///     example.net           TXT      "v=spf1 mx -all"
///     *.dnsbl.example       A        127.0.0.2            (whatever is below it)
///     gone.example          NXDOMAIN
///     broken.example        SERVFAIL
///     closed.example        REFUSED
///     slow.example          TIMEOUT
///
/// Such a failure holds for the name and all below it. Parsing is pure; errors name the line, and accept any bytes.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::world
{

/// A file that is larger is refused.
inline constexpr std::size_t maxDnsTable = 1024UL * 1024;

struct DnsRecord
{
    std::string name; ///< in small letters, without the last dot
    std::string type;
    std::string data; ///< as a zone file has it: whole names, texts in quotes
    unsigned long ttl = 0;
    std::size_t line = 0; ///< in the file, from 1
};

enum class DnsFailure { NoSuchName, ServerFailure, Refused, Timeout };

struct FailingName
{
    std::string name;
    DnsFailure failure = DnsFailure::NoSuchName;
    std::size_t line = 0;
};

struct DnsTable
{
    std::vector<DnsRecord> records;
    std::vector<FailingName> failures;
};

Result<DnsTable> parseDnsTable(std::string_view bytes);

} // namespace spp::world
