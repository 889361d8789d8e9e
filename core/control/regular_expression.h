// SPDX-License-Identifier: MIT
/// A POSIX extended regular expression, found anywhere in a text; one that the C library would choke on is refused (pattern_cost.h).
/// A value; copies share what was compiled; safe to read from several threads.
#pragma once

#include "core/base/error.h"

#include <memory>
#include <string>

namespace spp::control
{

class RegularExpression
{
public:
    enum class Letters { AsWritten, AnyCase };

    /// The error is a sentence without a place.
    static Result<RegularExpression> parse(const std::string& text, Letters letters);

    /// A text ends at its first NUL.
    bool matches(const std::string& text) const;

private:
    class Compiled;
    explicit RegularExpression(std::shared_ptr<const Compiled> compiled) : m_compiled(std::move(compiled)) {}

    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace spp::control
