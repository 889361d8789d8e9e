// SPDX-License-Identifier: MIT
/// What the administrator should know. Thread-safe.
#pragma once

#include <string>

namespace spp::smtpd
{

/// A line on standard error, whole whatever other threads write.
void complain(const std::string& sentence);

} // namespace spp::smtpd
