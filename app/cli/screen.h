// SPDX-License-Identifier: MIT
/// Lines of text in a terminal, with colours if it wants them. Whoever prints makes printable what comes from outside.
#pragma once

#include "core/trace/hazard.h"
#include "core/trace/step.h"

#include <ostream>
#include <string>
#include <string_view>

namespace spp::cli
{

enum class Colour { Plain, Client, Accept, Defer, Refuse, Muted, Strong };

Colour colourOf(trace::Outcome outcome);
Colour colourOf(trace::Severity severity);

class Screen
{
public:
    Screen(std::ostream& out, bool colour) : m_out(out), m_colour(colour) {}

    void line(int indent, std::string_view text, Colour colour = Colour::Plain);
    /// A line with a short label in front.
    void detail(int indent, std::string_view label, std::string_view text, Colour colour = Colour::Plain);
    void blank() { m_out << "\n"; }
    void flush() { m_out.flush(); }

private:
    std::ostream& m_out;
    bool m_colour;
};

/// With blanks behind it, so that columns stand below each other.
std::string padded(std::string_view text, std::size_t width);

/// "1 error", "3 errors"
std::string counted(std::size_t number, std::string_view word);

/// A line of SMTP without the CR at its end.
std::string_view withoutCr(std::string_view line);

/// Standard output is a terminal, and the person has not asked for none (https://no-color.org).
bool wantsColour();

} // namespace spp::cli
