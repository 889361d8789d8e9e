// SPDX-License-Identifier: MIT
#include "core/runtime/queue/hop_replies.h"
#include "core/session/queue_reply.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp;
using namespace spp::runtime;
using namespace std::string_literals;

namespace
{

smtp::ServerReply parsed(const std::string& line)
{
    return {std::stoi(line.substr(0, 3)), {line.substr(4)}};
}

/// What our client is told.
std::string replyTo(const HopReplies& replies)
{
    session::QueueFinished answer = mergeReplies(replies);
    answer.id = "1";
    return session::formatQueueReply(answer, {}, session::modernDialect());
}

std::string replyTo(const std::string& line)
{
    return replyTo(HopReplies{{parsed(line)}, true});
}

} // namespace

class TestHopReplies : public QObject
{
    Q_OBJECT

private slots:
    void theyAreMergedIntoOne_data()
    {
        QTest::addColumn<QStringList>("replies");
        QTest::addColumn<bool>("sent");
        QTest::addColumn<QString>("merged");
        const QString ok = "250 2.0.0 ok";
        const QString later = "452 4.2.2 full";
        const QString never = "550 5.1.1 nobody";
        const auto row = [](const char* name, const QStringList& replies, bool sent, const char* merged) {
            QTest::newRow(name) << replies << sent << merged;
        };
        row("accepted", {ok}, true, "250 ok 0 qp 1");
        row("all accepted", {ok, "251 forwarded", ok}, true, "250 ok 0 qp 1");
        row("temporary", {later}, true, "452 full (#4.2.2)");
        row("permanent", {never}, true, "550 nobody (#5.1.1)");
        row("one of them temporary", {ok, later}, true, "452 full (#4.2.2)");
        row("the same before the message", {later, ok}, false, "452 full (#4.2.2)");
        row("temporary and permanent", {never, later}, false, "452 full (#4.2.2)");
        row("of each kind", {ok, never, later}, true, "452 full (#4.2.2)");
        row("all permanent", {never, "554 5.7.1 policy"}, true, "550 nobody (#5.1.1)");
        row("one of them permanent", {ok, never, ok}, true,
            "550 nobody; refused for 1 of 3 recipients, the others have it (#5.1.1)");
        row("one of them permanent, before the message", {ok, never}, false,
            "550 nobody; refused for 1 of 2 recipients, sent to none (#5.1.1)");
        row("the hop is closing", {"421 4.3.2 bye"}, true, "451 bye (#4.3.2)");
        row("the hop asks for more", {"354 go on"}, true, "451 go on");
        row("a login is wanted", {"530 5.7.0 log in"}, false, "451 mail server temporarily rejected message (#4.3.0)");
        row("commands in disorder", {ok, "503 5.5.1 MAIL first"}, false,
            "451 mail server temporarily rejected message (#4.3.0)");
    }

    void theyAreMergedIntoOne()
    {
        QFETCH(QStringList, replies);
        QFETCH(bool, sent);
        QFETCH(QString, merged);
        HopReplies all{{}, sent};
        for (const QString& reply : replies)
            all.recipients.push_back(parsed(reply.toStdString()));
        QCOMPARE(QString::fromStdString(replyTo(all)), merged);
    }

    void theAdministratorIsToldThatWeAreNotLiked()
    {
        QCOMPARE(mergeReplies({{parsed("530 5.7.0 log in")}, false}).exit.reason,
                 "does not take mail from here: 530 log in"s);
        QCOMPARE(mergeReplies({{parsed("550 5.1.1 nobody")}, false}).exit.reason, ""s);
    }

    void wordsAreOneLineOfPrintableAscii()
    {
        QCOMPARE(replyTo("550 5.1.1 a\r\n250 b\t\x7F\xC3\xA9\n"), "550 a??250 b????? (#5.1.1)"s);
        QCOMPARE(replyTo("550 no status"), "550 no status"s);
        QCOMPARE(replyTo("550 its own mark (#5.1.1)"), "550 its own mark (#5.1.1)"s);
        QCOMPARE(replyTo("550 "), "550 refused"s);
        QCOMPARE(replyTo("550 5.1.1"), "550 refused (#5.1.1)"s);
        QCOMPARE(replyTo(HopReplies{{{550, {"5.1.1 one", "5.1.1 two", "", "three"}}}, true}),
                 "550 one two three (#5.1.1)"s);
    }

    void wordsAreNoLongerThanAReplyMayBe()
    {
        const std::string line(2000, 'x');
        const std::vector<std::string> lines(30, line);
        const HopReplies replies{{{550, lines}, {250, {"ok"}}}, true};
        QVERIFY(replyTo(replies).size() <= 510);
        QVERIFY(replyTo(replies).ends_with("the others have it"));
        QVERIFY(replyTo("550 5." + std::string(500, '1') + ".1 " + line).size() <= 510);
    }
};

QTEST_GUILESS_MAIN(TestHopReplies)
#include "tst_hop_replies.moc"
