// SPDX-License-Identifier: MIT
#include "core/smtp/reply.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp::smtp;
using namespace std::string_literals;

class TestReply : public QObject
{
    Q_OBJECT

private slots:
    void aCodeIsThreeDigitsAndABlankHyphenOrNothing()
    {
        for (const char* line : {"250 ok", "250-ok", "250", "599 ", "421-"})
            QVERIFY2(hasReplyCode(line), line);
        for (const char* line : {"", "25", "150 no", "650 no", "2500", "25x ok", "250ok", " 250 ok", "ok"})
            QVERIFY2(!hasReplyCode(line), line);
    }

    void theTextStandsBehindTheCode()
    {
        QCOMPARE(std::string(replyText("250-hello")), "hello"s);
        QCOMPARE(std::string(replyText("250")), ""s);
        QCOMPARE(std::string(replyText("no code")), "no code"s);
    }

    void cleanTextHasNoControlBytes() { QCOMPARE(cleanReplyText("250 a\rb\x01\x7f\xE4\r\n"), "a?b??\xE4"s); }

    void theEnhancedCodeMovesToTheFront()
    {
        QCOMPARE(withEnhancedCode("553 sorry (#5.7.1)"), "553 5.7.1 sorry"s);
        QCOMPARE(withEnhancedCode("250 ok"), "250 2.0.0 ok"s);
        QCOMPARE(withEnhancedCode("451 x (#4.3.0) y"), "451 4.0.0 x (#4.3.0) y"s);
        QCOMPARE(withEnhancedCode("550 x (#nonsense)"), "550 5.0.0 x (#nonsense)"s);
        QCOMPARE(withEnhancedCode("550 (#5.1.1)"), "550 5.1.1 "s);
        QCOMPARE(withEnhancedCode("354 go ahead"), "354 go ahead"s);
        QCOMPARE(withEnhancedCode("no code"), "no code"s);
    }

    void theEnhancedCodeHasTheClassOfTheCode()
    {
        QCOMPARE(withEnhancedCode("452 too many (#5.7.1)"), "452 4.7.1 too many"s);
    }

    void aRefusalRefuses()
    {
        QCOMPARE(refusal("451 later", "550"), "451 later"s);
        QCOMPARE(refusal("550-no", "421"), "550 no"s);
        QCOMPARE(refusal("250 fine", "550"), "550 fine"s);
        QCOMPARE(refusal("354 go on", "550"), "550 go on"s);
        QCOMPARE(refusal("no code", "421"), "421 no code"s);
        QCOMPARE(refusal("", "550"), "550 "s);
        QCOMPARE(refusal("550 a\r\n250 b\r\n", "550"), "550 a??250 b"s);
    }

    void aRefusalsEnhancedCodeHasTheClassOfItsCode()
    {
        QCOMPARE(refusal("250 2.1.0 fine", "550"), "550 5.1.0 fine"s);
        QCOMPARE(refusal("451 5.7.1 later", "550"), "451 4.7.1 later"s);
        for (const char* text : {"3.1.4 is pi", "5.7 no", "5.7.1.2 no", "5..1 no", "5.7. no", "55.7.1 no", "5.7.1no"})
            QCOMPARE(refusal("450 "s + text, "550"), "450 "s + text);
    }

    void joinedLinesHaveTheCodesOfTheLast()
    {
        QCOMPARE(joinReply({"250-one", "two", "220 three\r"}, "553 no"), "553-one\r\n553-two\r\n553-three\r\n553 no"s);
        QCOMPARE(joinReply({"250-2.0.0 one", "two", "220", "2.1.5"}, "553 5.7.1 no"),
                 "553-5.7.1 one\r\n553-5.7.1 two\r\n553-5.7.1 \r\n553-5.7.1 \r\n553 5.7.1 no"s);
        QCOMPARE(joinReply({"250-2.0.0 one"}, "550 no"), "550-one\r\n550 no"s);
        QCOMPARE(joinReply({}, "250 ok"), "250 ok"s);
    }
};

SPP_TEST(TestReply)
#include "tst_reply.moc"
