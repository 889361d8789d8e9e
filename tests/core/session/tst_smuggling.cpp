// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// All that can be made of CR, LF and NUL, up to a length.
std::vector<std::string> runs(std::size_t longest)
{
    std::vector<std::string> result{""};
    for (std::size_t begin = 0, length = 0; length < longest; ++length) {
        const std::size_t end = result.size();
        for (; begin < end; ++begin)
            for (const char c : {'\r', '\n', '\0'})
                result.push_back(result[begin] + c);
    }
    return result;
}

const std::string secondMail =
    "MAIL FROM:<smuggled@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: evil\r\n\r\n.\r\nNOOP\r\n";

} // namespace

/// CVE-2023-51764 and its kin: whatever stands around the dot, only CR LF . CR LF ends a message, and a mail behind anything else is
/// text of the first.
class TestSmuggling : public QObject
{
    Q_OBJECT

    /// Unless a bare LF has ended the session before.
    static bool isEnd(const std::string& before, const std::string& behind)
    {
        bool hasBareLf = false;
        for (std::size_t i = 0; i < before.size(); ++i)
            hasBareLf = hasBareLf || (before[i] == '\n' && (i == 0 || before[i - 1] != '\r'));
        return before.ends_with("\r\n") && behind.starts_with("\r\n") &&
               !(hasBareLf && dialect().bareLf == smtp::BareLf::Stops);
    }

    static SessionTester atData()
    {
        SessionOptions options = inDialect();
        options.reports = false;
        SessionTester client{home().plugin("mail", says("")), options};
        client.send("HELO x\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
        client.replies();
        return client;
    }

    /// The message ends with its own first real end, wherever that is: never before the second mail's words are over.
    static void check(SessionTester& client, const std::string& replies, bool isEnd, const std::string& what)
    {
        if (isEnd) {
            // What follows is commands.
            QVERIFY2(client.messages().front().message.find("evil") == std::string::npos, what.c_str());
            QVERIFY2(!what.ends_with(".\\r\\n") || client.messages().size() == 2, what.c_str());
            return;
        }
        QVERIFY2(client.pluginRuns().size() == 1 && client.messages().size() == 1, what.c_str());
        const bool isWhole = client.messages().front().finished;
        QVERIFY2(isWhole != client.messages().front().abandoned, what.c_str());
        const std::string& text = client.messages().front().message;
        QVERIFY2(!isWhole || text.find("\nSubject: evil\n") != std::string::npos, what.c_str());
        const std::string noop = own("250 ok") + "\r\n";
        if (client.isClosed())
            QVERIFY2(replies == own(dialect().bareLfReply) + "\r\n", text::printable(what + replies).c_str());
        else
            QVERIFY2(replies.ends_with(noop) && replies.starts_with(isWhole ? "250 " : "550 "),
                     text::printable(what + replies).c_str());
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void whateverStandsAroundTheDot()
    {
        for (const auto& before : runs(3))
            for (const auto& behind : runs(3)) {
                SessionTester client = atData();
                const std::string variant = before + "." + behind;
                const std::string replies = client.send("hello" + variant + secondMail);
                check(client, replies, isEnd(before, behind), text::printable(variant));
            }
    }

    void byteByByteTheSame()
    {
        for (const auto& before : runs(2))
            for (const auto& behind : runs(2)) {
                SessionTester client = atData();
                const std::string variant = before + "." + behind;
                const std::string replies = client.sendBytes("hello" + variant + secondMail);
                check(client, replies, isEnd(before, behind), text::printable(variant));
            }
    }

    void inAChunkNothingEndsAMessage()
    {
        if (!dialect().hasChunking)
            return;
        for (const auto& before : runs(2))
            for (const auto& behind : runs(2)) {
                SessionTester client{home().plugin("mail", says("")), inDialect()};
                client.send("MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n");
                const std::string bytes = "hello" + before + "." + behind + secondMail;
                const std::string replies =
                    client.send("BDAT " + std::to_string(bytes.size()) + " LAST\r\n" + bytes + "NOOP\r\n");
                QVERIFY(client.pluginRuns().size() == 1 && client.messages().size() == 1);
                QVERIFY(replies.ends_with("\r\n250 2.0.0 ok\r\n"));
                QCOMPARE(std::count(replies.begin(), replies.end(), '\n'), std::ptrdiff_t{2});
            }
    }
};

SPP_TEST(TestSmuggling)
#include "tst_smuggling.moc"
