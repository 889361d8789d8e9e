// SPDX-License-Identifier: MIT
#include "core/control/smtpplugins.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using control::Section;
using control::SmtpPlugins;

namespace
{

std::string show(const std::vector<control::PluginEntry>& entries)
{
    std::string result;
    for (const auto& entry : entries)
        result += std::to_string(entry.line) + "=" + entry.text + ";";
    return result;
}

} // namespace

class TestSmtpPlugins : public QObject
{
    Q_OBJECT

private slots:
    void everySectionIsKnown()
    {
        const auto plugins =
            SmtpPlugins::parse("[connection]\nc\n[helo]\nh\n[mail]\nm\n[rcpt]\nr\n[data]\nd\n[auth]\na\n");
        QCOMPARE(show(plugins.plugins(Section::Connection)), "2=c;"s);
        QCOMPARE(show(plugins.plugins(Section::Helo)), "4=h;"s);
        QCOMPARE(show(plugins.plugins(Section::Mail)), "6=m;"s);
        QCOMPARE(show(plugins.plugins(Section::Rcpt)), "8=r;"s);
        QCOMPARE(show(plugins.plugins(Section::Data)), "10=d;"s);
        QCOMPARE(show(plugins.plugins(Section::Auth)), "12=a;"s);
        QVERIFY(plugins.neverRun().empty());
    }

    void theFirstLetterAloneDecides()
    {
        const auto plugins = SmtpPlugins::parse("[rubbish\none\n[r\ntwo\n[helo\nthree\n");
        QCOMPARE(show(plugins.plugins(Section::Rcpt)), "2=one;4=two;"s);
        QCOMPARE(show(plugins.plugins(Section::Helo)), "6=three;"s);
    }

    void unknownSectionsAndWhatStandsAboveTheFirstNeverRun()
    {
        const auto plugins = SmtpPlugins::parse("above\n[x]\nx\n[R]\nupper\n[]\nempty\n[\nbare\n[mail]\nm\n");
        QCOMPARE(show(plugins.neverRun()), "1=above;3=x;5=upper;7=empty;9=bare;"s);
        QCOMPARE(show(plugins.plugins(Section::Mail)), "11=m;"s);
        QCOMPARE(plugins.headings().size(), std::size_t{5});
        QVERIFY(!plugins.headings()[1].section);
        QVERIFY(plugins.headings()[4].section == Section::Mail);
    }

    void aSectionThatAppearsAgainIsAddedTo()
    {
        QCOMPARE(show(SmtpPlugins::parse("[h]\none\n[m]\nm\n[h]\ntwo\n").plugins(Section::Helo)), "2=one;6=two;"s);
    }

    void commentsBlankLinesAndTrailingBlanksAreCut()
    {
        const auto plugins =
            SmtpPlugins::parse("# comment\n\n[rcpt] \t\n#plugins/off\nplugins/on \t\n  plugins/blank\n:a # b\n");
        QCOMPARE(show(plugins.plugins(Section::Rcpt)), "5=plugins/on;6=  plugins/blank;7=:a # b;"s);
    }

    void aHeadingStandsAtTheStartOfItsLine()
    {
        QCOMPARE(show(SmtpPlugins::parse("[r]\n [m]\n").plugins(Section::Rcpt)), "2= [m];"s);
    }

    void aLastLineWithoutNewlineCounts()
    {
        QCOMPARE(show(SmtpPlugins::parse("[r]\nlast").plugins(Section::Rcpt)), "2=last;"s);
    }

    void aColonMakesAShellLine()
    {
        const auto plugins = SmtpPlugins::parse("[r]\n:a | b\na:b\n");
        QVERIFY(plugins.plugins(Section::Rcpt)[0].isShell());
        QVERIFY(!plugins.plugins(Section::Rcpt)[1].isShell());
    }

    void anyBytesAreTaken()
    {
        std::string bytes = "[r]\n";
        for (int c = 0; c < 256; ++c)
            bytes += std::string(1, static_cast<char>(c)) + "x\n";
        const auto plugins = SmtpPlugins::parse(bytes);
        // Neither the line that begins with NUL, nor the comment, nor the line that LF cuts in two, nor the heading "[x" and what stands
        // below it.
        QCOMPARE(plugins.plugins(Section::Rcpt).size(), std::size_t{'[' - 2});
        QCOMPARE(plugins.neverRun().size(), std::size_t{255 - '['});
    }

    void aNulEndsALine()
    {
        const auto plugins = SmtpPlugins::parse("[r]\none\0[m]\0two\n\0three\n"s);
        QCOMPARE(show(plugins.plugins(Section::Rcpt)), "2=one;"s);
        QCOMPARE(show(plugins.plugins(Section::Mail)), "2=two;"s);
    }

    void sectionsHaveNames()
    {
        QCOMPARE(std::string(control::formatSection(Section::Connection)), "connection"s);
        QCOMPARE(std::string(control::formatSection(Section::Auth)), "auth"s);
    }
};

SPP_TEST(TestSmtpPlugins)
#include "tst_smtpplugins.moc"
