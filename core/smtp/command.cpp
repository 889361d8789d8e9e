// SPDX-License-Identifier: MIT
#include "core/smtp/command.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace spp::smtp
{

namespace
{

struct VerbName
{
    Verb verb;
    std::string_view name;
};

constexpr std::array verbNames{
    VerbName{Verb::Helo, "HELO"}, VerbName{Verb::Ehlo, "EHLO"},       VerbName{Verb::Mail, "MAIL"},
    VerbName{Verb::Rcpt, "RCPT"}, VerbName{Verb::Data, "DATA"},       VerbName{Verb::Rset, "RSET"},
    VerbName{Verb::Noop, "NOOP"}, VerbName{Verb::Vrfy, "VRFY"},       VerbName{Verb::Help, "HELP"},
    VerbName{Verb::Quit, "QUIT"}, VerbName{Verb::Auth, "AUTH"},       VerbName{Verb::StartTls, "STARTTLS"},
    VerbName{Verb::Bdat, "BDAT"}, VerbName{Verb::Xclient, "XCLIENT"},
};

} // namespace

Command parseCommand(std::string_view line)
{
    // A NUL ends the line, as it does for every program that keeps lines as C strings; nothing behind it is hidden input.
    line = text::untilNul(line);
    const auto blank = line.find(' ');
    const std::string_view word = line.substr(0, blank);
    std::string_view argument = blank == std::string_view::npos ? std::string_view{} : line.substr(blank);
    argument.remove_prefix(std::min(argument.find_first_not_of(' '), argument.size()));
    for (const auto& [verb, name] : verbNames)
        if (text::equalsIgnoringCase(word, name))
            return {verb, std::string(argument)};
    return {Verb::Unknown, std::string(argument)};
}

std::string_view formatVerb(Verb verb)
{
    const auto found =
        std::find_if(verbNames.begin(), verbNames.end(), [&](const VerbName& v) { return v.verb == verb; });
    return found == verbNames.end() ? "?" : found->name;
}

} // namespace spp::smtp
