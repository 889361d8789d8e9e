// SPDX-License-Identifier: MIT
#include "core/runtime/driver.h"
#include "core/runtime/home_reader.h"
#include "core/runtime/queue/null_queue.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <signal.h>

#include <algorithm>
#include <deque>
#include <functional>

using namespace spp;
using namespace spp::runtime;
using namespace spp::test;

namespace
{

/// A client that says its lines one after the other, and leaves.
class ScriptedStream : public Stream
{
public:
    std::deque<std::string> lines;
    std::string replies;
    std::function<void(std::span<char>)> onRead; ///< with the buffer as it is handed in

    asio::awaitable<IoResult> read(std::span<char> buffer) override
    {
        if (onRead)
            onRead(buffer);
        if (lines.empty())
            co_return IoResult{};
        const std::size_t size = lines.front().copy(buffer.data(), buffer.size());
        lines.front().erase(0, size);
        if (lines.front().empty())
            lines.pop_front();
        co_return IoResult{{}, size};
    }

    asio::awaitable<std::error_code> write(std::string_view bytes) override
    {
        replies += bytes;
        co_return std::error_code();
    }

    void cancel() override {}
    void close() override {}
};

/// Takes its time.
class SlowQueue : public QueueSink
{
public:
    class Message : public QueueMessage
    {
    public:
        asio::awaitable<void> write(std::string_view) override
        {
            asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::milliseconds(150));
            co_await timer.async_wait(asio::use_awaitable);
        }
        asio::awaitable<session::QueueFinished> finish() override { co_return session::QueueFinished{}; }
        asio::awaitable<session::QueueFinished> abandon() override { co_return session::QueueFinished{}; }
    };

    asio::awaitable<Result<std::unique_ptr<QueueMessage>>> open(const session::OpenQueue&) override
    {
        co_return std::make_unique<Message>();
    }
};

struct LimitTally : Tally
{
    std::vector<session::Limit> limits;

    void replied(std::string_view) override {}
    void pluginStarted() override {}
    void pluginEnded(const PluginRun&) override {}
    void messageEnded(const Message&) override {}
    void loginChecked(const session::LoginChecked&) override {}
    void tlsStarted(const session::TlsStarted&) override {}
    void limitReached(session::Limit limit) override { limits.push_back(limit); }
};

bool isAlive(pid_t process)
{
    const std::string status = [&] {
        QFile file("/proc/" + QString::number(process) + "/stat");
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }();
    const auto end = status.rfind(") ");
    return end != std::string::npos && status[end + 2] != 'Z';
}

} // namespace

/// A session of modern with plugins that are processes.
class TestDriverLimits : public QObject
{
    Q_OBJECT

    Folder m_home;
    ScriptedStream m_client;
    std::vector<std::string> m_complaints;
    LimitTally m_tally;
    NullQueue m_none;
    QueueSink* m_queue = &m_none;
    std::function<void(const session::Event&, const session::Moment&)> m_recorder;

    int run(const std::string& smtpPlugins, const std::function<void(const trace::Record&)>& observer = {})
    {
        m_home.write("control/me", "mx.example.org\n");
        m_home.write("control/rcpthosts", "example.org\n");
        m_home.write("control/smtpplugins", smtpPlugins);
        session::SessionConfig config;
        auto home = HomeReader().read(m_home.path(), {});
        if (!home)
            qFatal("%s", home.error().message.c_str());
        config.home = std::move(*home);
        config.environment = plugin::Environment({"PATH=/usr/bin:/bin", "TCPREMOTEIP=192.0.2.1"});
        config.id = "1";
        config.reports = static_cast<bool>(observer);
        Loop loop;
        Driver driver(loop.executor(), session::Session(config),
                      {.stream = m_client,
                       .queue = *m_queue,
                       .observer = observer,
                       .recorder = m_recorder,
                       .complain = [this](const std::string& sentence) { m_complaints.push_back(sentence); },
                       .tally = &m_tally});
        return loop.run(driver.run());
    }

private slots:
    void initTestCase() { prepareSignals(); }
    void init()
    {
        m_client = {};
        m_complaints.clear();
        m_tally = {};
        m_queue = &m_none;
        m_recorder = nullptr;
    }

    void aPluginThatPrintsWithoutEndIsKilledWithAllItHasStarted()
    {
        m_home.script("flood", "sleep 1000 &\necho $! >child\nexec yes nothing\n");
        m_client.lines = {"EHLO x\r\n", "MAIL FROM:<a@example.net>\r\n", "NOOP\r\n", "QUIT\r\n"};
        QCOMPARE(run("# first\n[mail]\nflood\n"), 0);
        QVERIFY2(
            m_client.replies.ends_with("\r\n451 4.3.0 qmail-spp failure: flood: too much output\r\n250 2.0.0 ok\r\n"
                                       "221 2.0.0 mx.example.org\r\n"),
            m_client.replies.c_str());
        QCOMPARE(
            m_complaints,
            (std::vector<std::string>{
                "192.0.2.1: control/smtpplugins:3: “flood” was killed: it printed more than 1048576 bytes in one run "
                "(--max-plugin-output)",
                "control/smtpplugins:3: “flood”: cut off: it printed more than 1048576 bytes in one run; the command "
                "is deferred"}));
        QCOMPARE(m_tally.limits, std::vector{session::Limit::PluginOutput});
        const auto child = static_cast<pid_t>(std::stoi(m_home.read("child")));
        QTRY_VERIFY(!isAlive(child));
    }

    void aLimitIsToldOnceOfTheClientThatTheSessionBeganWith()
    {
        m_client.lines.assign(51, "FLY\r\n");
        m_client.lines.push_front("HELO x\r\n");
        QCOMPARE(run("[helo]\n:echo STCPREMOTEIP=203.0.113.9\n"), 1);
        QCOMPARE(m_complaints, std::vector{std::string("192.0.2.1: the session is ended: more than 50 lines were no "
                                                       "commands (--max-errors)")});
        QCOMPARE(m_tally.limits, std::vector{session::Limit::Errors});
        QCOMPARE(session::formatLimit(m_tally.limits.front()), std::string_view("max-errors"));
    }

    void aFinalLetterAheadOfAFloodIsHeard()
    {
        m_client.lines = {"MAIL FROM:<a@example.net>\r\n", "QUIT\r\n"};
        QCOMPARE(run("[mail]\n:echo E550 no; yes nothing\n"), 0);
        QVERIFY2(m_client.replies.find("\r\n550 no\r\n221 ") != std::string::npos, m_client.replies.c_str());
        QVERIFY(m_complaints.empty());
    }

    void aClientIsNotReadWhileAPluginRuns()
    {
        bool pluginRuns = false;
        int readsMeanwhile = 0;
        int runs = 0;
        m_client.onRead = [&](std::span<char>) { readsMeanwhile += pluginRuns ? 1 : 0; };
        std::string lines;
        for (int i = 0; i < 20; ++i)
            lines += "MAIL FROM:<a@example.net>\r\n";
        m_client.lines = {lines, lines, "QUIT\r\n"};
        const auto observer = [&](const trace::Record& record) {
            if (const auto* report = std::get_if<session::Report>(&record.body)) {
                pluginRuns = pluginRuns || std::holds_alternative<session::PluginStarted>(report->body);
                if (std::holds_alternative<session::PluginEnded>(report->body)) {
                    pluginRuns = false;
                    ++runs;
                }
            }
        };
        QCOMPARE(run("[mail]\n:sleep 0\n", observer), 0);
        QCOMPARE(runs, 40);
        QCOMPARE(readsMeanwhile, 0);
    }

    void theSessionIsToldWhenTheServerHadNoTimeForTheClient()
    {
        SlowQueue slow;
        m_queue = &slow;
        int awaited = 0;
        m_recorder = [&](const session::Event& event, const session::Moment&) {
            awaited += std::holds_alternative<session::InputAwaited>(event) ? 1 : 0;
        };
        m_client.lines = {"MAIL FROM:<a@example.net>\r\n", "RCPT TO:<b@example.org>\r\n", "DATA\r\n", "hello\r\n",
                          ".\r\nQUIT\r\n"};
        QCOMPARE(run(""), 0);
        QVERIFY(awaited > 0);
    }

    void whatAClientSaidIsWipedFromTheBuffer()
    {
        bool isWiped = true;
        m_client.onRead = [&](std::span<char> buffer) {
            isWiped = isWiped && std::all_of(buffer.begin(), buffer.end(), [](char c) { return c == 0; });
        };
        std::string longLine(20'000, 'x');
        longLine += "\r\n";
        m_client.lines = {"AUTH PLAIN c2VjcmV0\r\n", "c2VjcmV0\r\n", longLine, "QUIT\r\n"};
        QCOMPARE(run(""), 0);
        QVERIFY(isWiped);
    }
};

QTEST_GUILESS_MAIN(TestDriverLimits)
#include "tst_driver_limits.moc"
