// SPDX-License-Identifier: MIT
#include "core/session/dialect.h"

#include <array>

namespace spp::session
{

namespace
{

constexpr Dialect modern{
    .name = "modern",
    .about = "spp-smtpd's own: strict about line ends, control bytes and relaying",
    // RFC 5321 4.5.3.1.4 asks for 512 bytes at least; parameters of extensions may add to it. 4096 leaves room for all.
    .maxCommandLine = 4096,
    .refusesControlBytes = true,
    .bareLf = smtp::BareLf::IsRemembered,
    .takesEveryDomainWithoutRcptHosts = false,
    .setsSppVariables = true,
    .givesEmptyInput = true,
    .hasEmbeddedQueue = true,
    .bareLfReply = "550 message contains a bare LF; lines end in CR LF (#5.6.0)",
    .helpReply = "214 see RFC 5321; commands: HELO EHLO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT",
};

constexpr Dialect qmailSpp{
    .name = "qmail-spp",
    .about = "answers as netqmail with netqmail-spp.diff does, hazards included",
    .maxCommandLine = 1'000'000,
    .refusesControlBytes = false,
    .bareLf = smtp::BareLf::Stops,
    .takesEveryDomainWithoutRcptHosts = true,
    .setsSppVariables = false,
    .givesEmptyInput = false,
    .hasEmbeddedQueue = false,
    .bareLfReply = "451 See http://pobox.com/~djb/docs/smtplf.html.",
    .helpReply = "214 netqmail home page: http://qmail.org/netqmail",
};

constexpr std::array all{modern, qmailSpp};

} // namespace

std::span<const Dialect> dialects()
{
    return all;
}

const Dialect* findDialect(std::string_view name)
{
    for (const Dialect& dialect : all)
        if (dialect.name == name)
            return &dialect;
    return nullptr;
}

const Dialect& modernDialect()
{
    return all.front();
}

} // namespace spp::session
