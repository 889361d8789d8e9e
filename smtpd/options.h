// SPDX-License-Identifier: MIT
/// What the command line of spp-smtpd says. Values.
#pragma once

#include "core/runtime/plugin_limits.h"
#include "core/runtime/queue/queue_spec.h"
#include "core/session/dialect.h"
#include "smtpd/admission.h"
#include "smtpd/listen_spec.h"
#include "smtpd/network.h"

#include <asio/ip/tcp.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace spp::smtpd
{

struct Options
{
    std::string home = "/var/qmail";
    const session::Dialect* dialect = &session::modernDialect();
    std::vector<ListenSpec> listen;
    bool takesSockets = false;         ///< listens on those that systemd hands over
    unsigned threads = 1;              ///< with sessions, as a server
    std::vector<Network> proxies;      ///< from where listeners with +proxy take clients
    std::vector<Network> xclientPeers; ///< who may say XCLIENT, as a server
    std::chrono::seconds greetDelay{0};
    bool looksUpNames = true; ///< TCPREMOTEHOST, as a server
    std::string clientCa;     ///< path of certificates whose word for clients is believed; empty: nobody is asked
    std::string rules;        ///< path of a cdb that tcprules made, as a server; empty: none
    AdmissionLimits admission;
    session::SessionLimits limits; ///< of each session
    runtime::PluginLimits plugins{std::chrono::minutes(2), {std::uint64_t{1} << 30, 256, 0}, nullptr}; ///< as a server
    unsigned maxPlugins = 128;                  ///< at once; 0: any
    std::optional<std::size_t> maxPluginOutput; ///< bytes in one run, 0: any; nullopt: as the dialect has it
    std::chrono::seconds maxSessionTime = std::chrono::hours(4);
    std::optional<asio::ip::tcp::endpoint> metrics; ///< where they can be read, as a server
    std::vector<Network> metricsReaders;            ///< besides this machine
    runtime::HopLimits hop;                         ///< where the queue is another server
    std::optional<runtime::QueueSpec> queue;        ///< nullopt: as the home and the dialect suggest
    std::vector<std::string> passwordProgram;       ///< as qmail-smtpd takes it

    /// Otherwise there is one session, on standard input and output.
    bool isServer() const { return !listen.empty() || takesSockets; }
};

/// The program is done before it began: after --help, or because the command line is wrong.
struct Finished
{
    int exitStatus = 0;
    std::string text;
};

std::variant<Options, Finished> parseOptions(int argc, const char* const* argv);

} // namespace spp::smtpd
