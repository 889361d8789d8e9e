// SPDX-License-Identifier: MIT
#include "core/plugin/variables.h"

#include <algorithm>
#include <array>

namespace spp::plugin
{

namespace
{

using control::Section;

constexpr auto variableTable = std::to_array<Variable>({
    {"SMTPHELOHOST", "what the client said behind HELO or EHLO, as it stands", Section::Helo, true},
    {"SMTPMAILFROM", "the sender's address; empty for <>, the sender of bounces", Section::Mail, true},
    {"SMTPRCPTTO", "the recipient's address, of this RCPT", Section::Rcpt, true},
    {"SMTPRCPTCOUNT", "recipients accepted in this transaction before this one (in [pass], with it)", Section::Rcpt},
    {"SMTPRCPTCOUNTALL", "recipients named in this transaction, refused ones and this one included", Section::Rcpt},
    {"SMTPRCPTHOSTSOK", "1 if the recipient's domain stands in rcpthosts or the client may relay, else 0",
     Section::Rcpt},
    {"SMTPAUTHUSER", "the name that the client has logged in with", std::nullopt, true},
    {"SMTPAUTHMETHOD", "how it logged in: login, plain or cram-md5"},
    {"SMTP_AUTH_USER", "the name that the client has logged in with, in the dialect sagredo", std::nullopt, true},
    {"SPP_SESSION_ID", "tells this session from all others; in the dialect modern"},
    {"SPP_EVENT", "the section that runs; in the dialect modern"},
    {"TCPREMOTEIP", "the client's IP address"},
    {"TCPREMOTEHOST", "the client's host name, by reverse look-up; may be missing", std::nullopt, true},
    {"TCPREMOTEINFO", "what the client's machine says of its user; after a login the user's name", std::nullopt, true},
    {"TCPREMOTEPORT", "the client's port"},
    {"TCPLOCALIP", "the server's IP address, of this connection"},
    {"TCPLOCALHOST", "the server's host name"},
    {"TCPLOCALPORT", "the server's port"},
    {"TCP6*", "the same for IPv6, where the server is patched for it"},
    {"SSL_PROTOCOL", "inside TLS: its version, such as TLSv1.3; in the dialect modern"},
    {"SSL_CIPHER", "inside TLS: the cipher, such as TLS_AES_256_GCM_SHA384; in the dialect modern"},
    {"SSL_CIPHER_USEKEYSIZE", "inside TLS: the bits of its key; in the dialect modern"},
    {"SSL_TLS_SNI", "inside TLS: the name of the server that the client has asked for, if any; in the dialect modern",
     std::nullopt, true},
    {"SSL_CLIENT_VERIFY",
     "inside TLS: what is thought of the client's certificate: SUCCESS, FAILED:reason, or NONE if it has shown none; "
     "in the "
     "dialect modern"},
    {"SSL*", "about TLS, where the server below tcpserver sets them, or of the client's certificate", std::nullopt,
     true},
    {"TLS*", "about TLS, where the server sets them", std::nullopt, true},
    {"PROTO", "TCP, TCP6 or SSL"},
    {"RELAYCLIENT", "set: this client may send to any domain; its text is added to each recipient"},
    {"DATABYTES", "the largest message in bytes, instead of control/databytes"},
    {"NOSPP", "set: the server runs no plugins"},
    {"ENABLE_SPP", "set: the dialect sagredo runs plugins"},
    {"SPPCONFFILE", "another file instead of control/smtpplugins"},
    {"QMAILQUEUE", "the program that takes the message, instead of qmail-queue"},
    {"SMTPAUTH", "whether the dialect qmail-spp-auth-tls offers AUTH"},
    {"SPFRESULT", "what SPF says of the sender, in the dialect sagredo"},
    {"RBLRESULT", "what DNS lists say of the client, in the dialect sagredo"},
    {"RBLSMTPD", "set by rblsmtpd or the rules of tcpserver: why this client is refused"},
});

} // namespace

std::span<const Variable> variables()
{
    return variableTable;
}

const Variable* findVariable(std::string_view name)
{
    const auto found = std::find_if(variableTable.begin(), variableTable.end(), [&](const Variable& each) {
        return each.name.ends_with('*') ? name.starts_with(each.name.substr(0, each.name.size() - 1))
                                        : name == each.name;
    });
    return found == variableTable.end() ? nullptr : &*found;
}

} // namespace spp::plugin
