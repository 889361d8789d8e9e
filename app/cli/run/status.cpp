// SPDX-License-Identifier: MIT
#include "app/cli/run/status.h"

#include <iostream>

namespace spp::cli
{

int complain(const Error& error)
{
    std::cerr << "spp: " << error.message << std::endl;
    return statusNotRun;
}

} // namespace spp::cli
