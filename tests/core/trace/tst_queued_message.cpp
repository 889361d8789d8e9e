// SPDX-License-Identifier: MIT
#include "core/trace/queued_message.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// The added headers, each with the plugin that printed it and the line of its output.
std::string show(const trace::Timeline& timeline, const trace::QueuedMessage& message)
{
    std::string result;
    for (const auto& header : message.added) {
        result += header.text.substr(0, 14) + " < ";
        result += header.step
                      ? timeline.steps()[*header.step].plugin->call.line + ":" + std::to_string(header.outputLine)
                      : "server";
        result += "\n";
    }
    return result;
}

} // namespace

class TestQueuedMessage : public QObject
{
    Q_OBJECT

private slots:
    void headersKnowThePluginThatAddedThem()
    {
        SessionTester client{home()
                                 .plugin("mail", says("Sx=1\nHX-Mail: 1\n"))
                                 .plugin("rcpt", says("HX-Rcpt: 1\nH folded\nCc@example.org\n"))
                                 .plugin("data", says("HX-Mail: 1\n"))};
        client.deliver("Subject: x\r\n\r\nhello\r\n");
        const trace::Timeline timeline = timelineOf(client);
        const auto places = trace::messagePlaces(timeline);
        QCOMPARE(places.size(), std::size_t{1});
        const auto message = trace::queuedMessage(timeline, places.front().step);
        QCOMPARE(show(timeline, message),
                 "Received: from < server\n"
                 "  by unknown w < server\n"
                 "X-Mail: 1 < plugins/mail-1:2\n"
                 "X-Rcpt: 1 < plugins/rcpt-2:1\n"
                 " folded < plugins/rcpt-2:2\n"
                 "X-Mail: 1 < plugins/data-3:1\n"s);
        QCOMPARE(message.text, "Subject: x\n\nhello\n"s);
        QCOMPARE(message.cut, std::size_t{0});
        QCOMPARE(message.envelope.sender, "a@example.net"s);
        QCOMPARE(message.envelope.recipients, std::vector{"c@example.org"s});
        QCOMPARE(message.changed.size(), std::size_t{1});
        QCOMPARE(timeline.steps()[message.changed.at("c@example.org")].plugin->call.line, "plugins/rcpt-2"s);
        QVERIFY(message.queue && timeline.steps()[*message.queue].outcome == trace::Outcome::Accepted);
    }

    void aHeaderThatContinuesReceivedIsStillThePlugins()
    {
        SessionTester client{home().plugin("mail", says("H folded\n"))};
        client.deliver();
        const trace::Timeline timeline = timelineOf(client);
        const auto message = trace::queuedMessage(timeline, trace::messagePlaces(timeline).front().step);
        QVERIFY2(show(timeline, message).ends_with(" folded < plugins/mail-1:1\n"), show(timeline, message).c_str());
    }

    void headersDroppedByRsetAreNotTakenForThoseThatStay()
    {
        int run = 0;
        SessionTester client{home().plugin(
            "mail", [&run](const plugin::Call&) { return says("HX-Run: " + std::to_string(++run) + "\n"); })};
        client.say("MAIL FROM:<>");
        client.say("RSET");
        client.deliver();
        client.deliver();
        const trace::Timeline timeline = timelineOf(client);
        const auto places = trace::messagePlaces(timeline);
        QCOMPARE(places.size(), std::size_t{2});
        const auto first = trace::queuedMessage(timeline, places[0].step);
        const auto second = trace::queuedMessage(timeline, places[1].step);
        QVERIFY(places[0].queue == first.queue && places[1].queue == second.queue);
        QCOMPARE(first.added.back().text, "X-Run: 2"s);
        QCOMPARE(second.added.back().text, "X-Run: 3"s);
        QVERIFY(*first.added.back().step<places[0].step&& * second.added.back().step> places[0].step);
    }

    void chunksAreOneMessage()
    {
        SessionTester client{home()};
        client.say("EHLO x");
        client.say("MAIL FROM:<a@example.net>");
        client.say("RCPT TO:<b@example.org>");
        client.send("BDAT 14\r\nSubject: x\r\n\r\n");
        client.send("BDAT 7 LAST\r\nhello\r\n");
        const trace::Timeline timeline = timelineOf(client);
        const auto places = trace::messagePlaces(timeline);
        QCOMPARE(places.size(), std::size_t{1});
        const auto message = trace::queuedMessage(timeline, places.front().step);
        QCOMPARE(message.text, "Subject: x\n\nhello\n"s);
        QCOMPARE(message.envelope.recipients, std::vector{"b@example.org"s});
        QVERIFY(message.queue);
    }

    void aLongMessageSaysHowMuchIsNotShown()
    {
        SessionTester client{home()};
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<b@example.org>");
        client.say("DATA");
        for (int i = 0; i < 100; ++i)
            client.send(std::string(10'000, 'x'));
        client.send("\r\n.\r\n");
        const trace::Timeline timeline = timelineOf(client);
        const auto message = trace::queuedMessage(timeline, trace::messagePlaces(timeline).front().step);
        QCOMPARE(message.text.size() + message.cut, std::size_t{1'000'001});
        QVERIFY(message.text.size() < trace::maxShownMessage);
    }

    void aMessageOnItsWayHasNoAnswerYet()
    {
        SessionTester client{home()};
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<b@example.org>");
        client.say("DATA");
        client.send("Subject: x\r\n");
        const trace::Timeline timeline = timelineOf(client);
        const auto message = trace::queuedMessage(timeline, trace::messagePlaces(timeline).front().step);
        QVERIFY(!message.queue);
        QCOMPARE(message.text, "Subject: x\n"s);
        QCOMPARE(trace::messagePlaces(trace::Timeline()).size(), std::size_t{0});
    }
};

SPP_TEST(TestQueuedMessage)
#include "tst_queued_message.moc"
