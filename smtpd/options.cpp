// SPDX-License-Identifier: MIT
#include "smtpd/options.h"

#include "core/base/text.h"
#include "smtpd/limit_options.h"

#include <sstream>

namespace spp::smtpd
{

namespace
{

/// The exit status for a wrong command line, as qmail's own programs use it.
constexpr int usageStatus = 100;

std::string dialectNames()
{
    std::string names;
    for (const auto& dialect : session::dialects())
        names += (names.empty() ? "" : ", ") + std::string(dialect.name);
    return names;
}

/// CLI11 wants the words of an error back, and an empty string for none.
template <typename T, typename Parse, typename Keep>
auto validator(Parse parse, Keep keep)
{
    return [parse, keep](const std::string& text) -> std::string {
        const Result<T> value = parse(text);
        if (!value)
            return value.error().message;
        keep(*value);
        return {};
    };
}

Result<asio::ip::tcp::endpoint> parseMetricsPlace(const std::string& text)
{
    const auto spec = parseListenSpec(text);
    if (!spec || text.find('/') != std::string::npos)
        return fail(Fault::Configuration,
                    "“" + text::printable(text) + "” is not ADDRESS:PORT, such as 127.0.0.1:9125 or [::1]:9125");
    return asio::ip::tcp::endpoint(asio::ip::make_address(spec->host), spec->port);
}

void addMetrics(CLI::App& app, Options& options, std::vector<std::string>& readers)
{
    app.add_option_function<std::string>(
           "--metrics", [](const std::string&) {},
           "serve figures for Prometheus on http://ADDRESS:PORT/metrics, as a server")
        ->type_name("ADDRESS:PORT")
        ->take_last()
        ->check(validator<asio::ip::tcp::endpoint>(parseMetricsPlace,
                                                   [&options](const auto& place) { options.metrics = place; }));
    app.add_option("--metrics-from", readers,
                   "a network, such as 10.0.0.0/8, from where they may be read, besides this machine; repeatable")
        ->option_text("NETWORK")
        ->take_all()
        ->allow_extra_args(false)
        ->check(validator<Network>(Network::parse, [&options](const auto& n) { options.metricsReaders.push_back(n); }));
}

void addXclient(CLI::App& app, Options& options, std::vector<std::string>& peers)
{
    app.add_option("--xclient-from", peers,
                   "a network, such as 10.0.0.0/8, from where XCLIENT may tell who the client is, as a server; "
                   "repeatable")
        ->option_text("NETWORK")
        ->take_all()
        ->allow_extra_args(false)
        ->check(validator<Network>(Network::parse, [&options](const auto& n) { options.xclientPeers.push_back(n); }));
}

/// @return what is wrong with options that are right by themselves; empty: nothing is
std::string checkTogether(const Options& options)
{
    if (!options.xclientPeers.empty() && !options.isServer())
        return "--xclient-from needs --listen: below tcpserver the client is known before there is a session";
    if (!options.xclientPeers.empty() && !options.dialect->hasXclient)
        return "the dialect " + std::string(options.dialect->name) + " has no XCLIENT (--xclient-from)";
    if (options.metrics && !options.isServer())
        return "--metrics needs --listen: below tcpserver there is a process for each session";
    if (options.metrics && !options.metrics->address().is_loopback() && options.metricsReaders.empty())
        return "--metrics on an address that others reach needs --metrics-from NETWORK: whoever reads them sees how "
               "much mail goes "
               "through here, and which plugins run";
    return {};
}

} // namespace

std::variant<Options, Finished> parseOptions(int argc, const char* const* argv)
{
    Options options;
    std::string dialect;
    std::vector<std::string> listen;
    std::vector<std::string> proxies;
    std::vector<std::string> metricsReaders;
    std::vector<std::string> xclientPeers;
    std::string queue;
    ChosenLimits limits;
    CLI::App app(
        "An SMTP daemon with qmail-spp plugins. Without --listen it serves one session on standard input and output, "
        "below tcpserver or inetd.",
        "spp-smtpd");
    app.get_formatter()->column_width(36);
    app.set_version_flag("--version", "spp-smtpd " SPP_VERSION);
    app.add_option("--home", options.home, "the qmail home directory, with control/ and plugins (default: /var/qmail)")
        ->option_text("DIR");
    app.add_option("--dialect", dialect, "which program to answer like: " + dialectNames() + " (default: modern)")
        ->option_text("NAME")
        ->check([&options](const std::string& name) -> std::string {
            options.dialect = session::findDialect(name);
            return options.dialect != nullptr ? "" : "there is no dialect “" + name + "”; there are " + dialectNames();
        });
    app.add_option("--listen", listen,
                   "serve many sessions on ADDRESS:PORT, or ADDRESS:PORT/SERVICE: mail, plain (without TLS), smtps, "
                   "submission, submissions (default: by the port), with +proxy behind it behind a proxy; or on the "
                   "sockets that systemd hands over: systemd. "
                   "Repeatable")
        ->option_text("ADDRESS:PORT")
        ->take_all()
        ->allow_extra_args(false)
        ->check([&options](const std::string& text) -> std::string {
            if (text == "systemd") {
                options.takesSockets = true;
                return {};
            }
            const auto spec = parseListenSpec(text);
            if (!spec)
                return spec.error().message;
            options.listen.push_back(*spec);
            return {};
        });
    app.add_option("--proxy-from", proxies,
                   "a network, such as 10.0.0.0/8, from where listeners with +proxy take clients; repeatable")
        ->option_text("NETWORK")
        ->take_all()
        ->allow_extra_args(false)
        ->check(validator<Network>(Network::parse, [&options](const auto& n) { options.proxies.push_back(n); }));
    addXclient(app, options, xclientPeers);
    app.add_flag_callback(
        "--no-names", [&options] { options.looksUpNames = false; },
        "don't look up the names of clients (TCPREMOTEHOST)");
    app.add_option("--rules", options.rules,
                   "a file that tcprules made, such as /etc/tcp.smtp.cdb: which clients may come in, and variables for "
                   "them")
        ->option_text("FILE");
    app.add_option("--client-ca", options.clientCa,
                   "a file with certificates of issuers, in PEM form: in TLS clients are asked for a certificate of "
                   "one of them, "
                   "and plugins are told whose it is")
        ->option_text("FILE");
    addLimitOptions(app, options, limits);
    addMetrics(app, options, metricsReaders);
    app.add_option("--queue", queue,
                   "where messages go: qmail-queue, maildir:DIR, lmtp:unix:PATH, lmtp:HOST:PORT, smtp:HOST:PORT or "
                   "none (default: qmail-queue; in the dialect modern, "
                   "maildir:HOME/Maildir if the home has no bin/qmail-queue)")
        ->option_text("WHERE")
        ->check(
            validator<runtime::QueueSpec>(runtime::parseQueueSpec, [&options](const auto& q) { options.queue = q; }));
    app.footer(
        "Words behind the options are a checkpassword program and its arguments, as qmail-smtpd takes them for AUTH.");
    app.prefix_command();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        const int status = app.exit(error, out, out);
        return Finished{status == 0 ? 0 : usageStatus, out.str()};
    }
    options.limits = limits.above(options.dialect->limits);
    options.passwordProgram = app.remaining();
    if (!options.passwordProgram.empty() && options.passwordProgram.front() == "--")
        options.passwordProgram.erase(options.passwordProgram.begin());
    else if (!options.passwordProgram.empty() && options.passwordProgram.front().starts_with('-'))
        return Finished{usageStatus,
                        "spp-smtpd: there is no option " + options.passwordProgram.front() + "; try --help\n"};
    if (const std::string trouble = checkTogether(options); !trouble.empty())
        return Finished{usageStatus, "spp-smtpd: " + trouble + '\n'};
    return options;
}

} // namespace spp::smtpd
