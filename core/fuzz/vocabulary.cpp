// SPDX-License-Identifier: MIT
#include "core/fuzz/vocabulary.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::fuzz
{

namespace
{

constexpr std::string_view tokenChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.@:";
constexpr std::size_t shortest = 3;
constexpr std::size_t longest = 60;
/// A file that is larger is data, and its beginning is as good as the rest.
constexpr std::size_t maxLearned = 256UL * 1024;

std::string_view withoutMarks(std::string_view token)
{
    const auto begin = std::min(token.find_first_not_of(".:-+"), token.size());
    const auto end = token.find_last_not_of(".:-+");
    return end == std::string_view::npos ? std::string_view() : token.substr(begin, end + 1 - begin);
}

void keep(std::vector<std::string>& list, std::string_view token)
{
    if (list.size() < Vocabulary::most && std::ranges::find(list, token) == list.end())
        list.emplace_back(token);
}

} // namespace

void Vocabulary::learn(std::string_view bytes)
{
    bytes = bytes.substr(0, maxLearned);
    if (bytes.find('\0') != std::string_view::npos)
        return;
    while (!bytes.empty()) {
        const auto begin = std::min(bytes.find_first_of(tokenChars), bytes.size());
        const auto end = std::min(bytes.find_first_not_of(tokenChars, begin), bytes.size());
        const std::string_view token = withoutMarks(bytes.substr(begin, end - begin));
        bytes.remove_prefix(end);
        if (token.size() < shortest || token.size() > longest)
            continue;
        if (token.find('@') != std::string_view::npos)
            keep(m_addresses, token);
        else if (token.find('.') != std::string_view::npos || token.find(':') != std::string_view::npos)
            keep(m_hosts, token);
        else
            keep(m_words, token);
    }
}

void Vocabulary::learnDomains(std::string_view rcptHosts)
{
    Vocabulary learnt;
    learnt.learn(rcptHosts);
    m_domains = learnt.m_hosts;
    learn(rcptHosts);
}

} // namespace spp::fuzz
