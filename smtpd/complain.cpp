// SPDX-License-Identifier: MIT
#include "smtpd/complain.h"

#include <unistd.h>

namespace spp::smtpd
{

void complain(const std::string& sentence)
{
    const std::string line = "spp-smtpd: " + sentence + "\n";
    const auto written = ::write(STDERR_FILENO, line.data(), line.size());
    (void)written; // there is nobody else to tell
}

} // namespace spp::smtpd
