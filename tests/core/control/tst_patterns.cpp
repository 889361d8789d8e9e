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

    void whatWouldTakeTooLongIsRefusedWithTheReason_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("why");
        QTest::newRow("plain") << ".*@bad\\.example$"
                               << "";
        QTest::newRow("repeated") << "(a|b){2,20}@([a-z0-9-]+\\.)+example"
                                  << "";
        QTest::newRow("a loop around a loop") << "(.*)*x"
                                              << "";
        QTest::newRow("multiplied") << "((((a{20}){20}){20}){20})"
                                    << "is too long";
        QTest::newRow("endless") << "a{2,}{2,}{2,}{2,}{2,}{2,}{2,}{2,}{2,}{2,}{2,}{2,}"
                                 << "is too long";
        QTest::newRow("endless, and then what is no interval") << ";" + QString(100, '+') + "{x"
                                                               << "is too long";
        QTest::newRow("what comes to nothing has been read") << "(a{1000}){3}{0}"
                                                             << "is too long";
        QTest::newRow("operators count") << "a" + QString(2500, '?') << "is too long";
        QTest::newRow("many ways around nothing") << "a" + QString(30, '?') << "";
        QTest::newRow("many ways around nothing in a loop") << "(a" + QString(30, '?') + ")+"
                                                            << "has too many ways to be empty";
        QTest::newRow("many ways around nothing before a loop") << "a" + QString(30, '?') + "(b*)*"
                                                                << "has too many ways to be empty";
        QTest::newRow("alternatives that may be empty, in a loop") << "(" + QStringList(20, "a?").join('|') + ")*"
                                                                   << "has too many ways to be empty";
        QTest::newRow("places in a loop") << "(\\b|\\B|\\<|\\>|^|$)*x"
                                          << "has too many places";
        QTest::newRow("places that can be passed in a loop") << "((\\b|a?)(\\B|b?)(\\<|c?))*"
                                                             << "has too many places";
        QTest::newRow("places one behind the other")
            << QString("(\\b|\\<|\\>|\\B|^|$|a?)").repeated(16) << "has too many places";
        QTest::newRow("two places around a loop") << "^(.*)*$"
                                                  << "";
        QTest::newRow("words") << QString("\\bfoo\\b|").repeated(100) + "^bar$"
                               << "";
        QTest::newRow("empty loops") << "(((a*)*)*)*"
                                     << "repeats what can be empty";
        QTest::newRow("back reference") << "(a*)\\1b"
                                        << "has a back reference";
        QTest::newRow("deep") << QString(200, '(') + "a" + QString(200, ')') << "is nested too deeply";
        QTest::newRow("a bracket in a class") << "[]a(((((]{3}"
                                              << "";
        QTest::newRow("unfinished") << "a{"
                                    << "is no regular expression";
    }

    void whatWouldTakeTooLongIsRefusedWithTheReason()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, why);
        const auto result = Patterns::parse("fine\n" + pattern.toStdString() + "\n");
        QCOMPARE(result.has_value(), why.isEmpty());
        if (!result) {
            QVERIFY2(result.error().message.starts_with("line 2: "), result.error().message.c_str());
            QVERIFY2(result.error().message.find(why.toStdString()) != std::string::npos,
                     result.error().message.c_str());
        }
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
