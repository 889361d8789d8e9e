// SPDX-License-Identifier: MIT
/// What a TLS server shows its clients: certificate, chain and private key, and what it insists on: TLS 1.2 or later, ciphers with
/// forward secrecy and authentication, no renegotiation, no compression, no resumption, and ALPN, if a client uses it, for "smtp".
/// Clients that ask for a name (SNI) may be shown another certificate; they may be asked for one of their own, which they need not have.
/// Copies share one context; it may be used by several threads. Sources: SSL_CTX_new(3), RFC 8446, RFC 6066, RFC 7301, RFC 9325.
#pragma once

#include "core/base/error.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <openssl/types.h>

namespace spp::runtime
{

class TlsContext
{
public:
    /// By host names in small letters: "mx.example.org", or "*.example.org" for all that have one label more.
    using Names = std::map<std::string, TlsContext, std::less<>>;

    /// @param pemPath control/servercert.pem: the certificate, then its chain; the private key, without a passphrase, anywhere
    /// @param issuersPath certificates of those whose word for clients is believed; empty: clients are asked for none
    static Result<TlsContext> read(const std::string& pemPath, const std::string& issuersPath = {});
    /// Whether there are certificates of issuers.
    static Result<void> checkIssuers(const std::string& path);

    /// The same, with others for clients that ask for one of these names; whoever asks for none of them is shown this one.
    TlsContext withNames(std::shared_ptr<const Names> names) const;

    /// The server's side of a connection, before its handshake; to be freed. This, or a copy, must outlive it.
    SSL* makeConnection() const;
    SSL_CTX* get() const { return m_context.get(); }

private:
    explicit TlsContext(std::shared_ptr<SSL_CTX> context) : m_context(std::move(context)) {}

    std::shared_ptr<SSL_CTX> m_context;
    std::shared_ptr<const Names> m_names;
};

} // namespace spp::runtime
