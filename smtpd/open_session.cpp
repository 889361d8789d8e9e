// SPDX-License-Identifier: MIT
#include "smtpd/open_session.h"

#include "core/runtime/local_addresses.h"
#include "core/session/home_options.h"
#include "smtpd/complain.h"

#include <filesystem>

namespace spp::smtpd
{

namespace
{

/// For the client, and for those that it names by XCLIENT.
void setForBoth(Arrival& arrival, const char* variable, std::string_view value)
{
    arrival.environment.set(variable, value);
    if (arrival.xclient)
        arrival.xclient->environment.set(variable, value);
}

} // namespace

session::Session openSession(const Options& options, runtime::HomeReader& homes, Arrival arrival)
{
    session::SessionConfig config;
    if (beginsWithTls(arrival.service))
        setForBoth(arrival, "SMTPS", "1");
    auto home = homes.read(options.home, session::homeOptions(*options.dialect, arrival.environment));
    if (home) {
        // Below tcpserver it is tcpserver who names this host; a server of its own is named by control/me.
        if (options.isServer() && !(*home)->me.empty())
            setForBoth(arrival, "TCPLOCALHOST", (*home)->me);
        if (const std::string& trouble = (*home)->rcptHosts.trouble(); !trouble.empty())
            complain(trouble);
        config.home = std::move(*home);
    } else {
        config.homeError = home.error().message;
        complain(config.homeError);
    }
    config.dialect = options.dialect;
    config.environment = std::move(arrival.environment);
    config.xclient = std::move(arrival.xclient);
    config.localAddresses = runtime::localAddresses();
    config.passwordCommand = options.passwordProgram;
    config.hasCertificate = arrival.hasCertificate;
    config.wantsTls = isForUsers(arrival.service);
    config.wantsLogin = isForUsers(arrival.service);
    config.id = std::move(arrival.id);
    config.ownLimits = options.limits;
    config.ownPluginOutput = options.maxPluginOutput;
    if (!isForUsers(arrival.service)) // a person waits there
        config.greetDelay = options.greetDelay;
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
