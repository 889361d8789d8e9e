// SPDX-License-Identifier: MIT
/// A qmail home directory as a value: what its control files say at the start of a session (qmail-control, qmail-smtpd).
/// Made from the files' bytes, which the runtime reads; immutable, so that many sessions and threads can share one.
#pragma once

#include "core/base/error.h"
#include "core/control/badmailfrom.h"
#include "core/control/extra_controls.h"
#include "core/control/plugin_failures.h"
#include "core/control/rcpthosts.h"
#include "core/control/smtpplugins.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace spp::control
{

struct Home
{
    std::string directory;                  ///< absolute; plugins run here
    std::string greeting;                   ///< smtpgreeting, or else me
    std::string me;                         ///< empty if there is none
    std::optional<std::string> localIpHost; ///< localiphost, or else me
    std::optional<std::chrono::seconds>
        timeout;               ///< timeoutsmtpd: silence after which a session ends; nullopt: it says nothing
    std::size_t databytes = 0; ///< largest message, 0: no limit
    RcptHosts rcptHosts = RcptHosts::everyDomain();
    BadMailFrom badMailFrom;
    std::optional<ExtraControls> extra;     ///< where the dialect has those checks
    std::string smtpPluginsPath;            ///< as it was asked for, for messages
    std::optional<SmtpPlugins> smtpPlugins; ///< nullopt: plugins are switched off (NOSPP)
    PluginFailures pluginFailures;
};

/// Which files to take the plugins from.
struct HomeOptions
{
    bool extraControls = false;                          ///< read the files of control/extra_controls.h too
    bool badMailFromHoldsPatterns = false;               ///< of these
    bool plugins = true;                                 ///< false: NOSPP is set
    bool pluginFailures = false;                         ///< read the file of that name
    bool narrowNumbers = false;                          ///< numbers have 32 bits, and what does not fit is cut off
    std::string smtpPluginsPath = "control/smtpplugins"; ///< SPPCONFFILE; relative to the home, or absolute

    bool operator==(const HomeOptions&) const = default;
};

/// Bytes of a file named relative to the home (or absolute); nullopt if it does not exist; an error if it can't be read.
using FileReader = std::function<Result<std::optional<std::string>>(const std::string& path)>;

/// Fails, as qmail-smtpd does with its 421, if a file can't be read or parsed, or if me and smtpgreeting are both missing, or
/// smtpplugins is. The message names the file and what to do. A morercpthosts.cdb that can't be used is no failure yet: it is one for
/// the recipient that it would have to be asked about.
Result<Home> parseHome(std::string directory, const HomeOptions& options, const FileReader& read);

} // namespace spp::control
