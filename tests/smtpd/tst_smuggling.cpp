// SPDX-License-Identifier: MIT
/// Only CR LF . CR LF ends a message (CVE-2023-51764, -51765, -51766): a second mail behind anything that merely
/// looks like it is never executed.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestSmuggling : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void aSecondMailIsNeverExecuted_data();
    void aSecondMailIsNeverExecuted();
};

void TestSmuggling::initTestCase_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<bool>("byteByByte");
    QTest::newRow("modern") << "modern" << false;
    QTest::newRow("modern, byte by byte") << "modern" << true;
    QTest::newRow("qmail-spp") << "qmail-spp" << false;
}

void TestSmuggling::aSecondMailIsNeverExecuted_data()
{
    QTest::addColumn<QByteArray>("end");
    const auto row = [](const QByteArray& end) {
        QByteArray name = end;
        name.replace('\r', "CR ").replace('\n', "LF ").replace('\0', "NUL ");
        QTest::newRow(name.trimmed()) << end;
    };
    for (const char* end :
         {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r", "\n.\r", "\r.\n", "\n\n.\n\n", "\r\r\n.\r\r\n",
          "\n\r.\n\r", "\r\n.\r\r\n", "\r\n\r.\r\n", "\r\n.\t\r\n", "\r\n .\r\n", "\r\n..\r\n"})
        row(end);
    row("\r\n\0.\r\n"_ba);
    row("\r\n.\0\r\n"_ba);
    row("\r\0\n.\r\0\n"_ba);
    row("\r\n.\r\0\n"_ba);
}

void TestSmuggling::aSecondMailIsNeverExecuted()
{
    QFETCH_GLOBAL(QString, dialect);
    QFETCH_GLOBAL(bool, byteByByte);
    QFETCH(QByteArray, end);
    const Home home("[mail]\n:echo \"sender $SMTPMAILFROM\" >&2\n");
    Server server(home.name(), {"--dialect", dialect, "--queue", "maildir:" + home.name("mail")});
    Client client(server.port());
    client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
    const QByteArray bytes = "Subject: first\r\n\r\nhello" + end +
                             "MAIL FROM:<smuggler@example.net>\r\nRCPT TO:<user@example.org>\r\nDATA\r\n"
                             "Subject: second\r\n\r\nhello\r\n.\r\nQUIT\r\n";
    for (qsizetype at = 0; at < bytes.size() && client.state() == QAbstractSocket::ConnectedState;) {
        at += client.write(byteByByte ? bytes.sliced(at, 1) : bytes);
        client.flush();
    }
    const QByteArray replies = readToEnd(client);
    // One reply to one message: taken whole, or refused.
    const QByteArrayList lines = replies.split('\n');
    const QByteArray status = dialect == "modern" ? "2.0.0 " : "";
    const QByteArray first = lines.first();
    QVERIFY2(first.startsWith("250 " + status + "ok ") || first.startsWith("550 ") || first.startsWith("451 "),
             replies);
    QCOMPARE(lines.sliced(1).join(), first.startsWith("451") ? ""_ba : "221 " + status + "mx.example.org\r");
    QCOMPARE(server.stop(), "exit 0"_ba);
    QVERIFY2(server.log().endsWith("\nsender sender@example.net\n"), server.log());
    const auto files = home.files("mail/new");
    QCOMPARE(files.size(), lines.first().startsWith("250") ? 1U : 0U);
    for (const auto& file : files)
        QVERIFY(QByteArray::fromStdString(home.read(file)).startsWith("Return-Path: <sender@example.net>\n"));
}

QTEST_GUILESS_MAIN(TestSmuggling)
#include "tst_smuggling.moc"
