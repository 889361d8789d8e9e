// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using namespace std::chrono_literals;

/// A client that has to wait for its greeting.
class TestEarlyTalker : public QObject
{
    Q_OBJECT

    static SessionOptions delayed(std::vector<std::string> environment = {})
    {
        SessionOptions options = inDialect(std::move(environment));
        options.greetDelay = 5s;
        return options;
    }

    static std::string refusal() { return own("554 you spoke before you were greeted (#5.5.1)") + "\r\n"; }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void whoWaitsIsGreeted()
    {
        SessionTester client{home().plugin("connection", says("")), delayed()};
        QCOMPARE(client.replies(), ""s);
        client.wait(4s);
        QCOMPARE(client.replies(), ""s);
        client.wait(1s);
        QVERIFY(client.replies().starts_with("220 "));
        QVERIFY(client.deliver().starts_with("250"));
        client.wait(dialect().limits.silence - 1s);
        client.say("NOOP", "250");
        QVERIFY(client.limits().empty());
    }

    void whoSpeaksBeforeIsRefused()
    {
        for (const char* bytes : {"EHLO x\r\n", "E", "\0", "GET / HTTP/1.1\r\n\r\n"}) {
            SessionTester client{home(), delayed()};
            client.wait(4s);
            QCOMPARE(client.send(std::string_view(bytes, std::max<std::size_t>(1, std::string_view(bytes).size()))),
                     refusal());
            QCOMPARE(client.exitStatus(), std::optional(1));
            QCOMPARE(client.limits().size(), std::size_t{1});
            QCOMPARE(session::formatLimit(client.limits().front().limit), std::string_view("greet-delay"));
            QCOMPARE(client.limits().front().words,
                     "the session is ended: the client spoke before it was greeted (--greet-delay)"s);
        }
    }

    void whoSpeaksWhileAPluginRunsIsSeenBehindIt()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("connection", stays), delayed()};
        QCOMPARE(client.send("EHLO x\r\n"), ""s);
        client.handle(session::PluginOutputEnded{});
        client.handle(session::PluginExited{});
        QCOMPARE(client.replies(), refusal());
    }

    void whoIsRefusedByAPluginDoesNotWait()
    {
        SessionTester client{home().plugin("connection", says("E554 no\n")), delayed()};
        QCOMPARE(client.replies(), "554 no\r\n"s);
    }

    void withoutADelayNothingIsLookedAt()
    {
        SessionTester client{home(), inDialect()};
        QVERIFY(client.replies().starts_with("220 "));
        FakePlugin stays;
        stays.stays = true;
        SessionTester early{home().plugin("connection", stays), inDialect()};
        early.send("NOOP\r\n");
        early.handle(session::PluginOutputEnded{});
        early.handle(session::PluginExited{});
        QVERIFY(early.replies().ends_with("ESMTP\r\n" + own("250 ok") + "\r\n"));
    }

    void whoGoesAwayIsGone()
    {
        SessionTester client{home(), delayed()};
        client.hangUp();
        QVERIFY(client.isClosed());
        QVERIFY(client.limits().empty());
    }

    void behindTheHandshakeOfAPortForTls()
    {
        if (!dialect().hasStartTls)
            return;
        SessionOptions options = delayed({"SMTPS=1"});
        options.hasCertificate = true;
        SessionTester patient{home(), options};
        QCOMPARE(patient.replies(), ""s);
        patient.wait(5s);
        QVERIFY(patient.replies().starts_with("220 "));
        SessionTester early{home(), options};
        QCOMPARE(early.send("EHLO x\r\n"), refusal());
    }

    void aClientThatAProxyNamesDoesNotWaitAgain()
    {
        if (!dialect().hasXclient)
            return;
        SessionOptions options = delayed();
        options.xclient = session::Xclient{};
        SessionTester client{home(), options};
        client.wait(5s);
        client.replies();
        client.say("XCLIENT ADDR=192.0.2.7", "220");
    }
};

SPP_TEST(TestEarlyTalker)
#include "tst_early_talker.moc"
