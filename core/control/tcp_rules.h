// SPDX-License-Identifier: MIT
/// Rules for clients as tcprules makes them and tcpserver -x reads them: by address, prefix of it, name, suffix of it; allow or deny, and
/// variables to set. Pure; copies share their bytes; may be read from several threads.
/// Sources: tcprules(1), tcpserver(1) of ucspi-tcp: the order of the keys, and the values (D, +NAME=value, each with a NUL behind it).
#pragma once

#include "core/control/cdb.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::control
{

/// What is known of a client.
struct TcpClient
{
    std::string address; ///< as TCPREMOTEIP has it
    std::string host;    ///< TCPREMOTEHOST; empty: unknown
    std::string info;    ///< TCPREMOTEINFO; empty: unknown
};

struct TcpRule
{
    bool deny = false;
    std::vector<std::string> variables; ///< NAME=value

    bool operator==(const TcpRule&) const = default;
};

class TcpRules
{
public:
    static Result<TcpRules> parse(std::string bytes);

    /// The first key that there is: info@address, info@=host, address, =host, prefixes of the address with a dot (or a colon) at their
    /// end, suffixes of the host with a dot in front, =, and nothing at all. Without any the client is let in.
    TcpRule find(const TcpClient& client) const;

private:
    explicit TcpRules(Cdb cdb) : m_cdb(std::move(cdb)) {}

    Cdb m_cdb;
};

} // namespace spp::control
