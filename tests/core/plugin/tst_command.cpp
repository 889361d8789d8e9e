// SPDX-License-Identifier: MIT
#include "core/plugin/command.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <set>

using namespace spp;
using namespace std::string_literals;
using plugin::Letter;

namespace
{

void check(std::string_view line, Letter letter, const std::string& text)
{
    const auto command = plugin::parseCommand(line);
    QVERIFY2(command.letter == letter, std::string(line).c_str());
    QCOMPARE(command.text, text);
    QCOMPARE(command.line, std::string(line));
}

} // namespace

class TestPluginCommand : public QObject
{
    Q_OBJECT

private slots:
    void everyLetterIsKnown()
    {
        check("A", Letter::Accept, "");
        check("N", Letter::Next, "");
        check("O", Letter::Ok, "");
        check("E550 no", Letter::Error, "550 no");
        check("R550 no", Letter::Reject, "550 no");
        check("D", Letter::Drop, "");
        check("P250-x", Letter::Print, "250-x");
        check("Sa=b", Letter::Set, "a=b");
        check("Ua", Letter::Unset, "a");
        check("HX-One: 1", Letter::Header, "X-One: 1");
        check("Ca@example.org", Letter::Change, "a@example.org");
        check("LM451 x", Letter::LaterMail, "451 x");
        check("LR451 x", Letter::LaterRcpt, "451 x");
        check("LD451 x", Letter::LaterData, "451 x");
    }

    void aLetterMayStandAlone()
    {
        check("E", Letter::Error, "");
        check("S", Letter::Set, "");
        check("C", Letter::Change, "");
        check("LM", Letter::LaterMail, "");
    }

    void anythingElseIsIgnored()
    {
        for (const char* line : {"", " E550", "e550", "L", "LX550", "Lm", "X", "250 ok", "\xC3\x84"})
            check(line, Letter::Ignored, "");
    }

    void aNulEndsTextButNotAHeader()
    {
        check("E55\0x"s, Letter::Error, "55");
        check("Sa=\0x"s, Letter::Set, "a=");
        check("HX: a\0b"s, Letter::Header, "X: a\0b"s);
        check("\0E"s, Letter::Ignored, "");
    }

    void finalLettersEndTheReading()
    {
        for (const char* line : {"A", "N", "O", "E", "R", "D"})
            QVERIFY2(plugin::parseCommand(line).isFinal(), line);
        for (const char* line : {"P", "S", "U", "H", "C", "LM", "LR", "LD", "", "X"})
            QVERIFY2(!plugin::parseCommand(line).isFinal(), line);
    }

    void everyCommandIsDescribedInItsOwnWords()
    {
        std::set<std::string> sentences;
        const char* const lines[] = {"A",  "N",     "O",  "E550 x", "R550 x", "D",   "P250 x", "Sa=b", "Sa",
                                     "Ua", "HX: y", "Cz", "LM4",    "LR4",    "LD4", "",       "X"};
        for (const char* line : lines) {
            const std::string sentence = plugin::describe(plugin::parseCommand(line));
            QVERIFY(!sentence.empty());
            QVERIFY2(sentences.insert(sentence).second, sentence.c_str());
        }
    }

    void descriptionsQuoteWithControlBytesHidden()
    {
        const std::string sentence = plugin::describe(plugin::parseCommand("E550 a\x1b[2Jb\r"));
        QVERIFY2(sentence.find("550 a\\x1b[2Jb\\r") != std::string::npos, sentence.c_str());
        for (int c = 0; c < 0x20; ++c)
            for (const char* letter : {"E", "S", "Sa=", "U", "H", "C", "LM", "X", "L"}) {
                const std::string words =
                    plugin::describe(plugin::parseCommand(letter + std::string(1, static_cast<char>(c))));
                QVERIFY(std::none_of(words.begin(), words.end(), [](char b) { return b >= 0 && b < 0x20; }));
            }
    }
};

SPP_TEST(TestPluginCommand)
#include "tst_command.moc"
