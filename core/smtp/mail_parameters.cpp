// SPDX-License-Identifier: MIT
#include "core/smtp/mail_parameters.h"

#include "core/base/text.h"
#include "core/smtp/address.h"

#include <algorithm>

namespace spp::smtp
{

namespace
{

std::vector<std::string_view> words(std::string_view bytes)
{
    std::vector<std::string_view> result;
    while (!bytes.empty()) {
        const std::string_view word = bytes.substr(0, bytes.find(' '));
        if (!word.empty())
            result.push_back(word);
        bytes.remove_prefix(std::min(word.size() + 1, bytes.size()));
    }
    return result;
}

} // namespace

std::vector<std::string_view> mailParameters(std::string_view argument)
{
    return words(addressParameters(argument));
}

std::vector<std::string_view> mailParametersAnywhere(std::string_view argument)
{
    constexpr std::size_t shortestCommand = 5; // "FROM:"
    const auto bracket = argument.find('>');
    if (bracket == std::string_view::npos || bracket < shortestCommand)
        return {};
    return words(argument.substr(1));
}

std::optional<std::string_view> parameterValue(std::string_view word, std::string_view name)
{
    const bool isNamed = word.size() > name.size() && word[name.size()] == '=' &&
                         text::equalsIgnoringCase(word.substr(0, name.size()), name);
    return isNamed ? std::optional(word.substr(name.size() + 1)) : std::nullopt;
}

std::string decodeAuthParameter(std::string_view value)
{
    if (value.starts_with("<>"))
        return "unknown";
    std::string user;
    while (!value.empty()) {
        const std::string_view pair = value.substr(0, 3);
        const bool isPlus = text::equalsIgnoringCase(pair, "+2B");
        const bool isEquals = text::equalsIgnoringCase(pair, "+3D");
        if (isPlus || isEquals)
            user += isPlus ? '+' : '=';
        else if (value.front() != '+')
            user += value.front();
        value.remove_prefix(isPlus || isEquals ? pair.size() : 1);
    }
    return user;
}

} // namespace spp::smtp
