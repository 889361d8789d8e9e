// SPDX-License-Identifier: MIT
/// What the command line of spp-smtpd says. Values.
#pragma once

#include "core/runtime/queue/queue_spec.h"
#include "core/session/dialect.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace spp::smtpd
{

struct ListenAddress
{
    std::string host; ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;

    bool operator==(const ListenAddress&) const = default;
};

struct Options
{
    std::string home = "/var/qmail";
    const session::Dialect* dialect = &session::modernDialect();
    std::vector<ListenAddress> listen;        ///< empty: one session on standard input and output
    std::optional<runtime::QueueSpec> queue;  ///< nullopt: as the home and the dialect suggest
    std::vector<std::string> passwordProgram; ///< as qmail-smtpd takes it
};

/// The program is done before it began: after --help, or because the command line is wrong.
struct Finished
{
    int exitStatus = 0;
    std::string text;
};

std::variant<Options, Finished> parseOptions(int argc, const char* const* argv);

/// "127.0.0.1:2525" or "[::1]:2525".
Result<ListenAddress> parseListenAddress(std::string_view text);

} // namespace spp::smtpd
