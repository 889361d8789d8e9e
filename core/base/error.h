// SPDX-License-Identifier: MIT
/// Errors as values: whose fault it is, and a sentence for a person that says what, where and what to do.
/// Thread-safe: plain values.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace spp
{

/// Whose mistake an error is; it decides who is told (reply, log line, or 421 and a log line).
enum class Fault { Client, Plugin, Configuration, Internal };

struct Error
{
    Fault fault = Fault::Internal;
    std::string message;

    /// The same error with the place in front: "control/databytes:1: …".
    Error at(std::string_view place) const { return Error{fault, std::string(place) + ": " + message}; }
};

template <typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Fault fault, std::string message)
{
    return tl::unexpected<Error>(Error{fault, std::move(message)});
}

} // namespace spp
