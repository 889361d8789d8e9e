// SPDX-License-Identifier: MIT
/// spp as a shell and CI see it: the bundled dialogs, what is printed of each step, and the exit status.
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace
{

struct Ended
{
    int status = -1;
    QString output;
    QString errors;
};

Ended run(const QStringList& arguments)
{
    QProcess spp;
    spp.start(SPP_PROGRAM, arguments);
    if (!spp.waitForFinished(60'000))
        return {};
    return {spp.exitCode(), QString::fromUtf8(spp.readAllStandardOutput()),
            QString::fromUtf8(spp.readAllStandardError())};
}

} // namespace

class TestSppRun : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_home;

    QString dialog(const QByteArray& text)
    {
        QFile file(m_folder.filePath("test.spp"));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("the dialog can't be written");
        return file.fileName();
    }

private slots:
    void initTestCase()
    {
        // A copy: the C plugin is built inside its home.
        m_home = m_folder.filePath("home");
        QCOMPARE(QProcess::execute("cp", {"-R", SAMPLE_HOME, m_home}), 0);
    }

    void aTraceShowsEachLineAsItRan()
    {
        const QStringList arguments{"run", m_home + "/dialogs/tour.spp"};
        const Ended traced = run(arguments + QStringList{"--trace"});
        QCOMPARE(traced.status, 0);
        QVERIFY2(traced.output.contains(QRegularExpression("ran +~?46  name=mail.example.net\n")),
                 qPrintable(traced.output));
        QVERIFY(traced.output.contains("stderr  helo-check: accepted mail.example.net, a full name\n"));
        const Ended plain = run(arguments);
        QCOMPARE(plain.status, 0);
        QVERIFY(!plain.output.contains("ran  "));
    }

    void eachStepIsPrintedWithItsMeaning()
    {
        const QString output = run({"run", m_home + "/dialogs/tour.spp"}).output;
        for (const char* words :
             {"C: RCPT TO:<carla+news@example.org>", "[rcpt] 2 plugins", "plugins/recipient-policy",
              "control/smtpplugins:", "+ MAIL_KIND=ordinary",
              "Ccarla@example.org   → changes the address to <carla@example.org>",
              "recipient-policy: <carla+news@example.org>: goes to <carla@example.org>", "ended   exit 0",
              "verdict deferred", "verdict refused", "not run: the plugin before it refused the command (E)",
              "header  X-Recipient-Tag: news", "Queued for 2 recipients from <anna@example.net>"})
            QVERIFY2(output.contains(QString::fromUtf8(words)), words);
    }

    void aFileTakesThePlaceOfTheDialogsMessage()
    {
        QFile message(m_folder.filePath("new.eml"));
        QVERIFY(message.open(QIODevice::WriteOnly));
        message.write("X-Mine: yes\n\n" + QByteArray("line\n").repeated(100));
        message.close();
        const QStringList tour{"run", m_home + "/dialogs/tour.spp", "--message"};
        const Ended ended = run(tour + QStringList{message.fileName()});
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.output.contains("(Message of 513 bytes, 0 hops)"), qPrintable(ended.output));
        const Ended none = run(tour + QStringList{m_folder.filePath("none.eml")});
        QCOMPARE(none.status, 2);
        QVERIFY2(none.errors.contains("none.eml: can't be opened"), qPrintable(none.errors));
    }

    void problemsArePrintedUnderTheirStep()
    {
        QFile plugins(m_folder.filePath("faulty/control/smtpplugins"));
        QVERIFY(QDir().mkpath(m_folder.filePath("faulty/control")));
        QVERIFY(plugins.open(QIODevice::WriteOnly));
        plugins.write("[helo]\n:echo checking; echo LM550 no\n[mail]\n:printf 'Eno such user'\n");
        plugins.close();
        QFile me(m_folder.filePath("faulty/control/me"));
        QVERIFY(me.open(QIODevice::WriteOnly) && me.write("mx.example.org\n") > 0);
        me.close();
        const QString talk = dialog("dialect qmail-spp\nC: HELO x\nC: RSET\nC: MAIL FROM:<>\nC: QUIT\n");
        const QString output = run({"run", "--home", m_folder.filePath("faulty"), talk}).output;
        const auto lineOf = [&](const QString& words) { return output.left(output.indexOf(words)).count('\n'); };
        const QString stray = QString::fromUtf8("problem warning: “checking” is no command and was ignored.");
        const QString noCode = QString::fromUtf8("problem error: “no such use” has no reply code");
        QVERIFY2(output.contains(stray) && output.contains(noCode), qPrintable(output));
        QVERIFY(output.contains("problem warning: The last line has no newline"));
        QVERIFY(lineOf(stray) > lineOf("C: HELO x") && lineOf(stray) < lineOf("C: RSET"));
        QVERIFY(lineOf(noCode) > lineOf("C: MAIL") && lineOf(noCode) < lineOf("C: QUIT"));
        QVERIFY(!run({"run", m_home + "/dialogs/tour.spp"}).output.contains("problem error"));
    }

    void whatPluginsWriteIntoAPrivateHomeIsToldAndKeptOnlyOnRequest()
    {
        const QDir folder(m_folder.path());
        QVERIFY(folder.mkpath("writing/control"));
        QFile plugins(folder.filePath("writing/control/smtpplugins"));
        QVERIFY(plugins.open(QIODevice::WriteOnly));
        plugins.write("[mail]\n:echo seen >/var/qmail/control/seen; rm -f control/old\n");
        plugins.close();
        for (const char* name : {"me", "old"}) {
            QFile file(folder.filePath(QString("writing/control/") + name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mx.example.org\n") > 0);
        }
        const QString talk = dialog("S: 220\nC: MAIL FROM:<a@example.net>\nS: 250\nC: QUIT\n");
        const QStringList command{"run", "--home", folder.filePath("writing"), "--private-home", talk};

        const Ended thrownAway = run(command);
        QCOMPARE(thrownAway.status, 0);
        QVERIFY2(thrownAway.output.endsWith("what the plugins changed in their home is thrown away:\n"
                                            "  - control/old\n  + control/seen\n"),
                 qPrintable(thrownAway.output));
        QVERIFY(!folder.exists("writing/control/seen") && folder.exists("writing/control/old"));

        const Ended kept = run(command + QStringList{"--keep"});
        QVERIFY2(kept.output.contains("what the plugins changed in their home is kept:\n"), qPrintable(kept.output));
        QVERIFY(folder.exists("writing/control/seen") && !folder.exists("writing/control/old"));
        QVERIFY(run(command).output.contains("~ control/seen"));
    }

    void anUnexpectedReplyIsStatusOne()
    {
        const Ended ended = run({"run", "--home", m_home, dialog("S: 220\nC: NOOP\nS: 550\nC: QUIT\n")});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.output.contains("line 3: expected “550”, got “250 "), qPrintable(ended.output));
    }

    void whatCanNotRunIsStatusTwoAndSaysWhy()
    {
        const Ended missing = run({"run", m_folder.filePath("none.spp")});
        QCOMPARE(missing.status, 2);
        QVERIFY(missing.errors.contains("none.spp: can't be opened"));
        const Ended wrong = run({"run", "--home", m_home, dialog("C: NOOP\nhello\n")});
        QCOMPARE(wrong.status, 2);
        QVERIFY2(wrong.errors.contains("test.spp: line 2, column 1: “hello” is unknown here"),
                 qPrintable(wrong.errors));
        const Ended noHome = run({"run", "--home", m_folder.filePath("nowhere"), dialog("C: QUIT\n")});
        QCOMPARE(noHome.status, 2);
        QVERIFY2(noHome.output.contains("this home can't be opened"), qPrintable(noHome.output));
        QCOMPARE(run({"fly"}).status, 2);
    }
};

SPP_TEST(TestSppRun)
#include "tst_spp_run.moc"
