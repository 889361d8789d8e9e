// SPDX-License-Identifier: MIT
#include "core/world/dns_table.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp::world;
using namespace std::string_literals;

namespace
{

/// "example.net 60 MX 10 mail.example.net.", or the error.
std::string show(std::string_view text)
{
    const auto table = parseDnsTable(text);
    if (!table)
        return table.error().message;
    std::string shown;
    for (const auto& record : table->records)
        shown += record.name + " " + std::to_string(record.ttl) + " " + record.type + " " + record.data + "\n";
    for (const auto& each : table->failures)
        shown += each.name + " fails so: " + std::to_string(static_cast<int>(each.failure)) + "\n";
    return shown;
}

} // namespace

class TestDnsTable : public QObject
{
    Q_OBJECT

private slots:
    void rowsAreTakenAsInAZoneFile_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("row");
        const auto row = [](const char* line, const char* row) { QTest::newRow(line) << line << row; };
        row("mail.example.net A 192.0.2.25", "mail.example.net 60 A 192.0.2.25");
        row("Mail.Example.NET.\t300 IN a 192.0.2.25 ; its address", "mail.example.net 300 A 192.0.2.25");
        row("a.example AAAA 2001:DB8:0::1", "a.example 60 AAAA 2001:db8::1");
        row("example.net MX 10 mail.example.net", "example.net 60 MX 10 mail.example.net.");
        row("example.net IN MX 0 .", "example.net 60 MX 0 .");
        row("www.example.net CNAME Web.example.net.", "www.example.net 60 CNAME web.example.net.");
        row("example.net NS ns.example.net", "example.net 60 NS ns.example.net.");
        row("192.0.2.25 PTR mail.example.net", "25.2.0.192.in-addr.arpa 60 PTR mail.example.net.");
        row("2001:db8::1 PTR m.example",
            "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa 60 PTR m.example.");
        row("*.dnsbl.example A 127.0.0.2", "*.dnsbl.example 60 A 127.0.0.2");
        row("_25._tcp.a.example TLSA 3 1 1 0A1B 2c", "_25._tcp.a.example 60 TLSA 3 1 1 0a1b 2c");
        row("a.example SRV 0 1 143 b.example", "a.example 60 SRV 0 1 143 b.example.");
        row("a.example CAA 0 Issue \"ca.example\"", "a.example 60 CAA 0 issue \"ca.example\"");
        row("a.example SOA ns.a.example h.a.example 1 2 3 4 5",
            "a.example 60 SOA ns.a.example. h.a.example. 1 2 3 4 5");
        row("a.example TXT v=spf1", "a.example 60 TXT \"v=spf1\"");
        row("a.example TXT \"one; two\" \"\"", "a.example 60 TXT \"one; two\" \"\"");
        row("a.example TXT \"\\\"\\\\\\000\\255\"", "a.example 60 TXT \"\\034\\092\\000\\255\"");
        row("a.example TXT \"$INCLUDE /etc/passwd\"", "a.example 60 TXT \"$INCLUDE /etc/passwd\"");
        row("0/25.2.0.192.in-addr.arpa NS ns.example", "0/25.2.0.192.in-addr.arpa 60 NS ns.example.");
        row("a.example NXDOMAIN", "a.example fails so: 0");
        row("a.example servfail", "a.example fails so: 1");
        row("a.example 60 IN REFUSED", "a.example fails so: 2");
        row("192.0.2.1 TIMEOUT ; no answer", "1.2.0.192.in-addr.arpa fails so: 3");
    }
    void rowsAreTakenAsInAZoneFile()
    {
        QFETCH(QString, line);
        QFETCH(QString, row);
        QCOMPARE(show(line.toStdString()), row.toStdString() + "\n");
        QCOMPARE(show("\n# a comment\n ; another\n" + line.toStdString() + "\r\n\t\n"), row.toStdString() + "\n");
    }

    void whatIsNoRowIsToldWithItsLine_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* line, const char* sentence) { QTest::newRow(line) << line << sentence; };
        const auto incomplete = [&](const char* line, const char* example) {
            const QString type = QString(line).section(' ', 1, 1);
            row(line, qPrintable("this " + type +
                                 " is not complete, or something in it is no good; one looks so: " + example));
        };
        const char* noName =
            " is no name; a name has letters, digits, “-” and “_” with dots between; write others in "
            "their xn-- form";
        row("$INCLUDE /etc/passwd", "“$INCLUDE” is not known here: each line has its whole name");
        row("$ORIGIN example.net.", "“$ORIGIN” is not known here: each line has its whole name");
        row(" A 192.0.2.1", "a line begins with the whole name, without a blank before it");
        row("@ A 192.0.2.1", qPrintable(QString("“@”") + noName));
        row(". A 192.0.2.1", qPrintable(QString("“.”") + noName));
        row("a..b A 192.0.2.1", qPrintable(QString("“a..b”") + noName));
        row("bücher.example A 192.0.2.1", qPrintable(QString("“bücher.example”") + noName));
        row("\"a\" A 192.0.2.1", qPrintable(QString("“a”") + noName));
        row("a.*.b A 192.0.2.1", qPrintable(QString("“a.*.b”") + noName));
        row("a.example", "behind the name stands a type and its data: mail.example.net A 192.0.2.25");
        row("a.example 60 IN", "behind the name stands a type and its data: mail.example.net A 192.0.2.25");
        row("a.example HINFO x y",
            "“HINFO” is no type that is known here; there are A, AAAA, CNAME, MX, NS, PTR, TXT, "
            "SPF, SRV, SOA, CAA, TLSA, and NXDOMAIN, SERVFAIL, REFUSED, TIMEOUT");
        incomplete("a.example A 192.0.2", "mail.example.net A 192.0.2.25");
        incomplete("a.example A 192.0.2.1 192.0.2.2", "mail.example.net A 192.0.2.25");
        incomplete("a.example AAAA 192.0.2.1", "mail.example.net AAAA 2001:db8::25");
        incomplete("a.example MX mail.example.net", "example.net MX 10 mail.example.net");
        incomplete("a.example MX 65536 mail.example.net", "example.net MX 10 mail.example.net");
        incomplete("a.example MX 10 \"mail\"", "example.net MX 10 mail.example.net");
        incomplete("a.example CNAME 192.0.2.1/x y", "www.example.net CNAME web.example.net");
        row("a.example TXT \"open", "the text has no quote at its end");
        row("a.example TXT a\"b", "a quote or a backslash stands in a text in quotes alone: \"…\"");
        row("a.example TXT \"\\256\"", "behind a backslash stands a character, or three digits up to 255");
        row("a.example TXT \"\\", "behind a backslash stands a character, or three digits up to 255");
        row("a.example TIMEOUT 5", "“5” is too much: nothing stands behind TIMEOUT");
        row("*.a.example TIMEOUT", "TIMEOUT holds for all below a name: leave out “*.”");
        row("*.a.example NS b.example", "NS is for one name, without “*.”");
    }
    void whatIsNoRowIsToldWithItsLine()
    {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        QCOMPARE(show("# first\n" + line.toStdString()), "line 2: " + sentence.toStdString());
    }

    void rowsThatContradictEachOtherAreTold_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* table, const char* sentence) { QTest::newRow(sentence) << table << sentence; };
        row("a.example CNAME b.example\na.example A 192.0.2.1\n",
            "line 2: “a.example” has a CNAME, and so nothing else; see line 1");
        row("a.example A 192.0.2.1\na.example CNAME b.example\n",
            "line 2: “a.example” has a CNAME, and so nothing else; see line 1");
        row("slow.example TIMEOUT\nA.slow.example A 192.0.2.1\n",
            "line 2: “a.slow.example” would never be found: by line 1 all of “slow.example” fails");
        row("a.slow.example SERVFAIL\nslow.example TIMEOUT\n",
            "line 1: “a.slow.example” would never be found: by line 2 all of “slow.example” fails");
        row("a.example TIMEOUT\na.example NXDOMAIN\n", "line 2: “a.example” fails already by line 1");
        row("a.example CNAME x.b.example\nb.example TIMEOUT\n",
            "line 1: “a.example” leads to a name that fails by line 2; let “a.example” fail so by itself");
    }
    void rowsThatContradictEachOtherAreTold()
    {
        QFETCH(QString, table);
        QFETCH(QString, sentence);
        QCOMPARE(show(table.toStdString()), sentence.toStdString());
    }

    void anAliasMayLeadToAServerFailure() { QVERIFY(parseDnsTable("a.example CNAME b.example\nb.example SERVFAIL\n")); }

    void thereIsALimitToAll()
    {
        QVERIFY(parseDnsTable(std::string(63, 'a') + " A 192.0.2.1"));
        QVERIFY(!parseDnsTable(std::string(64, 'a') + " A 192.0.2.1"));
        QVERIFY(parseDnsTable("a TXT \"" + std::string(255, 'x') + "\""));
        QVERIFY(!parseDnsTable("a TXT \"" + std::string(256, 'x') + "\""));
        std::string longest;
        for (int i = 0; i < 126; ++i)
            longest += "a.";
        QVERIFY(parseDnsTable(longest + "b A 192.0.2.1"));
        QVERIFY(!parseDnsTable(longest + "bb A 192.0.2.1"));
        QCOMPARE(show(std::string(1024 * 1024 + 1, '\n')), "is larger than 1 MiB; that is no table of DNS answers"s);
        std::string rows;
        for (int i = 0; i <= 20'000; ++i)
            rows += "a" + std::to_string(i) + " A 192.0.2.1\n";
        QCOMPARE(show(rows), "line 20001: there are more than 20000 rows"s);
    }

    void hostileBytesStayOutsideOfNamesAndTexts()
    {
        for (int byte = 0; byte < 256; ++byte) {
            const char c = static_cast<char>(byte);
            const auto named = parseDnsTable("a"s + c + "b.example A 192.0.2.1");
            if (named)
                for (const auto& record : named->records)
                    QVERIFY2(
                        record.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_/.") == std::string::npos,
                        record.name.c_str());
            const auto texted = parseDnsTable("a.example TXT \"x"s + c + "y\"");
            if (!texted)
                continue;
            const std::string& data = texted->records.front().data;
            for (const char each : data)
                QVERIFY(each >= ' ' && each <= '~');
            QCOMPARE(std::count(data.begin(), data.end(), '"'), 2);
        }
    }
};

SPP_TEST(TestDnsTable)
#include "tst_dns_table.moc"
