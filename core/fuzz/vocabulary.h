// SPDX-License-Identifier: MIT
/// Words that mean something in a home: from its control files, its scenarios, the sources of its plugins. A made-up client uses them
/// beside its own, since chance alone finds no “spamtrap@old.example.net”. A value; pure; accepts any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::fuzz
{

class Vocabulary
{
public:
    /// Of each kind so many are kept; what comes first counts.
    static constexpr std::size_t most = 500;

    void learn(std::string_view bytes);
    /// The same of control/rcpthosts: mail for these domains is taken.
    void learnDomains(std::string_view rcptHosts);

    /// "anna@example.org"
    const std::vector<std::string>& addresses() const { return m_addresses; }
    /// "mail.example.org", "192.0.2.1": whatever has a dot within
    const std::vector<std::string>& hosts() const { return m_hosts; }
    /// Those that mail is taken for
    const std::vector<std::string>& domains() const { return m_domains; }
    /// Any other word of letters, digits, _ and -
    const std::vector<std::string>& words() const { return m_words; }

private:
    std::vector<std::string> m_addresses;
    std::vector<std::string> m_hosts;
    std::vector<std::string> m_domains;
    std::vector<std::string> m_words;
};

} // namespace spp::fuzz
