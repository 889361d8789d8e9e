// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>
#include <random>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

FakeHome busyHome()
{
    FakePlugin chatty;
    chatty.chunks = {"Sx=1\nP25", "0-hello\nHX-O", "ne: 1\nLR45", "1 later\nC", "new@example.com\n"};
    const auto forChatty = [chatty](const plugin::Call& call) {
        return call.environment.value("SMTPMAILFROM") == "chatty@example.net" ? chatty : says("HX-Three: 3\n");
    };
    const auto forDies = [](const plugin::Call& call) {
        return call.environment.value("SMTPRCPTTO") == "dies@example.org" ? dies(SIGKILL, "P250-x\n") : says("");
    };
    return home()
        .plugin("connection", says("Sconnected=1\n"))
        .plugin("helo", says("N\n"))
        .plugin("mail", forChatty)
        .plugin("rcpt", forDies)
        .plugin("data", says("HX-Two: 2\n"));
}

/// Hands a session events and tells what it wished for.
std::string feed(session::Session& session, const std::vector<TimedEvent>& events, std::size_t begin, std::size_t end)
{
    std::string wishes;
    for (std::size_t i = begin; i < end; ++i) {
        session.handle(events[i].first, events[i].second);
        while (const auto wish = session.nextWish())
            wishes += format(*wish) + "\n";
    }
    return wishes;
}

std::string joined(const std::vector<std::string>& wishes)
{
    std::string result;
    for (const auto& wish : wishes)
        result += wish + "\n";
    return result;
}

} // namespace

/// A session is a value: copies go on alike, and the same events give the same wishes.
class TestSessionCopy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void aReplayOfTheEventsGivesTheSameWishes()
    {
        SessionTester original = conversation();
        session::Session again{original.session().config()};
        QCOMPARE(feed(again, original.events(), 0, original.events().size()), joined(original.wishes()));
        QCOMPARE(again.state(), original.session().state());
    }

    void bothCopiesGoOnAlikeFromEveryPoint()
    {
        SessionTester original = conversation();
        const auto& events = original.events();
        for (std::size_t point = 0; point <= events.size(); ++point) {
            session::Session one{original.session().config()};
            const std::string before = feed(one, events, 0, point);
            session::Session other = one;
            const std::string rest = feed(one, events, point, events.size());
            QCOMPARE(feed(other, events, point, events.size()), rest);
            QCOMPARE(before + rest, joined(original.wishes()));
        }
    }

    void theConversationIsWorthCopying()
    {
        const SessionTester original = conversation();
        QCOMPARE(original.messages().size(), std::size_t{2});
        QCOMPARE(original.exitStatus(), std::optional(0));
        QVERIFY(original.events().size() > 80);
    }

    void whatOneCopyIsToldDoesNotTouchTheOther()
    {
        SessionTester original = conversation();
        const auto& events = original.events();
        std::mt19937 random(2026);
        for (int round = 0; round < 50; ++round) {
            const std::size_t point = random() % (events.size() + 1);
            session::Session one{original.session().config()};
            const std::string before = feed(one, events, 0, point);
            session::Session strayed = one;
            const session::Moment late = events.back().second;
            strayed.handle(session::PluginOutput{"Sstrayed=1\nR550 no\n"}, late);
            strayed.handle(
                session::BytesReceived{"MAIL FROM:<strayed@example.net>\r\nRCPT TO:<s@example.org>\r\nDATA\r\n"}, late);
            strayed.handle(session::InputEnded{}, late);
            QCOMPARE(before + feed(one, events, point, events.size()), joined(original.wishes()));
        }
    }

private:
    static SessionTester conversation()
    {
        SessionTester client{busyHome(), inDialect({"TCPREMOTEIP=192.0.2.25"})};
        client.send("EHLO x\r\nMAIL FROM:<chatty@example.net>\r\nRCPT TO:<b@example.org>\r\nRSET\r\nbogus\r\n");
        client.send(
            "MAIL FROM:<a@example.net>\r\nRCPT TO:<dies@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSub");
        client.sendBytes("ject: x\r\n..a\r\n.\r\nMAIL FROM:<c@example.net>\r\nRCPT TO:<b@example.org>\r\n");
        client.send("DATA\r\nsecond\r\n.\r\nQUIT\r\n");
        return client;
    }
};

SPP_TEST(TestSessionCopy)
#include "tst_session_copy.moc"
