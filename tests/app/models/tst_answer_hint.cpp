// SPDX-License-Identifier: MIT
#include "app/workbench/models/answer_hint.h"
#include "tests/support/test_main.h"

#include <QTest>

using spp::workbench::answerHint;

class TestAnswerHint : public QObject
{
    Q_OBJECT

private slots:
    void anAnswersLineIsExplained()
    {
        const QString hint = answerHint("answer plugins/rbl E451 wait");
        QVERIFY2(hint.startsWith("plugins/rbl: ") && hint.contains("451 wait"), qPrintable(hint));
        QVERIFY(answerHint("answer \":plugins/x 1\" SA=b").startsWith(":plugins/x 1: "));
        QVERIFY(answerHint("answer plugins/rbl hello").contains("no command"));
    }

    void withoutALineNothingIsPrinted()
    {
        QCOMPARE(answerHint("answer plugins/rbl"), "plugins/rbl prints nothing, and the session goes on");
        QVERIFY(answerHint("answer ").startsWith("answer: a plugin's line"));
    }

    void otherLinesSayNothing()
    {
        QCOMPARE(answerHint(""), QString());
        QCOMPARE(answerHint("C: answer plugins/rbl E451"), QString());
        QCOMPARE(answerHint("answers plugins/rbl E451"), QString());
    }
};

SPP_TEST(TestAnswerHint)
#include "tst_answer_hint.moc"
