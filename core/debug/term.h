// SPDX-License-Identifier: MIT
/// What conditions and log points can ask of a stop: a variable of its environment, or one of the words below. Pure; values.
///
///     SMTPRCPTTO   a variable; $spam, if its name begins with a small letter
///     section      that runs: connection, helo, mail, rcpt, pass, data, auth
///     plugin       its line in smtpplugins
///     command      the client's line that is said or being answered
///     verb         of that line, in capitals
///     output       what the plugin printed, line by line, once it has
///     verdict      of the section, if it ends here: accepted, accepted unchecked, refused, disconnected
///     reply        that is to be sent, without its last line end
///     code         of the last line of that reply: 550
#pragma once

#include "core/debug/lexer.h"
#include "core/debug/stop.h"

#include <optional>
#include <string>
#include <string_view>

namespace spp::debug
{

enum class Fact { Section, Plugin, Command, Verb, Output, Verdict, Reply, Code };

struct Term
{
    std::optional<Fact> fact; ///< nullopt: the variable
    std::string variable;

    bool operator==(const Term&) const = default;
};

/// Takes a word or a variable.
Result<Term> parseTerm(Lexer& lexer);
std::string formatTerm(const Term& term);

/// nullopt: the variable is not set, or there is no such thing at this stop.
std::optional<std::string> valueOf(const Term& term, const Stop& stop);

/// The codes at the beginning of a reply's lines, in their order.
std::vector<std::string_view> replyCodes(std::string_view reply);

} // namespace spp::debug
