// SPDX-License-Identifier: MIT
#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/runtime/queue/qmail_queue.h"
#include "core/runtime/tls_context.h"
#include "tests/core/runtime/certificate.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/fake_home.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <asio/post.hpp>

#include <deque>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// A client that says one thing at each read, whatever it is told, and then goes away.
class ScriptedStream : public runtime::Stream
{
public:
    explicit ScriptedStream(std::deque<std::string> says) : m_says(std::move(says)) {}

    std::string heard;

    asio::awaitable<runtime::IoResult> read(std::span<char> buffer) override
    {
        if (m_says.empty())
            co_return runtime::IoResult{};
        const std::string bytes = std::move(m_says.front());
        m_says.pop_front();
        co_return runtime::IoResult{{}, bytes.copy(buffer.data(), buffer.size())};
    }
    asio::awaitable<std::error_code> write(std::string_view bytes) override
    {
        heard += bytes;
        co_return std::error_code();
    }
    void cancel() override {}
    void close() override {}

private:
    std::deque<std::string> m_says;
};

} // namespace

/// What only the Driver brings together: sessions, streams, programs.
class TestDriver : public QObject
{
    Q_OBJECT

    Loop m_loop;
    Folder m_folder;

    session::Session sessionOf(std::string_view dialect, std::vector<std::string> environment = {})
    {
        session::SessionConfig config;
        config.dialect = session::findDialect(dialect);
        config.environment = plugin::Environment(environment);
        control::HomeOptions options;
        options.plugins = false;
        options.extraControls = true;
        auto home = test::home().parse(options);
        home->directory = m_folder.path();
        config.home = std::make_shared<const control::Home>(std::move(*home));
        config.hasCertificate = true;
        config.reports = true;
        return session::Session(std::move(config));
    }

    runtime::TlsContext tls()
    {
        m_folder.write("servercert.pem", makeCertificate("mx.example.org").pem());
        return runtime::TlsContext::read(m_folder.path("servercert.pem")).value();
    }

private slots:
    void initTestCase() { runtime::prepareSignals(); }

    void aHandshakeThatFailsIsToldInTheClearWhereTheDialectTellsIt()
    {
        const runtime::TlsContext context = tls();
        for (const auto& [dialect, told] :
             {std::pair("sagredo",
                        "454 TLS connection failed: error:0A00010B:SSL routines::wrong version number "
                        "(#4.3.0)\r\n"),
              std::pair("modern", "")}) {
            ScriptedStream client({"STARTTLS\r\n", "NOOP NOOP NOOP\r\n"});
            runtime::NullQueue queue;
            runtime::DriverParts parts{.stream = client, .queue = queue, .tls = &context};
            runtime::Driver driver(m_loop.executor(), sessionOf(dialect), std::move(parts));
            QCOMPARE(m_loop.run(driver.run()), 1);
            const auto answer = client.heard.find("ready for tls\r\n");
            QVERIFY(answer != std::string::npos);
            QVERIFY2(client.heard.ends_with(told), client.heard.c_str());
            QCOMPARE(client.heard.find("454") != std::string::npos, *told != '\0');
        }
    }

    void aQueueThatDoesNotWorkIsToldTheAdministrator()
    {
        ScriptedStream client(
            {"MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n", "Subject: x\r\n.\r\n"});
        runtime::QmailQueue queue(m_folder.path());
        std::string told;
        runtime::DriverParts parts{
            .stream = client, .queue = queue, .complain = [&](const std::string& sentence) { told = sentence; }};
        runtime::Driver driver(m_loop.executor(), sessionOf("modern"), std::move(parts));
        m_loop.run(driver.run());
        QVERIFY2(client.heard.ends_with("451 4.3.0 unable to exec qq\r\n"), client.heard.c_str());
        QCOMPARE(told, "the queue: " + m_folder.path("bin/qmail-queue") + ": there is no such file");
    }

    void whatRcptcheckPrintsAndLogsIsRecordedAndReachesNoClient()
    {
        m_folder.script("bin/check", "echo out; cat; echo log >&2; [ $RECIPIENT = b@example.org ] || exit 100");
        ScriptedStream client({"MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@example.org>\r\n"});
        runtime::NullQueue queue;
        std::string log;
        std::vector<bool> verdicts;
        const auto observe = [&](const trace::Record& record) {
            if (const auto* piece = std::get_if<trace::PluginLog>(&record.body))
                log += piece->bytes;
            if (const auto* report = std::get_if<session::Report>(&record.body))
                if (const auto* ended = std::get_if<session::RecipientCheckEnded>(&report->body))
                    verdicts.push_back(ended->accepted);
        };
        runtime::DriverParts parts{.stream = client, .queue = queue, .observer = observe};
        runtime::Driver driver(m_loop.executor(), sessionOf("sagredo", {"RCPTCHECK=bin/check", "PATH=/usr/bin:/bin"}),
                               std::move(parts));
        m_loop.run(driver.run());
        QCOMPARE(client.heard,
                 "220 mx.example.org ESMTP\r\n250 ok\r\n250 ok\r\n"
                 "553 sorry, no mailbox here by that name. (#5.1.1)\r\n"s);
        QCOMPARE(log, "out\nlog\nout\nlog\n"s);
        QCOMPARE(verdicts, (std::vector{true, false}));
    }

    void aStopEndsTheCheckOfARecipient()
    {
        m_folder.script("bin/check", "sleep 100");
        ScriptedStream client({"MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n"});
        runtime::NullQueue queue;
        runtime::Driver* running = nullptr;
        const auto observe = [&](const trace::Record& record) {
            const auto* report = std::get_if<session::Report>(&record.body);
            if (report != nullptr && std::holds_alternative<session::RecipientCheckStarted>(report->body))
                asio::post(m_loop.executor(), [&] { running->stop(); });
        };
        runtime::DriverParts parts{.stream = client, .queue = queue, .observer = observe};
        runtime::Driver driver(m_loop.executor(), sessionOf("sagredo", {"RCPTCHECK=bin/check", "PATH=/usr/bin:/bin"}),
                               std::move(parts));
        running = &driver;
        QCOMPARE(m_loop.run(driver.run()), 1);
    }
};

QTEST_GUILESS_MAIN(TestDriver)
#include "tst_driver.moc"
