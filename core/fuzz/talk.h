// SPDX-License-Identifier: MIT
/// What a made-up client says, and who it pretends to be; as a scenario's text, so that what is run is what is written down. Values; pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace spp::fuzz
{

/// One thing that the client does.
struct Said
{
    std::string text;                      ///< a line without CR LF: no LF, no NUL, no CR at its end
    std::vector<std::string> message = {}; ///< behind DATA, if the server wants it: lines of the same kind
    bool withNext = false;                 ///< sent together with the next one
    bool hangsUp = false;                  ///< nothing is said: the client goes away

    bool operator==(const Said&) const = default;
};

enum class Logins { None, Accept, Refuse };

struct Session
{
    std::vector<std::string> environment = {}; ///< NAME=value, of a client that is not the usual one
    Logins logins = Logins::None;
    std::vector<Said> said;

    bool operator==(const Session&) const = default;
};

struct Talk
{
    std::vector<Session> sessions; ///< at least one; in one home, one after the other

    bool operator==(const Talk&) const = default;
};

/// How much there is of it: the smaller, the easier to read.
std::size_t sizeOf(const Talk& talk);

/// What stands above it.
struct Setting
{
    std::vector<std::string> comment; ///< lines
    std::string title;
    std::vector<std::string> stage = {}; ///< lines, as "home /var/qmail"
};

/// One more line, "expect plugin …", behind what the client says there.
struct Expected
{
    std::size_t session = 0;
    std::size_t said = 0; ///< 0: before it says anything; 1: behind the first …
    std::string line;
};

std::string formatTalk(const Talk& talk, const Setting& setting = {}, const std::vector<Expected>& expected = {});

} // namespace spp::fuzz
