// SPDX-License-Identifier: MIT
/// A TLS client that lives in memory: it hears what a server sends, and talks: first the handshake, then one line of its script
/// after the other, then nothing.
#pragma once

#include "tests/core/runtime/certificate.h"

#include <openssl/ssl.h>

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace spp::test
{

class TlsClient
{
public:
    struct Options
    {
        int version = 0;                ///< the only one it speaks, TLS1_2_VERSION for example; 0: those of the library
        std::string ciphers;            ///< of TLS 1.2 and below; empty: those of the library
        std::string protocols;          ///< of ALPN, a length before each name; empty: none
        SSL_SESSION* session = nullptr; ///< to be resumed
        std::string serverName;         ///< that it asks for; empty: none
        Certificate certificate;        ///< that it shows, if it is asked for one; empty: none
    };
    using Line = std::function<void(SSL*)>;

    TlsClient(const Options& options, std::deque<Line> script);

    void hear(std::string_view bytes);
    /// The next bytes for the server. Empty: it waits for an answer, or has nothing more to say.
    std::string talk();

    const std::string& heard() const { return m_heard; }
    bool started() const { return m_started; }
    bool sawClose() const { return m_sawClose; } ///< the server said that nothing more comes
    const std::string& trouble() const { return m_trouble; }
    std::string protocol() const;    ///< what ALPN agreed on
    std::string serverShown() const; ///< the common name of the server's certificate
    SSL* connection() const { return m_connection.get(); }

private:
    void progress();
    void noteOutcome(int result);

    std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> m_context;
    std::unique_ptr<SSL, void (*)(SSL*)> m_connection;
    BIO* m_received = nullptr;
    BIO* m_toSend = nullptr;
    std::deque<Line> m_script;
    std::string m_heard;
    std::string m_trouble;
    bool m_started = false;
    bool m_sawClose = false;
};

/// Options of a client that speaks this version alone.
TlsClient::Options speaking(int version);

/// Lines of a script.
TlsClient::Line say(std::string bytes);
TlsClient::Line sayGoodbye();  ///< close_notify
TlsClient::Line updateKeys();  ///< TLS 1.3; asks the server to do the same
TlsClient::Line renegotiate(); ///< TLS 1.2

} // namespace spp::test
