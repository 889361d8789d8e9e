// SPDX-License-Identifier: MIT
/// Where a home is deployed to: a folder here, or one on another machine, as a person writes it. Pure.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace spp::deploy
{

struct Target
{
    std::string host;   ///< as ssh takes it: "user@mx.example.org", or a name of its configuration; empty: this machine
    std::string folder; ///< the home there

    bool isRemote() const { return !host.empty(); }
    bool operator==(const Target&) const = default;
};

/// "/srv/qmail", "mx.example.org:/var/qmail", "user@host:qmail": with a colon before the first slash it is another machine, as for scp.
/// Never gives a host that ssh would take for an option.
Result<Target> parseTarget(std::string_view text);
std::string formatTarget(const Target& target);

} // namespace spp::deploy
