// SPDX-License-Identifier: MIT
#include "core/session/tls_variables.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace spp::session
{

namespace
{

constexpr std::array tlsVariables{"SSL_PROTOCOL",       "SSL_CIPHER",        "SSL_CIPHER_USEKEYSIZE",
                                  "SSL_TLS_SNI",        "SSL_CLIENT_VERIFY", "SSL_CLIENT_S_DN",
                                  "SSL_CLIENT_S_DN_CN", "SSL_CLIENT_I_DN",   "SSL_CLIENT_M_SERIAL"};

bool isHostName(std::string_view name)
{
    constexpr std::size_t longest = 255;
    return !name.empty() && name.size() <= longest &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
}

/// UTF-8 without control characters; what can't be shown is a question mark.
std::string cleaned(std::string_view bytes)
{
    constexpr unsigned char firstAboveAscii = 0x80;
    constexpr unsigned char continuationMask = 0xC0;
    std::string clean(bytes.substr(0, longestTlsVariable));
    if (clean.size() < bytes.size()) // not in the midst of a character
        while (!clean.empty() &&
               (static_cast<unsigned char>(bytes[clean.size()]) & continuationMask) == firstAboveAscii)
            clean.pop_back();
    const bool isUtf8 = text::isUtf8(clean);
    for (char& c : clean)
        if (text::hasControlByte({&c, 1}) || (!isUtf8 && static_cast<unsigned char>(c) >= firstAboveAscii))
            c = '?';
    return clean;
}

} // namespace

void setTlsVariables(plugin::Environment& environment, const TlsStarted& tls)
{
    for (const char* name : tlsVariables)
        environment.unset(name);
    const auto set = [&](const char* name, std::string_view value) {
        if (!value.empty())
            environment.set(name, cleaned(value));
    };
    set("SSL_PROTOCOL", tls.protocol);
    set("SSL_CIPHER", tls.cipher);
    if (tls.keyBits > 0)
        set("SSL_CIPHER_USEKEYSIZE", std::to_string(tls.keyBits));
    if (const std::string name = text::lower(tls.serverName); isHostName(name))
        set("SSL_TLS_SNI", name);
    set("SSL_CLIENT_VERIFY", tls.client ? "SUCCESS" : tls.distrust.empty() ? "NONE" : "FAILED:" + tls.distrust);
    if (!tls.client)
        return;
    set("SSL_CLIENT_S_DN", tls.client->subject);
    set("SSL_CLIENT_S_DN_CN", tls.client->commonName);
    set("SSL_CLIENT_I_DN", tls.client->issuer);
    set("SSL_CLIENT_M_SERIAL", tls.client->serial);
}

void copyTlsVariables(const plugin::Environment& from, plugin::Environment& to)
{
    for (const char* name : tlsVariables) {
        const auto value = from.value(name);
        to.unset(name);
        if (value)
            to.set(name, *value);
    }
}

} // namespace spp::session
