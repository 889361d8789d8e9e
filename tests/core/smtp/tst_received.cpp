// SPDX-License-Identifier: MIT
#include "core/smtp/received.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <cctype>

using namespace spp;
using namespace std::chrono;
using namespace std::string_literals;

namespace
{

constexpr system_clock::time_point newYear = sys_days{year{2026} / January / 1};

std::string from(smtp::Peer peer, std::optional<std::string> helo = {})
{
    const std::string line = smtp::formatReceived(peer, helo, "SMTP", smtp::formatDate(newYear));
    return line.substr(0, line.find(")\n") + 1);
}

} // namespace

class TestReceived : public QObject
{
    Q_OBJECT

private slots:
    void theLineIsWhole()
    {
        QCOMPARE(smtp::formatReceived({"client.example.net", "192.0.2.25", "joe", "mx.example.org"},
                                      "other.example.net", "ESMTP", smtp::formatDate(newYear)),
                 "Received: from client.example.net (HELO other.example.net) (joe@192.0.2.25)\n"
                 "  by mx.example.org with ESMTP; 1 Jan 2026 00:00:00 -0000\n"s);
    }

    void theHeloNameIsShownWhereItDiffers()
    {
        const smtp::Peer peer{"client.example.net", "192.0.2.25", {}, "mx.example.org"};
        QCOMPARE(from(peer), "Received: from client.example.net (192.0.2.25)"s);
        QCOMPARE(from(peer, "CLIENT.example.net"), "Received: from client.example.net (192.0.2.25)"s);
        QCOMPARE(from(peer, "x"), "Received: from client.example.net (HELO x) (192.0.2.25)"s);
        QCOMPARE(from(peer, ""), "Received: from client.example.net (HELO ) (192.0.2.25)"s);
    }

    void anEmptyRemoteInfoIsShown()
    {
        QCOMPARE(from({"h", "192.0.2.25", "", "mx"}), "Received: from h (@192.0.2.25)"s);
    }

    void everyOtherByteIsAQuestionMark()
    {
        for (int c = 0; c < 256; ++c) {
            const std::string name(1, static_cast<char>(c));
            const bool safe =
                (c < 128 && std::isalnum(c) != 0) || (c != 0 && ".@%+/=:-"s.find(name) != std::string::npos);
            QCOMPARE(from({name, name, name, "mx"}, "x" + name),
                     safe ? "Received: from " + name + " (HELO x" + name + ") (" + name + "@" + name + ")"
                          : "Received: from ? (HELO x?) (?@?)"s);
        }
    }

    void datesAreInUtc()
    {
        QCOMPARE(smtp::formatDate(newYear - 1s), "31 Dec 2025 23:59:59 -0000"s);
        QCOMPARE(smtp::formatDate(sys_days{year{2024} / February / 29} + 13h + 7min + 9s),
                 "29 Feb 2024 13:07:09 -0000"s);
        QCOMPARE(smtp::formatDate(system_clock::time_point{}), "1 Jan 1970 00:00:00 -0000"s);
        QCOMPARE(smtp::formatDate(newYear + 999ms), "1 Jan 2026 00:00:00 -0000"s);
    }
};

SPP_TEST(TestReceived)
#include "tst_received.moc"
