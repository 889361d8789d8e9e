// SPDX-License-Identifier: MIT
/// A client behind TLS, on any other stream: we are the server. What the client sends and what it is sent pass through memory, at
/// most a few records (16 KiB each) of them.
/// The stream below is borrowed and must outlive this one; nothing else may read from or write to it meanwhile.
/// Once a write was cancelled or failed, all later ones fail: part of a record may be gone. A cancelled read can be repeated.
/// Used on its executor only; must outlive what is pending. Sources: ssl(7), RFC 8446, RFC 5246.
#pragma once

#include "core/runtime/stream.h"
#include "core/runtime/tls_context.h"
#include "core/session/event.h"

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <string>

namespace spp::runtime
{

class TlsStream : public Stream
{
public:
    TlsStream(const asio::any_io_executor& executor, const TlsContext& context, Stream& inner);
    ~TlsStream() override;
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    /// Comes first. If it fails, trouble() says why, and only close() is left.
    asio::awaitable<session::TlsStarted> handshake();

    /// The end is what the client declared as such (close_notify); a connection that merely ends is an error: bytes may be missing.
    asio::awaitable<IoResult> read(std::span<char> buffer) override;
    asio::awaitable<std::error_code> write(std::string_view bytes) override;
    /// Tells the client that nothing more will come (close_notify). The last thing written, before close().
    asio::awaitable<void> finish();
    void cancel() override;
    /// At once: what finish() does is left out.
    void close() override;

    std::string cipher() const;   ///< "TLS_AES_256_GCM_SHA384"
    std::string protocol() const; ///< "TLSv1.3"
    /// Why TLS failed, for a log; empty if it did not.
    const std::string& trouble() const { return m_trouble; }

private:
    struct Free
    {
        void operator()(SSL* connection) const;
    };

    asio::awaitable<std::error_code> perform(std::function<int()> call);
    asio::awaitable<std::error_code> feed();
    asio::awaitable<std::error_code> flush(unsigned cancels);
    std::string takeOutput();
    std::error_code noteTrouble();

    Stream& m_inner;
    TlsContext m_context;
    std::unique_ptr<SSL, Free> m_connection;
    BIO* m_received = nullptr; ///< from the client, not yet decrypted; owned by the connection
    BIO* m_toSend = nullptr;   ///< to the client, encrypted; owned by the connection
    std::string m_buffer;      ///< for one read from below
    asio::steady_timer m_flushed;
    bool m_flushing = false;
    unsigned m_cancels = 0; ///< how often cancel() was called
    std::error_code m_readError;
    std::error_code m_writeError;
    std::string m_trouble;
    std::string m_openSslTrouble; ///< the same, as OpenSSL formats it
};

} // namespace spp::runtime
