// SPDX-License-Identifier: MIT
/// Made-up talks: the same for a seed, of all kinds, and scenarios that are read as they were meant.
#include "core/fuzz/generator.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <set>

using namespace spp;

class TestGenerator : public QObject
{
    Q_OBJECT

    static fuzz::Talk talk(std::uint64_t seed, const fuzz::Vocabulary& vocabulary = {})
    {
        fuzz::Chance chance(seed);
        return makeTalk(chance, vocabulary);
    }

private slots:
    void chanceIsTheSameEverywhere()
    {
        fuzz::Chance chance(1);
        QCOMPARE(chance.next(), 0x910A2DEC89025CC1ULL);
        QCOMPARE(chance.next(), 0xBEEB8DA1658EEC67ULL);
    }

    void aSeedMakesTheSameTalkAgain()
    {
        std::set<std::string> talks;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            QVERIFY(talk(seed) == talk(seed));
            talks.insert(formatTalk(talk(seed)));
        }
        QCOMPARE(talks.size(), 200U);
    }

    void theyHoldAllThatClientsDo()
    {
        std::string all;
        for (std::uint64_t seed = 0; seed < 400; ++seed)
            all += formatTalk(talk(seed));
        for (const char* part : {"\nC: HELO ",
                                 "\nC: EHLO ",
                                 "\nC: MAIL FROM:<>",
                                 "\nC: mail from:",
                                 "\nC: MAIL FROM:<anna@",
                                 " SIZE=1024\n",
                                 "\nC: RCPT TO:<",
                                 "\nC: DATA\nS: 354\n",
                                 "\nC: .\n",
                                 "\nC: RSET",
                                 "\nC: NOOP",
                                 "\nC: QUIT\n",
                                 "\nC+ ",
                                 "\nhangup\n",
                                 "AUTH PLAIN ",
                                 "AUTH LOGIN\n",
                                 "auth accept\n",
                                 "auth refuse\n",
                                 "env TCPREMOTEIP=",
                                 "env TCPREMOTEHOST=",
                                 "env RELAYCLIENT=",
                                 "session 2\n",
                                 "\xFF",
                                 "$(id)",
                                 "BOGUS",
                                 "+",
                                 "2001:db8::25"})
            QVERIFY2(all.find(part) != std::string::npos, part);
        QVERIFY(all.find('\0') == std::string::npos && all.find('\r') == std::string::npos);
    }

    void theHomesOwnWordsAreUsed()
    {
        fuzz::Vocabulary vocabulary;
        vocabulary.learn("# traps\nspamtrap@old.example spam\n.wild.example:\ncase $x in 'crashme'*) echo;;\n");
        QCOMPARE(vocabulary.addresses(), std::vector<std::string>{"spamtrap@old.example"});
        QCOMPARE(vocabulary.hosts(), std::vector<std::string>{"wild.example"});
        std::string all;
        for (std::uint64_t seed = 0; seed < 100; ++seed)
            all += formatTalk(talk(seed, vocabulary));
        for (const char* word : {"spamtrap@old.example", "crashme", "wild.example"})
            QVERIFY2(all.find(word) != std::string::npos, word);
        vocabulary.learnDomains("# ours\nours.example\n");
        int ours = 0;
        for (std::uint64_t seed = 0; seed < 50; ++seed)
            ours += formatTalk(talk(seed, vocabulary)).find("@ours.example>") != std::string::npos ? 1 : 0;
        QVERIFY2(ours > 40, std::to_string(ours).c_str()); // so that DATA is reached
        vocabulary.learn(
            std::string_view("\x7f"
                             "ELF\0 binary.example",
                             20));
        QCOMPARE(vocabulary.hosts().size(), 2U);
    }

    void aTalkIsWrittenAsItIs()
    {
        fuzz::Session first{.environment = {"TCPREMOTEIP=::1"}, .logins = fuzz::Logins::Accept, .said = {}};
        first.said = {{.text = "EHLO ${x}", .withNext = true},
                      {.text = ""},
                      {.text = "DATA", .message = {"Subject: x", "", ".dot"}},
                      {.text = {}, .hangsUp = true}};
        const fuzz::Talk talk{{first, {.environment = {}, .logins = fuzz::Logins::None, .said = {{.text = "NOOP"}}}}};
        QCOMPARE(formatTalk(talk, {{"why", ""}, "a title", {"home /var/qmail", "dialect qmail-spp"}},
                            {{0, 0, "expect env A unset"}, {0, 3, "expect queued"}, {1, 1, "S: 250"}}),
                 std::string("# why\n#\ntitle a title\nhome /var/qmail\ndialect qmail-spp\n"
                             "session 1\nenv TCPREMOTEIP=::1\nauth accept\nexpect env A unset\n"
                             "C+ EHLO ${{x}\nC:\nC: DATA\nS: 354\nC: Subject: x\nC:\nC: ..dot\nC: .\nexpect queued\n"
                             "hangup\nsession 2\nC: NOOP\nS: 250\n"));
    }
};

SPP_TEST(TestGenerator)
#include "tst_generator.moc"
