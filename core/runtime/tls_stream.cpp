// SPDX-License-Identifier: MIT
#include "core/runtime/tls_stream.h"

#include "core/runtime/tls_facts.h"

#include <asio/error.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>

namespace spp::runtime
{

namespace
{

/// The largest record (RFC 8446, section 5.1).
constexpr std::size_t recordSize = 16UL * 1024;

/// One read from below. A record may take several, so that thousands of idle sessions stay small.
constexpr std::size_t readSize = 8UL * 1024;

} // namespace

void TlsStream::Free::operator()(SSL* connection) const
{
    SSL_free(connection);
}

TlsStream::TlsStream(const asio::any_io_executor& executor, const TlsContext& context, Stream& inner)
    : m_inner(inner),
      m_context(context),
      m_connection(m_context.makeConnection()),
      m_flushed(executor, asio::steady_timer::time_point::max())
{
    m_received = BIO_new(BIO_s_mem());
    m_toSend = BIO_new(BIO_s_mem());
    SSL_set_bio(m_connection.get(), m_received, m_toSend);
    SSL_set_accept_state(m_connection.get());
}

TlsStream::~TlsStream() = default;

asio::awaitable<session::TlsStarted> TlsStream::handshake()
{
    const std::error_code error = co_await perform([this] { return SSL_do_handshake(m_connection.get()); });
    if (error && m_trouble.empty())
        m_trouble = "TLS did not start: " + error.message();
    if (!error)
        co_return describeTls(m_connection.get());
    session::TlsStarted failed;
    failed.trouble = m_openSslTrouble;
    co_return failed;
}

asio::awaitable<IoResult> TlsStream::read(std::span<char> buffer)
{
    IoResult result;
    result.error =
        co_await perform([&] { return SSL_read_ex(m_connection.get(), buffer.data(), buffer.size(), &result.size); });
    co_return result;
}

asio::awaitable<std::error_code> TlsStream::write(std::string_view bytes)
{
    const unsigned cancels = m_cancels;
    while (!bytes.empty() && !m_writeError) {
        const std::string_view record = bytes.substr(0, recordSize);
        bytes.remove_prefix(record.size());
        std::size_t size = 0;
        ERR_clear_error();
        if (SSL_write_ex(m_connection.get(), record.data(), record.size(), &size) != 1)
            m_writeError = noteTrouble();
        else
            co_await flush(cancels);
    }
    co_return m_writeError;
}

asio::awaitable<void> TlsStream::finish()
{
    if (m_readError || m_writeError)
        co_return; // there is no TLS to be ended any more
    ERR_clear_error();
    SSL_shutdown(m_connection.get());
    co_await flush(m_cancels);
}

void TlsStream::cancel()
{
    ++m_cancels; // what is between two steps below is pending as well
    m_inner.cancel();
}

void TlsStream::close()
{
    m_inner.close();
}

std::string TlsStream::cipher() const
{
    return SSL_get_cipher_name(m_connection.get());
}

std::string TlsStream::protocol() const
{
    return SSL_get_version(m_connection.get());
}

/// Calls OpenSSL until it has what it needs from the client. It may have something to tell the client meanwhile: keys, alerts.
asio::awaitable<std::error_code> TlsStream::perform(std::function<int()> call)
{
    const unsigned cancels = m_cancels;
    while (!m_readError) {
        ERR_clear_error();
        const int outcome = SSL_get_error(m_connection.get(), call());
        if (outcome != SSL_ERROR_NONE && outcome != SSL_ERROR_ZERO_RETURN && outcome != SSL_ERROR_WANT_READ)
            m_readError = noteTrouble();
        std::error_code error;
        if (BIO_pending(m_toSend) > 0)
            error = co_await flush(cancels);
        if (outcome == SSL_ERROR_NONE || outcome == SSL_ERROR_ZERO_RETURN)
            co_return std::error_code();
        if (!error && m_cancels != cancels)
            error = asio::error::operation_aborted;
        if (!error && !m_readError)
            error = co_await feed();
        if (error)
            co_return error;
    }
    co_return m_readError;
}

/// Takes what has come from the client.
asio::awaitable<std::error_code> TlsStream::feed()
{
    m_buffer.resize(readSize);
    const IoResult got = co_await m_inner.read(m_buffer);
    if (got.error)
        co_return got.error;
    if (got.ended()) {
        m_trouble = "the client closed the connection without ending TLS";
        m_readError = std::make_error_code(std::errc::connection_reset);
        co_return m_readError;
    }
    BIO_write(m_received, m_buffer.data(), static_cast<int>(got.size));
    co_return std::error_code();
}

/// Sends what is to be sent. A read and a write may both want to: one waits for the other.
asio::awaitable<std::error_code> TlsStream::flush(unsigned cancels)
{
    while (m_flushing) {
        std::error_code woken;
        co_await m_flushed.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    m_flushing = true;
    while (!m_writeError && BIO_pending(m_toSend) > 0) {
        if (m_cancels != cancels) {
            m_writeError = asio::error::operation_aborted;
            break;
        }
        const std::string bytes = takeOutput();
        m_writeError = co_await m_inner.write(bytes);
    }
    m_flushing = false;
    m_flushed.cancel();
    co_return m_writeError;
}

std::string TlsStream::takeOutput()
{
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(m_toSend, &bytes);
    std::string taken(bytes, static_cast<std::size_t>(size));
    BIO_reset(m_toSend);
    return taken;
}

/// @return the error that all further reads, or writes, end with
std::error_code TlsStream::noteTrouble()
{
    const unsigned long error = ERR_get_error();
    const char* words = ERR_reason_error_string(error);
    std::array<char, 256> text{};
    if (error != 0)
        ERR_error_string_n(error, text.data(), text.size());
    m_openSslTrouble = text.data();
    m_trouble = std::string("TLS failed: ") + (words != nullptr ? words : "OpenSSL does not say why");
    ERR_clear_error();
    return std::make_error_code(std::errc::protocol_error);
}

} // namespace spp::runtime
