// SPDX-License-Identifier: MIT
#include "core/world/resolver_files.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <map>

using namespace spp::world;
using namespace std::string_literals;

namespace
{

std::map<std::string, std::string> filesOf(std::string_view text)
{
    const auto table = parseDnsTable(text);
    if (!table)
        qFatal("%s", table.error().message.c_str());
    std::map<std::string, std::string> files;
    for (const auto& file : resolverFiles(*table))
        files.emplace(file.name, file.text);
    return files;
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestResolverFiles : public QObject
{
    Q_OBJECT

private slots:
    void recordsAreAZone()
    {
        auto files = filesOf("Mail.example.net 5 A 192.0.2.25\nexample.net TXT \"a\\010b\"\n");
        QCOMPARE(files["zone-0"],
                 ". 60 IN SOA . . 1 60 60 60 60\n"
                 ". 60 IN NS .\n"
                 "mail.example.net. 5 IN A 192.0.2.25\n"
                 "example.net. 60 IN TXT \"a\\010b\"\n"s);
    }

    void aNameWithNameServersHasAZoneOfItsOwn()
    {
        auto files = filesOf("example.net NS ns.example.net\nns.example.net A 192.0.2.1\nexample.org A 192.0.2.2\n");
        QCOMPARE(files["zone-0"], ". 60 IN SOA . . 1 60 60 60 60\n. 60 IN NS .\nexample.org. 60 IN A 192.0.2.2\n"s);
        QCOMPARE(files["zone-1"],
                 "example.net. 60 IN SOA . . 1 60 60 60 60\n"
                 "example.net. 60 IN NS ns.example.net.\n"
                 "ns.example.net. 60 IN A 192.0.2.1\n"s);
        QVERIFY(contains(files["unbound.conf"], "name: \"example.net.\"\n  zonefile: \"zone-1\"\n"));
    }

    void eachFailureHasItsSetting()
    {
        const std::string configuration =
            filesOf("a.example NXDOMAIN\nb.example SERVFAIL\nc.example REFUSED\nd.example TIMEOUT\n")["unbound.conf"];
        QVERIFY(contains(configuration, "  local-zone: \"a.example.\" always_nxdomain\n"));
        QVERIFY(contains(configuration, "  name: \"b.example.\"\n  zonefile: \"nothing\"\n"));
        QVERIFY(contains(configuration, "  local-zone: \"c.example.\" always_refuse\n"));
        QVERIFY(contains(configuration, "  local-zone: \"d.example.\" always_deny\n"));
    }

    void textsAreInNoConfiguration()
    {
        auto files = filesOf("a.example TXT \"x\\010server:\\010  chroot: no\"\n");
        QVERIFY(!contains(files["unbound.conf"], "chroot: no"));
        QCOMPARE(std::count(files["zone-0"].begin(), files["zone-0"].end(), '\n'), 3);
    }
};

SPP_TEST(TestResolverFiles)
#include "tst_resolver_files.moc"
