// SPDX-License-Identifier: MIT
/// The figures of a server that does some work, read over HTTP.
#include "tests/core/runtime/certificate.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QRegularExpression>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <memory>
#include <vector>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestMetricsPage : public QObject
{
    Q_OBJECT

    static quint16 metricsPort(Server& server)
    {
        static const QRegularExpression place(":(\\d+) \\(metrics\\)");
        server.waitForLog("(metrics)\n");
        return place.match(QString::fromUtf8(server.log())).captured(1).toUShort();
    }

    static QByteArray fetch(quint16 port, const QByteArray& request = "GET /metrics HTTP/1.1\r\n\r\n")
    {
        Client client(port);
        client.write(request);
        return readToEnd(client);
    }

    /// "7" of a line "name 7".
    static QByteArray figure(const QByteArray& page, const QByteArray& name)
    {
        const auto at = page.indexOf('\n' + name + ' ');
        const auto begin = at + 2 + name.size();
        return at < 0 ? "none" : page.mid(begin, page.indexOf('\n', begin) - begin);
    }

    static QByteArray runs(const QByteArray& page, const QByteArray& plugin, const QByteArray& end)
    {
        return figure(page, "spp_smtpd_plugin_runs_total{plugin=\"" + plugin + "\",end=\"" + end + "\"}");
    }

private slots:
    void whatHappensIsCounted()
    {
        const Home home("[rcpt]\nplugins/odd\n:case $SMTPRCPTTO in s*) sleep 1000;; esac\nplugins/missing\n");
        home.script("plugins/odd",
                    "#!/bin/sh\ncase $SMTPRCPTTO in c*) kill -SEGV $$;; f*) yes;; r*) echo E550 no;; x*) echo O; "
                    "exit 3;; esac\n");
        Server server(home.name(), {"--queue", "none", "--metrics", "127.0.0.1:0", "--max-plugin-time", "2",
                                    "--max-plugin-output", "64"}); // a flood that is short
        const quint16 port = metricsPort(server);
        QCOMPARE(figure(fetch(port), "spp_smtpd_sessions_open{service=\"mail\"}"), "0"_ba);
        Client client(server.port());
        readReply(client);
        QCOMPARE(codes(client, {"EHLO x", "MAIL FROM:<a@example.net>", "RCPT TO:<c@example.org>",
                                "RCPT TO:<f@example.org>", "RCPT TO:<r@example.org>", "RCPT TO:<s@example.org>",
                                "RCPT TO:<m@example.org>", "RCPT TO:<x@example.org>", "DATA", "hello\r\n."}),
                 "250 250 451 451 550 451 451 250 354 250"_ba);
        const QByteArray page = fetch(port);
        QVERIFY2(page.startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4;"), page);
        QCOMPARE(figure(page, "spp_smtpd_sessions_open{service=\"mail\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_sessions_total{service=\"mail\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_replies_total{class=\"2xx\"}"), "5"_ba); // with the greeting
        QCOMPARE(figure(page, "spp_smtpd_replies_total{class=\"4xx\"}"), "4"_ba);
        QCOMPARE(figure(page, "spp_smtpd_replies_total{class=\"5xx\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_messages_total{result=\"queued\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_queue_seconds_count"), "1"_ba);
        QVERIFY(figure(page, "spp_smtpd_message_bytes_total").toInt() > 7);
        QCOMPARE(runs(page, "plugins/odd", "crashed"), "1"_ba);
        QCOMPARE(runs(page, "plugins/odd", "cut_off"), "1"_ba);
        QCOMPARE(runs(page, "plugins/odd", "failed"), "1"_ba);
        QCOMPARE(runs(page, "plugins/odd", "ok"), "3"_ba);
        QCOMPARE(runs(page, "control/smtpplugins:3", "timed_out"), "1"_ba);
        QCOMPARE(runs(page, "control/smtpplugins:3", "ok"), "1"_ba);
        QCOMPARE(runs(page, "plugins/missing", "could_not_run"), "1"_ba);
        const auto answers = [&](const QByteArray& answer) {
            return figure(page, "spp_smtpd_plugin_answers_total{plugin=\"plugins/odd\",answer=\"" + answer + "\"}");
        };
        QCOMPARE(answers("passed"), "2"_ba); // s, m
        QCOMPARE(answers("accepted"), "1"_ba);
        QCOMPARE(answers("refused"), "1"_ba);
        QCOMPARE(answers("disconnected"), "0"_ba);
        QCOMPARE(figure(page, "spp_smtpd_plugins_running"), "0"_ba);
        QVERIFY(figure(page, "process_open_fds").toInt() > 3);
        QVERIFY(figure(page, "process_resident_memory_bytes").toLongLong() > 1'000'000);
        client.abort();
        QTRY_COMPARE(figure(fetch(port), "spp_smtpd_sessions_open{service=\"mail\"}"), "0"_ba);
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void theQueuesAnswersAreCounted()
    {
        const Home home;
        Server server(home.name(), {"--queue", "qmail-queue", "--metrics", "127.0.0.1:0"});
        const quint16 port = metricsPort(server);
        for (const char* exit : {"0", "31", "71"}) {
            home.script("bin/qmail-queue", std::string("#!/bin/sh\ncat >&2; exit ") + exit + "\n");
            Client client(server.port());
            readReply(client);
            codes(client, delivery());
        }
        Client vanishing(server.port());
        readReply(vanishing);
        QCOMPARE(codes(vanishing, {"HELO x", "MAIL FROM:<>", "RCPT TO:<u@example.org>", "DATA"}), "250 250 250 354"_ba);
        vanishing.abort();
        const auto result = [&](const char* name) {
            return figure(fetch(port), QByteArray("spp_smtpd_messages_total{result=\"") + name + "\"}");
        };
        QTRY_COMPARE(result("broken_off"), "1"_ba);
        QCOMPARE(result("queued"), "1"_ba);
        QCOMPARE(result("refused"), "1"_ba);
        QCOMPARE(result("deferred"), "1"_ba);
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void connectionsToANextHopAreCounted()
    {
        quint16 closed = 0;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost));
            closed = server.serverPort();
        }
        const Home home;
        Server server(home.name(),
                      {"--queue", "smtp:127.0.0.1:" + QString::number(closed), "--metrics", "127.0.0.1:0"});
        const quint16 port = metricsPort(server);
        Client client(server.port());
        readReply(client);
        QCOMPARE(codes(client, delivery()), "250 250 250 354 451 221"_ba);
        const QByteArray page = fetch(port);
        QCOMPARE(figure(page, "spp_smtpd_hop_connects_total{result=\"failed\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_hop_connections{state=\"busy\"}"), "0"_ba);
        QCOMPARE(figure(page, "spp_smtpd_messages_total{result=\"deferred\"}"), "1"_ba);
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void limitsOfANextHopAreCounted()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const Home home;
        Server server(home.name(), {"--queue", "smtp:127.0.0.1:" + QString::number(silent.serverPort()), "--metrics",
                                    "127.0.0.1:0", "--max-hop-time", "1", "--max-hop-connections", "1"});
        const quint16 port = metricsPort(server);
        Client first(server.port());
        Client second(server.port());
        for (Client* client : {&first, &second}) {
            readReply(*client);
            codes(*client, delivery().first(4));
        }
        for (Client* client : {&first, &second}) {
            client->write("hello\r\n.\r\n");
            client->flush();
        }
        for (Client* client : {&first, &second})
            QCOMPARE(readReply(*client).left(3), "451"_ba);
        const QByteArray page = fetch(port);
        QVERIFY(figure(page, "spp_smtpd_limits_reached_total{limit=\"max-hop-time\"}").toInt() >= 1);
        QVERIFY2(server.waitForLog(" (--max-hop-time)"), server.log());
        for (Client* client : {&first, &second})
            client->abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void thoseTurnedAwayAreCountedByTheReason()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--metrics", "[::1]:0", "--max-sessions-per-client", "1"});
        static const QRegularExpression place("\\[::1\\]:(\\d+) \\(metrics\\)");
        QVERIFY(server.waitForLog("(metrics)\n"));
        const quint16 port = place.match(QString::fromUtf8(server.log())).captured(1).toUShort();
        Client first(server.port());
        readReply(first);
        Client second(server.port());
        QVERIFY(readToEnd(second).startsWith("421 "));
        QTcpSocket reader;
        reader.connectToHost("::1", port);
        QVERIFY(reader.waitForConnected(patience));
        reader.write("GET /metrics HTTP/1.1\r\n\r\n");
        const QByteArray page = readToEnd(reader);
        QCOMPARE(figure(page, "spp_smtpd_turned_away_total{reason=\"max-sessions-per-client\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_limits_reached_total{limit=\"max-sessions-per-client\"}"), "1"_ba);
        first.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void tlsAndLoginsAreCounted()
    {
        const Home home;
        home.write("control/servercert.pem", makeCertificate("mx.example.org").pem());
        home.script("check", "#!/bin/sh\nread -r name <&3; exit 1\n");
        Server server(home.name(), {"--queue", "none", "--metrics", "127.0.0.1:0", home.name("check")});
        const quint16 port = metricsPort(server);
        QSslSocket client;
        client.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.connectToHost("127.0.0.1", server.port());
        readReply(client);
        QCOMPARE(codes(client, {"EHLO x", "STARTTLS"}), "250 220"_ba);
        client.startClientEncryption();
        QVERIFY(client.waitForEncrypted(patience));
        QCOMPARE(codes(client, {"EHLO x", "AUTH PLAIN AGEAYg=="}), "250 535"_ba);
        Client garbled(server.port());
        readReply(garbled);
        QCOMPARE(codes(garbled, {"EHLO x", "STARTTLS"}), "250 220"_ba);
        garbled.write("this is no TLS\r\n");
        readToEnd(garbled);
        const QByteArray page = fetch(port);
        QCOMPARE(figure(page, "spp_smtpd_tls_handshakes_total{protocol=\"TLSv1.3\"}"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_tls_failures_total"), "1"_ba);
        QCOMPARE(figure(page, "spp_smtpd_logins_total{result=\"refused\"}"), "1"_ba);
        client.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void whoAsksForAnythingElseIsToldSo()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--metrics", "127.0.0.1:0"});
        const quint16 port = metricsPort(server);
        QVERIFY(fetch(port, "GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404 "));
        QVERIFY(fetch(port, "PUT /metrics HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 405 "));
        QVERIFY(fetch(port, QByteArray(5000, 'x')).startsWith("HTTP/1.1 431 "));
        QVERIFY(fetch(port, "GET / HTTP/1.1\r\n" + QByteArray(4090, 'x')).startsWith("HTTP/1.1 431 "));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void readersThatSayNothingDoNotKeepItBusyForLong()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--metrics", "127.0.0.1:0"});
        const quint16 port = metricsPort(server);
        std::vector<std::unique_ptr<Client>> silent;
        for (int i = 0; i < 8; ++i)
            silent.push_back(std::make_unique<Client>(port));
        QCOMPARE(fetch(port), ""_ba);
        QCOMPARE(readToEnd(*silent.front()), ""_ba); // hung up on
        QTRY_VERIFY(fetch(port).startsWith("HTTP/1.1 200 OK"));
        // One that is there does not keep the server from ending.
        Client waiting(port);
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void othersMayReadIfTheyAreNamed()
    {
        const Home home;
        const QStringList start{"--home", home.name(), "--listen", "127.0.0.1:0", "--queue", "none", "--metrics"};
        Program open;
        open.run(start + QStringList{"0.0.0.0:0"});
        QCOMPARE(open.waitForEnd(), "exit 100"_ba);
        QVERIFY2(open.log().contains("needs --metrics-from NETWORK"), open.log());
        Server server(home.name(), {"--queue", "none", "--metrics", "0.0.0.0:0", "--metrics-from", "192.0.2.0/24"});
        QVERIFY(fetch(metricsPort(server)).startsWith("HTTP/1.1 200 OK"));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }
};

QTEST_GUILESS_MAIN(TestMetricsPage)
#include "tst_metrics_page.moc"
