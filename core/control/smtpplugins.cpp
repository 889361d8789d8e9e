// SPDX-License-Identifier: MIT
#include "core/control/smtpplugins.h"

#include "core/control/control_file.h"

namespace spp::control
{

namespace
{

std::optional<Section> sectionOf(char letter)
{
    switch (letter) {
    case 'c': return Section::Connection;
    case 'h': return Section::Helo;
    case 'm': return Section::Mail;
    case 'r': return Section::Rcpt;
    case 'p': return Section::Pass;
    case 'd': return Section::Data;
    case 'a': return Section::Auth;
    default: return std::nullopt;
    }
}

} // namespace

std::string_view formatSection(Section section)
{
    switch (section) {
    case Section::Connection: return "connection";
    case Section::Helo: return "helo";
    case Section::Mail: return "mail";
    case Section::Rcpt: return "rcpt";
    case Section::Pass: return "pass";
    case Section::Data: return "data";
    case Section::Auth: return "auth";
    }
    return "?";
}

std::optional<Section> parseSection(std::string_view name)
{
    const auto section = name.empty() ? std::nullopt : sectionOf(name.front());
    return section && formatSection(*section) == name ? section : std::nullopt;
}

SmtpPlugins SmtpPlugins::parse(std::string_view bytes)
{
    SmtpPlugins result;
    std::optional<Section> section;
    for (auto& [text, line] : parseLines(bytes)) {
        if (text.starts_with('[')) {
            section = text.size() > 1 ? sectionOf(text[1]) : std::nullopt;
            result.m_headings.push_back({std::move(text), line, section});
        } else if (section) {
            result.m_plugins[static_cast<std::size_t>(*section)].push_back({std::move(text), line});
        } else {
            result.m_neverRun.push_back({std::move(text), line});
        }
    }
    return result;
}

} // namespace spp::control
