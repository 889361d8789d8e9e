// SPDX-License-Identifier: MIT
/// One session on standard input and output, as tcpserver and inetd start it; plugins keep the standard error they are given.
#pragma once

#include "smtpd/options.h"

namespace spp::smtpd
{

/// @return the exit status of the program
int runInetd(const Options& options);

} // namespace spp::smtpd
