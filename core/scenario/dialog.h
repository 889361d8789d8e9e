// SPDX-License-Identifier: MIT
/// A dialog: what a client says in one session, and how the replies should begin; the text format of *.spp files.
///
///     # a comment
///     title A first tour
///     dialect modern              (default: the one that the runner was given)
///     home ..                     (relative to the file; default: the nearest folder above it with control/)
///     env TCPREMOTEIP=192.0.2.25  (the session's environment; any number)
///     S: 220                      the greeting begins so
///     C: EHLO mail.example.net    the client sends this and CR LF
///     S: 250                      the reply begins so
///
///     message mails/spam.eml      (behind DATA: a file, relative to this one, is the message)
///
/// Behind the reply to DATA the C: lines up to "C: ." are the message, byte by byte; of a file the lines get their CR LF and their dots,
/// and the closing dot is added (see message.h). Parsing is pure and reads no file but the dialog's; errors name the line.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

/// A file that is larger is refused.
inline constexpr std::size_t maxDialogFile = 4UL * 1024 * 1024;

struct Expectation
{
    std::string prefix;
    std::size_t line = 0; ///< in the file, from 1
};

struct ClientLine
{
    std::string text; ///< without its last CR LF; of a message all of it, with the dot
    std::size_t line = 0;
    std::optional<Expectation> expectation;
    bool isMessage = false; ///< not said unless the server has asked for it, by a reply 354
    std::string file = {};  ///< the message's, as the dialog names it; readDialog() makes the text of it
};

struct Dialog
{
    std::string title;
    std::string dialect;
    std::string home;
    std::vector<std::string> environment; ///< NAME=value
    std::optional<Expectation> greeting;
    std::vector<ClientLine> lines;
};

Result<Dialog> parseDialog(std::string_view bytes);

} // namespace spp::scenario
