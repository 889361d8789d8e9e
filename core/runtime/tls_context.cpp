// SPDX-License-Identifier: MIT
#include "core/runtime/tls_context.h"

#include "core/base/text.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

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

/// nullptr: there is none for it. The name is the client's: any bytes but NUL.
const TlsContext* findName(const TlsContext::Names& names, std::string_view asked)
{
    std::string name = text::lower(asked);
    if (name.ends_with('.'))
        name.pop_back();
    auto found = names.find(name);
    if (const auto dot = name.find('.'); found == names.end() && dot != std::string::npos && dot > 0)
        found = names.find("*" + name.substr(dot));
    return found == names.end() ? nullptr : &found->second;
}

int selectCertificate(SSL* connection, int*, void*)
{
    const auto* names = static_cast<const TlsContext::Names*>(SSL_get_app_data(connection));
    const char* asked = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
    const TlsContext* found = names != nullptr && asked != nullptr ? findName(*names, asked) : nullptr;
    if (found == nullptr)
        return SSL_TLSEXT_ERR_NOACK;
    SSL_set_SSL_CTX(connection, found->get());
    return SSL_TLSEXT_ERR_OK;
}

/// What is wrong with a client's certificate is noted by OpenSSL; the session goes on without it.
int acceptAnyCertificate(int, X509_STORE_CTX*)
{
    return 1;
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
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_alpn_select_cb(context, selectProtocol, nullptr);
    SSL_CTX_set_tlsext_servername_callback(context, selectCertificate);
    SSL_CTX_set_default_passwd_cb(context, refusePassphrase);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 && SSL_CTX_set_num_tickets(context, 0) == 1 &&
           SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
}

tl::unexpected<Error> noIssuers(const std::string& path)
{
    return fail(Fault::Configuration, path + ": no certificates of issuers can be read: " + reason() +
                                          "; put those there, in PEM form, whose word for clients is to be believed");
}

Result<void> askForCertificates(SSL_CTX* context, const std::string& issuersPath)
{
    // A client with more between its certificate and ours shows them in vain.
    constexpr int longestChain = 8;
    STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(issuersPath.c_str());
    if (names == nullptr || SSL_CTX_load_verify_file(context, issuersPath.c_str()) != 1) {
        sk_X509_NAME_pop_free(names, X509_NAME_free);
        return noIssuers(issuersPath);
    }
    SSL_CTX_set_client_CA_list(context, names);
    SSL_CTX_set_verify_depth(context, longestChain);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, acceptAnyCertificate);
    return {};
}

} // namespace

Result<void> TlsContext::checkIssuers(const std::string& path)
{
    ERR_clear_error();
    STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(path.c_str());
    if (names == nullptr)
        return noIssuers(path);
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    return {};
}

TlsContext TlsContext::withNames(std::shared_ptr<const Names> names) const
{
    TlsContext all = *this;
    all.m_names = std::move(names);
    return all;
}

SSL* TlsContext::makeConnection() const
{
    SSL* connection = SSL_new(m_context.get());
    SSL_set_app_data(connection, const_cast<Names*>(m_names.get())); // it is only looked at
    return connection;
}

Result<TlsContext> TlsContext::read(const std::string& pemPath, const std::string& issuersPath)
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
    if (!issuersPath.empty())
        if (auto asking = askForCertificates(context.get(), issuersPath); !asking)
            return tl::unexpected<Error>(asking.error());
    return TlsContext(context);
}

} // namespace spp::runtime
