// SPDX-License-Identifier: MIT
/// Words explained in a terminal.
#include "tests/app/cli/spp_program.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp::test;

class TestSppExplain : public QObject
{
    Q_OBJECT

private slots:
    void aWordIsExplained()
    {
        const Ended rcpt = runSpp({"explain", "rcpt"});
        QCOMPARE(rcpt.status, 0);
        QVERIFY2(rcpt.output.startsWith("[rcpt]   RCPT TO, once for each recipient\n"), qPrintable(rcpt.output));
        QVERIFY(rcpt.output.contains("\n   E           refuse this recipient; the client may name others\n"));
        for (const auto& line : rcpt.output.split('\n'))
            QVERIFY2(line.size() <= 80, qPrintable(line));
    }

    void severalWordsAreExplainedInTurn()
    {
        for (const QStringList& words : {QStringList{"550", "5.7.1"}, QStringList{"550 5.7.1"}}) {
            const Ended both = runSpp(QStringList{"explain"} + words);
            QCOMPARE(both.status, 0);
            QVERIFY(both.output.startsWith("550   a reply: refused"));
            QVERIFY2(both.output.contains("\n5.7.1   never"), qPrintable(both.output));
        }
    }

    void aloneItListsWhatThereIs()
    {
        const Ended all = runSpp({"explain"});
        QCOMPARE(all.status, 0);
        for (const char* word : {"LM", "rcpt", "SMTPRCPTTO", "451", "MAIL", "badmailfrom", "sagredo", "not-executable"})
            QVERIFY2(all.output.contains(word), word);
    }

    void whatIsUnknownIsTold()
    {
        const Ended near = runSpp({"explain", "SMTPRCPTT", "E"});
        QCOMPARE(near.status, 2);
        QVERIFY2(near.errors.startsWith("spp: “SMTPRCPTT” is not known; did you mean SMTPRCPTTO"),
                 qPrintable(near.errors));
        QVERIFY(near.output.startsWith("E   ")); // what is known is explained
        const Ended far = runSpp({"explain", "\x1b[2Jnonsense"});
        QCOMPARE(far.status, 2);
        QCOMPARE(far.errors, QString("spp: “\\x1b[2Jnonsense” is not known; “spp explain” lists what is\n"));
    }
};

SPP_TEST(TestSppExplain)
#include "tst_spp_explain.moc"
