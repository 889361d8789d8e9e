// SPDX-License-Identifier: MIT
#include "core/debug/recording.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using debug::Position;
using debug::Recording;

namespace
{

debug::Recording recordingOf(const SessionTester& client)
{
    Recording recording{session::Session(client.session().config())};
    for (const auto& [event, at] : client.events())
        recording.add(event, at);
    return recording;
}

/// A session that is told the same once more, and what it wishes after each event.
class Replay
{
public:
    explicit Replay(const SessionTester& client) : session(client.session().config()) {}

    std::vector<std::string> takeWishes()
    {
        std::vector<std::string> wishes;
        while (const auto wish = session.nextWish())
            wishes.push_back(format(*wish));
        return wishes;
    }

    session::Session session;
};

std::vector<std::string> wishesOf(session::Session session)
{
    std::vector<std::string> wishes;
    while (const auto wish = session.nextWish())
        wishes.push_back(format(*wish));
    return wishes;
}

/// HELO, some NOOPs byte by byte, two messages with plugins, QUIT: more events than there are between two copies of the session.
SessionTester longSession()
{
    SessionTester client{home()
                             .plugin("mail", FakePlugin{{"SX=", "1\n", "P250-x\n"}, {}})
                             .plugin("rcpt", says("HX-A: b\n"))
                             .plugin("data", says("O\n"))};
    client.say("HELO x");
    for (int i = 0; i < 60; ++i)
        client.sendBytes("NOOP " + std::to_string(i) + "\r\n");
    client.deliver("Subject: one\r\n\r\nhello\r\n");
    for (int i = 0; i < 40; ++i)
        client.sendBytes("RSET\r\n");
    client.say("MAIL FROM:<c@example.net>");
    client.say("RCPT TO:<d@example.org>");
    client.say("DATA");
    client.sendBytes("Subject: two\r\n\r\nx\r\n.\r\n");
    client.say("QUIT");
    return client;
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT

private slots:
    void eachPositionIsAsAFreshReplay()
    {
        const SessionTester client = longSession();
        const Recording recording = recordingOf(client);
        QCOMPARE(recording.size(), client.events().size());
        QVERIFY(recording.size() > 800);
        Replay replay(client);
        for (std::size_t events = 0; events <= recording.size(); ++events) {
            if (events > 0)
                replay.session.handle(client.events()[events - 1].first, client.events()[events - 1].second);
            const auto wishes = wishesOf(replay.session);
            for (std::size_t taken = 0; taken <= wishes.size(); ++taken) {
                const debug::Past past = recording.at({events, taken});
                QVERIFY(past.session.state() == replay.session.state());
                QCOMPARE(past.session.isClosed(), replay.session.isClosed());
                QCOMPARE(past.session.awaitsCommand(), replay.session.awaitsCommand());
                QCOMPARE(wishesOf(past.session), std::vector(wishes.begin() + std::ptrdiff_t(taken), wishes.end()));
            }
            replay.takeWishes();
        }
    }

    void itGoesOnFromAnywhereAsItDid()
    {
        const SessionTester client = longSession();
        const Recording recording = recordingOf(client);
        for (const std::size_t events : {0UL, 1UL, 255UL, 256UL, 257UL, 512UL, 513UL, recording.size()}) {
            session::Session session = recording.at({events, 0}).session;
            for (std::size_t i = events; i < recording.size(); ++i) {
                while (session.nextWish())
                    ;
                session.handle(client.events()[i].first, client.events()[i].second);
            }
            QVERIFY(session.isClosed());
            QVERIFY(session.state() == client.session().state());
        }
    }

    void itKnowsWhatTheClientHasSaidAndHeard()
    {
        SessionTester client{home()};
        client.say("HELO x");
        client.say("MAIL FROM:<a@example.net>");
        const Recording recording = recordingOf(client);
        const debug::Past end = recording.at({recording.size(), 1});
        QCOMPARE(end.command, "MAIL FROM:<a@example.net>\r\n"s);
        QCOMPARE(end.replies, "250 2.0.0 ok\r\n"s);
        QCOMPARE(recording.at({recording.size(), 0}).replies, ""s);
        QCOMPARE(recording.at({1, 1}).replies, "220 mx.example.org ESMTP\r\n"s);
        QCOMPARE(recording.at({0, 0}).command, ""s);
    }

    void aMessageThatIsOpenIsKept()
    {
        SessionTester client{home()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        client.send("Subject: x\r\n");
        const std::size_t inside = client.events().size();
        client.send("\r\nhello\r\n.\r\n");
        const Recording recording = recordingOf(client);
        const debug::Past past = recording.at({inside, 100});
        QVERIFY(past.message.has_value());
        QCOMPARE(past.message->opened.envelope.sender, "a@example.net"s);
        QVERIFY(past.message->bytes.ends_with("Subject: x\n"));
        QVERIFY(!recording.at({recording.size(), 100}).message);
    }

    void aPartOfItIsARecordingOfItsOwn()
    {
        const SessionTester client = longSession();
        const Recording whole = recordingOf(client);
        Recording part = whole.upTo({300, 0});
        QCOMPARE(part.size(), std::size_t{300});
        QVERIFY(part.at({300, 0}).session.state() == whole.at({300, 0}).session.state());
        QVERIFY(part.timeAt({300, 0}).elapsed == whole.timeAt({300, 0}).elapsed);
        part.add(session::InputEnded{}, whole.timeAt({300, 0}));
        QVERIFY(part.at({301, 0}).session.isClosed() && !whole.at({301, 0}).session.isClosed());
    }

    void bytesOfEventsAreItsOwn()
    {
        SessionTester client{home()};
        Recording recording{session::Session(client.session().config())};
        recording.add(session::Connected{}, {});
        {
            std::string bytes = "HELO mx.example.net\r\n";
            recording.add(session::BytesReceived{bytes}, {});
            bytes.assign(bytes.size(), 'x');
        }
        QCOMPARE(recording.at({2, 0}).session.state().helo, std::optional("mx.example.net"s));
    }

    void theTimeIsThatOfTheLastEvent()
    {
        SessionTester client{home()};
        client.wait(std::chrono::seconds(7));
        client.say("NOOP");
        const Recording recording = recordingOf(client);
        QVERIFY(recording.timeAt({recording.size(), 0}).elapsed >= std::chrono::seconds(7));
        QVERIFY(recording.timeAt({0, 0}).elapsed.count() == 0);
    }
};

SPP_TEST(TestRecording)
#include "tst_recording.moc"
