// SPDX-License-Identifier: MIT
#include "tests/core/runtime/tls_client.h"

#include <QtGlobal>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>

namespace spp::test
{

namespace
{

void showCertificate(SSL_CTX* context, const Certificate& certificate)
{
    if (certificate.certificate.empty())
        return;
    const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new_mem_buf(certificate.certificate.data(), -1), BIO_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> keyText(BIO_new_mem_buf(certificate.key.data(), -1), BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> made(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr),
                                                           X509_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    if (SSL_CTX_use_certificate(context, made.get()) != 1 || SSL_CTX_use_PrivateKey(context, key.get()) != 1)
        qFatal("a test client can't use its certificate");
}

} // namespace

TlsClient::TlsClient(const Options& options, std::deque<Line> script)
    : m_context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      m_connection(nullptr, SSL_free),
      m_script(std::move(script))
{
    SSL_CTX_set_security_level(m_context.get(), 0); // it may be as careless as it likes
    if (options.version != 0) {
        SSL_CTX_set_min_proto_version(m_context.get(), options.version);
        SSL_CTX_set_max_proto_version(m_context.get(), options.version);
    }
    if (!options.ciphers.empty() && SSL_CTX_set_cipher_list(m_context.get(), options.ciphers.c_str()) != 1)
        qFatal("no such ciphers: %s", options.ciphers.c_str());
    showCertificate(m_context.get(), options.certificate);
    m_connection.reset(SSL_new(m_context.get()));
    m_received = BIO_new(BIO_s_mem());
    m_toSend = BIO_new(BIO_s_mem());
    SSL_set_bio(m_connection.get(), m_received, m_toSend);
    SSL_set_connect_state(m_connection.get());
    if (!options.protocols.empty())
        SSL_set_alpn_protos(m_connection.get(), reinterpret_cast<const unsigned char*>(options.protocols.data()),
                            static_cast<unsigned>(options.protocols.size()));
    if (!options.serverName.empty())
        SSL_set_tlsext_host_name(m_connection.get(), options.serverName.c_str());
    if (options.session != nullptr)
        SSL_set_session(m_connection.get(), options.session);
}

void TlsClient::hear(std::string_view bytes)
{
    BIO_write(m_received, bytes.data(), static_cast<int>(bytes.size()));
    progress();
}

std::string TlsClient::talk()
{
    progress();
    if (m_started && !m_script.empty() && BIO_pending(m_toSend) == 0) {
        const Line line = std::move(m_script.front());
        m_script.pop_front();
        ERR_clear_error();
        line(m_connection.get());
    }
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(m_toSend, &bytes);
    std::string taken(bytes, static_cast<std::size_t>(size));
    BIO_reset(m_toSend);
    return taken;
}

std::string TlsClient::protocol() const
{
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(m_connection.get(), &name, &size);
    return name == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(name), size);
}

std::string TlsClient::serverShown() const
{
    const X509* shown = SSL_get0_peer_certificate(m_connection.get());
    std::array<char, 256> name{};
    if (shown != nullptr)
        X509_NAME_get_text_by_NID(X509_get_subject_name(shown), NID_commonName, name.data(), name.size());
    return name.data();
}

void TlsClient::progress()
{
    if (!m_trouble.empty())
        return;
    ERR_clear_error();
    if (!m_started) {
        const int result = SSL_do_handshake(m_connection.get());
        noteOutcome(result);
        m_started = result == 1;
    }
    std::array<char, 16384> buffer{};
    int size = 1;
    while (m_started && m_trouble.empty() && size > 0) {
        ERR_clear_error();
        size = SSL_read(m_connection.get(), buffer.data(), buffer.size());
        noteOutcome(size);
        if (size > 0)
            m_heard.append(buffer.data(), static_cast<std::size_t>(size));
    }
}

void TlsClient::noteOutcome(int result)
{
    const int outcome = SSL_get_error(m_connection.get(), result);
    if (outcome == SSL_ERROR_ZERO_RETURN)
        m_sawClose = true;
    else if (outcome != SSL_ERROR_NONE && outcome != SSL_ERROR_WANT_READ) {
        const char* words = ERR_reason_error_string(ERR_peek_error());
        m_trouble = words != nullptr ? words : "?";
    }
}

TlsClient::Options speaking(int version)
{
    TlsClient::Options options;
    options.version = version;
    return options;
}

TlsClient::Line say(std::string bytes)
{
    return [bytes = std::move(bytes)](SSL* connection) {
        if (SSL_write(connection, bytes.data(), static_cast<int>(bytes.size())) != static_cast<int>(bytes.size()))
            qFatal("a test client can't write");
    };
}

TlsClient::Line sayGoodbye()
{
    return [](SSL* connection) { SSL_shutdown(connection); };
}

TlsClient::Line updateKeys()
{
    return [](SSL* connection) {
        SSL_key_update(connection, SSL_KEY_UPDATE_REQUESTED);
        SSL_do_handshake(connection);
    };
}

TlsClient::Line renegotiate()
{
    return [](SSL* connection) {
        SSL_renegotiate(connection);
        SSL_do_handshake(connection);
    };
}

} // namespace spp::test
