// SPDX-License-Identifier: MIT
#include "core/runtime/tcp_stream.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/printing.h"

#include <asio/write.hpp>

#include <QTest>

#include <array>
#include <optional>

using namespace spp::runtime;
using asio::ip::tcp;
using spp::test::Loop;

class TestTcpStream : public QObject
{
    Q_OBJECT

    Loop m_loop;
    std::optional<TcpStream> m_stream;
    std::optional<tcp::socket> m_client;

    std::string readOnce()
    {
        std::array<char, 100> buffer{};
        const IoResult result = m_loop.run(m_stream->read(buffer));
        return result.error ? result.error.message() : std::string(buffer.data(), result.size);
    }

private slots:
    void init()
    {
        tcp::acceptor acceptor(m_loop.context(), tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        m_client.emplace(m_loop.context());
        m_client->connect(acceptor.local_endpoint());
        m_stream.emplace(acceptor.accept());
    }

    void bytesGoBothWays()
    {
        asio::write(*m_client, asio::buffer("HELO\r\n", 6));
        QCOMPARE(readOnce(), std::string("HELO\r\n"));
        QVERIFY(!m_loop.run(m_stream->write("250\r\n")));
        std::array<char, 100> buffer{};
        QCOMPARE(m_client->read_some(asio::buffer(buffer)), std::size_t(5));
    }

    void theEndIsSeenBothWays()
    {
        m_client->shutdown(tcp::socket::shutdown_send);
        QCOMPARE(readOnce(), std::string());
        m_stream->close();
        std::array<char, 1> buffer{};
        std::error_code error;
        m_client->read_some(asio::buffer(buffer), error);
        QCOMPARE(error, std::error_code(asio::error::eof));
    }

    void cancelEndsAPendingRead()
    {
        std::array<char, 10> buffer{};
        std::optional<IoResult> result;
        asio::co_spawn(m_loop.context(), m_stream->read(buffer),
                       [&](const std::exception_ptr&, IoResult got) { result = got; });
        m_loop.context().restart();
        m_loop.context().poll();
        QVERIFY(!result);
        m_stream->cancel();
        m_loop.runUntil([&] { return result.has_value(); });
        QCOMPARE(result->error, std::error_code(asio::error::operation_aborted));
    }

    void afterCloseEverythingFails()
    {
        m_stream->close();
        QVERIFY(m_loop.run(m_stream->write("x")));
        std::array<char, 1> buffer{};
        QVERIFY(m_loop.run(m_stream->read(buffer)).error);
    }
};

QTEST_GUILESS_MAIN(TestTcpStream)
#include "tst_tcp_stream.moc"
