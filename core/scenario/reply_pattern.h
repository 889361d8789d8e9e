// SPDX-License-Identifier: MIT
/// How a line of a reply should read, and how a whole reply should. Pure; values.
///
///     S: 250            it begins so
///     S= 250 2.0.0 ok   it is this, exactly
///     S* 250*queued*    the same with wildcards: * for any bytes, ? for one
///     S~ ^250 .*ok$     a POSIX extended regular expression is found in it
#pragma once

#include "core/base/error.h"
#include "core/control/regular_expression.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

struct ReplyPattern
{
    enum class Form { Prefix, Exact, Wildcards, Expression };

    Form form = Form::Prefix;
    std::string text;
    std::optional<control::RegularExpression> expression = std::nullopt; ///< of that form
    std::size_t line = 0;                                                ///< in the file, from 1

    /// @param line without its line end
    bool matches(std::string_view line) const;
    /// As it stands in a file: "S= 250 2.0.0 ok".
    std::string format() const;
};

/// Is it a line that parseReplyPattern() takes?
bool isReplyPattern(std::string_view line);
/// The error is a sentence without a place.
Result<ReplyPattern> parseReplyPattern(std::string_view line);

/// Replies that follow each other (RFC 5321 4.2: the last line of each has no - behind its code), with their line ends. Views.
std::vector<std::string_view> splitReplies(std::string_view bytes);

/// What is expected of one reply: of its first line, its second … Further lines may follow.
struct Expectation
{
    std::vector<ReplyPattern> lines;
    std::size_t line = 0; ///< in the file, from 1

    bool matches(std::string_view reply) const;
    /// It may be met by the reply that asks for a message (354).
    bool allowsMessage() const;
    /// For a person: "250", or the lines as they stand in the file, if there is more to it.
    std::string text() const;
};

} // namespace spp::scenario
