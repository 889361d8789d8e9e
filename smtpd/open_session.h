// SPDX-License-Identifier: MIT
/// Makes a session from the options: takes the home as its files are now, as qmail-smtpd does for each connection, so that
/// changed control files count from the next client on.
#pragma once

#include "core/plugin/environment.h"
#include "core/runtime/home_reader.h"
#include "core/session/session.h"
#include "smtpd/options.h"

#include <optional>
#include <string>

namespace spp::smtpd
{

/// A client that may have a session.
struct Arrival
{
    plugin::Environment environment;
    std::optional<session::Xclient> xclient = {}; ///< if it may say XCLIENT
    Service service = Service::Mail;              ///< what clients find where this one came in
    std::string id;                               ///< of its session
    bool hasCertificate = false;
};

/// What is wrong with the home is written to standard error; the session then answers 421.
session::Session openSession(const Options& options, runtime::HomeReader& homes, Arrival arrival);

/// The queue that was asked for, or else the one that suits the home: qmail-queue, or a Maildir where there is none.
runtime::QueueSpec chooseQueue(const Options& options);

} // namespace spp::smtpd
