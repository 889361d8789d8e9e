// SPDX-License-Identifier: MIT
/// One session on standard input and output.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/program.h"

#include <QLocalSocket>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestInetd : public QObject
{
    Q_OBJECT

private slots:
    void aSessionOnPipesEndsWithZeroAfterQuit();
    void aSessionOnASocketEndsWithZeroAfterQuit();
    void aClientThatGoesAwayMakesItOne();
    void aClientThatDoesNotHearTheLastWordsMakesItOne();
    void aPluginThatClosesTheConnectionMakesItZero();
    void standardInputMayBeAFile_data();
    void standardInputMayBeAFile();
    void whatAPluginLogsReachesStandardError();
    void rcptcheckIsRunInTheHomeAndAnswersByItsExitAlone();
    void theDialectIsChosen_data();
    void theDialectIsChosen();
    void theHomesMaildirIsTheQueueWhereThereIsNoQmail();
    void checkpasswordWordsAreNamedWhereTheDialectHasNoAuth();
    void modernTakesLoginsInTlsAlone();
    void aHomeThatIsMissingIsNamed();
    void aMorercpthostsThatCannotBeUsedIsNamedAtTheStart();
    void aStandardInputThatIsNotOpenIsAtItsEnd();
};

void TestInetd::aSessionOnPipesEndsWithZeroAfterQuit()
{
    const Home home;
    Program program;
    program.run({"--home", home.name(), "--queue", "none"});
    QCOMPARE(readReply(program), "220 mx.example.org ESMTP"_ba);
    QCOMPARE(codes(program, delivery()), "250 250 250 354 250 221"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
    QCOMPARE(program.log(), ""_ba);
}

void TestInetd::aSessionOnASocketEndsWithZeroAfterQuit()
{
    const Home home;
    std::array<int, 2> pair{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()), 0);
    QLocalSocket client;
    QVERIFY(client.setSocketDescriptor(pair[0]));
    Program program;
    program.setChildProcessModifier([theirs = pair[1]] {
        ::dup2(theirs, 0);
        ::dup2(theirs, 1);
    });
    program.run({"--home", home.name(), "--queue", "none"});
    ::close(pair[1]);
    QCOMPARE(readReply(client), "220 mx.example.org ESMTP"_ba);
    QCOMPARE(codes(client, delivery()), "250 250 250 354 250 221"_ba);
    QCOMPARE(readToEnd(client), ""_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
}

void TestInetd::aClientThatGoesAwayMakesItOne()
{
    const Home home;
    Program program;
    program.run({"--home", home.name()});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QCOMPARE(codes(program, {"HELO client.example.net", "MAIL FROM:<a@example.net>"}), "250 250"_ba);
    program.closeWriteChannel();
    QCOMPARE(program.waitForEnd(), "exit 1"_ba);
    QCOMPARE(program.readAll(), ""_ba);
}

void TestInetd::aClientThatDoesNotHearTheLastWordsMakesItOne()
{
    const Home home;
    std::array<int, 2> output{};
    QCOMPARE(::pipe2(output.data(), O_CLOEXEC), 0);
    Program program;
    program.setChildProcessModifier([theirs = output[1]] { ::dup2(theirs, 1); });
    program.run({"--home", home.name()});
    ::close(output[1]);
    std::array<char, 100> greeting{};
    QVERIFY(::read(output[0], greeting.data(), greeting.size()) > 0);
    ::close(output[0]);
    program.write("QUIT\r\n");
    QCOMPARE(program.waitForEnd(), "exit 1"_ba);
}

void TestInetd::aPluginThatClosesTheConnectionMakesItZero()
{
    const Home home("[helo]\n:echo R554 go away\n");
    Program program;
    program.run({"--home", home.name()});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QCOMPARE(ask(program, "HELO client.example.net"), "554 go away"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
}

void TestInetd::standardInputMayBeAFile_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("replies");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("to QUIT") << "NOOP\r\nQUIT\r\nNOOP\r\n"_ba
                             << "220 mx.example.org ESMTP\r\n250 2.0.0 ok\r\n221 2.0.0 mx.example.org\r\n"_ba
                             << "exit 0"_ba;
    QTest::newRow("without QUIT") << "NOOP\r\nNOO"_ba
                                  << "220 mx.example.org ESMTP\r\n250 2.0.0 ok\r\n"_ba
                                  << "exit 1"_ba;
    QTest::newRow("empty") << ""_ba
                           << "220 mx.example.org ESMTP\r\n"_ba
                           << "exit 1"_ba;
}

void TestInetd::standardInputMayBeAFile()
{
    QFETCH(QByteArray, input);
    const Home home;
    home.write("input", input.toStdString());
    Program program;
    program.setStandardInputFile(home.name("input"));
    program.setStandardOutputFile(home.name("output"));
    program.run({"--home", home.name()});
    QTEST(program.waitForEnd(), "end");
    QTEST(QByteArray::fromStdString(home.read("output")), "replies");
}

void TestInetd::whatAPluginLogsReachesStandardError()
{
    const Home home("[helo]\n:echo \"seen $SMTPHELOHOST\" >&2\n");
    Program program;
    program.run({"--home", home.name()});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QCOMPARE(codes(program, {"HELO client.example.net", "QUIT"}), "250 221"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
    QCOMPARE(program.log(), "seen client.example.net\n"_ba);
}

void TestInetd::rcptcheckIsRunInTheHomeAndAnswersByItsExitAlone()
{
    const Home home;
    home.script("bin/check",
                "echo \"out $(pwd) $# $SENDER $RECIPIENT\"; cat; echo log >&2\n"
                "case $RECIPIENT in no@*) exit 100;; die@*) kill -9 $$;; esac");
    Program program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"RCPTCHECK"_s, u"bin/check"_s);
    program.setProcessEnvironment(environment);
    program.run({"--home", home.name(), "--dialect", "sagredo", "--queue", "none"});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QCOMPARE(codes(program, {"MAIL FROM:<a@example.net>", "RCPT TO:<b@example.org>", "RCPT TO:<no@example.org>"}),
             "250 250 553"_ba);
    QCOMPARE(ask(program, "RCPT TO:<die@example.org>"), "421 unable to execute recipient check (#4.3.0)"_ba);
    QCOMPARE(program.waitForEnd(), "exit 1"_ba);
    const QByteArray first = "out " + QByteArray::fromStdString(home.path()) + " 0 a@example.net b@example.org\nlog\n";
    QVERIFY2(program.log().startsWith(first), program.log());
}

void TestInetd::theDialectIsChosen_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("by default") << QStringList{} << "501"_ba
                                << "set"_ba;
    QTest::newRow("modern") << QStringList{"--dialect", "modern"} << "501"_ba
                            << "set"_ba;
    QTest::newRow("qmail-spp") << QStringList{"--dialect", "qmail-spp"} << "250"_ba
                               << "unset"_ba;
}

/// Told apart by how control bytes are taken, and by whether plugins find SPP_SESSION_ID.
void TestInetd::theDialectIsChosen()
{
    QFETCH(QStringList, options);
    const Home home("[mail]\n:echo \"P250-${SPP_SESSION_ID+set}\"\n");
    Program program;
    program.run(QStringList{"--home", home.name()} + options);
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QTEST(ask(program, "NOOP \x01").left(3), "control");
    const QByteArray reply = ask(program, "MAIL FROM:<a@example.net>");
    QFETCH(QByteArray, variable);
    QCOMPARE(reply, variable == "set" ? "250-2.0.0 set\r\n250 2.0.0 ok"_ba : "250-\r\n250 ok"_ba);
    QCOMPARE(ask(program, "QUIT").left(3), "221"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
}

void TestInetd::theHomesMaildirIsTheQueueWhereThereIsNoQmail()
{
    const Home home;
    Program program;
    program.run({"--home", home.name()});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QCOMPARE(codes(program, delivery()), "250 250 250 354 250 221"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
    QCOMPARE(home.files("Maildir/new").size(), 1U);
    QCOMPARE(home.files("Maildir/tmp").size(), 0U);
}

void TestInetd::checkpasswordWordsAreNamedWhereTheDialectHasNoAuth()
{
    const Home home;
    Program program;
    program.run({"--home", home.name(), "--dialect", "qmail-spp", "/no/such/checkpassword", "--home", "/bin/true"});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QVERIFY(!ask(program, "EHLO client.example.net").contains("AUTH"));
    QCOMPARE(codes(program, {"AUTH PLAIN", "NOOP", "QUIT"}), "502 250 221"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
    QVERIFY(program.log().contains("no AUTH"));
}

void TestInetd::modernTakesLoginsInTlsAlone()
{
    const Home home;
    Program program;
    program.run({"--home", home.name(), "/bin/true"});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QVERIFY(!ask(program, "EHLO client.example.net").contains("AUTH"));
    QCOMPARE(codes(program, {"AUTH PLAIN", "NOOP", "QUIT"}), "538 250 221"_ba);
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
}

void TestInetd::aHomeThatIsMissingIsNamed()
{
    Program program;
    program.run({"--home", "/no/such/home"});
    QCOMPARE(readReply(program), "421 4.3.0 unable to read controls"_ba);
    QCOMPARE(program.waitForEnd(), "exit 1"_ba);
    QVERIFY(program.log().contains("/no/such/home: this home can't be opened"));
}

void TestInetd::aMorercpthostsThatCannotBeUsedIsNamedAtTheStart()
{
    const Home home;
    home.write("control/morercpthosts.cdb", "not a cdb");
    Program program;
    program.run({"--home", home.name(), "--queue", "none"});
    QCOMPARE(readReply(program).left(3), "220"_ba);
    QVERIFY(program.waitForLog("control/morercpthosts.cdb: is not a cdb"));
    QCOMPARE(codes(program, {"HELO x", "MAIL FROM:<>", "RCPT TO:<b@example.org>", "RCPT TO:<b@foreign.example>"}),
             "250 250 250 421"_ba);
    QCOMPARE(program.waitForEnd(), "exit 1"_ba);
}

void TestInetd::aStandardInputThatIsNotOpenIsAtItsEnd()
{
    const Home home;
    Program program;
    program.setChildProcessModifier([] { ::close(0); });
    program.run({"--home", home.name()});
    QCOMPARE(program.waitForEnd(), "exit 1"_ba);
    QCOMPARE(program.readAll(), "220 mx.example.org ESMTP\r\n"_ba);
}

QTEST_GUILESS_MAIN(TestInetd)
#include "tst_inetd.moc"
