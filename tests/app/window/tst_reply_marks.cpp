// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/reply_marks.h"
#include "app/workbench/simulator/result_words.h"
#include "tests/app/record_list.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::workbench;

namespace
{

scenario::Dialog parse(const char* text)
{
    return test::parsedDialog(text);
}

trace::Timeline timelineOf(RecordList& records)
{
    trace::Timeline timeline;
    for (const auto& record : records.take())
        timeline.add(record);
    return timeline;
}

} // namespace

class TestReplyMarks : public QObject
{
    Q_OBJECT

private slots:
    void theReplyToTheLineIsMarked()
    {
        RecordList records;
        records.connect()
            .reply("220 hello")
            .client("NOOP")
            .reply("250 ok")
            .client("NOOP")
            .reply("100 hint", true)
            .reply("250 ok");
        const auto marks = markReplies(timelineOf(records), parse("S: 220\nC: NOOP\nS: 250\nC: NOOP\nS: 250\n"),
                                       {{5, "250", "100 hint"}});
        QCOMPARE(marks.size(), 1U);
        QCOMPARE(marks.at(5), "expected 250"); // steps: 0 connection, 1 its reply, 2 and 3, 4 to 6
    }

    void theGreetingIsMarked()
    {
        RecordList records;
        records.connect().reply("554 no");
        const auto marks = markReplies(timelineOf(records), parse("S: 220\nC: QUIT\nS: 221\n"), {{1, "220", "554 no"}});
        QCOMPARE(marks.at(1), "expected 220");
    }

    void theReplyToAMessageIsNotTheReplyToData()
    {
        RecordList records;
        records.connect().reply("220").client("DATA").reply("354 go").report(session::MessagePart{"Received: x\n"});
        records.report(session::MessageRead{9, 0}).reply("451 later").client("QUIT").reply("500 what");
        const auto dialog = parse("C: DATA\nS: 354\nC: Subject: x\nC:\nC: QUIT\nC: .\nS: 250\nC: QUIT\nS: 221\n");
        const auto marks = markReplies(timelineOf(records), dialog, {{7, "250", "451 later"}, {9, "221", "500 what"}});
        QCOMPARE(marks.size(), 2U);
        QCOMPARE(marks.at(5), "expected 250");
        QCOMPARE(marks.at(7), "expected 221");
    }

    void aMessageThatWasNotWantedIsPassedOver()
    {
        RecordList records;
        records.connect().reply("220").client("DATA").reply("503 no").client("QUIT").reply("500 what");
        const auto dialog = parse("C: DATA\nS: 354\nC: Subject: x\nC: .\nS: 250\nC: QUIT\nS: 221\n");
        const auto marks = markReplies(timelineOf(records), dialog, {{2, "354", "503 no"}, {7, "221", "500 what"}});
        QCOMPARE(marks.at(3), "expected 354");
        QCOMPARE(marks.at(5), "expected 221");
    }

    void aReplyThatNeverCameIsMarkedAtItsLine()
    {
        RecordList records;
        records.connect().reply("220").client("NOOP");
        const auto marks = markReplies(timelineOf(records), parse("C: NOOP\nS: 250\n"), {{2, "250", ""}});
        QCOMPARE(marks.at(2), "expected 250");
    }

    void theResultIsASentence_data()
    {
        QTest::addColumn<QByteArray>("dialog");
        QTest::addColumn<SimulationResult>("result");
        QTest::addColumn<QString>("sentence");
        const ReplyMismatch mismatch{12, "250", "550 no\\r\\n"};
        const QByteArray expects = "S: 220\nC: QUIT\n";
        QTest::newRow("as expected") << expects << SimulationResult{} << "Every reply was as expected.";
        QTest::newRow("nothing expected") << QByteArray("C: QUIT\n") << SimulationResult{} << "The session is over.";
        QTest::newRow("one") << expects << SimulationResult{{}, {mismatch}, 0, false}
                             << "Line 12: expected 250, got “550 no”.";
        QTest::newRow("three") << expects << SimulationResult{{}, {mismatch, mismatch, mismatch}, 0, false}
                               << "Line 12: expected 250, got “550 no”. And 2 more.";
        QTest::newRow("silence") << expects << SimulationResult{{}, {{3, "250", ""}}, 0, false}
                                 << "Line 3: expected 250, got no reply.";
        QTest::newRow("unsaid") << expects << SimulationResult{{}, {}, 2, false}
                                << "The session ended before the client had said its last 2 lines.";
        QTest::newRow("stopped") << expects << SimulationResult{{}, {mismatch}, 2, true} << "The session was stopped.";
        QTest::newRow("error") << expects << SimulationResult{"no such home", {}, 0, false} << "no such home";
    }

    void theResultIsASentence()
    {
        QFETCH(QByteArray, dialog);
        QFETCH(SimulationResult, result);
        QFETCH(QString, sentence);
        SimulationRequest request;
        request.dialog = parse(dialog.constData());
        QCOMPARE(describeResult(request, result).sentence, sentence);
    }
};

SPP_TEST(TestReplyMarks)
#include "tst_reply_marks.moc"
