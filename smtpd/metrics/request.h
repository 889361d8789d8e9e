// SPDX-License-Identifier: MIT
/// As much of HTTP/1.1 as a page of figures needs (RFC 9112). Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace spp::smtpd::metrics
{

/// Of a request, as far as the empty line: what Prometheus sends is a tenth of that.
inline constexpr std::size_t longestRequest = 4096;

enum class Status { Ok = 200, BadRequest = 400, NotFound = 404, MethodNotAllowed = 405, TooLarge = 431 };

/// All lines have come.
bool isWhole(std::string_view request);

/// What to answer to a whole request.
Status judgeRequest(std::string_view request);

/// @param page sent with Ok
std::string formatResponse(Status status, std::string_view page);

} // namespace spp::smtpd::metrics
