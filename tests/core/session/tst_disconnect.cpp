// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/core/session/bare_session.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

SessionOptions everythingOpen()
{
    SessionOptions options = inDialect({"SMTPAUTH=", "FORCETLS=0"});
    options.hasCertificate = true;
    options.passwordCommand = {"host", "checkpw", "true"};
    options.users = {{"mary", "secret"}};
    return options;
}

std::string message(const std::string& text)
{
    return "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n" + text + "\r\n.\r\n";
}

/// All that the dialect knows, one after the other.
std::string longDialog()
{
    std::string dialog = "EHLO x\r\n";
    if (dialect().auth.offer != session::AuthTraits::Offer::Never)
        dialog += "AUTH LOGIN\r\n" + smtp::encodeBase64("mary") + "\r\n" + smtp::encodeBase64("secret") + "\r\n";
    dialog += message("Subject: one\r\n\r\nhello") + "RSET\r\n";
    if (dialect().hasChunking)
        dialog +=
            "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nBDAT 4\r\nabcdBDAT 6\r\n\r\n.\r\n\r"
            "BDAT 1 LAST\r\n\n";
    dialog += message("Subject: two") + "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@foreign.example>\r\nDATA\r\nQUIT";
    return dialog;
}

} // namespace

/// A client may vanish at any moment: nothing acknowledged is lost, nothing half is visible.
class TestDisconnect : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void afterEveryByteOfALongSession()
    {
        const auto plugins = home().plugin("helo", says("Sx=1\nP250-hello\n")).plugin("rcpt", says("HX-One: 1\n"));
        const std::string dialog = longDialog();
        std::size_t acknowledged = 0;
        for (std::size_t length = 0; length <= dialog.size(); ++length) {
            SessionTester client{plugins, everythingOpen()};
            client.send(std::string_view(dialog).substr(0, length));
            const auto finished = static_cast<std::size_t>(std::count_if(
                client.messages().begin(), client.messages().end(), [](const auto& m) { return m.finished; }));
            client.hangUp();
            QCOMPARE(client.exitStatus(), std::optional(1));
            QVERIFY(client.replies().find("221") == std::string::npos);
            // What is finished stays finished, and all else is abandoned.
            QVERIFY(finished >= acknowledged && finished <= acknowledged + 1);
            acknowledged = finished;
            for (std::size_t i = 0; i < client.messages().size(); ++i) {
                QCOMPARE(client.messages()[i].finished, i < finished);
                QCOMPARE(client.messages()[i].abandoned, i >= finished);
            }
        }
        QCOMPARE(acknowledged, std::size_t{dialect().hasChunking ? 3U : 2U});
    }

    void afterStartTls()
    {
        if (!dialect().hasStartTls)
            return;
        for (const bool handshakeEnds : {false, true}) {
            session::Session session{SessionTester{home(), everythingOpen()}.session().config()};
            session.handle(session::Connected{}, {});
            session.handle(session::BytesReceived{"EHLO x\r\nSTARTTLS\r\n"}, {});
            if (handshakeEnds)
                session.handle(session::TlsStarted{true, "C"}, {});
            session.handle(session::InputEnded{}, {});
            QVERIFY(session.isClosed());
            session.handle(session::TlsStarted{true, "C"}, {});
            QVERIFY(session.isClosed());
        }
    }

    void whileThePasswordProgramRuns()
    {
        if (dialect().auth.offer == session::AuthTraits::Offer::Never)
            return;
        BareSession client{SessionTester{home().plugin("auth", says("")), everythingOpen()}.session().config()};
        client.send("AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s) + "\r\n");
        QVERIFY(!client.login().fields.empty() && !client.session().wantsInput() && !client.session().deadline());
        client.handle(session::InputEnded{});
        QVERIFY(client.session().isClosed());
        client.handle(session::LoginChecked{true});
        QCOMPARE(client.replies(), ""s);
        QVERIFY(!client.pluginRuns() && !client.session().state().login);
    }

    void whileTheQueueAnswers()
    {
        SessionTester tester{home(), everythingOpen()};
        session::Session session{tester.session().config()};
        session.handle(session::Connected{}, {});
        session.handle(session::BytesReceived{message("hello")}, {});
        session.handle(session::QueueOpened{}, {});
        std::vector<std::string> wishes;
        const auto take = [&] {
            while (const auto wish = session.nextWish())
                wishes.push_back(format(*wish));
        };
        take();
        QVERIFY(wishes.back() == "finish" && !session.wantsInput());
        session.handle(session::InputEnded{}, {});
        take();
        // The message is the queue's by now: it is not taken back.
        QCOMPARE(wishes.back(), "close 1"s);
        QVERIFY(std::find(wishes.begin(), wishes.end(), "abandon") == wishes.end());
    }
};

SPP_TEST(TestDisconnect)
#include "tst_disconnect.moc"
