// SPDX-License-Identifier: MIT
/// Where to listen, and what is served there; and sockets that systemd hands over.
#include "smtpd/listen_spec.h"
#include "smtpd/passed_sockets.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp::smtpd;
using namespace std::string_literals;

class TestListenSpec : public QObject
{
    Q_OBJECT

    static std::string shown(std::string_view text)
    {
        const auto spec = parseListenSpec(text);
        return spec ? spec->host + " " + std::to_string(spec->port) + " " + std::string(formatService(spec->service))
                    : spec.error().message;
    }

    static std::string shown(const PassedWords& words)
    {
        const auto sockets = parsePassedSockets(words, 42);
        if (!sockets)
            return "none";
        std::string all;
        for (const auto& each : *sockets)
            all += std::to_string(each.descriptor) + ":" +
                   std::string(each.service ? formatService(*each.service) : "-") + " ";
        return all;
    }

private slots:
    void theServiceStandsBehindTheAddressOrFollowsFromThePort()
    {
        QCOMPARE(shown("127.0.0.1:25"), "127.0.0.1 25 mail"s);
        QCOMPARE(shown("[::]:465"), ":: 465 submissions"s);
        QCOMPARE(shown("0.0.0.0:587"), "0.0.0.0 587 submission"s);
        QCOMPARE(shown("[::1]:2465/smtps"), "::1 2465 smtps"s);
        QCOMPARE(shown("10.0.0.1:587/plain"), "10.0.0.1 587 plain"s);
        QVERIFY(!parseListenSpec("10.0.0.1:25/mail")->isProxied);
        QVERIFY(parseListenSpec("10.0.0.1:25/mail+proxy")->isProxied);
    }

    void whatIsWrongIsSaid()
    {
        QCOMPARE(shown("127.0.0.1:25/pop3"),
                 "“pop3” is no service; there are mail, plain, smtps, submission, submissions"s);
        for (const char* wrong :
             {"", ":25", "::1:25", "[127.0.0.1]:25", "127.0.0.1:", "127.0.0.1:25x", "mx:25", "[::1]"})
            QVERIFY2(shown(wrong).find("is not ADDRESS:PORT") != std::string::npos, wrong);
    }

    void socketsAreHandedOverByNumberAndName()
    {
        QCOMPARE(shown({"42", "2", "mail:submissions"}), "3:mail 4:submissions "s);
        QCOMPARE(shown({"42", "2", "spp-smtpd.socket"}), "3:- 4:- "s);
        QCOMPARE(shown({"42", "1", ""}), "3:- "s);
    }

    void thoseOfAnotherProcessAreNotOurs()
    {
        QCOMPARE(shown({"43", "2", ""}), "none"s);
        for (const char* count : {"", "0", "x", "-1", "100000000000"})
            QCOMPARE(shown({"42", count, ""}), "none"s);
        QCOMPARE(shown({std::nullopt, std::nullopt, ""}), "none"s);
    }
};

QTEST_GUILESS_MAIN(TestListenSpec)
#include "tst_listen_spec.moc"
