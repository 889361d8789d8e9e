// SPDX-License-Identifier: MIT
/// A server by LMTP or SMTP that answers as it is told, for the tests of NextHop: over TCP or a unix socket, on the test's loop.
#pragma once

#include "core/runtime/io.h"
#include "core/runtime/queue/hop.h"
#include "core/runtime/tcp_stream.h"
#include "core/runtime/tls_stream.h"
#include "tests/core/runtime/loop.h"

#include <asio/detached.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::test
{

struct HopScript
{
    static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();

    runtime::Hop::Protocol protocol = runtime::Hop::Protocol::Lmtp;
    std::string greeting = "220 hop.example.org\r\n";
    std::string hello = "250-hop.example.org\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE\r\n";
    /// What is said to a command of a connection, counted from 1; nullopt: what suits it. An empty text is silence.
    std::function<std::optional<std::string>(const std::string& command, int connection)> answer = {};
    /// What is said to each recipient behind the message, in LMTP, or to all of it; the last one is said again.
    std::vector<std::string> ends = {"250 2.0.0 queued\r\n"};
    std::size_t saysAtMost = unlimited;       ///< bytes of a connection; then it closes
    std::size_t hearsAtMost = unlimited;      ///< the same
    const runtime::TlsContext* tls = nullptr; ///< for STARTTLS
};

class ScriptedHop
{
public:
    /// @param path of a unix socket; empty: TCP
    ScriptedHop(Loop& loop, HopScript script, const std::string& path = {})
        : m_loop(loop), m_script(std::move(script)), m_tcp(loop.executor()), m_unix(loop.executor())
    {
        runtime::ServerAddress address;
        if (path.empty()) {
            m_tcp = Tcp::acceptor(loop.executor(), {asio::ip::address_v4::loopback(), 0});
            address = {"127.0.0.1", std::to_string(m_tcp.local_endpoint().port())};
            asio::co_spawn(loop.context(), acceptTcp(), asio::detached);
        } else {
            m_unix = Unix::acceptor(loop.executor(), Unix::endpoint(path));
            address.path = path;
            asio::co_spawn(loop.context(), acceptUnix(), asio::detached);
        }
        m_hop = {m_script.protocol, std::move(address)};
    }

    const runtime::Hop& hop() const { return m_hop; }

    std::vector<std::string> commands; ///< of all connections
    std::vector<std::string> messages; ///< as they came, with their last dot
    std::vector<std::size_t> said;     ///< bytes, of each connection
    std::vector<std::size_t> heard;    ///< the same
    int connections = 0;
    int open = 0;
    int mostOpen = 0;

    bool hasHeard(const std::string& command) const
    {
        return std::find(commands.begin(), commands.end(), command) != commands.end();
    }

private:
    using Tcp = asio::ip::tcp;
    using Unix = asio::local::stream_protocol;

    class UnixStream : public runtime::Stream
    {
    public:
        explicit UnixStream(Unix::socket socket) : m_socket(std::move(socket)) {}
        asio::awaitable<runtime::IoResult> read(std::span<char> buffer) override
        {
            return runtime::readSome(m_socket, buffer);
        }
        asio::awaitable<std::error_code> write(std::string_view bytes) override
        {
            return runtime::writeAll(m_socket, bytes);
        }
        void cancel() override { m_socket.cancel(); }
        void close() override { m_socket.close(); }

    private:
        Unix::socket m_socket;
    };

    /// One connection.
    struct Talk
    {
        std::unique_ptr<runtime::Stream> plain;
        std::unique_ptr<runtime::TlsStream> tls = nullptr;
        int number = 0;
        std::string input = {};
        std::size_t recipients = 0;
        bool isOver = false;

        runtime::Stream& stream() { return tls ? *tls : *plain; }
    };

    asio::awaitable<void> acceptTcp()
    {
        for (;;) {
            std::error_code error;
            auto socket = co_await m_tcp.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (error)
                co_return;
            start(std::make_unique<runtime::TcpStream>(std::move(socket)));
        }
    }

    asio::awaitable<void> acceptUnix()
    {
        for (;;) {
            std::error_code error;
            auto socket = co_await m_unix.async_accept(asio::redirect_error(asio::use_awaitable, error));
            if (error)
                co_return;
            start(std::make_unique<UnixStream>(std::move(socket)));
        }
    }

    void start(std::unique_ptr<runtime::Stream> stream)
    {
        auto talk = std::make_shared<Talk>();
        talk->plain = std::move(stream);
        talk->number = ++connections;
        said.push_back(0);
        heard.push_back(0);
        mostOpen = std::max(mostOpen, ++open);
        asio::co_spawn(m_loop.context(), serve(std::move(talk)), asio::detached);
    }

    asio::awaitable<void> serve(std::shared_ptr<Talk> talk)
    {
        co_await say(*talk, m_script.greeting);
        while (!talk->isOver) {
            const std::string command = co_await readUntil(*talk, "\r\n");
            if (!talk->isOver)
                co_await obey(*talk, command.substr(0, command.size() - 2));
        }
        talk->stream().close();
        --open;
    }

    asio::awaitable<void> obey(Talk& talk, const std::string& command)
    {
        commands.push_back(command);
        const std::string verb = command.substr(0, 4);
        std::optional<std::string> answer;
        if (m_script.answer)
            answer = m_script.answer(command, talk.number);
        if (!answer)
            answer = usual(verb);
        if (verb == "RSET" || verb == "MAIL")
            talk.recipients = 0;
        if (verb == "RCPT" && answer->starts_with('2'))
            ++talk.recipients;
        co_await say(talk, *answer);
        talk.isOver = talk.isOver || verb == "QUIT";
        if (talk.isOver)
            co_return;
        if (verb == "DATA" && answer->starts_with("354"))
            co_await takeMessage(talk);
        if (verb == "STAR" && answer->starts_with('2') && m_script.tls != nullptr) {
            talk.input.clear();
            talk.tls = std::make_unique<runtime::TlsStream>(m_loop.executor(), *m_script.tls, *talk.plain);
            const auto started = co_await talk.tls->handshake();
            talk.isOver = !started.ok;
        }
    }

    std::string usual(const std::string& verb) const
    {
        if (verb == "EHLO" || verb == "LHLO")
            return m_script.hello;
        if (verb == "DATA")
            return "354 go ahead\r\n";
        return verb == "QUIT" ? "221 bye\r\n" : "250 2.0.0 ok\r\n";
    }

    asio::awaitable<void> takeMessage(Talk& talk)
    {
        std::string message = "\r\n";
        message += co_await readUntil(talk, "\r\n.\r\n", 2);
        if (talk.isOver)
            co_return;
        messages.push_back(message.substr(2));
        const bool isLmtp = m_script.protocol == runtime::Hop::Protocol::Lmtp;
        const std::size_t count = isLmtp ? talk.recipients : 1;
        std::string answers;
        for (std::size_t i = 0; i < count; ++i)
            answers += m_script.ends[std::min(i, m_script.ends.size() - 1)];
        co_await say(talk, answers);
    }

    /// @param known bytes of the end that stand before what comes, as it were
    asio::awaitable<std::string> readUntil(Talk& talk, std::string_view end, std::size_t known = 0)
    {
        std::vector<char> buffer(65536);
        for (;;) {
            if (known > 0 && talk.input.starts_with(end.substr(known)))
                co_return take(talk, end.size() - known);
            const auto found = talk.input.find(end);
            if (found != std::string::npos)
                co_return take(talk, found + end.size());
            std::size_t& count = heard[static_cast<std::size_t>(talk.number - 1)];
            const std::size_t most = std::min(buffer.size(), m_script.hearsAtMost - count);
            const auto got =
                most == 0 ? runtime::IoResult{} : co_await talk.stream().read(std::span(buffer).first(most));
            if (got.error || got.size == 0) {
                talk.isOver = true;
                co_return std::string();
            }
            heard[static_cast<std::size_t>(talk.number - 1)] += got.size;
            talk.input.append(buffer.data(), got.size);
        }
    }

    static std::string take(Talk& talk, std::size_t size)
    {
        std::string taken = talk.input.substr(0, size);
        talk.input.erase(0, size);
        return taken;
    }

    asio::awaitable<void> say(Talk& talk, std::string bytes)
    {
        std::size_t& count = said[static_cast<std::size_t>(talk.number - 1)];
        if (bytes.size() >= m_script.saysAtMost - count) {
            bytes.resize(m_script.saysAtMost - count);
            talk.isOver = true;
        }
        count += bytes.size();
        if (!bytes.empty())
            co_await talk.stream().write(bytes);
    }

    Loop& m_loop;
    HopScript m_script;
    Tcp::acceptor m_tcp;
    Unix::acceptor m_unix;
    runtime::Hop m_hop;
};

} // namespace spp::test
