// SPDX-License-Identifier: MIT
/// The parameters of MAIL (RFC 5321 4.1.2), such as SIZE=1000, as the RFC has them or as the SMTP AUTH patches for qmail find them.
/// Pure; accepts any bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::smtp
{

/// The words behind the address in brackets.
std::vector<std::string_view> mailParameters(std::string_view argument);

/// The words of the whole argument, its first character left out, once there is a closing bracket beyond the fifth: words within the
/// address are taken for parameters too, and what stands close behind the bracket is none.
std::vector<std::string_view> mailParametersAnywhere(std::string_view argument);

/// "1000" of "size=1000" for the name "SIZE"; nullopt if the word is another parameter.
std::optional<std::string_view> parameterValue(std::string_view word, std::string_view name);

/// The user in the value of AUTH= (RFC 4954 section 5), as those patches read it: of xtext's pairs they know +2B and +3D, any other
/// plus is lost, and for "<>" they write "unknown".
std::string decodeAuthParameter(std::string_view value);

} // namespace spp::smtp
