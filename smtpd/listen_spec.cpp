// SPDX-License-Identifier: MIT
#include "smtpd/listen_spec.h"

#include "core/base/text.h"

#include <asio/ip/address.hpp>

#include <array>
#include <charconv>
#include <utility>

namespace spp::smtpd
{

namespace
{

constexpr std::array services{std::pair("mail", Service::Mail), std::pair("plain", Service::Plain),
                              std::pair("smtps", Service::Smtps), std::pair("submission", Service::Submission),
                              std::pair("submissions", Service::Submissions)};

constexpr std::string_view proxied = "+proxy";
constexpr std::uint16_t submissionsPort = 465;
constexpr std::uint16_t submissionPort = 587;

} // namespace

std::string_view formatService(Service service)
{
    for (const auto& [name, each] : services)
        if (each == service)
            return name;
    return {};
}

Service serviceOfPort(std::uint16_t port)
{
    if (port == submissionsPort)
        return Service::Submissions;
    return port == submissionPort ? Service::Submission : Service::Mail;
}

bool offersTls(Service service)
{
    return service != Service::Plain;
}

bool beginsWithTls(Service service)
{
    return service == Service::Smtps || service == Service::Submissions;
}

bool isForUsers(Service service)
{
    return service == Service::Submission || service == Service::Submissions;
}

Result<Service> parseService(std::string_view text)
{
    std::string known;
    for (const auto& [name, service] : services) {
        if (text == name)
            return service;
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    return fail(Fault::Configuration, "“" + text::printable(text) + "” is no service; there are " + known);
}

Result<ListenSpec> parseListenSpec(std::string_view text)
{
    const auto wrong = [&] {
        return fail(Fault::Configuration, "“" + text::printable(text) +
                                              "” is not ADDRESS:PORT, such as 127.0.0.1:2525 or [::1]:2525, with or "
                                              "without /SERVICE or /SERVICE+proxy");
    };
    const auto slash = text.find('/');
    const std::string_view place = text.substr(0, slash);
    const auto colon = place.rfind(':');
    if (colon == std::string_view::npos)
        return wrong();
    std::string_view host = place.substr(0, colon);
    const std::string_view digits = place.substr(colon + 1);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    std::error_code error;
    const auto address = asio::ip::make_address(std::string(host), error);
    std::uint16_t port = 0;
    const auto [end, numberError] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error || address.is_v6() != bracketed || numberError != std::errc{} || end != digits.data() + digits.size())
        return wrong();
    if (slash == std::string_view::npos)
        return ListenSpec{std::string(host), port, serviceOfPort(port), false};
    std::string_view name = text.substr(slash + 1);
    const bool isProxied = name.ends_with(proxied);
    if (isProxied)
        name.remove_suffix(proxied.size());
    const auto service = parseService(name);
    if (!service)
        return tl::unexpected<Error>(service.error());
    return ListenSpec{std::string(host), port, *service, isProxied};
}

} // namespace spp::smtpd
