// SPDX-License-Identifier: MIT
/// The sockets that are listened on: those of the options, and those that systemd has handed over.
#pragma once

#include "smtpd/options.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace spp::smtpd
{

struct Listener
{
    asio::ip::tcp::acceptor acceptor;
    Service service = Service::Mail;
    bool isProxied = false;

    /// From now on it is used on that loop; nothing may be under way. @return false: it can't, and stays where it is
    bool moveTo(asio::io_context& loop);
    /// "127.0.0.1:2525 (mail)", with the port that a port of 0 has become.
    std::string shown() const;
};

/// All of them, or why one can't be had.
Result<std::vector<Listener>> openListeners(asio::io_context& loop, const Options& options);

} // namespace spp::smtpd
