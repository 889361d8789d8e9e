// SPDX-License-Identifier: MIT
#include "core/runtime/descriptor.h"
#include "core/runtime/process.h"
#include "core/runtime/stdio_stream.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <asio/error.hpp>
#include <asio/experimental/awaitable_operators.hpp>

#include <QTest>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

using namespace spp::runtime;
using namespace asio::experimental::awaitable_operators;
using spp::test::Folder;
using spp::test::Loop;

namespace
{

std::pair<Descriptor, Descriptor> socketPair()
{
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        qFatal("no socket pair");
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

bool isNonBlocking(int descriptor)
{
    return (::fcntl(descriptor, F_GETFL) & O_NONBLOCK) != 0;
}

void put(int descriptor, std::string_view bytes)
{
    if (::write(descriptor, bytes.data(), bytes.size()) != ssize_t(bytes.size()))
        qFatal("a test can't write");
}

std::string take(int descriptor)
{
    std::array<char, 256> buffer{};
    const auto size = ::read(descriptor, buffer.data(), buffer.size());
    return size > 0 ? std::string(buffer.data(), std::size_t(size)) : std::string();
}

asio::awaitable<std::string> readAll(Stream& stream)
{
    std::string bytes;
    std::array<char, 1000> buffer{};
    while (true) {
        const IoResult result = co_await stream.read(buffer);
        if (result.error || result.ended())
            break;
        bytes.append(buffer.data(), result.size);
    }
    co_return bytes;
}

} // namespace

class TestStdioStream : public QObject
{
    Q_OBJECT

    Loop m_loop;

    std::unique_ptr<StdioStream> open(int input, int output)
    {
        auto stream = StdioStream::open(m_loop.executor(), input, output);
        if (!stream)
            qFatal("%s", stream.error().message.c_str());
        return std::move(*stream);
    }

    std::string readOnce(Stream& stream)
    {
        std::array<char, 100> buffer{};
        const IoResult result = m_loop.run(stream.read(buffer));
        return result.error ? result.error.message() : std::string(buffer.data(), result.size);
    }

private slots:
    void initTestCase() { prepareSignals(); }

    void oneSocketServesBothWays()
    {
        auto [ours, theirs] = socketPair();
        const Descriptor second(::dup(ours.number()));
        const auto stream = open(ours.number(), second.number());
        put(theirs.number(), "HELO\r\n");
        QCOMPARE(readOnce(*stream), std::string("HELO\r\n"));
        QVERIFY(!m_loop.run(stream->write("250\r\n")));
        QCOMPARE(take(theirs.number()), std::string("250\r\n"));
        theirs.close();
        QCOMPARE(readOnce(*stream), std::string());
    }

    void oneNumberMayServeBothWays()
    {
        auto [ours, theirs] = socketPair();
        const auto stream = open(ours.number(), ours.number());
        put(theirs.number(), "a");
        QCOMPARE(readOnce(*stream), std::string("a"));
        QVERIFY(!m_loop.run(stream->write("b")));
        QCOMPARE(take(theirs.number()), std::string("b"));
    }

    void closeEndsASocketForItsPeer()
    {
        auto [ours, theirs] = socketPair();
        const auto stream = open(ours.number(), ours.number());
        stream->close();
        QCOMPARE(take(theirs.number()), std::string());
        QVERIFY(m_loop.run(stream->write("late")));
    }

    void pipesWork()
    {
        auto in = openPipe();
        auto out = openPipe();
        const auto stream = open(in->readEnd.number(), out->writeEnd.number());
        put(in->writeEnd.number(), "QUIT\r\n");
        QCOMPARE(readOnce(*stream), std::string("QUIT\r\n"));
        QVERIFY(!m_loop.run(stream->write("221\r\n")));
        QCOMPARE(take(out->readEnd.number()), std::string("221\r\n"));
        in->writeEnd.close();
        QCOMPARE(readOnce(*stream), std::string());
    }

    void regularFilesWork()
    {
        const Folder folder;
        std::string script;
        for (int i = 0; i < 1000; ++i)
            script += "NOOP " + std::to_string(i) + "\r\n";
        folder.write("session.txt", script);
        const Descriptor in(::open(folder.path("session.txt").c_str(), O_RDONLY));
        const Descriptor out(::open(folder.path("out.txt").c_str(), O_WRONLY | O_CREAT, 0600));
        const auto stream = open(in.number(), out.number());
        QCOMPARE(m_loop.run(readAll(*stream)), script);
        QVERIFY(!m_loop.run(stream->write(script)));
        QCOMPARE(folder.read("out.txt"), script);
    }

    void aTerminalWorksAndIsPutBack()
    {
        const Descriptor keyboard(::posix_openpt(O_RDWR | O_NOCTTY));
        QVERIFY(::grantpt(keyboard.number()) == 0 && ::unlockpt(keyboard.number()) == 0);
        const Descriptor terminal(::open(::ptsname(keyboard.number()), O_RDWR | O_NOCTTY));
        QVERIFY(terminal.isOpen());
        auto stream = open(terminal.number(), terminal.number());
        put(keyboard.number(), "NOOP\n");
        QCOMPARE(readOnce(*stream), std::string("NOOP\n"));
        QVERIFY(isNonBlocking(terminal.number()));
        stream.reset();
        QVERIFY(!isNonBlocking(terminal.number()));
    }

    void flagsArePutBackAsTheyWere()
    {
        auto in = openPipe();
        auto out = openPipe();
        ::fcntl(out->writeEnd.number(), F_SETFL, ::fcntl(out->writeEnd.number(), F_GETFL) | O_NONBLOCK);
        auto stream = open(in->readEnd.number(), out->writeEnd.number());
        put(in->writeEnd.number(), "a");
        readOnce(*stream);
        QVERIFY(!m_loop.run(stream->write("b")));
        stream.reset();
        QVERIFY(!isNonBlocking(in->readEnd.number()));
        QVERIFY(isNonBlocking(out->writeEnd.number()));
    }

    void aSlowReaderGetsEverything()
    {
        auto pipe = openPipe();
        auto nothing = openPipe();
        const auto writer = open(nothing->readEnd.number(), pipe->writeEnd.number());
        const auto reader = open(pipe->readEnd.number(), nothing->writeEnd.number());
        const std::string large(1000000, 'x');
        const auto writeAndClose = [&]() -> asio::awaitable<std::error_code> {
            const std::error_code error = co_await writer->write(large);
            writer->close();
            pipe->writeEnd.close();
            co_return error;
        };
        const auto [error, got] = m_loop.run(writeAndClose() && readAll(*reader));
        QVERIFY(!error);
        QVERIFY(got == large);
    }

    void aReaderThatIsGoneIsAnError()
    {
        auto pipe = openPipe();
        auto nothing = openPipe();
        const auto stream = open(nothing->readEnd.number(), pipe->writeEnd.number());
        pipe->readEnd.close();
        QCOMPARE(m_loop.run(stream->write("x")).value(), EPIPE);
    }

    void cancelEndsAPendingRead()
    {
        auto [ours, theirs] = socketPair();
        const auto stream = open(ours.number(), ours.number());
        std::array<char, 10> buffer{};
        std::optional<IoResult> result;
        asio::co_spawn(m_loop.context(), stream->read(buffer),
                       [&](const std::exception_ptr&, IoResult got) { result = got; });
        m_loop.context().restart();
        m_loop.context().poll();
        QVERIFY(!result);
        stream->cancel();
        m_loop.runUntil([&] { return result.has_value(); });
        QCOMPARE(result->error, std::error_code(asio::error::operation_aborted));
        put(theirs.number(), "still there");
        QCOMPARE(readOnce(*stream), std::string("still there"));
    }

    void aClosedDescriptorIsAClearError()
    {
        const auto stream = StdioStream::open(m_loop.executor(), 250, 251);
        QVERIFY(!stream);
        QVERIFY(stream.error().message.starts_with("descriptor 250 can't be used for SMTP: "));
        QCOMPARE(stream.error().fault, spp::Fault::Configuration);
    }
};

QTEST_GUILESS_MAIN(TestStdioStream)
#include "tst_stdio_stream.moc"
