// SPDX-License-Identifier: MIT
/// Command lines of swaks as scenarios, and scenarios as command lines of swaks.
#include "core/base/shell_words.h"
#include "core/scenario/exchange/swaks_export.h"
#include "core/scenario/exchange/swaks_import.h"
#include "core/scenario/exchange/swaks_message.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using scenario::Imported;

namespace
{

Imported imported(std::string_view line)
{
    const auto words = text::splitShellWords(line);
    const auto result = words ? scenario::importSwaks(*words) : Result<Imported>(tl::unexpected<Error>(words.error()));
    return result ? *result : Imported{"(" + result.error().message + ")", {}};
}

/// Its lines but for comments and what is expected.
std::string talk(std::string_view scenario)
{
    std::string lines;
    for (const auto line : text::lines(scenario))
        if (line.starts_with("C") || line.starts_with("hangup") || line.starts_with("message"))
            lines += std::string(line) + "\n";
    return lines;
}

std::string remarksOf(const std::vector<std::string>& remarks)
{
    std::string all;
    for (const auto& remark : remarks)
        all += remark + "\n";
    return all;
}

bool says(const std::string& all, std::string_view words)
{
    if (all.find(words) == std::string::npos)
        qWarning("%s", all.c_str());
    return all.find(words) != std::string::npos;
}

std::string exported(const scenario::Dialog& dialog)
{
    return remarksOf(exportSwaks(dialog, "mx:25").lines);
}

} // namespace

class TestSwaks : public QObject
{
    Q_OBJECT

private slots:
    void aCommandLineIsAWholeSession()
    {
        const Imported result = imported(
            "swaks --to a@x.org,b@x.org -f 'c d@x.net' --ehlo me.net -s mx:25 --data "
            "'Subject: hi\\n\\none\\n.two\\n${x}'");
        QCOMPARE(talk(result.text),
                 "C: EHLO me.net\nC: MAIL FROM:<c d@x.net>\nC: RCPT TO:<a@x.org>\nC: RCPT TO:<b@x.org>\n"
                 "C: DATA\nC: Subject: hi\nC: \nC: one\nC: ..two\nC: ${{x}\nC: .\nC: QUIT\n"s);
        QVERIFY(says(result.text, "S: 220\nC: EHLO me.net\nS: 250\n"));
        QVERIFY(says(result.text, "C: .\nS: 250\n"));
        QVERIFY(says(remarksOf(result.remarks), "since a scenario names no server: -s mx:25"));
        QVERIFY(says(result.text, "# left out, since a scenario names no server: -s mx:25"));
        QCOMPARE(said(parsedDialog(result.text)).at(9), "${x}"s);
    }

    void theUsualMessageIsThatOfSwaks()
    {
        const Imported result =
            imported("--to a@x.org --from b@x.net --h-Subject 'not a test' --add-header 'X-A: 1\\nX-B: 2'");
        QVERIFY(says(result.text, "C: To: a@x.org\nC: From: b@x.net\nC: Subject: not a test\nC: Message-Id: <"));
        QVERIFY(says(
            result.text,
            "jetmore.org/john/code/swaks/\nC: X-A: 1\nC: X-B: 2\nC: \nC: This is a test mailing\nC: \nC: \nC: .\n"));
        QVERIFY(says(remarksOf(result.remarks), "the date and the message's name"));
    }

    void tlsAndLoginsSetTheStage()
    {
        const Imported tls = imported("--to a@x.org -f b@x.net -tls --auth --auth-user u --auth-password p -q auth");
        QCOMPARE(
            talk(tls.text),
            "C: EHLO client.example.net\nC: STARTTLS\nC: EHLO client.example.net\nC: AUTH PLAIN AHUAcA==\nC: QUIT\n"s);
        QVERIFY(says(tls.text, "\ntls\nauth accept\n\n"));
        const Imported login = imported("--to a@x.org -f b@x.net -a LOGIN -au u -ap p");
        QVERIFY(says(login.text, "auth accept\nenv FORCETLS=0\n"));
        QVERIFY(says(login.text, "C: AUTH LOGIN\nS: 334\nC: dQ==\nS: 334\nC: cA==\nS: 235\n"));
        QVERIFY(says(remarksOf(imported("--to a@x.org -a CRAM-MD5 -au u -ap p").remarks), "here it is PLAIN"));
    }

    void aSessionMayStopOnItsWay_data()
    {
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* options, const char* said) { QTest::newRow(options) << options << said; };
        row("--quit-after CONNECT", "C: QUIT\n");
        row("--quit-after banner", "C: QUIT\n");
        row("--drop-after connect", "hangup\n");
        row("--quit-after FIRST-EHLO", "C: EHLO m\nC: QUIT\n");
        row("-f <> --quit-after MAIL", "C: EHLO m\nC: MAIL FROM:<>\nC: QUIT\n");
        row("-t a@x.org -f b@x.net --drop-after RCPT",
            "C: EHLO m\nC: MAIL FROM:<b@x.net>\nC: RCPT TO:<a@x.org>\nhangup\n");
        row("-t a@x.org -f b@x.net -da DATA --pipeline",
            "C: EHLO m\nC+ MAIL FROM:<b@x.net>\nC+ RCPT TO:<a@x.org>\nC: DATA\nhangup\n");
        row("--protocol SMTP -q helo", "C: HELO m\nC: QUIT\n");
    }
    void aSessionMayStopOnItsWay()
    {
        QFETCH(QString, options);
        QFETCH(QString, said);
        std::string line = options.toStdString();
        if (const auto at = line.find("<>"); at != std::string::npos)
            line.replace(at, 2, "'<>'");
        QCOMPARE(talk(imported(line + " -h m").text), said.toStdString());
    }

    void theClientMaySayWhereItIs()
    {
        QVERIFY(says(imported("-t a@x.org --xclient 'ADDR=192.0.2.9 NAME=mx.net HELO=x'").text,
                     "\nclient 192.0.2.9 mx.net\n"));
        QVERIFY(says(imported("-t a@x.org --proxy-source 192.0.2.8").text, "\nclient 192.0.2.8\n"));
    }

    void nothingIsLostSilently()
    {
        const std::string remarks = remarksOf(
            imported("-t a@x.org --hide-all --timeout 5 --attach @x.pdf --body @b.txt --das mail --no-hints -tlsc")
                .remarks);
        for (const char* words :
             {"swaks takes the sender from where it runs", "about swaks alone: --hide-all, --timeout 5, --no-hints",
              "a scenario can't say this: --attach @x.pdf", "--body @b.txt: the text stands elsewhere",
              "waits for the answer", "a scenario can't say this: -tlsc"})
            QVERIFY(says(remarks, words));
        QVERIFY(says(imported("-t a@x.org --data @mail.eml").text, "\nmessage mail.eml\nS: 250\n"));
    }

    void whatIsNoCommandLineIsTold_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("told");
        const auto row = [](const char* line, const char* told) { QTest::newRow(line) << line << told; };
        row("--to a@x.org --frm b", "“--frm” is no option of swaks that is known here");
        row("--to a@x.org b@x.org", "“b@x.org” is no option of swaks");
        row("--from a@x.org", "--to is missing");
        row("--to a@x.org --quit-after", "“--quit-after” needs a value");
        row("--to a@x.org --quit-after nowhere", "swaks stops at no such point");
        row("--to a@x.org --protocol LMTP", "only SMTP");
        row("--to $'a@x.org\\nRSET'", "has a line end in it");
        row("--to a@x.org | cat", "ends a command in a shell");
        row("--to $TO", "is filled in by a shell");
        row("", "--to is missing");
    }
    void whatIsNoCommandLineIsTold()
    {
        QFETCH(QString, line);
        QFETCH(QString, told);
        const std::string text = imported(line.toStdString()).text;
        QVERIFY2(QString::fromStdString(text).contains(told), text.c_str());
    }

    void optionsMayBeShortenedAndNegated()
    {
        QVERIFY(says(imported("--to a@x.org --quit-a rcpt").text, "C: RCPT TO:<a@x.org>"));
        QCOMPARE(
            talk(imported("--to a@x.org --from b@x.net -h m --quit-after rcpt --no-quit-after --drop-after mail").text),
            "C: EHLO m\nC: MAIL FROM:<b@x.net>\nhangup\n"s);
        QVERIFY(says(imported("--to=a@x.org --from b@x.net").text, "RCPT TO:<a@x.org>"));
    }

    void aScenarioIsACommandLine()
    {
        QCOMPARE(exported(parsedDialog(
                     "C: EHLO me.net\nC: MAIL FROM:<a@x.net>\nC: RCPT TO:<b@x.org>\nC: RCPT TO:<c'd@x.org>\n"
                     "C: DATA\nS: 354\nC: Subject: hi\nC: \nC: it's\nC: ..dot\nC: .\nC: QUIT\n")),
                 "swaks --server mx:25 --ehlo me.net --from a@x.net --to 'b@x.org,c'\\''d@x.org' --data "
                 "'Subject: hi\\n\\nit'\\''s\\n.dot'\n"s);
        QCOMPARE(
            exported(parsedDialog("C: HELO me.net\nC: MAIL FROM:<>\nC+ RCPT TO:<b@x.org>\nhangup\n")),
            "swaks --server mx:25 --ehlo me.net --protocol SMTP --from '<>' --to b@x.org --pipeline --drop-after rcpt\n"s);
        QCOMPARE(exported(parsedDialog("")), "swaks --server mx:25 --quit-after connect\n"s);
    }

    void whatSwaksCantSayIsTold()
    {
        const auto commands = exportSwaks(
            parsedDialog(
                "env A=1\nplugin rcpt plugins/x\nanswer plugins/x E550 no\nS: 554\nC: EHLO m\nS: 250\nC: NOOP\npause "
                "1s\n"
                "C: MAIL FROM:<a@x.net> SIZE=1\nC: RCPT TO:<b@x.org>\nC: MAIL FROM:<b@x.net>\nC: RCPT TO:<c@x.org>\n"),
            "mx:25");
        QCOMPARE(commands.lines.size(), std::size_t{2});
        const std::string remarks = remarksOf(commands.remarks);
        for (const char* words : {"control files and plugins", "answers and faults", "A=1",
                                  "only if the greeting is 220", "what the scenario expects", "line 7 is left out",
                                  "line 9: swaks makes no pause", "SIZE=1", "several here"})
            QVERIFY(says(remarks, words));
    }

    void aScenarioComesBack_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* text) { QTest::newRow(name) << text; };
        row("a message",
            "C: EHLO m\nC: MAIL FROM:<a@x.net>\nC: RCPT TO:<b@x.org>\nC: DATA\nC: Subject: x\nC: \nC: y\nC: .\nC: "
            "QUIT\n");
        row("odd messages",
            "C: EHLO m\nC: MAIL FROM:<>\nC: RCPT TO:<b@x.org>\nC: DATA\nC: no header %DATE% \\n\nC: .\nC: QUIT\n");
        row("dots",
            "C: EHLO m\nC: MAIL FROM:<>\nC: RCPT TO:<b@x.org>\nC: DATA\nC: ..a\nC: \nC: ..\nC: \nC: \nC: .\nC: QUIT\n");
        row("quotes",
            "C: EHLO it's\nC: MAIL FROM:<\"a b\"@x.net>\nC: RCPT TO:<$(x)`y`@x.org>\nC: DATA\nC: '\\''\nC: .\nC: "
            "QUIT\n");
        row("a login", "C: EHLO m\nC: STARTTLS\nC: EHLO m\nC: AUTH PLAIN AHUAcA==\nC: MAIL FROM:<a@x.net>\nC: QUIT\n");
        row("a login in pieces", "C: EHLO m\nC: AUTH LOGIN\nC: dQ==\nC: cA==\nC: QUIT\n");
        row("early ends", "C: EHLO m\nC: MAIL FROM:<a@x.net>\nC: RCPT TO:<b@x.org>\nC: DATA\nhangup\n");
        row("a file",
            "C: EHLO m\nC: MAIL FROM:<a@x.net>\nC: RCPT TO:<b@x.org>\nC: DATA\nmessage mails/x.eml\nC: QUIT\n");
        row("pipelining",
            "C: EHLO m\nC+ MAIL FROM:<a@x.net>\nC+ RCPT TO:<b@x.org>\nC: DATA\nC: a: b\nC: \nC: .\nC: QUIT\n");
    }
    void aScenarioComesBack()
    {
        QFETCH(QString, text);
        const auto commands = exportSwaks(parsedDialog(text.toStdString()), "mx:25");
        QCOMPARE(commands.lines.size(), std::size_t{1});
        QVERIFY2(commands.remarks.size() == (text.contains("message") ? 1 : 0), remarksOf(commands.remarks).c_str());
        std::string line = commands.lines.front();
        // What a terminal would not let through printf writes, see quoteForShell(): a shell fills that in.
        for (const auto& [written, meant] : {std::pair{"'\"$(printf '\\015')\"'"s, "\r"s}})
            for (auto at = line.find(written); at != std::string::npos; at = line.find(written))
                line.replace(at, written.size(), meant);
        QCOMPARE(talk(imported(line).text), text.toStdString());
    }
};

SPP_TEST(TestSwaks)
#include "tst_swaks.moc"
