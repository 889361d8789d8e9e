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
    void aPatternIsFoundAnywhereInAnyCase()
    {
        QVERIFY(matches("bad\\.example\n", "someone@BAD.example.net"));
        QVERIFY(!matches("bad\\.example\n", "someone@bad-example"));
        QVERIFY(matches("^spam@\n", "spam@example.net") && !matches("^spam@\n", "no-spam@example.net"));
        QVERIFY(matches("example$\n", "x.example") && !matches("example$\n", "x.example.net"));
        QVERIFY(matches("(one|two)\\.example\n", "two.example"));
    }

    void anExclamationMarkNamesEveryTextWithoutTheExpression()
    {
        const char* const unqualified = "# only addresses with an @\n!@\n";
        QVERIFY(matches(unqualified, "user") && !matches(unqualified, "user@example.net"));
        QVERIFY(matches("[!%#]\n", "a!b") && !matches("[!%#]\n", "ab"));
    }

    void oneLineThatNamesTheTextIsEnough()
    {
        const char* const file = "!example\nspam\n";
        QVERIFY(matches(file, "spam@example.net") && matches(file, "x@elsewhere") && !matches(file, "x@example.net"));
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
