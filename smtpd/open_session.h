// SPDX-License-Identifier: MIT
/// Makes a session from the options: reads the home anew, as qmail-smtpd does for each connection, so that changed control files
/// count from the next client on.
#pragma once

#include "core/plugin/environment.h"
#include "core/runtime/tls_context.h"
#include "core/session/session.h"
#include "smtpd/options.h"

#include <optional>
#include <string>

namespace spp::smtpd
{

/// What is wrong with the home is written to standard error; the session then answers 421.
session::Session openSession(const Options& options, plugin::Environment environment, std::string id,
                             bool hasCertificate);

/// What the home's control/servercert.pem says, where the dialect has STARTTLS; nullopt without such a file. One that can't be
/// used is told on standard error, and there is no TLS.
std::optional<runtime::TlsContext> readCertificate(const Options& options);

/// A line on standard error, for the administrator.
void complain(const std::string& sentence);

/// The queue that was asked for, or else the one that suits the home: qmail-queue, or a Maildir where there is none.
runtime::QueueSpec chooseQueue(const Options& options);

} // namespace spp::smtpd
