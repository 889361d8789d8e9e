// SPDX-License-Identifier: MIT
/// The message that the pretended client sends: composed, from a file, in place of the dialog's, or typed behind DATA.
#include "app/workbench/debugger/client_profile.h"
#include "app/workbench/debugger/message_dialog.h"
#include "app/workbench/debugger/message_field.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/simulator/client_row.h"
#include "app/workbench/simulator/elided_label.h"
#include "core/trace/queued_message.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>

using namespace spp;
using namespace spp::workbench;
using State = Engine::State;
using Source = ClientMessage::Source;

namespace
{

const QByteArray mail = "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\n";

std::string queued(const Simulator& s)
{
    const auto& timeline = s.panel.steps().timeline();
    const auto places = trace::messagePlaces(timeline);
    return places.empty() ? "(none)" : trace::queuedMessage(timeline, places.back().step).text;
}

void chooseClient(const ClientMessage& message)
{
    ClientProfile profile;
    profile.name = "With a message";
    profile.message = message;
    writeClientProfiles({{}, profile});
    writeChosenClient(profile.name);
}

QString noticeOf(const Simulator& s)
{
    const auto* notice = s.panel.findChild<NoticeBar*>();
    QString words;
    for (const QLabel* label : notice->findChildren<QLabel*>())
        words += label->text();
    return notice->isVisibleTo(&s.panel) ? words : QString();
}

QString aboutOf(const MessageDialog& dialog)
{
    return dialog.findChild<ElidedLabel*>()->text();
}

} // namespace

class TestClientMessage : public QObject
{
    Q_OBJECT

private slots:
    void init() { QSettings().clear(); }
    void cleanup() { QSettings().clear(); }

    void aComposedMessageIsSentInPlaceOfTheDialogs()
    {
        chooseClient({Source::Composed, {}, "Subject: composed\n\n.grüße\n"});
        Simulator s;
        s.home.write("control/rcpthosts", "example.org\n");
        s.dialog(mail + "C: DATA\nC: Subject: of the dialog\nC: .\nS: 250\nC: QUIT\n");
        s.action("Run")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(queued(s), std::string("Subject: composed\n\n.grüße\n"));
        QVERIFY2(s.panel.status().contains("as expected"), qPrintable(s.panel.status()));
    }

    void aFileThatIsGoneIsSaidBeforeAnythingRuns()
    {
        chooseClient({Source::File, "/nowhere/mail.eml", {}});
        Simulator s;
        s.dialog(mail + "C: DATA\nC: .\n");
        s.action("Run")->trigger();
        QVERIFY2(noticeOf(s).startsWith("/nowhere/mail.eml: can't be opened"), qPrintable(noticeOf(s)));
        QCOMPARE(s.engine.state(), State::Idle);
    }

    void whoeverTypesSendsAFile()
    {
        Simulator s;
        s.home.write("control/rcpthosts", "example.org\n");
        const QString file = s.home.write("mail.eml", "Subject: from a file\n\n.\n");
        auto* row = s.panel.findChild<ClientRow*>();
        auto* button = row->findChild<QToolButton*>();
        QVERIFY(!button->isEnabled());
        for (const QByteArray& line : mail.split('\n')) {
            if (line.isEmpty())
                continue;
            QTest::keyClicks(s.input, line.mid(3));
            QTest::keyClick(s.input, Qt::Key_Return);
            QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
        }
        QTRY_VERIFY(button->isEnabled());
        row->sendFile("/nowhere/mail.eml");
        QVERIFY2(noticeOf(s).startsWith("/nowhere/mail.eml: can't be opened"), qPrintable(noticeOf(s)));
        row->sendFile(file);
        QTRY_COMPARE(queued(s), std::string("Subject: from a file\n\n.\n"));
        QVERIFY(s.find("DATA"));
        QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
    }

    void whatIsKeptOfAClientHasItsMessage()
    {
        chooseClient({Source::File, "/some/mail.eml", "and a text\n"});
        QVERIFY((readClientProfiles()[1].message == ClientMessage{Source::File, "/some/mail.eml", "and a text\n"}));
    }

    void composingBeginsWithASampleAndTellsItsSize()
    {
        MessageDialog dialog({}, "Send");
        QVERIFY(dialog.text().startsWith("From: "));
        auto* text = dialog.findChild<QPlainTextEdit*>();
        text->setPlainText(".dot\nx");
        QCOMPARE(aboutOf(dialog), "2 lines, 10 bytes as it is sent");
        text->clear();
        for (auto* button : dialog.findChildren<QPushButton*>())
            QCOMPARE(button->isEnabled(), button->text() != "Send");
    }

    void aFilesTextIsTakenAndCanBeUndone()
    {
        TemporaryHome home;
        MessageDialog dialog("mine", "OK");
        dialog.take(home.write("mail.eml", "Subject: x\r\n\r\nhello\r\n"));
        QCOMPARE(dialog.text(), "Subject: x\n\nhello\n");
        dialog.findChild<QPlainTextEdit*>()->undo();
        QCOMPARE(dialog.text(), "mine");
    }

    void aFileWhoseBytesTextCanNotKeepIsRefused()
    {
        TemporaryHome home;
        MessageDialog dialog("mine", "OK");
        dialog.take(home.write("latin1.eml", "Subject: gr\xfc\xdf\x65\n"));
        QCOMPARE(dialog.text(), "mine");
        QVERIFY2(aboutOf(dialog).contains("is not UTF-8"), qPrintable(aboutOf(dialog)));
    }

    void theFieldShowsWhichMessageItIs()
    {
        MessageField field;
        field.setMessage({Source::Composed, "/some/mail.eml", "a\nb\n"});
        auto* sources = field.findChild<QComboBox*>();
        auto* about = field.findChild<ElidedLabel*>();
        QCOMPARE(sources->currentText(), "always this text");
        QCOMPARE(about->text(), "2 lines, 6 bytes as it is sent");
        QSignalSpy edited(&field, &MessageField::edited);
        sources->setCurrentIndex(1);
        emit sources->activated(1); // as a person does it
        QCOMPARE(edited.count(), 1);
        QCOMPARE(about->text(), "/some/mail.eml");
        QCOMPARE(field.message().source, Source::File);
    }
};

SPP_TEST(TestClientMessage)
#include "tst_client_message.moc"
