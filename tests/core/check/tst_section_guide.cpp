// SPDX-License-Identifier: MIT
#include "core/check/section_guide.h"

#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using control::Section;

class TestSectionGuide : public QObject
{
    Q_OBJECT

private slots:
    void eachDialectHasItsSections()
    {
        const auto of = [](const char* dialect) { return check::sectionsOf(*session::findDialect(dialect)); };
        QCOMPARE(of("modern").size(), control::sectionCount);
        QVERIFY(of("qmail-spp") == (std::vector<Section>{Section::Connection, Section::Helo, Section::Mail,
                                                         Section::Rcpt, Section::Data}));
        QVERIFY(check::hasSection(*session::findDialect("qmail-spp-smtpauth"), Section::Auth));
        QVERIFY(!check::hasSection(*session::findDialect("qmail-spp-smtpauth"), Section::Pass));
    }

    void eachSectionIsExplained()
    {
        for (std::size_t each = 0; each < control::sectionCount; ++each) {
            const auto section = static_cast<Section>(each);
            QVERIFY(check::findSection(formatSection(section)) == section);
            QVERIFY(!check::sectionBrief(section).empty());
            QVERIFY(check::sectionWhen(section).ends_with('.'));
            for (const auto& letter : check::letterMeanings(section, session::modernDialect()))
                QVERIFY(!letter.meaning.empty());
        }
        QVERIFY(!check::findSection("rctp"));
    }

    void theSameLetterMayMeanOtherThings()
    {
        const auto meaning = [](Section section, const char* dialect, std::string_view letter) {
            const auto all = check::letterMeanings(section, *session::findDialect(dialect));
            return std::ranges::find(all, letter, &check::LetterMeaning::letters)->meaning;
        };
        QVERIFY(meaning(Section::Rcpt, "modern", "C") != meaning(Section::Rcpt, "qmail-spp", "C"));
        QVERIFY(meaning(Section::Connection, "modern", "E") != meaning(Section::Connection, "qmail-spp", "E"));
        QVERIFY(meaning(Section::Mail, "modern", "O") != meaning(Section::Rcpt, "modern", "O"));
    }

    void variablesComeInTheOrderOfASession()
    {
        const auto names = [](Section section) {
            std::string text;
            for (const auto* variable : check::sectionVariables(section))
                text += std::string(variable->name) + " ";
            return text;
        };
        QCOMPARE(names(Section::Connection), std::string());
        QCOMPARE(names(Section::Mail), std::string("SMTPHELOHOST SMTPMAILFROM "));
        QVERIFY(names(Section::Data).find("SMTPRCPTTO ") != std::string::npos);
        QCOMPARE(names(Section::Auth), std::string("SMTPHELOHOST SMTPAUTHUSER SMTPAUTHMETHOD "));
    }
};

SPP_TEST(TestSectionGuide)
#include "tst_section_guide.moc"
