// SPDX-License-Identifier: MIT
#include "core/control/badmailfrom.h"

#include "core/base/text.h"
#include "core/control/control_file.h"

namespace spp::control
{

BadMailFrom BadMailFrom::parse(std::string_view bytes)
{
    BadMailFrom result;
    for (const auto& line : parseLines(bytes))
        result.m_entries.insert(text::lower(line.text));
    return result;
}

bool BadMailFrom::names(std::string_view sender) const
{
    if (m_entries.empty())
        return false;
    const std::string address = text::lower(sender);
    const auto at = address.rfind('@');
    return m_entries.contains(address) || (at != std::string::npos && m_entries.contains(address.substr(at)));
}

} // namespace spp::control
