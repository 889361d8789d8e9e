// SPDX-License-Identifier: MIT
/// A command line that is wrong is refused with a text that says what to do.
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QRegularExpression>
#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestOptions : public QObject
{
    Q_OBJECT

private slots:
    void aWrongCommandLineIsExplained_data();
    void aWrongCommandLineIsExplained();
    void helpAndVersionAreNoErrors_data();
    void helpAndVersionAreNoErrors();
    void aPortInUseIsNamed();
    void severalAddressesAreServed();
};

void TestOptions::aWrongCommandLineIsExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* name, const QStringList& arguments, const QByteArray& words) {
        QTest::newRow(name) << arguments << words;
    };
    row("an unknown option", {"--nope"}, "there is no option --nope; try --help");
    row("an unknown dialect", {"--dialect", "sendmail"}, "there is no dialect “sendmail”; there are modern, qmail-spp");
    row("an address without a port", {"--listen", "127.0.0.1"}, "“127.0.0.1” is not ADDRESS:PORT");
    row("a name instead of an address", {"--listen", "localhost:25"}, "“localhost:25” is not ADDRESS:PORT");
    row("a port that is too large", {"--listen", "127.0.0.1:65536"}, "is not ADDRESS:PORT");
    row("an unknown queue", {"--queue", "floppy"}, "write qmail-queue, maildir:DIR");
    row("a Maildir without a name", {"--queue", "maildir:"}, "write qmail-queue, maildir:DIR");
    row("XCLIENT from no network", {"--xclient-from", "everywhere"}, "everywhere");
    row("XCLIENT below tcpserver", {"--xclient-from", "127.0.0.1"}, "--xclient-from needs --listen");
    row("XCLIENT in another dialect",
        {"--xclient-from", "127.0.0.1", "--listen", "127.0.0.1:0", "--dialect", "qmail-spp"},
        "the dialect qmail-spp has no XCLIENT");
    row("a greeting that nobody waits for", {"--greet-delay", "241"}, "--greet-delay");
    row("an option without its value", {"--home"}, "--home");
}

void TestOptions::aWrongCommandLineIsExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, words);
    Program program;
    program.run(arguments);
    QCOMPARE(program.waitForEnd(), "exit 100"_ba);
    QVERIFY2(program.log().contains(words), program.log());
    QCOMPARE(program.readAll(), ""_ba);
}

void TestOptions::helpAndVersionAreNoErrors_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("help") << "--help"
                          << "--listen"_ba;
    QTest::newRow("version") << "--version"
                             << "spp-smtpd "_ba;
}

void TestOptions::helpAndVersionAreNoErrors()
{
    QFETCH(QString, option);
    QFETCH(QByteArray, words);
    Program program;
    program.run({option});
    QCOMPARE(program.waitForEnd(), "exit 0"_ba);
    QVERIFY(program.readAll().contains(words));
    QCOMPARE(program.log(), ""_ba);
}

void TestOptions::aPortInUseIsNamed()
{
    const Home home;
    Server first(home.name());
    Program second;
    second.run({"--home", home.name(), "--listen", "127.0.0.1:" + QString::number(first.port())});
    QCOMPARE(second.waitForEnd(), "exit 111"_ba);
    const QByteArray wanted = "can't listen on 127.0.0.1 port " + QByteArray::number(first.port());
    QVERIFY2(second.log().contains(wanted) && second.log().contains("in use"), second.log());
    QCOMPARE(first.stop(), "exit 0"_ba);
}

void TestOptions::severalAddressesAreServed()
{
    const Home home;
    Server server(home.name(), {"--listen", "127.0.0.1:0"});
    QVERIFY(server.isListening());
    static const QRegularExpression listening("listening on 127\\.0\\.0\\.1:\\d+ \\(mail\\)\n");
    QTRY_COMPARE(QString::fromUtf8(server.log()).count(listening), 2);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
