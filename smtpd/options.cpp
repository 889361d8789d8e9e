// SPDX-License-Identifier: MIT
#include "smtpd/options.h"

#include <CLI/CLI.hpp>
#include <asio/ip/address.hpp>

#include <charconv>

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

} // namespace

Result<ListenAddress> parseListenAddress(std::string_view text)
{
    const auto wrong = [&] {
        return fail(Fault::Configuration,
                    "“" + std::string(text) + "” is not ADDRESS:PORT, such as 127.0.0.1:2525 or [::1]:2525");
    };
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return wrong();
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    std::error_code error;
    const auto address = asio::ip::make_address(std::string(host), error);
    std::uint16_t port = 0;
    const auto [end, numberError] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error || address.is_v6() != bracketed || numberError != std::errc{} || end != digits.data() + digits.size())
        return wrong();
    return ListenAddress{std::string(host), port};
}

std::variant<Options, Finished> parseOptions(int argc, const char* const* argv)
{
    Options options;
    std::string dialect;
    std::vector<std::string> listen;
    std::string queue;
    CLI::App app(
        "An SMTP daemon with qmail-spp plugins. Without --listen it serves one session on standard input and output, "
        "below tcpserver or inetd.",
        "spp-smtpd");
    app.set_version_flag("--version", "spp-smtpd " SPP_VERSION);
    app.add_option("--home", options.home, "the qmail home directory, with control/ and plugins")
        ->capture_default_str();
    app.add_option("--dialect", dialect, "which program to answer like: " + dialectNames() + " (default: modern)")
        ->check([&options](const std::string& name) -> std::string {
            options.dialect = session::findDialect(name);
            return options.dialect != nullptr ? "" : "there is no dialect “" + name + "”; there are " + dialectNames();
        });
    app.add_option("--listen", listen, "serve many sessions on ADDRESS:PORT; repeatable")
        ->take_all()
        ->allow_extra_args(false)
        ->check(
            validator<ListenAddress>(parseListenAddress, [&options](const auto& a) { options.listen.push_back(a); }));
    app.add_option("--queue", queue,
                   "where messages go: qmail-queue, maildir:DIR, lmtp:unix:PATH, lmtp:HOST:PORT, smtp:HOST:PORT or "
                   "none (default: qmail-queue; in the dialect modern, "
                   "maildir:HOME/Maildir if the home has no bin/qmail-queue)")
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
    options.passwordProgram = app.remaining();
    if (!options.passwordProgram.empty() && options.passwordProgram.front().starts_with('-'))
        return Finished{usageStatus,
                        "spp-smtpd: there is no option " + options.passwordProgram.front() + "; try --help\n"};
    return options;
}

} // namespace spp::smtpd
