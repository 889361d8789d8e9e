// SPDX-License-Identifier: MIT
#include "core/control/extra_controls.h"
#include "core/control/patterns.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using spp::control::Patterns;
using namespace std::string_literals;

class TestPatterns : public QObject
{
    Q_OBJECT

    static bool matches(const char* file, const std::string& text) { return Patterns::parse(file).value().match(text); }

private slots:
    void aPatternIsForTheWholeTextInAnyCase()
    {
        QVERIFY(matches("spam@.*\n", "SPAM@example.net"));
        QVERIFY(!matches("spam@.*\n", "no-spam@example.net"));
        QVERIFY(!matches("spam\n", "spam@example.net"));
        QVERIFY(matches("^spam$\n", "spam"));
        QVERIFY(matches("(one|two)\\.example\n", "two.example"));
    }

    void theFirstLineThatMatchesDecides()
    {
        const char* const file = "# comment\n!good@bad\\.example\n.*@bad\\.example\n";
        QVERIFY(!matches(file, "good@bad.example"));
        QVERIFY(matches(file, "other@bad.example"));
        QVERIFY(matches(".*@bad\\.example\n!good@bad\\.example\n", "good@bad.example"));
    }

    void anEmptyFileMatchesNothing()
    {
        QVERIFY(Patterns::parse("")->empty());
        QVERIFY(!matches("", ""));
        QVERIFY(!Patterns().match("x"));
    }

    void whatIsNoExpressionIsToldByItsLine()
    {
        const auto result = Patterns::parse("fine\n\n(\n");
        QVERIFY(!result);
        QVERIFY2(result.error().message.find("line 3") != std::string::npos, result.error().message.c_str());
    }

    void copiesShareTheExpressions()
    {
        Patterns copy;
        {
            const auto original = Patterns::parse("a+\n");
            copy = *original;
        }
        QVERIFY(copy.match("aaa") && !copy.match("b"));
    }

    void validRecipientsAreAddressesOrDomains()
    {
        spp::control::ValidRcptTo valid;
        QVERIFY(valid.allows("anybody@example.org"));
        valid.exists = true;
        QVERIFY(!valid.allows("anybody@example.org") && !valid.allows("postmaster"));
        valid.addresses = {"b@example.org", "@all.example"};
        QVERIFY(valid.allows("B@Example.ORG") && valid.allows("x@ALL.example"));
        QVERIFY(!valid.allows("c@example.org") && !valid.allows("x@sub.all.example"));
    }
};

SPP_TEST(TestPatterns)
#include "tst_patterns.moc"
