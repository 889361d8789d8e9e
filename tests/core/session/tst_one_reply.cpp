// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/smtp/base64.h"
#include "core/smtp/reply.h"
#include "tests/core/session/random_dialog.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

constexpr std::uint32_t dialogs = 400;

/// What is wrong with the replies, if anything is: they are so many, each line of one has the same code and, if it has one, the same
/// enhanced status of the same class, and no control byte is in them.
std::string faultOf(std::string_view replies, std::size_t count)
{
    std::string code;
    std::string status;
    for (std::string_view line : text::lines(replies)) {
        if (!line.ends_with('\r'))
            return "a line does not end in CR LF";
        line.remove_suffix(1);
        if (!smtp::hasReplyCode(line) || line.size() < 4 || text::hasControlByte(line))
            return "no line of a reply: " + text::printable(line);
        if (!code.empty() && line.substr(0, 3) != code)
            return "another code: " + text::printable(line);
        const std::string_view word = line.substr(4, line.substr(4).find(' '));
        const bool hasStatus = word.size() == 5 && word[1] == '.' && word[3] == '.';
        if (hasStatus && word[0] != line[0])
            return "two classes: " + text::printable(line);
        if (!code.empty() && hasStatus != !status.empty())
            return "not every line has its enhanced code: " + text::printable(line);
        if (!status.empty() && word != status)
            return "another enhanced code: " + text::printable(line);
        code = line.substr(0, 3);
        status = hasStatus ? word : "";
        if (line[3] == '-')
            continue;
        if (count-- == 0)
            return "one reply too many: " + text::printable(line);
        code.clear();
        status.clear();
    }
    return count == 0 && code.empty() ? "" : "a reply is missing";
}

/// Commands that get one reply each, whatever came before.
std::string command(Chance& chance)
{
    static const std::vector<const char*> lines{"HELO client.example.net",
                                                "MAIL FROM:<a@example.net>",
                                                "MAIL FROM:<a@example.net>",
                                                "RCPT TO:<b@example.org>",
                                                "RCPT TO:<b@example.org>",
                                                "RCPT TO:<d@foreign.example>",
                                                "RSET",
                                                "NOOP",
                                                "VRFY b",
                                                "HELP",
                                                "BOGUS",
                                                "AUTH",
                                                "MAIL FROM:<a@example.net> X=1",
                                                "HELO a\tb",
                                                "EHLO",
                                                "AUTH GSSAPI",
                                                "BDAT 6 LAST\r\nQUIT\r\n#"};
    std::string line = chance.oneOf(lines);
    if (line.ends_with('#'))
        return line.substr(0, line.size() - 1);
    return line + "\r\n";
}

SessionOptions open(Chance& chance)
{
    SessionOptions options = randomOptions(chance, "modern");
    options.environment = {"FORCETLS=0"};
    return options;
}

} // namespace

/// In modern each command gets one reply, whatever plugins do. SPP_SEED=… runs the dialog that failed alone.
class TestOneReply : public QObject
{
    Q_OBJECT

private slots:
    void eachCommandGetsOneReply()
    {
        for (const auto seed : seeds(dialogs)) {
            Chance chance(seed);
            SessionTester client{randomHome(seed), open(chance)};
            client.replies();
            for (int i = 0; i < 40 && !client.isClosed(); ++i) {
                const std::string bytes = command(chance);
                const std::string replies = client.send(bytes);
                // D closes without a word.
                const std::string fault = client.isClosed() && replies.empty() ? "" : faultOf(replies, 1);
                QVERIFY2(fault.empty(), ("seed " + std::to_string(seed) + ", " + text::printable(bytes) + ": " + fault +
                                         ": " + text::printable(replies))
                                            .c_str());
            }
        }
    }

    void soDoMessagesAndLogins()
    {
        for (const auto seed : seeds(dialogs)) {
            Chance chance(seed);
            SessionTester client{randomHome(seed), open(chance)};
            client.replies();
            std::string faults;
            const auto exchange = [&](const std::string& line) {
                if (client.isClosed())
                    return ""s;
                const std::string replies = client.say(line);
                const std::string fault = client.isClosed() && replies.empty() ? "" : faultOf(replies, 1);
                if (!fault.empty())
                    faults += text::printable(line) + ": " + fault + ": " + text::printable(replies) + "; ";
                return replies.substr(0, 3);
            };
            for (int i = 0; i < 5; ++i) {
                const std::string password =
                    chance.oneIn(4) ? "*"s : smtp::encodeBase64(chance.oneIn(2) ? "no" : "secret");
                if (exchange("AUTH LOGIN") == "334" && exchange(smtp::encodeBase64("mary")) == "334")
                    exchange(password);
                exchange("MAIL FROM:<a@example.net>");
                exchange("RCPT TO:<b@example.org>");
                client.queue().opens = !chance.oneIn(8);
                client.queue().answer.exit.number = chance.oneIn(4) ? static_cast<int>(chance.below(256)) : 0;
                if (exchange("DATA") == "354")
                    exchange("Subject: x\r\n\r\nhello\r\n.");
                exchange("NOOP");
            }
            QVERIFY2(faults.empty(), ("seed " + std::to_string(seed) + ": " + faults).c_str());
        }
    }

    void pipelinedOrNotTheRepliesAreTheSame()
    {
        for (const auto seed : seeds(dialogs)) {
            Chance chance(seed);
            std::vector<std::string> commands(30);
            std::generate(commands.begin(), commands.end(), [&] { return command(chance); });
            const SessionOptions options = open(chance);
            SessionTester oneByOne{randomHome(seed), options};
            SessionTester pipelined{randomHome(seed), options};
            std::string replies;
            std::string all;
            for (const auto& each : commands) {
                replies += oneByOne.send(each);
                all += each;
            }
            QVERIFY2(pipelined.send(all) == replies, std::to_string(seed).c_str());
        }
    }
};

SPP_TEST(TestOneReply)
#include "tst_one_reply.moc"
