// SPDX-License-Identifier: MIT
#include "core/smtp/command.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using smtp::Verb;

class TestCommand : public QObject
{
    Q_OBJECT

private slots:
    void everyVerbIsKnownInAnyCase()
    {
        for (const Verb verb : {Verb::Helo, Verb::Ehlo, Verb::Mail, Verb::Rcpt, Verb::Data, Verb::Rset, Verb::Noop,
                                Verb::Vrfy, Verb::Help, Verb::Quit}) {
            std::string word(smtp::formatVerb(verb));
            QVERIFY(smtp::parseCommand(word).verb == verb);
            word[1] = static_cast<char>(word[1] - 'A' + 'a');
            QVERIFY(smtp::parseCommand(word).verb == verb);
        }
        QCOMPARE(std::string(smtp::formatVerb(Verb::Unknown)), "?"s);
    }

    void theArgumentStandsBehindTheBlanks()
    {
        QCOMPARE(smtp::parseCommand("HELO   a b ").argument, "a b "s);
        QCOMPARE(smtp::parseCommand("HELO").argument, ""s);
        QCOMPARE(smtp::parseCommand("HELO   ").argument, ""s);
    }

    void aTabIsNoSeparator() { QVERIFY(smtp::parseCommand("HELO\tx").verb == Verb::Unknown); }

    void aNulEndsTheLine()
    {
        QCOMPARE(smtp::parseCommand("HELO a\0b"s).argument, "a"s);
        QVERIFY(smtp::parseCommand("NOOP\0x"s).verb == Verb::Noop);
        QVERIFY(smtp::parseCommand("\0NOOP"s).verb == Verb::Unknown);
    }

    void anythingElseIsUnknown()
    {
        for (const char* line : {"", " ", " NOOP", "NOOPE", "NOO", "MAIL:", "N\xC3\x96OP", "GET / HTTP/1.1"})
            QVERIFY2(smtp::parseCommand(line).verb == Verb::Unknown, line);
    }
};

SPP_TEST(TestCommand)
#include "tst_command.moc"
