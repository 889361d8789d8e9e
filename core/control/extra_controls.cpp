// SPDX-License-Identifier: MIT
#include "core/control/extra_controls.h"

#include "core/base/text.h"

namespace spp::control
{

bool ValidRcptTo::allows(std::string_view address) const
{
    if (!exists)
        return true;
    const std::string whole = text::lower(address);
    const auto at = whole.rfind('@');
    const std::string domain = at == std::string::npos ? "" : whole.substr(at);
    if (addresses.contains(whole) || addresses.contains(domain))
        return true;
    return database && (database->contains(whole) || (!domain.empty() && database->contains(domain)));
}

} // namespace spp::control
