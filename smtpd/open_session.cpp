// SPDX-License-Identifier: MIT
#include "smtpd/open_session.h"

#include "core/runtime/local_addresses.h"
#include "core/runtime/read_home.h"

#include <filesystem>
#include <iostream>

namespace spp::smtpd
{

session::Session openSession(const Options& options, plugin::Environment environment, std::string id)
{
    session::SessionConfig config;
    auto home = runtime::readHome(options.home, environment);
    if (home) {
        // Below tcpserver it is tcpserver who names this host; a server of its own is named by control/me.
        if (!options.listen.empty() && !home->me.empty())
            environment.set("TCPLOCALHOST", home->me);
        config.home = std::make_shared<const control::Home>(std::move(*home));
    } else {
        config.homeError = home.error().message;
        std::cerr << "spp-smtpd: " << config.homeError << std::endl;
    }
    config.dialect = options.dialect;
    config.environment = std::move(environment);
    config.localAddresses = runtime::localAddresses();
    config.id = std::move(id);
    return session::Session(std::move(config));
}

runtime::QueueSpec chooseQueue(const Options& options)
{
    if (options.queue)
        return *options.queue;
    std::error_code ignored;
    const bool hasQmail = std::filesystem::exists(options.home + "/bin/qmail-queue", ignored);
    if (hasQmail || !options.dialect->hasEmbeddedQueue)
        return {runtime::QueueSpec::Kind::QmailQueue, {}};
    return {runtime::QueueSpec::Kind::Maildir, options.home + "/Maildir"};
}

} // namespace spp::smtpd
