// SPDX-License-Identifier: MIT
#include "app/cli/version.h"

namespace spp::cli
{

std::string_view programVersion()
{
    return "spp " SPP_VERSION;
}

} // namespace spp::cli
