// SPDX-License-Identifier: MIT
#include "core/fuzz/generator.h"
#include "core/fuzz/shrink.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;

class TestShrink : public QObject
{
    Q_OBJECT

    static bool says(const fuzz::Talk& talk, std::string_view words)
    {
        return formatTalk(talk).find(words) != std::string::npos;
    }

    static fuzz::Talk bigTalk()
    {
        fuzz::Chance chance(7);
        fuzz::Talk talk;
        for (int i = 0; i < 3; ++i)
            for (auto& session : makeTalk(chance, {}).sessions)
                talk.sessions.push_back(std::move(session));
        return talk;
    }

private slots:
    void whatIsNotNeededIsLeftOut()
    {
        fuzz::Talk talk = bigTalk();
        talk.sessions[1].environment.push_back("TCPREMOTEIP=2001:db8::25");
        talk.sessions[1].said.push_back({.text = "RCPT TO:<anna+crash$(id)@example.org> NOTIFY=NEVER"});
        const auto shows = [](const fuzz::Talk& each) { return says(each, "crash$"); };
        const auto small = shrink(talk, shows, 1000);
        QCOMPARE(formatTalk(small), std::string("C: RCPT TO:<crash$>\n"));
    }

    void whatBelongsTogetherStays()
    {
        fuzz::Talk talk = bigTalk();
        talk.sessions[2].environment.push_back("TCPREMOTEIP=::1");
        talk.sessions[2].said.insert(talk.sessions[2].said.begin(), {.text = "MAIL FROM:<>", .withNext = true});
        talk.sessions[2].said.push_back({.text = "DATA", .message = {"Subject: one", "two"}});
        const auto shows = [](const fuzz::Talk& each) {
            return says(each, "MAIL FROM:<>") && says(each, "C: two") && says(each, "IP=::1");
        };
        QVERIFY(shows(talk));
        const auto small = shrink(talk, shows, 2000);
        QVERIFY(shows(small));
        QVERIFY2(small.sessions.size() <= 2 && formatTalk(small).size() < 100, formatTalk(small).c_str());
    }

    void triesAreCounted()
    {
        std::size_t asked = 0;
        const auto shows = [&](const fuzz::Talk&) {
            ++asked;
            return asked % 2 == 0;
        };
        const fuzz::Talk talk = bigTalk();
        QVERIFY(sizeOf(shrink(talk, shows, 10)) < sizeOf(talk));
        QCOMPARE(asked, 10U);
        QVERIFY(shrink(talk, shows, 0) == talk);
    }

    void whatCanNotBeSmallerStays()
    {
        const fuzz::Talk talk = bigTalk();
        QVERIFY(shrink(
                    talk, [](const fuzz::Talk&) { return false; }, 5000) == talk);
    }

    void oneSessionIsLeft()
    {
        const auto small = shrink(
            bigTalk(), [](const fuzz::Talk&) { return true; }, 5000);
        QCOMPARE(small.sessions.size(), 1U);
        QVERIFY(small.sessions.front().said.empty());
    }
};

SPP_TEST(TestShrink)
#include "tst_shrink.moc"
