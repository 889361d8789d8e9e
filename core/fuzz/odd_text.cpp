// SPDX-License-Identifier: MIT
#include "core/fuzz/odd_text.h"

#include "core/fuzz/generator.h"

#include <array>

namespace spp::fuzz
{

namespace
{

constexpr std::array<std::string_view, 34> oddParts{
    "'",    "\"",       "`id`", "$(id)",    "$HOME",        ";id", "|id", "&", "*", "?", "[a-z]", "~",  "\\",     "\\n",
    "%s%n", "%00",      "{}",   "()",       "<>",           ",",   ";",   "!", "#", " ", "\t",    "..", "--help", "-n",
    "=",    "\xC3\xA4", "\xFF", "\x80\xFE", "\xE2\x80\xAE", "\x7F"};

constexpr std::array<std::string_view, 10> hosts{
    "mail.example.net", "client.example.net", "example.org",           "mx.example.org",
    "localhost",        "a.b.c.d.e.example",  "xn--mller-kva.example", "192-0-2-25.dyn.example",
    "example.com.",     "host_name.example"};

constexpr std::array<std::string_view, 10> oddHosts{
    "", "[192.0.2.25]", "[IPv6:2001:db8::25]", "192.0.2.25", "2001:db8::25", "friend", ".", "-", "unknown", "a..b"};

constexpr std::array<std::string_view, 12> ipAddresses{
    "192.0.2.25",   "192.0.2.66",       "198.51.100.7", "203.0.113.250",     "127.0.0.1", "10.0.0.1",
    "2001:db8::25", "2001:db8:1:2::99", "::1",          "::ffff:192.0.2.25", "0.0.0.0",   "255.255.255.255"};

constexpr std::array<std::string_view, 8> oddIpAddresses{
    "", "unknown", "192.0.2", "192.0.2.256", "fe80::1%eth0", "::", "1.2.3.4.5", "host.example.net"};

constexpr std::array<std::string_view, 10> mailboxes{"anna", "ben",      "carla", "postmaster", "abuse",
                                                     "info", "no-reply", "root",  "first.last", "MAILER-DAEMON"};

constexpr std::array<std::string_view, 12> oddMailboxes{
    "",         "\"a b\"", "\"a\\\"b\"", "\"a@b\"", "a%b.example", "b!a", ".a", "a.", "a..b", "@a.example,@b.example:c",
    "|/bin/sh", "a@b"};

/// As clients would spell it.
std::string withChangedCase(Chance& chance, std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z' && chance.oneIn(2))
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// The server would stop at these before any plugin sees them, or the scenario's file could not hold them.
std::string trimmed(std::string text)
{
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.pop_back();
    return text;
}

} // namespace

std::string oddText(Chance& chance)
{
    if (chance.oneIn(8)) { // a lot of it
        constexpr std::array<std::size_t, 8> sizes{63, 64, 65, 127, 255, 256, 900, maxOddText};
        const std::string part = chance.oneIn(2) ? "a" : chance.oneOf(oddParts);
        std::string text;
        for (const std::size_t size = sizes[chance.below(sizes.size())]; text.size() < size;)
            text += part;
        return trimmed(text);
    }
    std::string text = chance.oneIn(2) ? chance.oneOf(mailboxes) : "";
    for (std::size_t parts = 1 + chance.below(3); parts > 0; --parts)
        text += chance.oneOf(oddParts);
    return trimmed(chance.oneIn(2) ? text + chance.oneOf(mailboxes) : text);
}

std::string hostName(Chance& chance, const Vocabulary& vocabulary)
{
    if (chance.percent(10))
        return oddText(chance);
    if (chance.percent(20))
        return chance.oneOf(oddHosts);
    if (chance.percent(40) && !vocabulary.hosts().empty())
        return chance.oneOf(vocabulary.hosts());
    if (chance.percent(10) && !vocabulary.words().empty())
        return chance.oneOf(vocabulary.words());
    const std::string name = chance.oneOf(hosts);
    return chance.oneIn(8) ? withChangedCase(chance, name) : name;
}

std::string ipAddress(Chance& chance)
{
    if (chance.percent(10))
        return chance.oneOf(oddIpAddresses);
    if (chance.percent(30))
        return "192.0.2." + std::to_string(chance.below(256));
    return chance.oneOf(ipAddresses);
}

namespace
{

/// @param domains most addresses are in one of these
std::string mailAddress(Chance& chance, const Vocabulary& vocabulary, const std::vector<std::string>& domains)
{
    if (chance.percent(25) && !vocabulary.addresses().empty()) {
        const std::string known = chance.oneOf(vocabulary.addresses());
        return chance.oneIn(6) ? withChangedCase(chance, known) : known;
    }
    if (chance.percent(5))
        return chance.oneIn(2) ? "" : oddText(chance);
    std::string mailbox = chance.percent(15)                                  ? chance.oneOf(oddMailboxes)
                          : chance.percent(12)                                ? oddText(chance)
                          : chance.percent(30) && !vocabulary.words().empty() ? chance.oneOf(vocabulary.words())
                                                                              : chance.oneOf(mailboxes);
    if (chance.percent(12))
        mailbox += "+" + (chance.oneIn(3) ? oddText(chance) : chance.oneOf(mailboxes));
    if (chance.percent(6))
        return mailbox;
    const bool isOurs = !domains.empty() && chance.percent(70);
    return mailbox + "@" + (isOurs ? chance.oneOf(domains) : hostName(chance, vocabulary));
}

} // namespace

std::string senderAddress(Chance& chance, const Vocabulary& vocabulary)
{
    return mailAddress(chance, vocabulary, {});
}

std::string recipientAddress(Chance& chance, const Vocabulary& vocabulary)
{
    return mailAddress(chance, vocabulary, vocabulary.domains());
}

} // namespace spp::fuzz
