// SPDX-License-Identifier: MIT
#include "smtpd/open_session.h"

#include "core/runtime/local_addresses.h"
#include "core/session/home_options.h"
#include "smtpd/complain.h"

#include <filesystem>

namespace spp::smtpd
{

session::Session openSession(const Options& options, runtime::HomeReader& homes, plugin::Environment environment,
                             Service service, std::string id, bool hasCertificate)
{
    session::SessionConfig config;
    if (beginsWithTls(service))
        environment.set("SMTPS", "1");
    auto home = homes.read(options.home, session::homeOptions(*options.dialect, environment));
    if (home) {
        // Below tcpserver it is tcpserver who names this host; a server of its own is named by control/me.
        if (options.isServer() && !(*home)->me.empty())
            environment.set("TCPLOCALHOST", (*home)->me);
        if (const std::string& trouble = (*home)->rcptHosts.trouble(); !trouble.empty())
            complain(trouble);
        config.home = std::move(*home);
    } else {
        config.homeError = home.error().message;
        complain(config.homeError);
    }
    config.dialect = options.dialect;
    config.environment = std::move(environment);
    config.localAddresses = runtime::localAddresses();
    config.passwordCommand = options.passwordProgram;
    config.hasCertificate = hasCertificate;
    config.wantsTls = isForUsers(service);
    config.wantsLogin = isForUsers(service);
    config.id = std::move(id);
    config.ownLimits = options.limits;
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
