// SPDX-License-Identifier: MIT
/// Which program a session answers like, as a row of traits. Everything that differs between dialects is read from here.
/// Static data; safe everywhere.
#pragma once

#include "core/smtp/data_decoder.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace spp::session
{

struct Dialect
{
    std::string_view name;
    std::string_view about; ///< one line for a person

    /// Longest command line. The reference has no limit; one million bytes is far beyond what a plugin's environment can hold.
    std::size_t maxCommandLine;
    /// Control bytes in a command line are refused (501), so that none reaches a variable, a header or a log.
    bool refusesControlBytes;
    smtp::BareLf bareLf;
    /// Without control/rcpthosts mail for every domain is taken, as qmail does; otherwise for control/me alone.
    bool takesEveryDomainWithoutRcptHosts;
    /// Plugins find SPP_SESSION_ID and SPP_EVENT in their environment.
    bool setsSppVariables;
    /// Plugins read an empty file on standard input; otherwise it is closed.
    bool givesEmptyInput;
    /// Without bin/qmail-queue in the home, messages go to a Maildir there; otherwise they are deferred, as qmail does.
    bool hasEmbeddedQueue;
    std::string_view bareLfReply;
    std::string_view helpReply;
};

std::span<const Dialect> dialects();

/// nullptr if there is none of this name.
const Dialect* findDialect(std::string_view name);

/// The daemon's default.
const Dialect& modernDialect();

} // namespace spp::session
