// SPDX-License-Identifier: MIT
#include "smtpd/metrics/request.h"

namespace spp::smtpd::metrics
{

namespace
{

std::string_view words(Status status)
{
    switch (status) {
    case Status::Ok: return "OK";
    case Status::BadRequest: return "Bad Request";
    case Status::NotFound: return "Not Found";
    case Status::MethodNotAllowed: return "Method Not Allowed";
    case Status::TooLarge: return "Request Header Fields Too Large";
    }
    return {};
}

} // namespace

bool isWhole(std::string_view request)
{
    return request.find("\r\n\r\n") != std::string_view::npos || request.find("\n\n") != std::string_view::npos;
}

Status judgeRequest(std::string_view request)
{
    std::string_view line = request.substr(0, request.find('\n'));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return Status::BadRequest;
    const std::string_view method = line.substr(0, first);
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (!version.starts_with("HTTP/1.") || !target.starts_with('/') || target.find(' ') != std::string_view::npos)
        return Status::BadRequest;
    if (method != "GET")
        return Status::MethodNotAllowed;
    return target.substr(0, target.find('?')) == "/metrics" ? Status::Ok : Status::NotFound;
}

std::string formatResponse(Status status, std::string_view page)
{
    const bool isPage = status == Status::Ok;
    const std::string number = std::to_string(static_cast<int>(status));
    const std::string error = number + ' ' + std::string(words(status)) + "; the figures are at /metrics\n";
    const std::string_view body = isPage ? page : std::string_view(error);
    std::string response = "HTTP/1.1 " + number + ' ' + std::string(words(status)) + "\r\n";
    response += isPage ? "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                       : "Content-Type: text/plain; charset=utf-8\r\n";
    if (status == Status::MethodNotAllowed)
        response += "Allow: GET\r\n";
    response += "Content-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n";
    response += body;
    return response;
}

} // namespace spp::smtpd::metrics
