// SPDX-License-Identifier: MIT
#include "smtpd/limit_options.h"

#include <algorithm>
#include <functional>
#include <string>
#include <thread>

namespace spp::smtpd
{

namespace
{

constexpr unsigned most = 1'000'000;

/// What it may be; the help shows it as N.
void bound(CLI::Option* number, unsigned least = 0, unsigned largest = most)
{
    number->check(CLI::Range(least, largest))->option_text("N")->take_last();
}

/// For what is no plain number in the options, such as seconds.
void addNumber(CLI::App& app, const std::string& name, const std::function<void(unsigned)>& set,
               const std::string& about, unsigned least = 0, unsigned largest = most)
{
    bound(app.add_option_function<unsigned>(name, set, about), least, largest);
}

void addLimit(CLI::App& app, const std::string& name, unsigned& limit, const std::string& about)
{
    bound(app.add_option(name, limit, about + " (default: " + std::to_string(limit) + "); 0: no limit"));
}

void addServerLimits(CLI::App& app, Options& options)
{
    options.threads = std::max(1U, std::thread::hardware_concurrency());
    bound(app.add_option("--threads", options.threads, "that sessions run on (default: one for each core)"), 1, 256);
    addLimit(app, "--max-sessions", options.admission.sessions, "sessions at once");
    addLimit(app, "--max-sessions-per-client", options.admission.sessionsPerClient,
             "of one IPv4 address, or one /64 of IPv6 addresses");
    addLimit(app, "--max-connections-per-minute", options.admission.connectionsPerMinute,
             "of one client; as many may come at once");
    addNumber(
        app, "--max-session-time",
        [&options](unsigned seconds) { options.maxSessionTime = std::chrono::seconds(seconds); },
        "seconds that a session may take (default: 14400, four hours); 0: no limit");
}

void addSessionLimits(CLI::App& app, ChosenLimits& chosen)
{
    const session::SessionLimits& usual = session::modernDialect().limits;
    const auto add = [&](const std::string& name, std::optional<unsigned>& limit, const std::string& about,
                         unsigned otherwise) {
        bound(app.add_option(
            name, limit, about + " (default in the dialect modern: " + std::to_string(otherwise) + "); 0: no limit"));
    };
    add("--max-commands", chosen.commands, "commands of a session without a message that is taken", usual.commands);
    add("--max-errors", chosen.errors, "lines of a session that are no commands", usual.errors);
    add("--max-recipients", chosen.recipients, "recipients of a message", usual.recipients);
    add("--max-login-failures", chosen.loginFailures, "refused logins, the last of which ends the session",
        usual.loginFailures);
    add("--min-data-rate", chosen.dataRate,
        "bytes a second that a client has to send of a message, once it has taken as long as it may be silent",
        usual.dataRate);
}

void addGreetDelay(CLI::App& app, Options& options)
{
    constexpr unsigned longest = 240; // clients wait five minutes (RFC 5321 4.5.3.2.1)
    addNumber(
        app, "--greet-delay", [&options](unsigned seconds) { options.greetDelay = std::chrono::seconds(seconds); },
        "seconds that a client has to wait for its greeting; one that speaks before is refused (default: 0, nobody "
        "waits); not for submission",
        0, longest);
}

void addPluginLimits(CLI::App& app, Options& options)
{
    addLimit(app, "--max-plugins", options.maxPlugins, "plugins that run at once; others wait in line");
    addNumber(
        app, "--max-plugin-time",
        [&options](unsigned seconds) { options.plugins.time = std::chrono::seconds(seconds); },
        "seconds that a plugin may run (default: 120); 0: no limit");
    addNumber(
        app, "--max-plugin-output",
        [&options](unsigned kibibytes) { options.maxPluginOutput = std::size_t{kibibytes} << 10; },
        "KiB that a plugin may print in one run (default in the dialect modern: " +
            std::to_string(session::modernDialect().maxPluginOutput >> 10) + "); 0: no limit");
    addNumber(
        app, "--max-plugin-memory",
        [&options](unsigned mebibytes) { options.plugins.resources.memory = std::uint64_t{mebibytes} << 20; },
        "MiB that a plugin may write to (default: 1024); 0: no limit");
    addNumber(
        app, "--max-plugin-files", [&options](unsigned files) { options.plugins.resources.openFiles = files; },
        "files that a plugin may have open (default: 256); 0: no limit");
    addNumber(
        app, "--max-plugin-processes", [&options](unsigned count) { options.plugins.resources.processes = count; },
        "processes that the user of the server may have when a plugin starts one more; 0, the default: no limit");
}

void addHopLimits(CLI::App& app, Options& options)
{
    const auto add = [&](const std::string& name, runtime::HopLimits::Time& limit, const std::string& about,
                         unsigned least) {
        addNumber(
            app, name, [&limit](unsigned seconds) { limit = std::chrono::seconds(seconds); }, about, least);
    };
    bound(app.add_option("--max-hop-connections", options.hop.connections,
                         "to the server that messages are handed on to (default: " +
                             std::to_string(options.hop.connections) + "); what comes then waits in line"),
          1);
    add("--max-hop-idle", options.hop.idle, "seconds that such a connection is kept for the next message (default: 5)",
        0);
    add("--max-hop-connect-time", options.hop.connect,
        "seconds that it may take to connect, and to begin TLS (default: 30)", 1);
    add("--max-hop-time", options.hop.whole,
        "seconds that a message may take to be handed on, in line, too (default: 540); clients give up after ten "
        "minutes",
        1);
}

} // namespace

session::SessionLimits ChosenLimits::above(session::SessionLimits limits) const
{
    limits.commands = commands.value_or(limits.commands);
    limits.errors = errors.value_or(limits.errors);
    limits.recipients = recipients.value_or(limits.recipients);
    limits.loginFailures = loginFailures.value_or(limits.loginFailures);
    limits.dataRate = dataRate.value_or(limits.dataRate);
    return limits;
}

void addLimitOptions(CLI::App& app, Options& options, ChosenLimits& chosen)
{
    const auto begin = [&app](const std::string& heading) { app.option_defaults()->group(heading); };
    const std::string usual = app.option_defaults()->get_group();
    begin("Limits of the server");
    addServerLimits(app, options);
    begin("Limits of a session");
    addSessionLimits(app, chosen);
    addGreetDelay(app, options);
    begin("Limits of plugins");
    addPluginLimits(app, options);
    begin("Limits of a next hop (--queue lmtp:…, smtp:…)");
    addHopLimits(app, options);
    begin(usual);
}

} // namespace spp::smtpd
