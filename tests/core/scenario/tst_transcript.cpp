// SPDX-License-Identifier: MIT
/// A session that has happened becomes a scenario, which goes the same way.
#include "core/runtime/process.h"
#include "core/scenario/judgement.h"
#include "core/scenario/transcript.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

class TestTranscript : public QObject
{
    Q_OBJECT

    Folder m_home;

    std::string transcript(std::string_view text)
    {
        const auto dialog = parsedDialog(text);
        Simulated run(m_home, text);
        run.finish();
        return scenario::formatTranscript(dialog, run.timeline());
    }

    /// What is not as the transcript of it expects, when it happens once more.
    std::vector<scenario::Failure> failuresOfItsTranscript(std::string_view text)
    {
        const std::string again = transcript(text);
        Simulated run(m_home, again);
        run.finish();
        return scenario::judge(parsedDialog(again), run.timeline());
    }

    static std::string mail(const std::string& recipient)
    {
        return "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<" + recipient + "@example.org>\n";
    }
    static std::string message(const std::string& lines) { return "C: DATA\n" + lines + "C: .\nC: QUIT\n"; }

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home, "[rcpt]\nplugins/policy\n[data]\n:echo 'HX-Checked: yes ${HOME}'\n");
        m_home.script("plugins/policy",
                      "case $SMTPRCPTTO in\n"
                      "bad*) echo 'E550 5.7.1 not here';;\n"
                      "crash*) kill -SEGV $$;;\n"
                      "moved*) echo 'Cnew@example.org';;\n"
                      "esac\n");
    }

    void aMailThatIsQueued()
    {
        QCOMPARE(transcript(mail("b") + message("C: Subject: a\nC:\nC: ..dot\nC: last\n")),
                 "dialect modern\n\n"
                 "S: 220\nC: HELO x\nS: 250\nC: MAIL FROM:<a@example.net>\nS: 250\nC: RCPT TO:<b@example.org>\nS: 250\n"
                 "C: DATA\nS: 354\nC: Subject: a\nC:\nC: ..dot\nC: last\nC: .\nS: 250\nexpect queued\n"
                 "expect header X-Checked: yes ${{HOME}\nC: QUIT\nS: 221\n"s);
    }

    void objectionsAreExpected()
    {
        const std::string text = transcript(mail("bad") + "C: RCPT TO:<crash@example.org>\n");
        QVERIFY2(text.find("S: 550 5.7.1 not here\nexpect plugin plugins/policy refused\n") != std::string::npos,
                 text.c_str());
        QVERIFY2(text.find("expect plugin plugins/policy failed\n") != std::string::npos, text.c_str());
    }

    void theClientAndTheStageAreTold()
    {
        const std::string text = transcript(
            "title a tour\ncontrol databytes 0\nplugin rcpt plugins/policy\nclient 192.0.2.9 mx.example.net\nrelay\n"
            "env LIMIT=3\ntls\nauth accept\nanswer plugins/policy E451 later\nfault plugins/other crash\nC: QUIT\n");
        QCOMPARE(text.substr(0, text.find("\n\n")),
                 "title a tour\ndialect modern\ncontrol databytes 0\ncontrol smtpplugins [rcpt]\n"
                 "control smtpplugins plugins/policy\nclient 192.0.2.9 mx.example.net\nrelay\nenv LIMIT=3\ntls\n"
                 "auth accept\nanswer plugins/policy E451 later\nfault plugins/other crash"s);
    }

    void itHappensAgain_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        const std::string tls = "tls\nauth accept\nC: EHLO x\nC: STARTTLS\nC: EHLO x\n";
        row("a mail", mail("b") + message("C: Subject: a\nC:\nC: ..dot\n"));
        row("an empty mail", mail("b") + message(""));
        row("a new address", mail("moved") + message("C: \nC: text\n"));
        row("nobody left", mail("bad") + "C: DATA\nC: QUIT\n");
        row("a crash", mail("crash"));
        row("another client", "client 192.0.2.9\nrelay\nenv X=${{y}\n" + mail("b"));
        row("a login", tls + "C: AUTH LOGIN\nC: YW5uYQ==\nC: c2VjcmV0\n" + mail("b").substr(10));
        row("no login", "auth refuse\nC: EHLO x\nC: AUTH PLAIN AGEAYg==\nC: QUIT\n");
        row("nonsense", "C: \nC: what?\nC: RCPT TO:<${{a}>\nC: AUTH\nC: AUTH NOTHING x\n");
        row("nothing", "");
    }
    void itHappensAgain()
    {
        QFETCH(QByteArray, text);
        const auto failures = failuresOfItsTranscript(text.toStdString());
        QVERIFY2(failures.empty(), failures.empty() ? "" : describe(failures.front()).c_str());
    }

    void aSecretIsNotKept()
    {
        const std::string text = transcript(
            "tls\nauth accept\nC: EHLO x\nC: STARTTLS\nC: EHLO x\nC: AUTH PLAIN AGFubmEAYWJyYWNhZGFicmE=\nC: QUIT\n");
        QVERIFY2(text.find("YWJyYWNhZGFicmE") == std::string::npos, text.c_str());
        QVERIFY2(text.find("C: AUTH PLAIN AGFubmEAc2VjcmV0\nS: 235\n") != std::string::npos, text.c_str()); // anna
    }
};

SPP_TEST(TestTranscript)
#include "tst_transcript.moc"
