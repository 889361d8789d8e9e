// SPDX-License-Identifier: MIT
/// spp run --update: what happened becomes what is expected, and what can't be written down is told.
#include "tests/app/cli/spp_program.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <memory>

class TestSppUpdate : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    int m_status = -1;

    QString run(const QStringList& arguments)
    {
        const auto ended = spp::test::runSpp(QStringList{"run"} + arguments);
        m_status = ended.status;
        return ended.output;
    }

    QString scenario(const QByteArray& text) { return m_home->write("dialogs/a.spp", text); }
    QByteArray written() const { return m_home->read("dialogs/a.spp"); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("plugins/policy",
                      "#!/bin/sh\necho looking >&2\ncase $SMTPRCPTTO in bad*) echo 'E550 not here';; esac\n",
                      TemporaryHome::executable);
    }

    void whatHappenedIsWrittenDownAndPassesThen()
    {
        const QString file = scenario(
            "# kept\nC: HELO x\nC: MAIL FROM:<a@example.net>\nS: 550\n"
            "C: RCPT TO:<bad@example.org>\nS: 250 ok\nexpect plugin plugins/policy accepted\n"
            "expect plugin plugins/policy stderr is nothing\n");
        const QString output = run({"--update", file});
        QCOMPARE(m_status, 0);
        QVERIFY2(output.contains("updated " + file + ": 4 lines\n1 scenario updated\n"), qPrintable(output));
        QCOMPARE(written(), QByteArray("# kept\nC: HELO x\nC: MAIL FROM:<a@example.net>\nS: 250\n"
                                       "C: RCPT TO:<bad@example.org>\nS: 550 not here\n"
                                       "expect plugin plugins/policy refused\n"
                                       "expect plugin plugins/policy stderr is looking\n"));
        run({"--update", file});
        QCOMPARE(run({"--format", "text", file}), "ok      " + file + "\n1 scenario, all as expected\n");
    }

    void aScenarioWithoutExpectationsGetsAllReplies()
    {
        const QString file = scenario("C: HELO x\nsession again\nC: NOOP\nC: QUIT\n");
        run({"--update", file});
        QCOMPARE(m_status, 0);
        QCOMPARE(written(), QByteArray("S: 220\nC: HELO x\nS: 250\nsession again\nS: 220\nC: NOOP\nS: 250\n"
                                       "C: QUIT\nS: 221\n"));
    }

    void whatStandsInAVariableIsLeftToAPersonAndStatusOne()
    {
        const QByteArray text =
            "| to | code |\n| bad | 250 |\n| good | 250 |\nC: HELO x\nC: MAIL FROM:<>\n"
            "C: RCPT TO:<${to}@example.org>\nS: ${code}\nexpect plugin plugins/policy accepted\n";
        const QString file = scenario(text);
        const QString output = run({"--update", file});
        QCOMPARE(m_status, 1);
        QCOMPARE(written(), text);
        QVERIFY2(output.contains("line 7: what is expected stands in a variable; change it by hand") &&
                     output.contains("line 8: the rows of the table differ in what was seen; change it by hand"),
                 qPrintable(output));
    }

    void whatNoLineCanSayIsStatusOne()
    {
        const QString file = scenario("C: QUIT\nS: 221\nC: NOOP\n");
        const QString output = run({"--update", file});
        QCOMPARE(m_status, 1);
        QVERIFY2(output.contains("the session ended before the client had said 1 of them; no line can say that"),
                 qPrintable(output));
    }

    void aFileThatCanNotBeRunStaysAsItIs()
    {
        const QString file = scenario("C: NOOP\nS: 550\nrain\n");
        run({"--update", file});
        QCOMPARE(m_status, 2);
        QCOMPARE(written(), QByteArray("C: NOOP\nS: 550\nrain\n"));
    }
};

SPP_TEST(TestSppUpdate)
#include "tst_spp_update.moc"
