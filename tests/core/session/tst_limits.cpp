// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/core/session/bare_session.h"
#include "tests/core/session/heap.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

constexpr std::size_t blockSize = 1024UL * 1024;
constexpr int blocks = 64;
/// What all of that may add to the heap at most: two of the longest lines, and what a plugin may leave behind.
constexpr std::size_t allowance = 8UL * 1024 * 1024;

/// A block of one line again and again, whole lines only.
std::string blockOf(const std::string& line)
{
    std::string block;
    while (block.size() + line.size() <= blockSize)
        block += line;
    return block;
}

session::SessionConfig configOf(const FakeHome& home, bool login = false)
{
    SessionOptions options = inDialect({"SMTPAUTH=", "FORCETLS=0"});
    options.reports = false;
    if (login)
        options.passwordCommand = {"host", "checkpw", "true"};
    return SessionTester{home, options}.session().config();
}

} // namespace

/// Whatever comes without end, limits are enforced while reading: the heap stays as it was.
class TestLimits : public QObject
{
    Q_OBJECT

    /// Does something many times; the heap may not grow by more than the allowance at any time.
    template <typename Step>
    static void repeat(int times, Step step)
    {
        const std::size_t before = liveBytes();
        for (int i = 0; i < times; ++i) {
            step();
            const std::size_t now = liveBytes();
            QVERIFY2(now < before + allowance, std::to_string(now - before).c_str());
        }
    }

    static void startMessage(BareSession& client)
    {
        client.replies();
        client.send("MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n");
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void theHeapIsSeen()
    {
        const std::size_t before = liveBytes();
        const std::string block(blockSize, 'x');
        QVERIFY(liveBytes() >= before + blockSize);
    }

    void aCommandLineWithoutEnd()
    {
        BareSession client{configOf(home())};
        const std::string block(blockSize, 'x');
        client.replies();
        repeat(blocks, [&] { QCOMPARE(client.send(block), ""s); });
        QCOMPARE(client.send("\r\nNOOP\r\n"),
                 own("500 command line too long (#5.5.2)") + "\r\n" + own("250 ok") + "\r\n");
    }

    void aCommandLineWithoutEndByteByByte()
    {
        BareSession client{configOf(home())};
        client.replies();
        repeat(50'000, [&] { QCOMPARE(client.send("x"), ""s); });
        QCOMPARE(
            client.send("\r\nNOOP\r\n"),
            own(dialect().maxCommandLine < 50'000 ? "500 command line too long (#5.5.2)" : dialect().unknownReply) +
                "\r\n" + own("250 ok") + "\r\n");
    }

    void aLineOfALoginWithoutEnd()
    {
        if (dialect().auth.offer == session::AuthTraits::Offer::Never)
            return;
        BareSession client{configOf(home(), true)};
        client.replies();
        QCOMPARE(client.send("AUTH LOGIN\r\n"), "334 VXNlcm5hbWU6\r\n"s);
        const std::string block(blockSize, 'Q');
        repeat(blocks, [&] { QCOMPARE(client.send(block), ""s); });
        QCOMPARE(client.send("\r\nNOOP\r\n"),
                 own("501 malformed auth input (#5.5.4)") + "\r\n" + own("250 ok") + "\r\n");
    }

    void aMessageWithoutEnd()
    {
        for (const std::string& line : {"x"s, "Subject: x\r\n"s, "..\r\n"s, "Received: x\r\n"s, "\r"s, "\0"s}) {
            BareSession client{configOf(home())};
            startMessage(client);
            QCOMPARE(client.send("DATA\r\n"), "354 go ahead\r\n"s);
            const std::string block = blockOf(line);
            repeat(blocks / 16, [&] { QCOMPARE(client.send(block), ""s); });
            QVERIFY(client.send("\r\n.\r\n").starts_with(line.starts_with("Rec") ? "554" : "250"));
        }
    }

    void aMessageAboveItsLimitWithoutEnd()
    {
        BareSession client{configOf(home().file("databytes", "1000\n"))};
        startMessage(client);
        client.send("DATA\r\n");
        const std::string block(blockSize, 'x');
        repeat(blocks, [&] { QCOMPARE(client.send(block), ""s); });
        QVERIFY(client.send("\r\n.\r\n").starts_with("552"));
    }

    void aChunkLargerThan32BitsCanTell()
    {
        if (!dialect().hasChunking)
            return;
        const std::string block = blockOf("QUIT\r\n") + std::string(4, 'x');
        QCOMPARE(block.size(), blockSize);
        BareSession client{configOf(home())};
        client.replies();
        QVERIFY(client.send("BDAT 4296015872 LAST\r\n").starts_with("503")); // 4 GiB and a block
        repeat(4097, [&] { QCOMPARE(client.send(block), ""s); });
        QCOMPARE(client.send("NOOP\r\n"), "250 2.0.0 ok\r\n"s);
        startMessage(client);
        client.send("BDAT 67108864 LAST\r\n");
        repeat(blocks - 1, [&] { QCOMPARE(client.send(block), ""s); });
        QVERIFY(client.send(block).starts_with("250"));
    }

    void linesOfAPluginWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char letter : "HSPCEx"s)
            QTest::newRow(std::string(1, letter).c_str()) << QByteArray(1, letter) + QByteArray(1000, 'x') + '\n';
        for (const char* letters : {"LM", "LR", "LD"})
            QTest::newRow(letters) << QByteArray(letters) + QByteArray(100'000, 'x') + '\n';
        for (const char* shortLine : {"H\n", "S\n", "LM\n", "\n"})
            QTest::newRow(text::printable(shortLine).c_str()) << QByteArray(shortLine);
        QTest::newRow("no newline") << QByteArray("Hxxxxxxx");
    }

    void linesOfAPluginWithoutEnd()
    {
        QFETCH(QByteArray, line);
        BareSession client{configOf(home().plugin("mail", says("")))};
        client.send("MAIL FROM:<a@example.net>\r\n");
        QVERIFY(client.pluginRuns());
        const std::string block = blockOf(line.toStdString());
        const bool isShort = line.size() < 4;
        repeat(isShort ? 2 : blocks / 4, [&] {
            client.handle(session::PluginOutput{block});
            client.replies();
        });
        QCOMPARE(client.wasKilled(), dialect().maxPluginOutput != 0 && !line.startsWith('E'));
        client.endPlugin();
        QVERIFY(client.session().wantsInput());
    }

    void whatManyRunsLeaveBehindIsBounded()
    {
        for (const char* letter : {"H", "S", "LD", "P"}) {
            BareSession client{configOf(home().plugin("helo", says("")))};
            std::string output;
            for (int i = 0; i < 9; ++i)
                output += letter + std::to_string(i) + std::string(100'000, 'x') + "\n";
            int run = 0;
            repeat(100, [&] {
                client.send("HELO x\r\n");
                output[1] = static_cast<char>('a' + run++ % 26);
                client.handle(session::PluginOutput{output});
                QVERIFY(client.endPlugin().find("250") != std::string::npos);
            });
            QVERIFY(!client.wasKilled());
        }
    }

    void recipientsWithoutEnd()
    {
        BareSession client{configOf(home())};
        startMessage(client);
        const std::size_t most = dialect().limits.recipients;
        QCOMPARE(most, std::size_t{dialect().repliesOnce ? 1'000U : 20'000U});
        for (std::size_t i = 1; i < most; ++i)
            QCOMPARE(client.send("RCPT TO:<b@example.org>\r\n"), own("250 ok") + "\r\n");
        QCOMPARE(client.send("RCPT TO:<b@example.org>\r\n"), own("452 too many recipients (#4.5.3)") + "\r\n");
        QCOMPARE(client.session().state().transaction->recipients.size(), most);
        QVERIFY(client.send("DATA\r\n.\r\n").ends_with(own("250 ok 0 qp 1") + "\r\n"));
    }

    void linesThatAreNoCommandsWithoutEnd()
    {
        BareSession client{configOf(home())};
        client.replies();
        const unsigned limit = dialect().limits.errors;
        for (unsigned i = 1; i <= 200 && !client.session().isClosed(); ++i) {
            const std::string reply = client.send(i % 2 == 0 ? "FLY ME\r\n" : std::string(1'100'000, 'x') + "\r\n");
            QVERIFY2(reply.starts_with(limit != 0 && i == limit + 1 ? "421 4.7.0 " : "50"), reply.c_str());
        }
        QCOMPARE(client.session().isClosed(), limit != 0);
    }
};

SPP_TEST(TestLimits)
#include "tst_limits.moc"
