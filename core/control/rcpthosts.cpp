// SPDX-License-Identifier: MIT
#include "core/control/rcpthosts.h"

#include "core/base/text.h"
#include "core/control/control_file.h"

namespace spp::control
{

RcptHosts RcptHosts::parse(std::string_view bytes, Result<std::optional<Cdb>> more)
{
    RcptHosts hosts;
    hosts.m_everyDomain = false;
    for (const auto& line : parseLines(bytes))
        hosts.m_names.insert(text::lower(line.text));
    if (more)
        hosts.m_more = std::move(*more);
    else
        hosts.m_trouble = more.error().message;
    return hosts;
}

bool RcptHosts::allows(std::string_view address) const
{
    return m_everyDomain || names(address, true);
}

bool RcptHosts::asksMore(std::string_view address) const
{
    return (m_more || !m_trouble.empty()) && !m_everyDomain && !names(address, false);
}

bool RcptHosts::names(std::string_view address, bool withMore) const
{
    const auto at = address.rfind('@');
    if (at == std::string_view::npos)
        return true;
    const std::string domain = text::lower(address.substr(at + 1));
    for (std::size_t i = 0; i < domain.size(); ++i) {
        if (i != 0 && domain[i] != '.')
            continue;
        const std::string name = domain.substr(i);
        if (m_names.contains(name) || (withMore && m_more && m_more->contains(name)))
            return true;
    }
    return false;
}

} // namespace spp::control
