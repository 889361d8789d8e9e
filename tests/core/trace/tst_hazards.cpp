// SPDX-License-Identifier: MIT
/// Hazards of single lines: each is shown by a run that has it, and left out where a run only looks like it.
#include "tests/core/trace/hazards_of.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using Kind = trace::HazardKind;

namespace
{

struct HazardCase
{
    const char* name;
    Kind kind;
    const char* section;
    std::string wrong; ///< output that has the hazard
    std::string right; ///< output that has not
    const char* dialect = "qmail-spp";
};

std::vector<HazardCase> hazardCases()
{
    const std::string longValue(1000, 'x');
    return {
        {"no newline", Kind::NoNewline, "mail", "E550 no", "E550 no\n"},
        {"no newline, one letter", Kind::NoNewline, "mail", "A", "A\n"},
        {"no newline in modern", Kind::NoNewline, "mail", "E550 no", "E550 no\n", "modern"},
        {"CR", Kind::LineEndsWithCr, "mail", "E550 no\r\n", "E550 no\n"},
        {"CR alone", Kind::LineEndsWithCr, "mail", "HX-A: b\r\n", "\r\n"},
        {"unknown line", Kind::UnknownLine, "mail", "checking\n", "\nN\n"},
        {"L of nothing", Kind::UnknownLine, "mail", "Lookup done\n", "LM550 no\n"},
        {"words behind O", Kind::TextBehindLetter, "mail", "OK\n", "O\n"},
        {"words behind D", Kind::TextBehindLetter, "mail", "Done\n", "D\n"},
        {"not CR behind a letter", Kind::TextBehindLetter, "mail", "Next\n", "N\r\n"},
        {"unread", Kind::UnreadOutput, "mail", "N\nSx=1\n", "Sx=1\nN\n"},
        {"E without code", Kind::ReplyWithoutCode, "mail", "Eno such user\n", "E550 no such user\n"},
        {"empty E", Kind::ReplyWithoutCode, "mail", "E\n", "E550\n"},
        {"code of four digits", Kind::ReplyWithoutCode, "mail", "E5501 no\n", "E550-no\n"},
        {"LR without code", Kind::ReplyWithoutCode, "mail", "LRno\n", "LR550 no\n"},
        {"P without code", Kind::ReplyWithoutCode, "mail", "Phello\n", "P250-hello\n"},
        {"P without code is mended", Kind::ReplyWithoutCode, "mail", "Eno\n", "Phello\n", "modern"},
        {"E 250", Kind::CodeDoesNotFit, "mail", "E250 ok\n", "E450 later\n"},
        {"R 354", Kind::CodeDoesNotFit, "mail", "R354 go\n", "R554 go\n"},
        {"LD 250", Kind::CodeDoesNotFit, "mail", "LD250 ok\n", "P250-ok\n"},
        {"E with a dash", Kind::ReplyUnfinished, "mail", "E550-no\n", "P550-no\nE550 no\n"},
        {"P with a dash and D", Kind::ReplyUnfinished, "mail", "P550-no\nD\n", "P550 no\nD\n"},
        {"long reply", Kind::ReplyTooLong, "mail", "E550 " + longValue + "\n", "E550 short\n"},
        {"refused greeting", Kind::RefusedGreeting, "connection", "E554 no\n", "R554 no\n"},
        {"refused greeting, modern", Kind::RefusedGreeting, "connection", "Ehello\n", "D\n"},
        {"P is whole", Kind::SecondReply, "mail", "P250 hello\n", "P250-hello\n"},
        {"P is whole, then E", Kind::SecondReply, "rcpt", "P550 hello\nE550 no\n", "P550-hello\nE550 no\n"},
        {"not before 354", Kind::SecondReply, "data", "P354 hello\n", ""},
        {"P with another code", Kind::MultiLineBroken, "mail", "P550-hello\n", "P250-hello\n"},
        {"P with another code, modern", Kind::MultiLineBroken, "mail", "P550-a\nE450 b\n", "P450-a\nE450 b\n"},
        {"no header", Kind::NotAHeader, "mail", "Hspam\n", "HX-Spam: yes\n"},
        {"name with a blank", Kind::NotAHeader, "mail", "HX Spam: yes\n", "HX-Spam: a b\n"},
        {"empty header", Kind::NotAHeader, "mail", "H\n", "HX-A:\n"},
        {"continues another's", Kind::NotAHeader, "mail", "H folded\n", "HX-A: b\nH folded\n"},
        {"control byte", Kind::NotAHeader, "mail", "HX-A: \x1b[m\n", "HX-A: \tb\n"},
        {"forged", Kind::ForgedHeader, "mail", "HReceived: from there\n", "HReceived-SPF: pass\n"},
        {"forged, in any case", Kind::ForgedHeader, "mail", "HRETURN-PATH: <x>\n", "HX-Return-Path: <x>\n"},
        {"repeated", Kind::RepeatedHeader, "mail", "HSubject: spam\n", "HX-Subject: spam\n"},
        {"long header", Kind::HeaderTooLong, "mail", "HX-A: " + longValue + "\n", "HX-A: b\n"},
        {"S without =", Kind::SetWithoutEquals, "mail", "SFOO\n", "SFOO=\n"},
        {"PATH", Kind::DangerousVariable, "mail", "SPATH=/tmp\n", "SMYPATH=/tmp\n"},
        {"LD_PRELOAD", Kind::DangerousVariable, "mail", "SLD_PRELOAD=x\n", "SLDAP=x\n"},
        {"U of PATH", Kind::DangerousVariable, "mail", "UPATH\n", "UMYPATH\n"},
        {"RELAYCLIENT", Kind::VariableWithoutEffect, "mail", "SRELAYCLIENT=\n", "SRELAY=\n"},
        {"RELAYCLIENT late, modern", Kind::VariableWithoutEffect, "mail", "SRELAYCLIENT=\n", "", "modern"},
        {"SMTPRCPTTO", Kind::VariableWithoutEffect, "rcpt", "SSMTPRCPTTO=x\n", "Cx@example.org\n"},
        {"TCPREMOTEIP", Kind::VariableWithoutEffect, "mail", "STCPREMOTEIP=x\n", "SMYTCP=x\n"},
        {"DATABYTES", Kind::VariableWithoutEffect, "mail", "SDATABYTES=1000\n", "SDATA=1\n"},
        {"QMAILQUEUE of 1.03", Kind::VariableWithoutEffect, "mail", "SQMAILQUEUE=x\n", "", "qmail-spp-1.03"},
        {"opens the relay", Kind::OpensRelay, "connection", "SRELAYCLIENT=\n", "SX=\n", "modern"},
        {"C without an address", Kind::ChangeWithoutAddress, "helo", "Cx@example.org\n", "Sx=1\n"},
        {"C in data", Kind::ChangeWithoutAddress, "data", "Cx@example.org\n", "N\n"},
        {"C outside rcpthosts", Kind::ChangedOutsideRcptHosts, "rcpt", "Cx@example.com\n", "Cx@example.org\n"},
        {"C of the sender", Kind::ChangedOutsideRcptHosts, "rcpt", "Cx@example.com\n", "N\n"},
        {"brackets", Kind::OddAddress, "rcpt", "C<x@example.org>\n", "Cx@example.org\n"},
        {"empty recipient", Kind::OddAddress, "rcpt", "C\n", "N\n"},
        {"no domain", Kind::OddAddress, "rcpt", "Cx\n", "Cx@example.org\n"},
        {"a blank in it", Kind::OddAddress, "mail", "Cx y@example.org\n", "C\n"},
    };
}

} // namespace

class TestHazards : public QObject
{
    Q_OBJECT

private slots:
    void aLineHasTheHazardOrNot_data()
    {
        QTest::addColumn<std::size_t>("number");
        const auto cases = hazardCases();
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i].name) << i;
    }
    void aLineHasTheHazardOrNot()
    {
        QFETCH(std::size_t, number);
        const HazardCase each = hazardCases()[number];
        const auto wrong = hazardsOf(each.section, each.wrong, each.dialect);
        const trace::Hazard* hazard = findHazard(wrong, each.kind);
        QVERIFY(hazard != nullptr);
        QVERIFY(hazard->step.has_value());
        QCOMPARE(hazard->plugin, "plugins/"s + each.section + "-1");
        QCOMPARE(hazard->place, "control/smtpplugins:2"s);
        QVERIFY2(hazard->sentence.ends_with('.'), hazard->sentence.c_str());
        QVERIFY(!trace::explain(hazard->kind).empty());
        QVERIFY(!has(hazardsOf(each.section, each.right, each.dialect), each.kind));
    }

    void aPluginWithoutFaultHasNone()
    {
        for (const char* dialect : {"qmail-spp", "modern"}) {
            QVERIFY(hazardsOf("rcpt", "SKIND=list\nHX-Kind: list\nCc@example.org\nN\n", dialect).empty());
            QVERIFY(hazardsOf("mail", "P451-one\nE451 two\n", dialect).empty());
            QVERIFY(hazardsOf("helo", "R554 bye\n", dialect).empty());
            QVERIFY(hazardsOf("data", "", dialect).empty());
        }
    }

    void whatThisServerMendsIsANote()
    {
        const auto modern = hazardsOf("mail", "Eno such user\n", "modern");
        QCOMPARE(findHazard(modern, Kind::ReplyWithoutCode)->severity, trace::Severity::Note);
        QVERIFY(findHazard(modern, Kind::ReplyWithoutCode)->sentence.ends_with("qmail-spp sends it as it stands."));
        const auto plain = hazardsOf("mail", "Eno such user\n");
        QCOMPARE(findHazard(plain, Kind::ReplyWithoutCode)->severity, trace::Severity::Error);
        QVERIFY(!has(hazardsOf("mail", "P250 hello\n", "modern"), Kind::SecondReply));
        QVERIFY(!has(hazardsOf("connection", "E554 no\n", "modern"), Kind::RefusedGreeting));
        QVERIFY(!has(hazardsOf("connection", "SRELAYCLIENT=\n", "modern"), Kind::VariableWithoutEffect));
    }

    void theLineIsNamed()
    {
        const auto hazards = hazardsOf("mail", "Sx=1\n\nSPATH=/tmp\n");
        QCOMPARE(hazards.size(), std::size_t{1});
        QCOMPARE(hazards.front().outputLine, std::optional<std::size_t>(3));
    }

    void aFloodRaisesTenAtMost()
    {
        std::string output;
        for (int i = 0; i < 1000; ++i)
            output += "checking " + std::to_string(i) + "\n";
        const auto hazards = hazardsOf("mail", output);
        QCOMPARE(hazards.size(), std::size_t{10});
        QVERIFY(hazards.back().sentence.ends_with("There may be more like it."));
    }

    void quotedTextIsPrintableAndShort()
    {
        const auto hazards = hazardsOf("mail", "x\x1b[31m" + std::string(1000, 'y') + "\n");
        QVERIFY2(hazards.front().sentence.starts_with("“x\\x1b[31myyy"), hazards.front().sentence.c_str());
        QVERIFY(hazards.front().sentence.size() < 300);
        // not in the middle of a character
        std::string umlauts = "x";
        for (int i = 0; i < 100; ++i)
            umlauts += "ü";
        QVERIFY(hazardsOf("mail", umlauts + "\n").front().sentence.find("\\x") == std::string::npos);
    }
};

SPP_TEST(TestHazards)
#include "tst_hazards.moc"
