// SPDX-License-Identifier: MIT
/// Command lines taken apart (RFC 5321 4.1.1): the verb, in any case, up to the first blank; the argument behind the blanks.
/// A tab is no separator. Pure.
#pragma once

#include <string>
#include <string_view>

namespace spp::smtp
{

enum class Verb { Helo, Ehlo, Mail, Rcpt, Data, Rset, Noop, Vrfy, Help, Quit, Auth, StartTls, Bdat, Xclient, Unknown };

struct Command
{
    Verb verb = Verb::Unknown;
    std::string argument;
};

Command parseCommand(std::string_view line);

/// The word as it is written on the wire; "?" for Unknown.
std::string_view formatVerb(Verb verb);

} // namespace spp::smtp
