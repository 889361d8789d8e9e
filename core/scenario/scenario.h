// SPDX-License-Identifier: MIT
/// A scenario: the text format of *.spp files. One line says one thing; a line that begins with # is a comment.
///
///     title A first tour
///     dialect modern              the server answers so (default: the one that the runner was given)
///     home ..                     relative to the file (default: the nearest folder above it with control/)
///     control badmailfrom @spam.example    a line of that control file, which has such lines alone; in a copy of the home
///     plugin rcpt plugins/policy  a line of smtpplugins, which has such lines alone; in a copy of the home
///     dns names.dns               a file, relative to this one, has the answers to DNS look-ups; with a private home
///     private-home                plugins see a copy of the home at /var/qmail, see core/world/world.h
///     include setup.spp           another file's lines, relative to this one
///     let host mail.example.net   ${host} stands for it from here on
///     | sender  | reply |         a table: the file is a case for each row below its names, which ${sender} and ${reply} stand for
///     | a@x.net | 250   |
///
/// The above stand before the first session, the following in any session, before it begins; where they stand before the first
/// session they are for all:
///
///     env TCPREMOTEIP=192.0.2.25  the session's environment
///     client 192.0.2.9 mx.example.net      TCPREMOTEIP and TCPREMOTEHOST
///     relay                       RELAYCLIENT is set
///     clock 2026-03-01 12:30      the time that it is, and stays, see core/world/day.h
///     tls                         STARTTLS succeeds, though nothing is encrypted
///     auth accept                 logins succeed; or: auth refuse
///     answer plugins/rbl E451 wait         in the plugin's place: a line that it would print, any number; alone it prints nothing
///     fault plugins/rbl crash     exit-120, crash, hang, flood, slow-output, no-newline, client-gone
///
/// The dialog itself; without "session" there is one:
///
///     session the second try      another connection, to the same home with what plugins left there
///     S: 220                      the greeting begins so; for S=, S*, S~ see reply_pattern.h. A second S line is for the second line
///     C: EHLO mail.example.net    the client sends this and CR LF
///     S: 250                      the reply to it
///     C+ MAIL FROM:<a@x.net>      sent together with the next line
///     expect plugin plugins/x exit 0       see demand.h; about the line above
///     message mails/spam.eml      behind DATA: a file is the message
///     pause 200ms                 before the next line
///     hangup                      the client goes away
///
/// Behind the reply to DATA the C: lines up to "C: ." are the message, byte by byte; of a file the lines get their CR LF and their dots,
/// and the closing dot is added (see message.h). ${{ is "${". Pure; values.
#pragma once

#include "core/scenario/dialog.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

/// A file that is larger is refused, and so is one that is larger with what it includes.
inline constexpr std::size_t maxScenarioFile = 4UL * 1024 * 1024;
/// Cases of one table.
inline constexpr std::size_t maxCases = 10'000;
/// Bytes of all lines of all cases, once variables are filled in: a few lines could ask for any amount.
inline constexpr std::size_t maxFilledIn = 64UL * 1024 * 1024;

/// What is run at one go, in a home of its own.
struct Case
{
    std::string row;              ///< of the table: "sender a@x.net, reply 250"; empty: there is none
    std::vector<Dialog> sessions; ///< at least one; they have title, dialect, home and control files in common
};

struct Scenario
{
    std::vector<Case> cases; ///< at least one
};

/// The bytes of a file that is included, named relative to the scenario's file.
using IncludeReader = std::function<Result<std::string>(const std::string& path)>;

/// The error names line and column; of a line that was included, those of the outermost "include".
Result<Scenario> parseScenario(std::string_view bytes, const IncludeReader& include = nullptr);

} // namespace spp::scenario
