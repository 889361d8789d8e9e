// SPDX-License-Identifier: MIT
/// Scenarios said to a server elsewhere, which is here: the real one, with TLS, and some that misbehave.
#include "core/runtime/driver.h"
#include "core/runtime/home_reader.h"
#include "core/runtime/process.h"
#include "core/runtime/queue/null_queue.h"
#include "core/runtime/tcp_stream.h"
#include "core/scenario/remote_case.h"
#include "core/scenario/run_dialog.h"
#include "tests/core/runtime/loop.h"
#include "tests/core/runtime/tls_server.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <asio/detached.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using asio::ip::tcp;

class TestRemoteCase : public QObject
{
    Q_OBJECT

    Folder m_home;
    runtime::HomeReader m_homes;

    static auto into(std::error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

    /// One client after the other; @param tls STARTTLS is offered
    asio::awaitable<void> serve(tcp::acceptor& acceptor, const runtime::TlsContext* tls)
    {
        runtime::NullQueue queue;
        for (;;) {
            std::error_code error;
            tcp::socket socket = co_await acceptor.async_accept(into(error));
            if (error)
                co_return;
            auto config = scenario::makeSessionConfig({}, m_homes, m_home.path(), "modern", {.tls = tls != nullptr});
            runtime::TcpStream stream(std::move(socket));
            runtime::Driver driver(acceptor.get_executor(), session::Session(std::move(*config)),
                                   {.stream = stream, .queue = queue, .tls = tls});
            co_await driver.run();
        }
    }

    /// Says each of these lines once something has come, and hangs up.
    static asio::awaitable<void> recite(tcp::acceptor& acceptor, std::vector<std::string> lines)
    {
        std::error_code error;
        tcp::socket socket = co_await acceptor.async_accept(into(error));
        std::array<char, 4096> buffer{};
        for (const std::string& line : lines) {
            co_await asio::async_write(socket, asio::buffer(line), into(error));
            if (&line != &lines.back())
                co_await socket.async_read_some(asio::buffer(buffer), into(error));
        }
    }

    static scenario::CaseRun play(asio::io_context& loop, const scenario::Case& scenario,
                                  const runtime::ServerAddress& server, tcp::acceptor& acceptor)
    {
        scenario::CaseRun result;
        scenario::RunObserver observer;
        observer.finished = [&](scenario::CaseRun run) {
            result = std::move(run);
            acceptor.close();
        };
        std::make_shared<scenario::RemoteCase>(loop, scenario, server, std::move(observer))->run();
        loop.run();
        return result;
    }

    /// @param recited if there are any; otherwise the real server answers
    scenario::CaseRun run(std::string_view text, const std::vector<std::string>& recited = {}, bool tls = false)
    {
        asio::io_context loop(1);
        tcp::acceptor acceptor(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        const auto certificate = tls ? std::optional(makeTlsContext()) : std::nullopt;
        if (recited.empty())
            asio::co_spawn(loop, serve(acceptor, certificate ? &*certificate : nullptr), asio::detached);
        else
            asio::co_spawn(loop, recite(acceptor, recited), asio::detached);
        const std::string port = std::to_string(acceptor.local_endpoint().port());
        return play(loop, parsed(text).cases.front(), {"127.0.0.1", port}, acceptor);
    }

    static std::string failuresOf(const scenario::CaseRun& run)
    {
        std::string all = run.error;
        for (const auto& session : run.sessions)
            for (const auto& failure : session.failures)
                all += std::to_string(failure.line) + ": " + describe(failure) + "\n";
        return all;
    }

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home, "[rcpt]\nplugins/policy\n");
        m_home.script("plugins/policy", "case $SMTPRCPTTO in bad*) echo 'E550 5.7.1 not here';; esac\n");
    }

    void repliesAreCompared()
    {
        const std::string head = "S: 220\nC: EHLO x\nS: 250-mx\nC: MAIL FROM:<a@example.net>\nS: 250\n";
        QCOMPARE(failuresOf(run(head + "C: RCPT TO:<bad@example.org>\nS: 550 5.7.1 not here\nC: QUIT\nS: 221\n"
                                       "expect closed\n")),
                 ""s);
        QCOMPARE(failuresOf(run(head + "C: RCPT TO:<bad@example.org>\nS: 250\n")),
                 "7: expected “250”, got “550 5.7.1 not here”\n"s);
    }

    void messagesChunksAndPipelinesAreSaid()
    {
        QCOMPARE(
            failuresOf(run("C: EHLO x\nC+ MAIL FROM:<a@example.net>\nS: 250\nC+ RCPT TO:<bad@example.org>\nS: 550\n"
                           "C+ RCPT TO:<b@example.org>\nS: 250\nC: DATA\nS: 354\nC: Subject: a\nC:\nC: ..x\nC: .\n"
                           "S: 250\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\nC: BDAT 12 LAST\n"
                           "S: 250\nC: Subject: a\nC: QUIT\nS: 221\nsession more\nS: 220\nC: NOOP\nS: 250\n")),
            ""s);
    }

    void startTlsIsDoneForReal()
    {
        QCOMPARE(failuresOf(run("C: EHLO x\nS: 250\nC: STARTTLS\nS: 220\nC: EHLO x\nS: 250\nC: AUTH PLAIN\nS: 5\n"
                                "C: QUIT\nS: 221\n",
                                {}, true)),
                 ""s);
    }

    void whatIsSaidBehindTheEndWasNeverSaid()
    {
        QCOMPARE(failuresOf(run("C: QUIT\nS: 221\nexpect closed\nC: NOOP\nS: 250\n")),
                 "5: expected 250, got nothing: this was never said\n"s);
    }

    void pluginsAreNotJudged()
    {
        const auto text =
            "C: HELO x\nS: 250\nexpect env X is y\nexpect plugin plugins/policy accepted\nexpect closed\n";
        QCOMPARE(failuresOf(run(text)), "5: expected closed, got the session went on\n"s);
        QCOMPARE(countUnseen(parsed(text).cases.front()), 2U);
    }

    void aServerThatIsNotThereIsAnError()
    {
        asio::io_context loop(1);
        tcp::acceptor acceptor(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
        const std::string port = std::to_string(acceptor.local_endpoint().port());
        acceptor.close();
        const auto result = play(loop, parsed("C: QUIT\n").cases.front(), {"127.0.0.1", port}, acceptor);
        QCOMPARE(result.error, "127.0.0.1:" + port + ": Connection refused, while connecting");
        QVERIFY(!result.passed());
    }

    void serversThatMisbehaveAreToldOf_data()
    {
        QTest::addColumn<QList<QByteArray>>("recited");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char* name, const QList<QByteArray>& recited, const char* told) {
            QTest::newRow(name) << recited << QByteArray(told);
        };
        row("hangs up", {"220 x\r\n"}, "3: expected 250 ok, got nothing: this was never said\n");
        row("half a reply", {"220 x\r\n", "250-a\r\n250-b"}, "3: expected “250 ok”, got “250-a\\r\\n250-b”\n");
        row("two replies", {"220 x\r\n", "250-a\r\n250 ok\r\n250 ok\r\n"},
            "3: expected “250 ok”, got “250-a\\r\\n250 ok”\n");
        row("no code", {"hello\r\n", "\r\n"}, "1: expected “220”, got “hello”\n3: expected “250 ok”, got “”\n");
        row("without end", {"220" + QByteArray(1100 * 1024, 'x')}, "a reply of more than 1 MiB");
        row("nothing", {""}, ": hung up without a greeting");
    }
    void serversThatMisbehaveAreToldOf()
    {
        QFETCH(QList<QByteArray>, recited);
        QFETCH(QByteArray, told);
        std::vector<std::string> lines;
        for (const QByteArray& line : recited)
            lines.push_back(line.toStdString());
        const std::string failures = failuresOf(run("S: 220\nC: NOOP\nS: 250 ok\n", lines));
        QVERIFY2(failures.find(told.toStdString()) != std::string::npos, failures.c_str());
    }

    void serversAreNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* text, const char* shown) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(shown);
        };
        row("mx.example.org", "mx.example.org:25");
        row("mx.example.org:587", "mx.example.org:587");
        row("192.0.2.1:2525", "192.0.2.1:2525");
        row("[2001:db8::1]:465", "[2001:db8::1]:465");
        row("[2001:db8::1]", "[2001:db8::1]:25");
        row("2001:db8::1", "[2001:db8::1]:25");
        for (const char* wrong : {"", ":25", "mx:", "mx:smtp", "[::1]x", "mx:123456", "[]:25"})
            row(wrong, "");
    }
    void serversAreNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        const auto server = runtime::parseServerAddress(text.toStdString());
        QCOMPARE(server ? server->shown() : "", shown.toStdString());
    }
};

SPP_TEST(TestRemoteCase)
#include "tst_remote_case.moc"
