// SPDX-License-Identifier: MIT
/// What is served where: an address, a port, and which service clients find there. Values.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace spp::smtpd
{

enum class Service {
    Mail,        ///< for other servers: STARTTLS if there is a certificate (RFC 5321, RFC 3207)
    Plain,       ///< the same without TLS
    Smtps,       ///< the same with TLS from the start
    Submission,  ///< for users: STARTTLS, then a login, before MAIL (RFC 6409)
    Submissions, ///< the same with TLS from the start (RFC 8314 3.3)
};

std::string_view formatService(Service service);
/// Without one its port tells: 465 is submissions, 587 submission, others mail.
Service serviceOfPort(std::uint16_t port);

bool offersTls(Service service);
bool beginsWithTls(Service service);
bool isForUsers(Service service);

struct ListenSpec
{
    std::string host; ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;
    Service service = Service::Mail;
    bool isProxied = false; ///< clients are proxies, which tell in a PROXY header who is behind them

    bool operator==(const ListenSpec&) const = default;
};

/// "127.0.0.1:2525", "[::1]:2525/submission", "10.0.0.1:25/mail+proxy".
Result<ListenSpec> parseListenSpec(std::string_view text);
Result<Service> parseService(std::string_view text);

} // namespace spp::smtpd
