// SPDX-License-Identifier: MIT
/// What a fuzzer makes up is a scenario, and is read as it was meant: every line that the client is to say, byte by byte.
#include "core/fuzz/generator.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;

class TestMadeUpTalks : public QObject
{
    Q_OBJECT

private slots:
    void theyAreReadAsTheyWereMeant()
    {
        for (std::uint64_t seed = 0; seed < 500; ++seed) {
            fuzz::Chance chance(seed);
            const fuzz::Talk talk = makeTalk(chance, {});
            const auto scenario = parsed(formatTalk(talk));
            QCOMPARE(scenario.cases.size(), 1U);
            const auto& sessions = scenario.cases.front().sessions;
            QCOMPARE(sessions.size(), talk.sessions.size());
            for (std::size_t i = 0; i < sessions.size(); ++i) {
                std::vector<std::string> meant;
                for (const auto& each : talk.sessions[i].said) {
                    meant.push_back(each.text);
                    for (const auto& line : each.message)
                        meant.push_back((line.starts_with('.') ? "." : "") + line);
                    if (!each.message.empty())
                        meant.emplace_back(".");
                }
                QVERIFY2(said(sessions[i]) == meant, formatTalk(talk).c_str());
                QVERIFY2(sessions[i].environment == talk.sessions[i].environment, formatTalk(talk).c_str());
            }
        }
    }
};

SPP_TEST(TestMadeUpTalks)
#include "tst_made_up_talks.moc"
