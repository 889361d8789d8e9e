// SPDX-License-Identifier: MIT
/// Messages from files and from people: on the wire, in dialogs, and in place of a dialog's own.
#include "core/runtime/process.h"
#include "core/scenario/message.h"
#include "tests/core/scenario/parsed.h"
#include "tests/core/scenario/plans.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using scenario::formatMessage;

class TestMessage : public QObject
{
    Q_OBJECT

    Folder m_home;

    std::string messageError(std::string_view dialog)
    {
        m_home.write("test.spp", dialog);
        const auto read = scenario::readDialog(m_home.path("test.spp"));
        return read ? "(none)" : read.error().message;
    }

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home, "[rcpt]\n:case $SMTPRCPTTO in no*) echo E550 no;; esac\n");
    }

    void linesGetTheirEndsAndTheirDots_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("nothing") << QByteArray() << QByteArray(".");
        QTest::newRow("LF") << QByteArray("a\n\nb\n") << QByteArray("a\r\n\r\nb\r\n.");
        QTest::newRow("CR LF") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nb\r\n.");
        QTest::newRow("no end") << QByteArray("a\nb") << QByteArray("a\r\nb\r\n.");
        QTest::newRow("dots") << QByteArray(".\n..x\na.\n") << QByteArray("..\r\n...x\r\na.\r\n.");
        QTest::newRow("a CR of its own") << QByteArray("a\rb\n") << QByteArray("a\rb\r\n.");
        QTest::newRow("any byte") << QByteArray("\xff\0\x80\n", 4) << QByteArray("\xff\0\x80\r\n.", 6);
    }
    void linesGetTheirEndsAndTheirDots()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, sent);
        QCOMPARE(QByteArray::fromStdString(formatMessage(message.toStdString())), sent);
    }

    void aFileIsTheMessage()
    {
        m_home.write("mails/dots.eml", "Subject: dots\n\n.\n.x\nend");
        m_home.write("test.spp",
                     "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\nC: DATA\nS: 354\n"
                     "message mails/dots.eml\nS: 250\nC: QUIT\nS: 221\n");
        const auto dialog = scenario::readDialog(m_home.path("test.spp"));
        QVERIFY2(dialog.has_value(), dialog ? "" : dialog.error().message.c_str());
        Simulated run(m_home, *dialog);
        run.finish();
        QVERIFY(run.result().mismatches.empty());
        QCOMPARE(run.result().unsaidLines, std::size_t{0});
        QCOMPARE(run.queuedText(), "Subject: dots\n\n.\n.x\nend\n"s);
    }

    /// "DATA" was refused: the message must not be taken for commands, and what was expected behind it did not come.
    void aMessageThatIsNotAskedForIsNotSaid()
    {
        m_home.write("quit.eml", "QUIT\n");
        m_home.write("test.spp",
                     "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<no@example.org>\nC: DATA\n"
                     "message quit.eml\nS: 250\nC: NOOP\nS: 250\n");
        const auto dialog = scenario::readDialog(m_home.path("test.spp"));
        QVERIFY(dialog.has_value());
        Simulated run(m_home, *dialog);
        run.finish();
        QCOMPARE(run.titles(trace::StepKind::ClientLine),
                 (std::vector{"HELO x"s, "MAIL FROM:<a@example.net>"s, "RCPT TO:<no@example.org>"s, "DATA"s, "NOOP"s}));
        QCOMPARE(run.result().mismatches.size(), std::size_t{1});
        QCOMPARE(run.result().mismatches[0].line, std::size_t{6});
    }

    void dataThatIsNotAnsweredAsExpectedTakesItsMessageAlong()
    {
        m_home.write("quit.eml", "QUIT\n");
        m_home.write("test.spp", "C: DATA\nS: 354\nmessage quit.eml\nC: NOOP\nS: 250\n");
        Simulated run(m_home, *scenario::readDialog(m_home.path("test.spp")));
        run.finish();
        QCOMPARE(run.titles(trace::StepKind::ClientLine), (std::vector{"DATA"s, "NOOP"s}));
        QCOMPARE(run.result().mismatches.size(), std::size_t{1});
    }

    void whoeverTypesSendsAMessageBehindData()
    {
        for (const bool saysData : {true, false}) {
            Simulated run(m_home,
                          parsedDialog("C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\n" +
                                       (saysData ? "C: DATA\n"s : ""s)),
                          scenario::DialogClient::AtEnd::Waits);
            run.runUntil([&] { return run.isWaiting(); });
            run.simulation().send(formatMessage("Subject: typed\n\n.hello\n"));
            run.runUntil([&] { return !run.titles(trace::StepKind::Queue).empty(); });
            QCOMPARE(run.queuedText(), "Subject: typed\n\n.hello\n"s);
        }
    }

    void aMessageTakesThePlaceOfThoseThatADialogSpellsOut()
    {
        auto dialog = parsedDialog(
            "C: DATA\nS: 354\nC: Subject: x\nC:\nC: ..\nC: .\nS: 250\nC: DATA\nmessage other.eml\nS: 451\nC: QUIT\n");
        scenario::useMessage(dialog, "new\r\n.");
        QCOMPARE(said(dialog), (std::vector{"DATA"s, "new\r\n."s, "DATA"s, "new\r\n."s, "QUIT"s}));
        QVERIFY(dialog.lines[1].isMessage && dialog.lines[3].isMessage);
        QCOMPARE(dialog.lines[1].line, std::size_t{3});
        QCOMPARE(dialog.lines[1].expectation->text(), "250"s);
        QCOMPARE(dialog.lines[3].expectation->text(), "451"s);
    }

    void dataThatIsToBeRefusedHasNoMessage()
    {
        auto dialog = parsedDialog("C: DATA\nS: 503\nC: NOOP\nC: data\nC: .\n");
        scenario::useMessage(dialog, ".");
        QCOMPARE(said(dialog), (std::vector{"DATA"s, "NOOP"s, "data"s, "."s}));
        QVERIFY(!dialog.lines[1].isMessage && dialog.lines[3].isMessage);
    }

    void dataAtTheEndStaysAsItIs()
    {
        auto dialog = parsedDialog("C: DATA\nC: no dot\n");
        scenario::useMessage(dialog, ".");
        QCOMPARE(said(dialog), (std::vector{"DATA"s, "no dot"s}));
    }

    void whatCanNotBeSentIsSaid()
    {
        QCOMPARE(messageError("C: DATA\nmessage none.eml\n"),
                 m_home.path("test.spp") + ": line 2: " + m_home.path("none.eml") +
                     ": can't be opened; is the name right, and may you read it?");
        QCOMPARE(messageError("C: DATA\nmessage control\n"),
                 m_home.path("test.spp") + ": line 2: " + m_home.path("control") + ": is a folder; name a file");
        QCOMPARE(messageError("C: DATA\nmessage\n"),
                 m_home.path("test.spp") + ": line 2, column 8: “message” needs a file behind it");
        QCOMPARE(messageError("message x\nC: DATA\n"),
                 m_home.path("test.spp") + ": line 1, column 1: “message” must stand behind a C: line");
    }

    void aMessageHasALimit()
    {
        const std::string path = m_home.path("big.eml");
        m_home.write("big.eml", "x");
        QFile big(QString::fromStdString(path));
        QVERIFY(big.resize(static_cast<qint64>(scenario::maxMessageFile) + 1)); // a hole: it takes no room
        const auto message = scenario::readMessage(path);
        QVERIFY(!message);
        QVERIFY2(message.error().message.ends_with("is larger than 64 MiB; that is no message to send here"),
                 message.error().message.c_str());
    }
};

SPP_TEST(TestMessage)
#include "tst_message.moc"
