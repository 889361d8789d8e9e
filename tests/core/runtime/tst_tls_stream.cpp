// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "core/runtime/stdio_stream.h"
#include "core/runtime/tcp_stream.h"
#include "core/runtime/tls_stream.h"
#include "tests/core/runtime/loop.h"
#include "tests/core/runtime/tls_client.h"
#include "tests/core/runtime/tls_server.h"
#include "tests/core/runtime/wire.h"
#include "tests/support/printing.h"

#include <asio/experimental/awaitable_operators.hpp>

#include <QTest>

#include <sys/socket.h>

#include <array>
#include <optional>

using namespace spp::runtime;
using namespace spp::test;
using namespace asio::experimental::awaitable_operators;
using asio::ip::tcp;

namespace
{

/// A client's handshake over a stream.
asio::awaitable<void> shakeHands(TlsClient& client, Stream& stream)
{
    std::array<char, 5000> buffer{};
    while (!client.started()) {
        co_await stream.write(client.talk());
        const IoResult got = co_await stream.read(buffer);
        if (got.error || got.ended())
            co_return;
        client.hear(std::string_view(buffer.data(), got.size));
    }
}

/// The whole script, without waiting for answers.
asio::awaitable<void> talk(TlsClient& client, Stream& stream)
{
    for (std::string said = client.talk(); !said.empty(); said = client.talk())
        co_await stream.write(said);
}

/// All that the server sends.
asio::awaitable<void> hear(TlsClient& client, Stream& stream)
{
    std::array<char, 5000> buffer{};
    for (;;) {
        const IoResult got = co_await stream.read(buffer);
        if (got.error || got.ended())
            break;
        client.hear(std::string_view(buffer.data(), got.size));
    }
}

} // namespace

class TestTlsStream : public QObject
{
    Q_OBJECT

    Loop m_loop;
    const TlsContext m_context = makeTlsContext();

    void talksOver(Stream& server, Stream& far)
    {
        const std::string large(3'000'000, 'x');
        TlsClient talker({}, {say("MAIL"), updateKeys(), say(large), say("."), sayGoodbye()});
        TlsStream stream(m_loop.executor(), m_context, server);
        const auto session = [&]() -> asio::awaitable<Received> { co_return co_await serve(stream, "250 ok\r\n"); };
        const auto client = [&]() -> asio::awaitable<void> {
            co_await shakeHands(talker, far);
            co_await (talk(talker, far) && hear(talker, far));
        };
        const Received received = m_loop.run(session() && client());
        QVERIFY(received.started);
        QVERIFY(!received.error);
        QVERIFY(received.bytes == "MAIL" + large + ".");
        QVERIFY(talker.heard().starts_with("250 ok\r\n250 ok\r\n"));
        QVERIFY(talker.sawClose());
        QCOMPARE(talker.trouble(), std::string());
    }

private slots:
    void initTestCase() { prepareSignals(); }

    void bytesGoBothWays_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("name");
        QTest::newRow("1.2") << TLS1_2_VERSION << "TLSv1.2";
        QTest::newRow("1.3") << TLS1_3_VERSION << "TLSv1.3";
    }

    void bytesGoBothWays()
    {
        QFETCH(int, version);
        QFETCH(QString, name);
        TlsClient client(speaking(version), {say("HELO\r\n"), say("QUIT\r\n"), sayGoodbye()});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        const Received received = m_loop.run(serve(stream, "250\r\n"));
        QCOMPARE(received.bytes, std::string("HELO\r\nQUIT\r\n"));
        QVERIFY(!received.error);
        QCOMPARE(client.heard(), std::string("250\r\n250\r\n"));
        QVERIFY(client.sawClose());
        QVERIFY(wire.closed);
        QCOMPARE(stream.protocol(), name.toStdString());
        QCOMPARE(stream.cipher(), std::string(SSL_get_cipher_name(client.connection())));
        QCOMPARE(stream.trouble(), std::string());
    }

    void theHandshakeTellsTheCipher()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        const auto started = m_loop.run(stream.handshake());
        QVERIFY(started.ok);
        QCOMPARE(started.cipher, std::string("TLS_AES_256_GCM_SHA384"));
    }

    void largeDataPassesInRecords()
    {
        const std::string large(1'000'000, 'x');
        TlsClient client({}, {say(large), sayGoodbye()});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        QVERIFY(!m_loop.run(stream.write(large)));
        QVERIFY(client.heard() == large);
        QVERIFY2(wire.largestWrite < 17000, "never more than a record is held");
        QVERIFY(m_loop.run(serve(stream)).bytes == large);
    }

    void nothingWrittenIsNothingSent()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        const std::size_t writes = wire.writes;
        QVERIFY(!m_loop.run(stream.write("")));
        QCOMPARE(wire.writes, writes);
    }

    void theSizeOfTheChunksDoesNotMatter_data() { bytesGoBothWays_data(); }

    void theSizeOfTheChunksDoesNotMatter()
    {
        QFETCH(int, version);
        for (const std::size_t chunk : {1, 2, 5, 7, 1000}) {
            TlsClient client(speaking(version), {say("HELO\r\n"), say("QUIT\r\n"), sayGoodbye()});
            Wire wire(client);
            wire.chunk = chunk;
            TlsStream stream(m_loop.executor(), m_context, wire);
            const Received received = m_loop.run(serve(stream, "250\r\n"));
            QCOMPARE(received.bytes, std::string("HELO\r\nQUIT\r\n"));
            QVERIFY(!received.error);
            QCOMPARE(client.heard(), std::string("250\r\n250\r\n"));
        }
    }

    void aCutIsNeverTakenForTheEnd_data() { bytesGoBothWays_data(); }

    void aCutIsNeverTakenForTheEnd()
    {
        QFETCH(int, version);
        const std::string whole = "BDAT 5\r\nhello";
        const auto receive = [&](std::size_t limit, std::size_t& given) {
            TlsClient client(speaking(version), {say("BDAT 5\r\n"), say("hello"), sayGoodbye()});
            Wire wire(client);
            wire.left = limit;
            TlsStream stream(m_loop.executor(), m_context, wire);
            const Received received = m_loop.run(serve(stream));
            given = wire.given;
            if (!received.started || received.error) {
                const std::string expected = "the client closed the connection without ending TLS";
                if (stream.trouble() != expected)
                    qFatal("cut after %zu bytes: %s", given, stream.trouble().c_str());
            }
            return received;
        };
        std::size_t size = 0;
        QVERIFY(!receive(1'000'000, size).error);
        QVERIFY(size > 200);
        std::string longest;
        for (std::size_t cut = 0; cut < size; ++cut) {
            std::size_t given = 0;
            const Received received = receive(cut, given);
            QCOMPARE(given, cut);
            QVERIFY(whole.starts_with(received.bytes));
            QVERIFY(!received.started || received.error == std::errc::connection_reset);
            longest = received.bytes;
        }
        QCOMPARE(longest, whole);
    }

    void afterACutEveryReadFails()
    {
        TlsClient client({}, {say("x")});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(serve(stream)).error);
        std::array<char, 10> buffer{};
        const std::size_t given = wire.given;
        QCOMPARE(m_loop.run(stream.read(buffer)).error, std::make_error_code(std::errc::connection_reset));
        QCOMPARE(wire.given, given);
    }

    void alteredBytesAreAnError()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        wire.first = std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x');
        std::array<char, 10> buffer{};
        QCOMPARE(m_loop.run(stream.read(buffer)).error, std::make_error_code(std::errc::protocol_error));
        QCOMPARE(stream.trouble(), std::string("TLS failed: decryption failed or bad record mac"));
        QCOMPARE(client.trouble(), std::string("sslv3 alert bad record mac"));
        QVERIFY(m_loop.run(stream.write("250\r\n")));
        QCOMPARE(client.heard(), std::string());
    }

    void newKeysAreTaken()
    {
        TlsClient client(speaking(TLS1_3_VERSION),
                         {say("a"), updateKeys(), say("b"), updateKeys(), updateKeys(), say("c"), sayGoodbye()});
        Wire wire(client);
        wire.chunk = 1;
        TlsStream stream(m_loop.executor(), m_context, wire);
        const Received received = m_loop.run(serve(stream, "ok "));
        QCOMPARE(received.bytes, std::string("abc"));
        QVERIFY(!received.error);
        QCOMPARE(client.heard(), std::string("ok ok ok "));
        QCOMPARE(client.trouble(), std::string());
    }

    void cancelEndsAReadThatIsBetweenTwoStepsBelow()
    {
        TlsClient client({}, {say("HELO\r\n"), sayGoodbye()});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        wire.chunk = 1;
        wire.onRead = [&] { stream.cancel(); };
        std::array<char, 100> buffer{};
        const IoResult got = m_loop.run(stream.read(buffer));
        QCOMPARE(got.error, std::error_code(asio::error::operation_aborted));
        QVERIFY(wire.cancelled);
        wire.onRead = nullptr;
        const IoResult again = m_loop.run(stream.read(buffer));
        QVERIFY(!again.error);
        QCOMPARE(std::string(buffer.data(), again.size), std::string("HELO\r\n"));
    }

    void afterAFailedWriteEveryWriteFails()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        wire.writeError = asio::error::operation_aborted;
        QCOMPARE(m_loop.run(stream.write(std::string(100'000, 'x'))), std::error_code(asio::error::operation_aborted));
        const std::size_t writes = wire.writes;
        wire.writeError.clear();
        QCOMPARE(m_loop.run(stream.write("more")), std::error_code(asio::error::operation_aborted));
        m_loop.run(stream.finish());
        QCOMPARE(wire.writes, writes);
        QCOMPARE(client.heard(), std::string());
    }

    void aHandshakeThatCantAnswerFails()
    {
        TlsClient client({}, {});
        Wire wire(client);
        wire.writeError = std::make_error_code(std::errc::broken_pipe);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(!m_loop.run(stream.handshake()).ok);
        QCOMPARE(stream.trouble(), std::string("TLS did not start: Broken pipe"));
    }

    void worksOverStandardInputAndOutput()
    {
        std::array<int, 2> ends{-1, -1};
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
        const Descriptor ours(ends[0]);
        const Descriptor theirs(ends[1]);
        const auto server = StdioStream::open(m_loop.executor(), ours.number(), ours.number());
        const auto client = StdioStream::open(m_loop.executor(), theirs.number(), theirs.number());
        talksOver(**server, **client);
    }

    void worksOverTcp()
    {
        auto [server, client] = connected();
        talksOver(server, client);
    }

    void cancelEndsAPendingReadOverTcp()
    {
        auto [server, other] = connected();
        TlsClient client({}, {});
        TlsStream stream(m_loop.executor(), m_context, server);
        const auto meet = [&, &far = other]() -> asio::awaitable<void> {
            co_await shakeHands(client, far);
            co_await talk(client, far); // the end of the handshake
        };
        QVERIFY(m_loop.run(stream.handshake() && meet()).ok);
        std::array<char, 10> buffer{};
        std::optional<IoResult> result;
        asio::co_spawn(m_loop.context(), stream.read(buffer),
                       [&](const std::exception_ptr&, IoResult got) { result = got; });
        m_loop.context().restart();
        m_loop.context().poll();
        QVERIFY(!result);
        stream.cancel();
        m_loop.runUntil([&] { return result.has_value(); });
        QCOMPARE(result->error, std::error_code(asio::error::operation_aborted));
    }

    void whatAReadMakesItSayWaitsForAPendingWrite()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        asio::steady_timer hold(m_loop.context(), asio::steady_timer::time_point::max());
        wire.hold = &hold;
        wire.first = std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x'); // to be answered by an alert
        const auto release = [&]() -> asio::awaitable<void> {
            wire.hold = nullptr;
            hold.cancel();
            co_return;
        };
        std::array<char, 10> buffer{};
        const auto [writeError, got] = m_loop.run(stream.write("250\r\n") && (stream.read(buffer) && release()));
        QVERIFY(!writeError);
        QCOMPARE(got.error, std::make_error_code(std::errc::protocol_error));
        QCOMPARE(wire.mostPendingWrites, std::size_t(1));
        QCOMPARE(client.heard(), std::string("250\r\n"));
        QCOMPARE(client.trouble(), std::string("sslv3 alert bad record mac"));
    }

    void cancelEndsWhatWaitsForAPendingWrite()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        asio::steady_timer hold(m_loop.context(), asio::steady_timer::time_point::max());
        wire.hold = &hold;
        const auto cancel = [&]() -> asio::awaitable<void> {
            stream.cancel();
            hold.cancel(); // that write came through all the same
            co_return;
        };
        const std::size_t writes = wire.writes;
        const auto error = m_loop.run(stream.write(std::string(100'000, 'x')) && cancel());
        QCOMPARE(error, std::error_code(asio::error::operation_aborted));
        QCOMPARE(wire.writes, writes + 1);
    }

    /// The server answers requests for new keys, which come while it writes more than the client reads.
    void readingAndWritingInterleave()
    {
        auto [server, other] = connected();
        std::deque<TlsClient::Line> script;
        std::string said;
        for (int i = 0; i < 200; ++i) {
            script.push_back(say(std::to_string(i) + " "));
            script.push_back(updateKeys());
            said += std::to_string(i) + " ";
        }
        script.push_back(sayGoodbye());
        TlsClient client(speaking(TLS1_3_VERSION), std::move(script));
        TlsStream stream(m_loop.executor(), m_context, server);
        std::string large;
        for (int i = 0; i < 300'000; ++i)
            large += std::to_string(i) + "\n";
        const auto session = [&]() -> asio::awaitable<Received> {
            const auto started = co_await stream.handshake();
            const auto readAll = [&]() -> asio::awaitable<Received> {
                Received received;
                std::array<char, 10> buffer{};
                for (;;) {
                    const IoResult got = co_await stream.read(buffer);
                    received.error = got.error;
                    if (got.error || got.ended())
                        co_return received;
                    received.bytes.append(buffer.data(), got.size);
                }
            };
            auto [received, error] = co_await (readAll() && stream.write(large));
            received.started = started.ok && !error;
            co_await stream.finish();
            stream.close();
            co_return received;
        };
        const auto meet = [&, &far = other]() -> asio::awaitable<void> {
            co_await shakeHands(client, far);
            co_await talk(client, far);
            co_await hear(client, far);
        };
        const Received received = m_loop.run(session() && meet());
        QVERIFY(received.started);
        QVERIFY(!received.error);
        QCOMPARE(received.bytes, said);
        QVERIFY(client.heard() == large);
        QVERIFY(client.sawClose());
        QCOMPARE(client.trouble(), std::string());
    }

private:
    std::pair<TcpStream, TcpStream> connected()
    {
        tcp::acceptor acceptor(m_loop.context(), tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        tcp::socket client(m_loop.context());
        client.connect(acceptor.local_endpoint());
        tcp::socket server = acceptor.accept();
        return {TcpStream(std::move(server)), TcpStream(std::move(client))};
    }
};

QTEST_GUILESS_MAIN(TestTlsStream)
#include "tst_tls_stream.moc"
