// SPDX-License-Identifier: MIT
#include "core/runtime/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cstring>

namespace spp::runtime
{

namespace
{

/// The protocols we speak, as ALPN lists them: a length, then the name.
constexpr std::array<unsigned char, 5> ourProtocols{4, 's', 'm', 't', 'p'};

/// A client that wants to speak something else was led to us by somebody (ALPACA): it is refused (no_application_protocol).
int selectProtocol(SSL*, const unsigned char** chosen, unsigned char* chosenSize, const unsigned char* offered,
                   unsigned int offeredSize, void*)
{
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, chosenSize, ourProtocols.data(), ourProtocols.size(), offered, offeredSize) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

/// There is nobody to ask for a passphrase.
int refusePassphrase(char*, int, int, void*)
{
    return -1;
}

/// What OpenSSL noted first: what it notes later is a consequence.
std::string reason()
{
    const unsigned long error = ERR_get_error();
    ERR_clear_error();
    if (ERR_SYSTEM_ERROR(error))
        return std::strerror(ERR_GET_REASON(error));
    const char* words = ERR_reason_error_string(error);
    return words != nullptr ? words : "unknown error";
}

bool insistOnSafety(SSL_CTX* context)
{
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_NO_TICKET | SSL_OP_CLEANSE_PLAINTEXT);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, refusePassphrase);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 && SSL_CTX_set_num_tickets(context, 0) == 1 &&
           SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

} // namespace

Result<TlsContext> TlsContext::read(const std::string& pemPath)
{
    ERR_clear_error();
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    if (!context || !insistOnSafety(context.get()))
        return fail(Fault::Internal, "OpenSSL can't be used: " + reason());
    if (SSL_CTX_use_certificate_chain_file(context.get(), pemPath.c_str()) != 1)
        return fail(Fault::Configuration,
                    pemPath + ": no certificate can be read: " + reason() +
                        "; put the server's certificate there in PEM form, then those of its issuers, "
                        "and its private key");
    if (SSL_CTX_use_PrivateKey_file(context.get(), pemPath.c_str(), SSL_FILETYPE_PEM) != 1)
        return fail(Fault::Configuration, pemPath + ": no private key of its certificate can be read: " + reason() +
                                              "; add the key in PEM form, without a passphrase");
    return TlsContext(context);
}

} // namespace spp::runtime
