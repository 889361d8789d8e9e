// SPDX-License-Identifier: MIT
/// A plugin that can't be run costs its own command, and is named in the log. Not for ThreadSanitizer: it makes vfork a fork, which
/// can't say why it failed.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestPluginTrouble : public QObject
{
    Q_OBJECT

private slots:
    void aPluginThatCantBeExecutedIsNamed_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("missing") << "plugins/missing"_ba;
        QTest::newRow("not executable") << "plugins/text"_ba;
        QTest::newRow("a directory") << "plugins"_ba;
        QTest::newRow("without its interpreter") << "plugins/lonely"_ba;
    }

    void aPluginThatCantBeExecutedIsNamed()
    {
        QFETCH(QByteArray, line);
        const Home home("[mail]\n" + line.toStdString() + "\n");
        home.write("plugins/text", "#!/bin/sh\n");
        home.script("plugins/lonely", "#!/no/such/interpreter\n");
        Server server(home.name());
        Client client(server.port());
        QCOMPARE(readReply(client).left(3), "220"_ba);
        QCOMPARE(ask(client, "MAIL FROM:<a@example.net>"), "451 4.3.0 qmail-spp failure: " + line + ": can't execute");
        QCOMPARE(codes(client, {"RCPT TO:<b@example.org>", "QUIT"}), "503 221"_ba);
        QTRY_VERIFY2(server.log().contains("spp-smtpd: control/smtpplugins:2: “" + line + "”: could not run: "),
                     server.log());
        QVERIFY2(server.log().contains("; the command is deferred\n"), server.log());
    }

    void aPluginThatCrashesIsNamed()
    {
        const Home home("[mail]\n:kill -SEGV $$\n");
        Server server(home.name());
        Client client(server.port());
        QCOMPARE(readReply(client).left(3), "220"_ba);
        QCOMPARE(ask(client, "MAIL FROM:<a@example.net>"),
                 "451 4.3.0 qmail-spp failure: :kill -SEGV $$: child crashed"_ba);
        QCOMPARE(codes(client, {"RCPT TO:<b@example.org>", "QUIT"}), "503 221"_ba);
        QVERIFY(server.waitForLog(
            "control/smtpplugins:2: “:kill -SEGV $$”: crashed: invalid memory access (signal 11, SIGSEGV); "
            "the command is deferred\n"));
    }

    void whatItMeansIsTheAdministratorsChoice()
    {
        const Home home("[mail]\nplugins/missing\n[rcpt]\n:kill -KILL $$\n");
        home.write("control/pluginfailures", "accept plugins/missing\nclose *\n");
        Server server(home.name());
        Client client(server.port());
        QCOMPARE(readReply(client).left(3), "220"_ba);
        QCOMPARE(codes(client, {"MAIL FROM:<a@example.net>", "RCPT TO:<b@example.org>"}), "250 421"_ba);
        QCOMPARE(readToEnd(client), ""_ba);
        QVERIFY(server.waitForLog("; the section goes on as though it had said nothing (control/pluginfailures:1)\n"));
        QVERIFY(server.waitForLog("; the session is closed (control/pluginfailures:2)\n"));
    }
};

QTEST_GUILESS_MAIN(TestPluginTrouble)
#include "tst_plugin_trouble.moc"
