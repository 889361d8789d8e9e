// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// Texts that plugins keep for a later command: LM, LR, LD.
class TestLaterReplies : public QObject
{
    Q_OBJECT

    /// A plugin that prints only when it runs for the first time.
    static PluginAnswer once(const std::string& output)
    {
        return
            [output, runs = std::make_shared<int>(0)](const plugin::Call&) { return says(++*runs == 1 ? output : ""); };
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void aTextForMailAnswersEveryMailUntilRset()
    {
        SessionTester client{home().plugin("helo", once("LM451 later\n")).plugin("mail", says("P250-ran\n")),
                             inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "451 later\r\n"s);
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "451 later\r\n"s);
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
        client.say("RSET", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), behind("250-ran", "250 ok"));
    }

    void itsPluginsDoNotRun()
    {
        SessionTester client{home().plugin("helo", once("LM451 later\n")).plugin("mail", says("")), inDialect()};
        client.say("HELO x", "250");
        client.say("MAIL FROM:<a@example.net>", "451 later");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void aTextForRcptAnswersRcpt()
    {
        SessionTester client{home().plugin("mail", once("LR551 not here\n")).plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        QCOMPARE(client.say("RCPT TO:<b@example.org>"), "551 not here\r\n"s);
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        client.say("DATA", own("503 RCPT first (#5.5.1)"));
    }

    void aTextForDataAnswersDataAndKeepsTheTransaction()
    {
        SessionTester client{home().plugin("rcpt", once("LD554 no data\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "554 no data");
        client.say("DATA", "554 no data");
        QVERIFY(client.messages().empty());
        client.say("RSET", "250");
        QVERIFY(client.deliver().starts_with("250"));
    }

    void aCommandThatIsNotLegalIsRefusedFirst()
    {
        SessionTester client{home().plugin("connection", once("LR551 r\nLD554 d\n")), inDialect()};
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
        client.say("DATA", own("503 MAIL first (#5.5.1)"));
    }

    void severalTextsAreSentTogether()
    {
        SessionTester client{home().plugin("helo", says("LM451-one\nLM451 two\n")), inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "451-one\r\n451 two\r\n"s);
    }

    void textsAddedOnceShownStayUnseen()
    {
        int runs = 0;
        SessionTester client{
            home().plugin("helo", [&](const plugin::Call&) { return says("LM451 " + std::to_string(++runs) + "\n"); }),
            inDialect()};
        const std::string both = dialect().repliesOnce ? "451-1\r\n451 2\r\n" : "451 1\r\n451 2\r\n";
        client.say("HELO x", "250");
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), both);
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), both);
        client.say("RSET", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "451 4\r\n"s);
    }

    void anAcceptedDataClearsAllOfThem()
    {
        SessionTester client{home().plugin("data", once("LM451 m\nLR451 r\nLD451 d\n")), inDialect()};
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.deliver().starts_with("250"));
    }

    void aTextKeptByARefusedCommandStands()
    {
        SessionTester client{home().plugin("helo", once("LM451 later\nE550 no\n")), inDialect()};
        client.say("HELO x", "550 no");
        client.say("MAIL FROM:<a@example.net>", "451 later");
    }

    void anEmptyTextAnswersWithAnEmptyLineOrABareCode()
    {
        SessionTester client{home().plugin("helo", says("LM\n")), inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), dialect().repliesOnce ? "550 \r\n"s : "\r\n"s);
    }

    void acceptDoesNotTakeKeptTextsBack()
    {
        SessionTester client{home().plugin("helo", says("LM451 later\nA\n")), inDialect()};
        client.say("HELO x", "250");
        client.say("MAIL FROM:<a@example.net>", "451 later");
    }

    void keptTextsHaveALimit()
    {
        std::string output;
        for (int i = 0; i < 2000; ++i)
            output += "LM451 x\n";
        SessionTester client{home().plugin("helo", says(output)), inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.session().state().laterMail.texts.size(), session::maxLaterReplies);
    }
};

SPP_TEST(TestLaterReplies)
#include "tst_later_replies.moc"
