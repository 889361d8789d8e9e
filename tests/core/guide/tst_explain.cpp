// SPDX-License-Identifier: MIT
/// What can be explained, and what a word that is unknown may have meant.
#include "core/guide/explain.h"
#include "core/guide/smtp_words.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

namespace
{

/// All that is said of a word, one thing a line.
std::string told(std::string_view word, std::string_view dialect = "modern")
{
    std::string all;
    for (const auto& explanation : guide::explain(word, *session::findDialect(dialect))) {
        all += explanation.word + ": " + explanation.brief + "\n";
        for (const auto& part : explanation.parts) {
            all += part.text + "\n";
            for (const auto& row : part.rows)
                all += row.word + " = " + row.meaning + "\n";
        }
    }
    return all;
}

bool says(const std::string& all, std::string_view words)
{
    if (all.find(words) != std::string::npos)
        return true;
    qWarning("%s", all.c_str());
    return false;
}

} // namespace

class TestExplain : public QObject
{
    Q_OBJECT

private slots:
    void everythingThatIsListedIsExplained()
    {
        for (const auto& topic : guide::topics()) {
            QVERIFY(!topic.words.empty());
            for (const auto& word : topic.words)
                for (const auto& dialect : session::dialects()) {
                    const auto explanations = guide::explain(word, dialect);
                    QVERIFY2(!explanations.empty(), word.c_str());
                    for (const auto& explanation : explanations)
                        QVERIFY2(!explanation.brief.empty(), word.c_str());
                }
        }
    }

    void aLetterHasItsMeaningInEachSection()
    {
        const std::string error = told("E");
        QVERIFY(says(error, "E: a letter that plugins print: refuse with a reply"));
        QVERIFY(says(error, "[mail] = refuse the sender"));
        QVERIFY(says(error, "It is final"));
        QVERIFY(says(error, "An SMTP reply is three digits")); // a hazard's text
        QVERIFY(says(told("n"), "In every section: accept; the section's other plugins are skipped."));
        QVERIFY(says(told("LR"), "refuse the next RCPT"));
        QVERIFY(told("LX").empty());
    }

    void aWordMayMeanSeveralThings()
    {
        const std::string data = told("data");
        QVERIFY(says(data, "[data]: DATA, before the message is sent"));
        QVERIFY(says(data, "DATA: a command of SMTP"));
        QVERIFY(says(told("[rcpt]"), "RCPT TO, once for each recipient"));
    }

    void variablesAreFoundByTheirBeginning()
    {
        QVERIFY(says(told("SMTPRCPTTO"), "The client decides what stands in it"));
        QVERIFY(says(told("smtprcptto"), "Set from [rcpt] on"));
        QVERIFY(says(told("TLS_CIPHER"), "about TLS"));
    }

    void repliesTellWhatTheyDo()
    {
        QVERIFY(says(told("451"), "A fault of the server's own"));
        QVERIFY(says(told("451"), "puts a code that refuses in front"));
        QVERIFY(says(told("550", "qmail-spp"), "qmail-spp never looks at the code"));
        QVERIFY(says(told("499"), "no code that is in common use"));
        QVERIFY(says(told("499"), "not now"));
        QVERIFY(told("650").empty());
        QVERIFY(told("55").empty());
    }

    void enhancedCodesAreReadByTheirParts()
    {
        QCOMPARE(guide::meaningOfEnhancedCode("5.1.1"),
                 "never: the client gives up, and tells the sender; there is no such mailbox"s);
        QCOMPARE(guide::meaningOfEnhancedCode("4.7.99"),
                 "not now: the client keeps the message and tries again later; about security or policy"s);
        QCOMPARE(guide::meaningOfEnhancedCode("2.9.1"), "done; what it is about is not registered"s);
        for (const char* none :
             {"", "5", "5.", "5.1", "5.1.", "5..1", "3.1.1", "5.1.1.1", "55.1.1", "5.1.1x", "5.1000.1"})
            QCOMPARE(guide::meaningOfEnhancedCode(none), ""s);
        QVERIFY(says(told("#5.7.1"), "policy does not allow it"));
    }

    void filesDialectsAndFindingsAreExplained()
    {
        QVERIFY(says(told("control/databytes"), "The largest message in bytes"));
        QVERIFY(says(told("sagredo"), "answers as"));
        QVERIFY(says(told("not-executable"), "of spp check"));
    }

    void whatIsUnknownHasNeighbours()
    {
        QVERIFY(guide::explain("SMTPRCPTT", session::modernDialect()).empty());
        QCOMPARE(guide::similarWords("SMTPRCPTT").front(), "SMTPRCPTTO"s);
        QCOMPARE(guide::similarWords("badmailform").front(), "badmailfrom"s);
        QVERIFY(guide::similarWords("quite another thing").empty());
        QVERIFY(guide::similarWords(std::string(1'000'000, 'a')).empty());
        QVERIFY(guide::explain(std::string_view("\0\xff", 2), session::modernDialect()).empty());
    }
};

SPP_TEST(TestExplain)
#include "tst_explain.moc"
