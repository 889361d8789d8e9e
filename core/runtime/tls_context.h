// SPDX-License-Identifier: MIT
/// What a TLS server shows its clients: certificate, chain and private key, and what it insists on: TLS 1.2 or later, ciphers with
/// forward secrecy and authentication, no renegotiation, no compression, no resumption, and ALPN, if a client uses it, for "smtp".
/// Copies share one context; it may be used by several threads. Sources: SSL_CTX_new(3), RFC 8446, RFC 7301, RFC 9325.
#pragma once

#include "core/base/error.h"

#include <memory>
#include <string>

#include <openssl/types.h>

namespace spp::runtime
{

class TlsContext
{
public:
    /// @param pemPath control/servercert.pem: the certificate, then its chain; the private key, without a passphrase, anywhere
    static Result<TlsContext> read(const std::string& pemPath);

    SSL_CTX* get() const { return m_context.get(); }

private:
    explicit TlsContext(std::shared_ptr<SSL_CTX> context) : m_context(std::move(context)) {}

    std::shared_ptr<SSL_CTX> m_context;
};

} // namespace spp::runtime
