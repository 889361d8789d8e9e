// SPDX-License-Identifier: MIT
/// What the options of a command line of swaks(1) come to. A value; pure.
#pragma once

#include "core/scenario/exchange/swaks_message.h"
#include "core/scenario/exchange/swaks_options.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::scenario
{

struct SwaksPlan
{
    std::optional<std::string> to;
    std::string from = "sender@example.net";
    bool hasFrom = false;
    std::string helo = "client.example.net";
    std::string protocol = "esmtp";
    SwaksMessage message;
    std::string messageFile; ///< empty: the message above
    std::string quitAfter;   ///< "rcpt"; empty: at its end
    std::string dropAfter;
    bool wantsAuth = false;
    std::string authTypes;
    std::string user;
    std::string password;
    bool tls = false;
    bool pipeline = false;
    std::string clientAddress;
    std::string clientName;
    std::vector<std::string> output;  ///< options that are left out
    std::vector<std::string> server;  ///< others
    std::vector<std::string> session; ///< and others
    std::vector<std::string> remarks;
};

/// In their order; a later one wins.
Result<SwaksPlan> planSwaks(const std::vector<SwaksOption>& options);

/// An option as it was given, printable.
std::string shownOption(const SwaksOption& option);

/// Does swaks stop, at this point, before it comes to that one? @param stop may be empty: it does not
bool stopsBefore(const std::string& stop, std::string_view point);

} // namespace spp::scenario
