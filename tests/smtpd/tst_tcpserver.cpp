// SPDX-License-Identifier: MIT
/// A drop-in for qmail-smtpd below tcpserver.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/program.h"

#include <QStandardPaths>
#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestTcpserver : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void itsVariablesReachAPlugin();
    void itSeesTheExitStatus();

private:
    /// Starts it on a free port, which it says on standard output. @return the port
    static quint16 start(Program& tcpserver, const Home& home);
};

void TestTcpserver::init()
{
    if (QStandardPaths::findExecutable("tcpserver").isEmpty())
        QFAIL("tcpserver is not installed: run packaging/bootstrap");
}

quint16 TestTcpserver::start(Program& tcpserver, const Home& home)
{
    tcpserver.start("tcpserver", {"-1", "-v", "-R", "-H", "-l", "mx.example.org", "127.0.0.1", "0", SPP_SMTPD, "--home",
                                  home.name(), "mx.example.org", "/bin/checkpassword", "/bin/true"});
    return readReply(tcpserver).trimmed().toUShort();
}

void TestTcpserver::itsVariablesReachAPlugin()
{
    const Home home(
        "[helo]\n:echo \"P250-$PROTO $TCPREMOTEIP $TCPREMOTEPORT $TCPLOCALIP $TCPLOCALPORT $TCPLOCALHOST\"\n");
    Program tcpserver;
    const quint16 port = start(tcpserver, home);
    QVERIFY2(port != 0, tcpserver.log());
    Client client(port);
    QCOMPARE(readReply(client), "220 mx.example.org ESMTP"_ba);
    QCOMPARE(ask(client, "HELO client.example.net"), "250 mx.example.org TCP 127.0.0.1 " +
                                                         QByteArray::number(client.localPort()) + " 127.0.0.1 " +
                                                         QByteArray::number(port) + " mx.example.org");
    QCOMPARE(codes(client, delivery()), "250 250 250 354 250 221"_ba);
    QCOMPARE(readToEnd(client), ""_ba);
    QCOMPARE(home.files("Maildir/new").size(), 1U);
    const std::string message = home.read(home.files("Maildir/new").front());
    QVERIFY2(message.find("\n  by mx.example.org with SMTP; ") != std::string::npos, message.c_str());
}

/// tcpserver logs what wait() tells: the exit status times 256.
void TestTcpserver::itSeesTheExitStatus()
{
    const Home home;
    Program tcpserver;
    const quint16 port = start(tcpserver, home);
    QVERIFY2(port != 0, tcpserver.log());
    Client polite(port);
    QCOMPARE(readReply(polite).left(3), "220"_ba);
    QCOMPARE(ask(polite, "QUIT").left(3), "221"_ba);
    QVERIFY2(tcpserver.waitForLog(" status 0\n"), tcpserver.log());
    Client rude(port);
    QCOMPARE(readReply(rude).left(3), "220"_ba);
    rude.disconnectFromHost();
    QVERIFY2(tcpserver.waitForLog(" status 256\n"), tcpserver.log());
}

QTEST_GUILESS_MAIN(TestTcpserver)
#include "tst_tcpserver.moc"
