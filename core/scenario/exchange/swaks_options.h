// SPDX-License-Identifier: MIT
/// The options of swaks(1), version 20201014: a command line by its options. Pure.
#pragma once

#include "core/base/error.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

/// What an option is about, as far as a scenario cares.
enum class SwaksTopic {
    To,
    From,
    Helo,
    Protocol,
    Server, ///< where it connects to
    Data,
    Body,
    Header,
    AddHeader,
    DataAsItIs,
    KeepFrom, ///< a line "From …" at the beginning
    QuitAfter,
    DropAfter,
    DropAfterSend,
    Auth,
    AuthUser,
    AuthPassword,
    Tls,
    TlsOnConnect,
    Pipeline,
    ClientAddress, ///< XCLIENT's ADDR
    ClientName,
    ClientAttributes, ///< several of XCLIENT
    Output,           ///< only how swaks prints
    Session,          ///< of the session, and nothing that a scenario could say
};

struct SwaksOption
{
    SwaksTopic topic = SwaksTopic::Output;
    std::string name;       ///< "--to"; of "--h-Subject" that
    std::string value;      ///< may be empty
    bool isNegated = false; ///< --no-to
};

/// @param words behind "swaks". The error names the word that is no option.
Result<std::vector<SwaksOption>> parseSwaksOptions(std::span<const std::string> words);

} // namespace spp::scenario
