// SPDX-License-Identifier: MIT
#include "app/cli/screen.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace spp::cli
{

namespace
{

constexpr std::size_t labelWidth = 8;

} // namespace

Colour colourOf(trace::Outcome outcome)
{
    switch (outcome) {
    case trace::Outcome::Accepted: return Colour::Accept;
    case trace::Outcome::Deferred: return Colour::Defer;
    case trace::Outcome::Refused:
    case trace::Outcome::Disconnected:
    case trace::Outcome::Failed: return Colour::Refuse;
    case trace::Outcome::None:
    case trace::Outcome::Running:
    case trace::Outcome::Skipped: return Colour::Plain;
    }
    return Colour::Plain;
}

Colour colourOf(trace::Severity severity)
{
    switch (severity) {
    case trace::Severity::Note: return Colour::Muted;
    case trace::Severity::Warning: return Colour::Defer;
    case trace::Severity::Error: return Colour::Refuse;
    }
    return Colour::Plain;
}

void Screen::line(int indent, std::string_view text, Colour colour)
{
    static constexpr std::array codes{"", "\033[36m", "\033[32m", "\033[33m", "\033[31m", "\033[2m", "\033[1m"};
    const bool coloured = m_colour && colour != Colour::Plain;
    m_out << std::string(static_cast<std::size_t>(indent), ' ')
          << (coloured ? codes[static_cast<std::size_t>(colour)] : "") << text << (coloured ? "\033[0m" : "") << "\n";
}

void Screen::detail(int indent, std::string_view label, std::string_view text, Colour colour)
{
    m_out << std::string(static_cast<std::size_t>(indent), ' ')
          << padded(label, std::max(labelWidth, label.size() + 1));
    line(0, text, colour);
}

std::string padded(std::string_view text, std::size_t width)
{
    std::string result(text);
    result.resize(std::max(width, text.size()), ' ');
    return result;
}

std::string counted(std::size_t number, std::string_view word)
{
    return std::to_string(number) + " " + std::string(word) + (number == 1 ? "" : "s");
}

std::string_view withoutCr(std::string_view line)
{
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

bool wantsColour()
{
    return ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
}

} // namespace spp::cli
